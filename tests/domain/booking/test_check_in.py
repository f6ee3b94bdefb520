"""Does the door open for the right people, and is every attempt written down? (S13, S52)"""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.booking import make_booking, make_salon
from tests.factories.businesses import make_location
from tests.factories.check_ins import lock_card, make_check_in
from tests.factories.customers import make_customer
from tests.naughty import naughty_strings

from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.access.values import Outcome, ReasonCode
from kartotek.domain.audit.models import Change, Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions import check_in
from kartotek.domain.booking.models import CheckIn
from kartotek.domain.booking.queries import check_in_reasons, list_check_ins
from kartotek.domain.booking.values.check_ins import Admission, CheckInAnswer, CheckInFilter, Scan
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid, NotPermitted

EVERYTHING = CheckInFilter()


class Door:
    """Somebody at the reception of the business, at the moment of the stories."""

    def __init__(self, business: Business, actor: Actor, now: datetime) -> None:
        self.business, self.actor, self.now = business, actor, now

    def scan(self, number: str, reason: str = "", location_id: int | None = None) -> CheckInAnswer:
        return check_in(business=self.business, actor=self.actor, now=self.now, scan=Scan(number, location_id, reason))


@pytest.fixture
def door(scoped: Business, receptionist: Actor, now: datetime) -> Door:
    return Door(scoped, receptionist, now)


@pytest.fixture
def customer(scoped: Business) -> Customer:
    return make_customer(scoped, number="10217", important_note="PPD allergy.")


def codes(answer: CheckInAnswer) -> list[object]:
    return [reason["code"] for reason in check_in_reasons(answer.decision)]


def test_a_customer_comes_in_and_is_told_what_for(door: Door, customer: Customer) -> None:
    salon = make_salon(door.business)
    make_booking(salon, customer, door.now + timedelta(days=4))
    today = make_booking(salon, customer, door.now + timedelta(hours=1))
    make_booking(salon, customer, door.now - timedelta(hours=2))
    make_booking(salon, customer, door.now + timedelta(minutes=5), status="cancelled")
    make_booking(salon, make_customer(door.business), door.now + timedelta(minutes=5), salon.mette)
    answer = door.scan(" \t10217\n")
    assert answer.admission == Admission(is_admitted=True)
    assert answer.card is not None
    assert (answer.card.id, answer.card.name, answer.card.important_note) == (
        customer.pk,
        "Sofie Bjerregaard",
        "PPD allergy.",
    )
    booking = answer.next_booking
    assert booking is not None
    assert (booking.id, booking.service_name, booking.employee_name) == (today.pk, "Haircut", "Jonas Krog")
    assert (booking.starts_at, booking.ends_at, booking.status) == (today.starts_at, today.ends_at, "confirmed")


def test_a_booking_that_is_going_on_is_still_the_next_one(door: Door, customer: Customer) -> None:
    running = make_booking(make_salon(door.business), customer, door.now - timedelta(minutes=10))
    booking = door.scan("10217").next_booking
    assert booking is not None
    assert booking.id == running.pk


def test_a_lock_keeps_the_door_closed_at_every_location(door: Door, customer: Customer) -> None:
    lock_card(customer)
    place = make_location(door.business)
    for answer in (door.scan("10217"), door.scan("10217", location_id=place.pk)):
        assert (answer.admission, codes(answer)) == (Admission(is_admitted=False), ["locked"])
        assert answer.next_booking is None
    assert list(CheckIn.objects.order_by("id").values_list("location_id", "is_admitted")) == [
        (None, False),
        (place.pk, False),
    ]


@pytest.mark.parametrize("fields", [{"is_over": True}, {"is_lifted": True}])
def test_a_lock_that_is_over_or_lifted_opens_the_door(door: Door, customer: Customer, fields: dict[str, bool]) -> None:
    if "is_over" in fields:
        lock_card(customer, ends_at=door.now)
    else:
        lock_card(customer, lifted_at=door.now - timedelta(hours=1))
    assert door.scan("10217").admission.is_admitted


