"""Are cards made, changed and put away as told, by whom it is allowed, and is it written down?"""

from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.factories.businesses import make_area
from tests.factories.customers import make_customer

from kartotek.domain.audit.models import Change, Entry
from kartotek.domain.audit.values import STRANGER, SYSTEM, Actor, ActorKind
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.actions import (
    archive_customer,
    create_customer,
    edit_customer,
    restore_customer,
)
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.values import CustomerChanges, CustomerDetails
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

SOFIE = CustomerDetails(first_name="Sofie", last_name="Bjerregaard", email="sofie@example.com")


def log() -> list[tuple[str, str, object, str]]:
    """Every entry as (action, actor, changes, reason), oldest first."""
    changes = {change.entry_id: change for change in Change.objects.all()}
    return [
        (entry.action, entry.actor_name, changes[entry.pk].changes, changes[entry.pk].reason)
        for entry in Entry.objects.order_by("pk")
    ]


def test_numbers_follow_one_another_in_each_business(scoped: Business, other_business: Business, now: datetime) -> None:
    made = [
        create_customer(business=business, actor=SYSTEM, now=now, details=SOFIE).number
        for business in (scoped, scoped, other_business, scoped)
    ]
    assert made == ["10001", "10002", "10001", "10003"]


def test_a_new_card_is_written_down_with_what_was_given(scoped: Business, receptionist: Actor, now: datetime) -> None:
    card = create_customer(business=scoped, actor=receptionist, now=now, details=SOFIE)
    assert (card.name, card.is_archived, card.created_at, card.version) == ("Sofie Bjerregaard", False, now, 1)
    assert log() == [
        (
            "customer.created",
            "Signe Kragh",
            {
                "first_name": [None, "Sofie"],
                "last_name": [None, "Bjerregaard"],
                "email": [None, "sofie@example.com"],
                "wants_email": [None, True],
                "wants_sms": [None, True],
                "is_possible_match": [None, False],
                "number": [None, "10001"],
            },
            "",
        )
    ]


def test_a_new_card_may_have_its_own_limit(scoped: Business, receptionist: Actor, now: datetime) -> None:
    details = CustomerDetails(first_name="Sofie", max_future_bookings=0, limit_reason="No-shows")
    card = create_customer(business=scoped, actor=receptionist, now=now, details=details)
    assert (card.max_future_bookings, card.limit_set_at, card.limit_set_by, card.limit_reason) == (
        0,
        now,
        "Signe Kragh",
        "No-shows",
    )


def test_nothing_is_stored_of_a_card_that_is_not_valid(scoped: Business, now: datetime) -> None:
    with pytest.raises(Invalid):
        create_customer(business=scoped, actor=SYSTEM, now=now, details=CustomerDetails())
    assert (Customer.objects.count(), Entry.objects.count()) == (0, 0)


def test_a_stranger_who_books_gets_a_card(scoped: Business, now: datetime) -> None:
    assert create_customer(business=scoped, actor=STRANGER, now=now, details=SOFIE).number == "10001"


def test_only_what_differs_is_stored_and_written_down(scoped: Business, owner: Actor, now: datetime) -> None:
    customer = make_customer(scoped, email="sofie@example.com")
    changes = CustomerChanges(
        first_name="Sofie", last_name="Østergård", date_of_birth=date(1991, 5, 14), email="sofie@example.com"
    )
    card = edit_customer(business=scoped, actor=owner, now=now, customer_id=customer.pk, changes=changes)
    assert (card.version, card.last_name) == (2, "Østergård")
    assert log() == [
        (
            "customer.edited",
            "Mette Lund",
            {"last_name": ["Bjerregaard", "Østergård"], "date_of_birth": [None, "1991-05-14"]},
            "",
        )
    ]
    customer.refresh_from_db()
    assert (customer.name_sort, customer.given_sort, customer.search_text) == (
        "ostergard sofie",
        "sofie ostergard",
        " sofie oestergaard sofie ostergard sofie@example.com 10001 ",
    )


