"""Does a refusal keep what it speaks of as it was, when all has changed since? (S19)"""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import make_location
from tests.factories.catalog import make_category
from tests.factories.customers import make_customer
from tests.factories.restrictions import (
    make_ban,
    make_exception,
    make_lock,
    make_lock_reason,
    make_rule,
    make_tag,
    put_tag,
)

from kartotek.domain.access.actions import record_refusal
from kartotek.domain.access.decisions import decide
from kartotek.domain.access.decisions.naming import named_from_json, spoken_of
from kartotek.domain.access.models import Lock, LockReason, RuleException, ServiceRule, Tag
from kartotek.domain.access.queries import get_named, get_refusal, trace_for_staff, trace_of
from kartotek.domain.access.values import (
    Check,
    Decision,
    Facts,
    Limit,
    LockFact,
    Policy,
    Question,
    ReasonCode,
    RefusalDetails,
    Source,
    SourceKind,
    TagLimit,
    Verdict,
)
from kartotek.domain.access.values.trace import Named, Scene
from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.overview.queries.access import get_customer_access

ZONE = "Europe/Copenhagen"
POLICY = Policy(timezone=ZONE)
NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
SCENE = Scene(ZONE, NOW)


@pytest.fixture
def salon(scoped: Business, now: datetime) -> Salon:
    return make_salon(scoped, category=make_category(scoped, "Colour"))


@pytest.fixture
def restricted(salon: Salon) -> Customer:
    """Locked by somebody at the front desk, banned from the salon's service, at her own limit, two rules, excepted."""
    business = salon.business
    make_settings(business, max_future_bookings=5)
    customer = make_customer(
        business, max_future_bookings=1, limit_set_at=NOW, limit_set_by="Jonas Krog", limit_reason="Late twice"
    )
    make_booking(salon, customer)
    reason = make_lock_reason(business)
    make_lock(customer, reason=reason, agent="Signe Kragh", ends_at=datetime(2026, 11, 26, 23, tzinfo=UTC))
    make_lock(customer, kind="legacy", legacy_reason="ufin", starts_at=None, placed_by="")
    put_tag(customer, make_ban(business, "Late", where={"services": [salon.service.pk]}))
    due = make_tag(business, "Patch test due", max_future_bookings=9)
    put_tag(customer, due)
    rule = make_rule(business, when={"has_tags": [due.pk]}, where={"categories": [salon.service.category_id]})
    make_rule(
        business,
        when={"lacks_tags": [due.pk]},
        where={"employees": [salon.jonas.pk], "locations": [make_location(business, "Nørrebro").pk]},
        then="needs_approval",
    )
    make_exception(customer, date(2026, 11, 1), date(2026, 11, 30), rule=rule)
    return customer


EXPECTED = [
    "Locked: Missing documents, by Signe Kragh on Thu 12 Nov 2026 at 09:12. Until and including Thu 26 Nov 2026.",
    "Locked: ufin, taken over from before, by an unknown person. It does not end by itself.",
    "The tag “Late” bans the service Haircut.",
    "1 of 1 coming bookings are used. Free again after Mon 16 Nov 2026 at 10:45. Own value of the card, set by "
    "Jonas Krog on Thu 12 Nov 2026 at 10:54: “Late twice”. The general setting, 5, is not used.",
    "Not available online for customers with the tag “Patch test due”: the category Colour. "
    "An exception by Mette Lund beats it until and including Mon 30 Nov 2026.",
    "Online only with approval for customers without the tag “Patch test due”: with Jonas Krog, at Nørrebro. "
    "It does not concern this customer.",
]


def decided(salon: Salon, customer: Customer, viewer: Actor) -> tuple[Decision, Question]:
    found = get_customer_access(
        business=salon.business,
        viewer=viewer,
        customer_id=customer.pk,
        question=Question(service_id=salon.service.pk),
        now=NOW,
    )
    return found.decision, found.question


