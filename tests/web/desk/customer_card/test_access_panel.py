"""Does the panel show all four gates in order, which of them decides, and where each is changed? (S11, S11a)"""

import html
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.access.models import CustomerTag, Lock, LockReason, RuleException, ServiceRule, Tag
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

ENDS_AT = datetime(2026, 11, 26, 23, tzinfo=UTC)  # 27 November 00:00 in Copenhagen
GATE = re.compile(
    r'<li class="k-gate is-(\w+)( decides)?"><h3><span>\d\. ([^<]*)</span>'
    r'.*?<div class="v">.*?<span>(.*?)</span></div>.*?</li>',
    re.DOTALL,
)

Gate = tuple[str, str, str, str]
Look = Callable[[Actor], str]


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    """General max 2."""
    with scope(business=business):
        make_settings(business, max_future_bookings=2)
        return make_salon(business)


@pytest.fixture
def sofie(business: Business, salon: Salon) -> Customer:
    """One coming booking."""
    with scope(business=business):
        customer = make_customer(business, language="en")
        make_booking(salon, customer)
    return customer


def lock(customer: Customer, ends_at: datetime | None = ENDS_AT, label: str = "Missing documents or data") -> None:
    now = datetime(2026, 11, 12, 8, 12, tzinfo=UTC)
    business = customer.business
    with scope(business=business):
        reason, _ = LockReason.objects.get_or_create(business=business, label=label, messages={"en": "Please call."})
        Lock.objects.create(
            business=business, customer=customer, reason=reason, starts_at=now, ends_at=ends_at, placed_at=now
        )


def tag(customer: Customer, label: str, **fields: object) -> Tag:
    now = datetime(2026, 11, 4, 10, tzinfo=UTC)
    with scope(business=customer.business):
        made = Tag.objects.create(business=customer.business, label=label, created_at=now, **fields)
        CustomerTag.objects.create(business=customer.business, customer=customer, tag=made, added_at=now)
    return made


def rule(business: Business, when: dict[str, object], where: dict[str, object], **fields: object) -> ServiceRule:
    now = datetime(2026, 11, 4, 10, tzinfo=UTC)
    with scope(business=business):
        return ServiceRule.objects.create(business=business, when=when, where=where, created_at=now, **fields)


def page_of(customer: Customer, actor: Actor) -> str:
    answer = signed_in(actor).get(f"/desk/havnegade/customers/{customer.pk}/")
    assert answer.status_code == 200
    return " ".join(html.unescape(answer.content.decode()).split())


def gates(page: str) -> list[Gate]:
    """Kind, name, verdict, and whether it decides, of each gate in order."""
    return [(kind, name, verdict, decides.strip()) for kind, decides, name, verdict in GATE.findall(page)]


def answer(page: str) -> str:
    found = re.search(r"<strong>([^<]*)</strong> ([^<]*)</p>", page)
    assert found
    return " ".join(found.groups())


def test_all_four_gates_are_shown_when_nothing_stops(sofie: Customer, owner: Actor) -> None:
    page = page_of(sofie, owner)
    assert gates(page) == [
        ("yes", "Lock", "Passes", ""),
        ("yes", "Ban tags", "Passes", ""),
        ("yes", "Max bookings", "Passes: 1 of 2", ""),
        ("yes", "Service rules", "Passes", ""),
    ]
    assert answer(page) == "Yes, 1 of 2 coming bookings used."


def test_a_lock_decides_and_what_stops_besides_is_shown(sofie: Customer, salon: Salon, owner: Actor) -> None:
    lock(sofie)
    Customer._base_manager.filter(pk=sofie.pk).update(max_future_bookings=1)
    patch = tag(sofie, "Patch test due")
    rule(salon.business, {"has_tags": [patch.pk]}, {"services": [salon.service.pk]})
    page = page_of(sofie, owner)
    assert gates(page) == [
        ("no", "Lock", "Until and including Thu 26 Nov 2026", "decides"),
        ("yes", "Ban tags", "Passes", ""),
        ("limited", "Max bookings", "Stops too: 1 of 1", ""),
        ("limited", "Service rules", "1 service closed", ""),
    ]
    assert answer(page) == "No, until and including Thu 26 Nov 2026. Missing documents or data."
    assert "unlocks by itself on Fri 27 Nov 2026 at 00:00" in page
    assert "“Please call.”" in page
    assert "1 rule, because of: “Patch test due”" in page
    assert "No ban tag, 1 normal tag" in page


def test_of_several_locks_the_longest_is_named(sofie: Customer, owner: Actor) -> None:
    lock(sofie)
    lock(sofie, None, "Conduct")
    page = page_of(sofie, owner)
    assert gates(page)[0] == ("no", "Lock", "2 locks: until someone unlocks", "decides")
    assert "Missing documents or data · Conduct" in page
    assert answer(page) == "No, until someone unlocks. Conduct."