def test_nothing_that_differs_leaves_no_trace(scoped: Business, owner: Actor, now: datetime) -> None:
    customer = make_customer(scoped, max_future_bookings=2)
    changes = CustomerChanges(first_name="Sofie", max_future_bookings=2, limit_reason="Again")
    card = edit_customer(business=scoped, actor=owner, now=now, customer_id=customer.pk, changes=changes)
    assert (card.version, card.limit_reason, log()) == (1, "", [])


def test_a_limit_says_who_set_it_when_and_why(scoped: Business, receptionist: Actor, now: datetime) -> None:
    customer = make_customer(scoped)
    changes = CustomerChanges(max_future_bookings=2, limit_reason="Two no-shows")
    card = edit_customer(business=scoped, actor=receptionist, now=now, customer_id=customer.pk, changes=changes)
    assert (card.max_future_bookings, card.limit_set_at, card.limit_set_by, card.limit_reason) == (
        2,
        now,
        "Signe Kragh",
        "Two no-shows",
    )
    assert log() == [
        ("customer.limit_set", "Signe Kragh", {"max_future_bookings": [None, 2]}, "Two no-shows"),
    ]


def test_a_practitioner_sets_no_limit(scoped: Business, practitioner: Actor, now: datetime) -> None:
    customer = make_customer(scoped, max_future_bookings=1)
    for value in (None, 0, 2, -1):
        with pytest.raises(NotPermitted):
            edit_customer(
                business=scoped,
                actor=practitioner,
                now=now,
                customer_id=customer.pk,
                changes=CustomerChanges(max_future_bookings=value),
            )
    same = CustomerChanges(max_future_bookings=1, note="Called")
    card = edit_customer(business=scoped, actor=practitioner, now=now, customer_id=customer.pk, changes=same)
    assert card.note == "Called"


def test_a_stale_edit_stores_nothing(scoped: Business, owner: Actor, now: datetime) -> None:
    customer = make_customer(scoped)
    with pytest.raises(Stale):
        edit_customer(
            business=scoped,
            actor=owner,
            now=now,
            customer_id=customer.pk,
            changes=CustomerChanges(note="x"),
            expected_version=2,
        )
    customer.refresh_from_db()
    assert (customer.note, customer.version, log()) == ("", 1, [])


def test_a_new_address_has_not_bounced(scoped: Business, owner: Actor, now: datetime) -> None:
    customer = make_customer(scoped, email="sofie@example.com", email_bounced_at=now)
    same = CustomerChanges(email="SOFIE@example.com")
    card = edit_customer(business=scoped, actor=owner, now=now, customer_id=customer.pk, changes=same)
    assert card.email_bounced_at == now
    other = CustomerChanges(email="sb@example.com")
    card = edit_customer(business=scoped, actor=owner, now=now, customer_id=customer.pk, changes=other)
    assert card.email_bounced_at is None


def test_customers_change_their_own_card_and_only_what_is_theirs(scoped: Business, now: datetime) -> None:
    mine, other = make_customer(scoped), make_customer(scoped)
    myself = Actor(kind=ActorKind.CUSTOMER, id=mine.pk, name="Sofie Bjerregaard")
    changes = CustomerChanges(city="Malmö", language="sv")
    card = edit_customer(business=scoped, actor=myself, now=now, customer_id=mine.pk, changes=changes)
    assert (card.city, card.language) == ("Malmö", "sv")
    with pytest.raises(NotFound):
        edit_customer(business=scoped, actor=myself, now=now, customer_id=other.pk, changes=changes)
    for key, value in (("note", "x"), ("max_future_bookings", 9), ("area_id", None), ("important_note", "")):
        forbidden: CustomerChanges = {key: value}  # type: ignore[misc]  # the key is the point of the test
        with pytest.raises(NotPermitted):
            edit_customer(business=scoped, actor=myself, now=now, customer_id=mine.pk, changes=forbidden)