def test_a_ban_and_a_limit_are_told_and_stop_nobody_at_the_door(door: Door, customer: Customer) -> None:
    customer.max_future_bookings = 0
    customer.save()
    tag = Tag.objects.create(
        business=door.business, label="No-show", kind="banned", icon="ban", color="red", created_at=door.now
    )
    CustomerTag.objects.create(business=door.business, customer=customer, tag=tag, added_at=door.now)
    answer = door.scan("10217")
    assert (answer.admission.is_admitted, codes(answer)) == (True, ["banned_tag", "max_zero"])
    assert [(one.icon, one.color) for one in answer.tags] == [("ban", "red")]


@pytest.mark.parametrize("number", ["99999", "010217", "1021７"])
def test_an_unknown_number_opens_nothing_and_is_written_down(door: Door, customer: Customer, number: str) -> None:
    answer = door.scan(number, reason="I know her")
    assert (answer.admission, answer.card, answer.decision) == (Admission(is_admitted=False), None, None)
    assert codes(answer) == ["unknown_card"]
    (line,) = list_check_ins(viewer=door.actor, wanted=EVERYTHING).items
    assert (line.card_number, line.customer_id, line.customer_name) == (number, None, "")
    assert (line.is_admitted, line.override_reason, line.decision) == (False, "", None)


def test_an_archived_card_is_unknown(door: Door, customer: Customer) -> None:
    customer.archived_at = door.now
    customer.save()
    assert codes(door.scan("10217")) == ["unknown_card"]


def test_another_business_has_its_own_numbers(door: Door, other_business: Business) -> None:
    make_customer(other_business, number="555")
    assert codes(door.scan("555")) == ["unknown_card"]


def test_whoever_may_lets_a_locked_customer_in_with_a_reason(
    scoped: Business, inspector: Actor, customer: Customer, now: datetime
) -> None:
    lock_card(customer)
    door = Door(scoped, inspector, now)  # of another area: the door is everybody's
    assert door.scan("10217", reason=" \n").admission == Admission(is_admitted=False)
    answer = door.scan("10217", reason=" Paid at the desk ")
    assert answer.admission == Admission(is_admitted=True, is_overridden=True)
    assert codes(answer) == ["locked"]
    row = CheckIn.objects.get(is_admitted=True)
    assert str(row) == f"check-in {row.pk}"
    assert (row.override_reason, row.by, row.decision["outcome"]) == ("Paid at the desk", "Karim Haddad", "refused")
    entry = Entry.objects.get(action="check_in.admitted")
    assert (entry.target_kind, entry.target_id, entry.customer_id) == ("check_in", row.pk, customer.pk)
    assert Change.objects.get(entry=entry).reason == "Paid at the desk"


def test_whoever_may_not_is_refused_and_the_attempt_is_kept(door: Door, customer: Customer) -> None:
    lock_card(customer)
    with pytest.raises(NotPermitted):
        door.scan("10217", reason="She is nice")
    row = CheckIn.objects.get()
    assert (row.customer_id, row.is_admitted, row.override_reason) == (customer.pk, False, "")
    entry = Entry.objects.get(action="check_in.refused")
    assert (entry.target_id, Change.objects.get(entry=entry).reason) == (row.pk, "She is nice")


def test_a_reason_nobody_needed_is_not_kept(door: Door, customer: Customer) -> None:
    assert door.scan("10217", reason="just in case").admission == Admission(is_admitted=True)
    assert CheckIn.objects.get().override_reason == ""
    assert not Change.objects.exists()


