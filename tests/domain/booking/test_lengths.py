"""Staff make an appointment longer or shorter, and it keeps that length wherever it goes (S5, S7)."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction
from tests.domain.booking.desk import HOUR, Desk, as_customer
from tests.factories.booking import MONDAY_10

from kartotek.domain.audit.models import Change, Entry
from kartotek.domain.booking import actions
from kartotek.domain.booking.errors import NeedsOverride, SlotTaken, WrongStep
from kartotek.domain.booking.models import Booking, Occupancy
from kartotek.domain.booking.queries import get_availability
from kartotek.domain.booking.values.availability import ForWhom
from kartotek.domain.booking.values.bookings import BookingItem, Move
from kartotek.domain.catalog.models import Service
from kartotek.domain.messaging.models import Message
from kartotek.kernel.errors import Invalid, KartotekError

QUARTER = timedelta(minutes=15)


@pytest.fixture
def booking(desk: Desk) -> BookingItem:
    return desk.book(desk.salon.wish(employee=desk.salon.jonas)).bookings[0]


def longer(booking: BookingItem, minutes: int) -> Move:
    return Move(booking.id, booking.starts_at, duration_minutes=minutes)


def test_a_longer_appointment_takes_that_time_with_its_buffers(desk: Desk, booking: BookingItem) -> None:
    Service.objects.update(buffer_after_minutes=15)
    item = desk.move(longer(booking, 60))
    assert (item.starts_at, item.ends_at, item.own_minutes) == (MONDAY_10, MONDAY_10 + HOUR, 60)
    assert Occupancy.objects.get().ends_at == MONDAY_10 + HOUR + QUARTER
    changes = Change.objects.get(entry__action="booking.moved").changes
    assert changes == {"duration_minutes": [45, 60]}


def test_the_length_goes_with_it_to_another_time_and_employee(desk: Desk, booking: BookingItem) -> None:
    desk.move(longer(booking, 60))
    moved = desk.move(Move(booking.id, MONDAY_10 + HOUR, desk.salon.mette.pk))
    assert moved.ends_at == MONDAY_10 + 2 * HOUR
    moved = as_customer(desk).move(Move(booking.id, MONDAY_10 + 2 * HOUR))
    assert moved.ends_at == MONDAY_10 + 3 * HOUR


def test_back_at_the_usual_length_it_has_none_of_its_own(desk: Desk, booking: BookingItem) -> None:
    desk.move(longer(booking, 60))
    assert desk.move(longer(booking, 45)).own_minutes is None
    assert Booking.objects.get().own_minutes is None


def test_it_does_not_grow_into_another_appointment(desk: Desk, booking: BookingItem) -> None:
    desk.book(desk.salon.wish(MONDAY_10 + HOUR, employee=desk.salon.jonas))
    assert desk.move(longer(booking, 60)).own_minutes == 60
    with pytest.raises(SlotTaken):
        desk.move(longer(booking, 61))
    squeezed = Move(booking.id, MONDAY_10, duration_minutes=61, is_squeezed=True, override_reason="She insists")
    assert desk.move(squeezed).is_squeezed


def test_beyond_the_hours_it_asks_for_a_reason(desk: Desk, booking: BookingItem) -> None:
    with pytest.raises(NeedsOverride):
        desk.move(longer(booking, 12 * 60))


@pytest.mark.parametrize("minutes", [0, -5, 1441, 10**9])
def test_a_length_that_no_appointment_has_is_refused(desk: Desk, booking: BookingItem, minutes: int) -> None:
    with pytest.raises(Invalid) as caught:
        desk.move(longer(booking, minutes))
    assert [problem.field for problem in caught.value.problems] == ["duration_minutes"]
    assert Booking.objects.get().own_minutes is None


def test_who_is_in_the_house_stays_longer_but_does_not_move(desk: Desk, booking: BookingItem) -> None:
    desk.now = MONDAY_10 + QUARTER
    desk.step(actions.arrive_booking, booking.id)
    assert desk.move(longer(booking, 60)).own_minutes == 60
    with pytest.raises(WrongStep):
        desk.move(Move(booking.id, MONDAY_10 + HOUR))
    desk.step(actions.complete_booking, booking.id)
    with pytest.raises(WrongStep):
        desk.move(longer(booking, 45))


def test_a_longer_appointment_is_the_house_s_affair(desk: Desk, booking: BookingItem) -> None:
    before = set(Message.objects.values_list("event", flat=True))
    desk.move(longer(booking, 60))
    assert set(Message.objects.values_list("event", flat=True)) == before
    assert Entry.objects.filter(action="booking.moved").count() == 1


def test_a_customer_is_offered_just_the_times_it_fits_into_at_its_own_length(desk: Desk, booking: BookingItem) -> None:
    desk.book(desk.salon.wish(MONDAY_10 + 2 * HOUR, employee=desk.salon.jonas))
    usual = starts_on_monday(desk, ForWhom())
    item = desk.move(longer(booking, 90))
    shown = starts_on_monday(desk, ForWhom(own_minutes=item.own_minutes))
    assert shown
    assert set(shown) < set(usual)
    assert starts_on_monday(desk, ForWhom(own_minutes=item.own_minutes)) == shown  # from what is remembered
    assert all(is_movable_to(desk, item, start) for start in shown)


def test_who_finds_the_time_taken_is_told_of_those_the_longer_appointment_fits_into(
    desk: Desk, booking: BookingItem
) -> None:
    desk.book(desk.salon.wish(MONDAY_10 + 2 * HOUR, employee=desk.salon.jonas))
    item = desk.move(longer(booking, 90))
    with pytest.raises(SlotTaken) as caught:
        as_customer(desk).move(Move(booking.id, MONDAY_10 + 2 * HOUR))
    assert caught.value.alternatives
    assert all(is_movable_to(desk, item, slot.starts_at) for slot in caught.value.alternatives)


def starts_on_monday(desk: Desk, whom: ForWhom) -> list[datetime]:
    """What is shown of the Monday with Jonas."""
    on = MONDAY_10.date()
    employee_id = desk.salon.jonas.pk
    found = get_availability(
        business=desk.salon.business,
        service_id=desk.salon.service.pk,
        employee_id=employee_id,
        dates=(on, on),
        now=desk.now - timedelta(days=1),
        whom=whom,
    )
    return [slot.starts_at for slot in found.days[0].slots]


def is_movable_to(desk: Desk, booking: BookingItem, starts_at: datetime) -> bool:
    """Whether its customer could move it there; it stays where it is."""
    customer = as_customer(desk)
    customer.now = desk.now - timedelta(days=1)
    try:
        with transaction.atomic():
            customer.move(Move(booking.id, starts_at))
            transaction.set_rollback(True)
    except KartotekError:
        return False
    return True