def test_a_customer_opens_the_card_to_no_address_that_was_not_proven(scoped: Business, now: datetime) -> None:
    mine = make_customer(scoped, email="sofie@example.com", phone="+4531550124")
    myself = Actor(kind=ActorKind.CUSTOMER, id=mine.pk, name="Sofie Bjerregaard")
    same = CustomerChanges(email="SOFIE@example.com", phone="31 55 01 24", city="Malmö")
    assert edit_customer(business=scoped, actor=myself, now=now, customer_id=mine.pk, changes=same).city == "Malmö"
    other = CustomerChanges(email="victim@example.com", phone="+4520550101", city="Lund")
    with pytest.raises(Invalid) as refused:
        edit_customer(business=scoped, actor=myself, now=now, customer_id=mine.pk, changes=other)
    assert [(each.field, each.code) for each in refused.value.problems] == [
        ("email", "proof_required"),
        ("phone", "proof_required"),
    ]
    mine.refresh_from_db()
    assert (mine.email, mine.city) == ("sofie@example.com", "Malmö")


def test_a_card_an_inspector_makes_is_of_her_area_when_she_looks_after_one(
    scoped: Business, inspector: Actor, area: Area, other_area: Area, now: datetime
) -> None:
    part = make_area(scoped, "Harbour", area)
    seer = replace(inspector, area_ids=frozenset({area.pk, part.pk}))

    def made(actor: Actor, area_id: int | None = None) -> int | None:
        details = CustomerDetails(first_name="Freja", area_id=area_id)
        return create_customer(business=scoped, actor=actor, now=now, details=details).area_id

    assert (made(inspector), made(seer), made(seer, part.pk)) == (area.pk, area.pk, part.pk)
    several, none = (replace(inspector, area_ids=frozenset(ids)) for ids in ({area.pk, other_area.pk}, ()))
    for actor, area_id in ((several, None), (none, None), (inspector, other_area.pk)):
        with pytest.raises(Invalid) as caught:
            made(actor, area_id)
        assert [(problem.field, problem.code) for problem in caught.value.problems] == [("area", "not_your_area")]


def test_areas_must_exist_here_and_be_the_inspectors(  # noqa: PLR0917 - fixtures
    scoped: Business,
    other_business: Business,
    owner: Actor,
    inspector: Actor,
    area: Area,
    other_area: Area,
    now: datetime,
) -> None:
    customer = make_customer(scoped, area=area)
    foreign = make_area(other_business, "Queens")
    for actor, area_id, code in (
        (owner, foreign.pk, "unknown"),
        (inspector, other_area.pk, "not_your_area"),
        (inspector, None, "not_your_area"),
    ):
        with pytest.raises(Invalid) as caught:
            edit_customer(
                business=scoped,
                actor=actor,
                now=now,
                customer_id=customer.pk,
                changes=CustomerChanges(area_id=area_id),
            )
        assert [(problem.field, problem.code) for problem in caught.value.problems] == [("area", code)]
    changes = CustomerChanges(area_id=other_area.pk)
    card = edit_customer(business=scoped, actor=owner, now=now, customer_id=customer.pk, changes=changes)
    assert card.area_id == other_area.pk
    assert log()[-1][2] == {"area": [area.pk, other_area.pk]}


def test_archiving_and_restoring_twice_changes_nothing_more(scoped: Business, owner: Actor, now: datetime) -> None:
    customer = make_customer(scoped)
    for act in (archive_customer, archive_customer, restore_customer, restore_customer):
        card = act(actor=owner, now=now, customer_id=customer.pk)
    assert (card.version, card.archived_at) == (3, None)
    assert [entry[0] for entry in log()] == ["customer.archived", "customer.restored"]
    assert log()[0][2] == {"archived_at": [None, now.isoformat()]}


def test_a_stale_archiving_is_refused(scoped: Business, owner: Actor, now: datetime) -> None:
    customer = make_customer(scoped)
    with pytest.raises(Stale):
        archive_customer(actor=owner, now=now, customer_id=customer.pk, expected_version=9)


def test_what_cannot_be_seen_cannot_be_changed(
    scoped: Business, other_business: Business, inspector: Actor, other_area: Area, now: datetime
) -> None:
    hidden = make_customer(scoped, area=other_area)
    foreign = make_customer(other_business)
    for customer_id in (hidden.pk, foreign.pk, 987_654):
        with pytest.raises(NotFound):
            edit_customer(
                business=scoped, actor=inspector, now=now, customer_id=customer_id, changes=CustomerChanges(note="x")
            )
        with pytest.raises(NotFound):
            archive_customer(actor=inspector, now=now, customer_id=customer_id)