def test_a_lock_of_old_may_end_in_the_middle_of_a_day(sofie: Customer, owner: Actor) -> None:
    lock(sofie, ENDS_AT + timedelta(hours=14))
    assert gates(page_of(sofie, owner))[0][2] == "Until Fri 27 Nov 2026 at 14:00"
    assert answer(page_of(sofie, owner)).startswith("No, until Fri 27 Nov 2026 at 14:00.")


def test_a_ban_of_the_whole_business_says_which_tag(sofie: Customer, owner: Actor) -> None:
    tag(sofie, "Do not book", kind="banned", messages={"en": "Not here."})
    page = page_of(sofie, owner)
    assert gates(page)[1] == ("no", "Ban tags", "Stops everything", "decides")
    assert answer(page) == "No, the tag “Do not book” stops online booking."
    assert "until someone takes the tag off the card" in page
    assert "“Not here.”" in page


def test_a_ban_of_one_service_limits(sofie: Customer, salon: Salon, owner: Actor) -> None:
    tag(sofie, "No colour", kind="banned", where={"services": [salon.service.pk]})
    page = page_of(sofie, owner)
    assert gates(page)[1] == ("limited", "Ban tags", "1 service closed", "")
    assert answer(page) == "Yes, 1 of 2 coming bookings used. 1 service is closed."


@pytest.mark.parametrize(
    ("where", "verdict", "said"),
    [
        ({}, "Closes everything", "Everything is closed."),
        ({"employees": [1]}, "Closes some services", "Some services are closed."),
        ({"services": [1, 2]}, "2 services closed", "2 services are closed."),
    ],
)
def test_a_rule_says_how_much_it_closes(
    sofie: Customer, owner: Actor, where: dict[str, object], verdict: str, said: str
) -> None:
    rule(sofie.business, {"new_customer": True}, where)
    page = page_of(sofie, owner)
    assert gates(page)[3][2] == verdict
    assert answer(page).endswith(said)
    assert "1 rule, because of: new customer" in page


def test_reasons_of_rules_are_counted(sofie: Customer, owner: Actor) -> None:
    rule(sofie.business, {"no_shows": 0}, {"services": [1]})
    other = tag(sofie, "Regular")
    CustomerTag._base_manager.filter(tag=other).delete()
    rule(sofie.business, {"lacks_tags": [other.pk]}, {"services": [2]})
    rule(sofie.business, {}, {"services": [2]})
    page = page_of(sofie, owner)
    assert gates(page)[3][2] == "2 services closed"
    assert "3 rules, because of: a tag is missing, 0 no-shows" in page


def test_a_rule_for_everybody_has_no_reason(sofie: Customer, owner: Actor) -> None:
    rule(sofie.business, {}, {"services": [2]})
    assert '<span class="muted">1 rule</span>' in page_of(sofie, owner)


def test_an_exception_opens_one_service_again(sofie: Customer, salon: Salon, owner: Actor, now: datetime) -> None:
    made = rule(sofie.business, {}, {"services": [salon.service.pk, 999_999]})
    with scope(business=sofie.business):
        RuleException.objects.create(
            business=sofie.business,
            customer=sofie,
            service=salon.service,
            from_on=date(2026, 11, 12),
            until_on=date(2026, 11, 30),
            reason="Patch test done",
            created_at=now,
        )
    assert gates(page_of(sofie, owner))[3][2] == "1 service closed"
    RuleException._base_manager.update(rule=made, service=None)
    page = page_of(sofie, owner)
    assert gates(page)[3] == ("yes", "Service rules", "Passes", "")
    assert "An exception holds for 1 rule" in page


def test_what_needs_approval_is_said(sofie: Customer, owner: Actor) -> None:
    rule(sofie.business, {}, {}, then="needs_approval")
    assert gates(page_of(sofie, owner))[3] == ("limited", "Service rules", "Only with approval", "")


def test_the_limit_of_a_tag_is_named(sofie: Customer, owner: Actor) -> None:
    tag(sofie, "Late cancellations", max_future_bookings=1)
    page = page_of(sofie, owner)
    assert gates(page)[2] == ("limited", "Max bookings", "Stops: 1 of 1", "decides")
    assert "Of the tag “Late cancellations”; the general setting is 2." in page
    assert "Follows the tag “Late cancellations”, 1 now" in page
    Tag._base_manager.update(max_future_bookings=0)
    page = page_of(sofie, owner)
    assert gates(page)[2] == ("no", "Max bookings", "0, blocked", "decides")
    assert answer(page) == "No, max coming bookings of the tag “Late cancellations” is 0."


def test_who_may_not_change_it_has_no_remedy(sofie: Customer, practitioner: Actor) -> None:
    page = page_of(sofie, practitioner)
    assert "open-max" not in page
    assert "open-lock" not in page