def test_everything_is_named_by_one_query(
    salon: Salon, restricted: Customer, owner: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    decision, question = decided(salon, restricted, owner)
    with django_assert_num_queries(1):
        named = get_named(decision, business_id=salon.business.pk, customer_id=restricted.pk)
    scene = Scene(ZONE, NOW, question.service_id)
    assert [line.text for line in trace_of(decision, named, scene)] == EXPECTED
    told = trace_for_staff(decision, named, scene)
    assert [one["text"] for one in told] == EXPECTED
    assert (told[0]["verdict"], told[0]["remedies"], told[0]["until"]) == (
        "stops",
        ["unlock"],
        "2026-11-26T23:00:00+00:00",
    )


def test_a_refusal_is_told_as_it_was_when_everything_has_changed_since(
    salon: Salon, restricted: Customer, owner: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    decision, question = decided(salon, restricted, owner)
    details = RefusalDetails(decision, question, "Sorry.", "en", customer_id=restricted.pk)
    with django_assert_num_queries(5):  # begin, two rows, whoever listens outside, end
        refusal = record_refusal(business_id=salon.business.pk, details=details, actor=STRANGER, now=NOW)
    Tag.objects.update(label="Other", where={}, archived_at=NOW)
    LockReason.objects.update(label="Other", archived_at=NOW)
    Lock.objects.update(placed_by="Other", agent="Other", lifted_at=NOW)
    ServiceRule.objects.update(when={}, where={}, then="needs_approval", is_in_force=False, archived_at=NOW)
    RuleException.objects.update(removed_at=NOW)
    Customer.objects.update(max_future_bookings=None, limit_set_by="Other")
    salon.service.name = salon.jonas.name = "Other"
    salon.service.save()
    salon.jonas.save()
    line = get_refusal(refusal.pk, viewer=owner)
    scene = Scene(ZONE, line.at, line.service_id)
    assert [one.text for one in trace_of(line.decision, line.named, scene)] == EXPECTED


def test_the_value_of_a_tag_and_an_unlimited_general_setting_are_named(salon: Salon, owner: Actor) -> None:
    customer = make_customer(salon.business)
    put_tag(customer, make_tag(salon.business, "Careful", max_future_bookings=2))
    found = get_customer_access(business=salon.business, viewer=owner, customer_id=customer.pk, now=NOW)
    named = get_named(found.decision, business_id=salon.business.pk, customer_id=customer.pk)
    [text] = [
        line.text for line in trace_of(found.decision, named, SCENE) if line.check.code is ReasonCode.LIMIT_REACHED
    ]
    assert text == (
        "0 of 2 coming bookings are used. Value of the tag “Careful”. The general setting, unlimited, is not used."
    )


def test_an_own_value_without_a_reason_is_told_without(salon: Salon, owner: Actor) -> None:
    customer = make_customer(salon.business, max_future_bookings=0, limit_set_at=NOW, limit_set_by="Jonas Krog")
    found = get_customer_access(business=salon.business, viewer=owner, customer_id=customer.pk, now=NOW)
    named = get_named(found.decision, business_id=salon.business.pk, customer_id=customer.pk)
    assert trace_of(found.decision, named, SCENE)[2].text == (
        "Max coming bookings is 0, which blocks booking online. Own value of the card, set by Jonas Krog on "
        "Thu 12 Nov 2026 at 10:54. The general setting, unlimited, is not used."
    )


def test_nothing_of_another_business_is_named(salon: Salon, restricted: Customer, other_business: Business) -> None:
    nothing = decide(Facts(), POLICY, NOW)
    everything = Decision(
        *(nothing.outcome, nothing.state, (), None, 0, nothing.limit, nothing.limit_source),
        checks=tuple(
            Check(code, Source(kind, row.pk), Verdict.STOPS)
            for code, kind, row in (
                (ReasonCode.LOCKED, SourceKind.LOCK, Lock.objects.earliest("pk")),
                (ReasonCode.BANNED_TAG, SourceKind.TAG, Tag.objects.earliest("pk")),
                (ReasonCode.SERVICE_RULE, SourceKind.RULE, ServiceRule.objects.earliest("pk")),
            )
        ),
    )
    named = get_named(everything, business_id=other_business.pk, customer_id=restricted.pk)
    assert (named.locks, named.tags, named.rules, named.exceptions) == ({}, {}, {}, ())
    assert {key: dict(names) for key, names in named.places.items()} == {
        "services": {}, "categories": {}, "employees": {}, "locations": {},
    }  # fmt: skip


def test_a_refusal_of_before_names_were_kept_can_still_be_told() -> None:
    assert named_from_json({}) == Named(
        places={"services": {}, "categories": {}, "employees": {}, "locations": {}},
    )


def test_a_decision_of_before_checks_were_kept_speaks_of_its_reasons() -> None:
    facts = Facts(locks=(LockFact(7, NOW - timedelta(1)),), tag_limits=(TagLimit(3, Limit(0)),))
    decision = decide(facts, POLICY, NOW)
    without = Decision(
        decision.outcome, decision.state, decision.reasons, None, 0, decision.limit, decision.limit_source
    )
    assert spoken_of(without) == spoken_of(decision) == ([7], [3], [])