@pytest.mark.parametrize(
    ("number", "reason", "problems"),
    [
        ("", "", [("card_number", "required")]),
        (" \n", "", [("card_number", "required")]),
        ("1" * 101, "", [("card_number", "too_long")]),
        ("10\x00217", "\x00", [("card_number", "bad_character"), ("override_reason", "bad_character")]),
        ("10217", "x" * 2001, [("override_reason", "too_long")]),
    ],
)
def test_what_no_card_can_carry_is_refused_with_every_problem(
    door: Door, number: str, reason: str, problems: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as error:
        door.scan(number, reason)
    assert [(one.field, one.code) for one in error.value.problems] == problems
    assert not CheckIn.objects.exists()


def test_a_location_of_somebody_else_does_not_exist(door: Door, customer: Customer, other_business: Business) -> None:
    elsewhere = make_location(other_business)
    with pytest.raises(Invalid) as error:
        door.scan("10217", location_id=elsewhere.pk)
    assert [(one.field, one.code) for one in error.value.problems] == [("location", "unknown")]


def test_whatever_is_scanned_is_answered_or_refused(door: Door) -> None:
    for text in naughty_strings():
        try:
            answer = door.scan(text)
        except Invalid:
            continue
        assert codes(answer) == ["unknown_card"], text


def test_the_answer_costs_few_queries(door: Door, customer: Customer) -> None:
    salon = make_salon(door.business)
    for days in range(5):
        make_booking(salon, customer, door.now + timedelta(days=days))
    lock_card(customer)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        door.scan("10217")
    assert len(caught) == 10


def test_attempts_are_listed_newest_first_and_page_by_page(
    scoped: Business, owner: Actor, customer: Customer, now: datetime
) -> None:
    made = [make_check_in(scoped, now - timedelta(hours=hours), customer).pk for hours in (3, 1, 1, 2)]
    first = list_check_ins(viewer=owner, wanted=EVERYTHING, limit=3)
    assert [line.id for line in first.items] == [made[2], made[1], made[3]]
    assert first.next is not None
    second = list_check_ins(viewer=owner, wanted=EVERYTHING, limit=3, cursor=first.next)
    assert ([line.id for line in second.items], second.next) == ([made[0]], None)
    with pytest.raises(Invalid):
        list_check_ins(viewer=owner, wanted=EVERYTHING, cursor="WyJ4IiwxXQ")


def test_attempts_are_found_by_time_customer_and_place(
    scoped: Business, owner: Actor, customer: Customer, now: datetime
) -> None:
    place = make_location(scoped)
    here = make_check_in(scoped, now, customer, location=place).pk
    unknown = make_check_in(scoped, now - timedelta(hours=1)).pk

    def found(wanted: CheckInFilter) -> list[int]:
        return [line.id for line in list_check_ins(viewer=owner, wanted=wanted).items]

    assert found(EVERYTHING) == [here, unknown]
    assert found(CheckInFilter(from_at=now)) == [here]
    assert found(CheckInFilter(to_at=now)) == [unknown]
    assert found(CheckInFilter(customer_id=customer.pk)) == [here]
    assert found(CheckInFilter(location_id=place.pk)) == [here]


def test_an_inspector_reads_the_attempts_of_her_customers(
    scoped: Business, inspector: Actor, area: Area, other_area: Area, now: datetime
) -> None:
    mine = make_check_in(scoped, now, make_customer(scoped, area=area)).pk
    make_check_in(scoped, now, make_customer(scoped, area=other_area))
    make_check_in(scoped, now)
    assert [line.id for line in list_check_ins(viewer=inspector, wanted=EVERYTHING).items] == [mine]


def test_an_attempt_is_read_as_it_was_decided(door: Door, customer: Customer) -> None:
    lock = lock_card(customer)
    door.scan("10217")
    lock.lifted_at = door.now
    lock.save()
    (line,) = list_check_ins(viewer=door.actor, wanted=EVERYTHING).items
    assert line.decision is not None
    assert line.decision.outcome is Outcome.REFUSED
    assert [(one.code, one.source.label) for one in line.decision.reasons] == [(ReasonCode.LOCKED, "Unpaid invoice")]
