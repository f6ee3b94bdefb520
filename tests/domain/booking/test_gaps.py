"""A service with a gap: its employee is free for others meanwhile, and both parts are hers alone (S5)."""

from datetime import datetime, timedelta

import pytest
from tests.domain.booking.desk import Book, Desk
from tests.factories.booking import MONDAY_10, Salon
from tests.factories.catalog import make_offer, make_service

from kartotek.domain.booking import actions
from kartotek.domain.booking.errors import NeedsOverride, SlotTaken
from kartotek.domain.booking.models import Booking, Occupancy, WaitlistEntry
from kartotek.domain.booking.queries import list_free_starts
from kartotek.domain.booking.queries.days import list_day_bookings
from kartotek.domain.booking.values.bookings import BookingItem, Move, Wish
from kartotek.domain.catalog.models import Service
from kartotek.domain.catalog.values import Gap

Span = tuple[datetime, datetime]


def at(minutes: int) -> datetime:
    """So many minutes after ten."""
    return MONDAY_10 + timedelta(minutes=minutes)


@pytest.fixture
def colour(salon: Salon) -> Service:
    """Two hours, of which 45 minutes from the 45th on are a gap."""
    made = make_service(salon.business, "Colour", duration_minutes=120, gap_after_minutes=45, gap_minutes=45)
    make_offer(salon.jonas, made)
    return made


@pytest.fixture
def trim(salon: Salon) -> Service:
    made = make_service(salon.business, "Trim", duration_minutes=30)
    make_offer(salon.jonas, made)
    return made


def held(booking: BookingItem) -> list[Span]:
    rows = Occupancy.objects.filter(booking=booking.id).order_by("starts_at")
    return list(rows.values_list("starts_at", "ends_at"))


def book(desk: Desk, service: Service, minutes: int = 0, reason: str = "") -> BookingItem:
    return desk.book(Wish(service.pk, at(minutes), desk.salon.jonas.pk), reason=reason).bookings[0]


def test_both_parts_are_held_and_the_gap_is_not(desk: Desk, colour: Service) -> None:
    made = book(desk, colour)
    assert held(made) == [(at(0), at(45)), (at(90), at(120))]
    assert made.gap == Gap(45, 45)
    assert made.free is not None
    assert (made.free.starts_at, made.free.ends_at) == (at(45), at(90))


def test_others_are_booked_into_the_gap_and_nowhere_else(desk: Desk, colour: Service, trim: Service) -> None:
    book(desk, colour)
    free = list_free_starts(
        business=desk.salon.business,
        service_id=trim.pk,
        employee_id=desk.salon.jonas.pk,
        on=MONDAY_10.date(),
        now=desk.now,
    )
    shown = {slot.starts_at for slot in free}
    assert {at(45), at(60), at(120)} <= shown
    assert not {at(0), at(15), at(30), at(75), at(90), at(105)} & shown
    book(desk, trim, 60)
    with pytest.raises(SlotTaken):
        book(desk, trim, 75)


def test_online_too(salon: Salon, colour: Service, trim: Service, book: Book) -> None:
    book(salon.online(Wish(colour.pk, MONDAY_10, salon.jonas.pk)))
    book(salon.online(Wish(trim.pk, at(45), salon.jonas.pk)))
    with pytest.raises(SlotTaken):
        book(salon.online(Wish(trim.pk, at(90), salon.jonas.pk)))


def test_a_visit_may_use_its_own_gap(desk: Desk, colour: Service, trim: Service) -> None:
    wishes = [Wish(colour.pk, MONDAY_10, desk.salon.jonas.pk), Wish(trim.pk, at(45), desk.salon.jonas.pk)]
    assert len(desk.book(*wishes).bookings) == 2


def test_two_of_them_interlock(desk: Desk, colour: Service) -> None:
    book(desk, colour)
    assert held(book(desk, colour, 45)) == [(at(45), at(90)), (at(135), at(165))]


def test_the_whole_of_it_lies_within_working_time(desk: Desk, colour: Service) -> None:
    with pytest.raises(NeedsOverride):  # it would end at 17:15
        book(desk, colour, 315)
    assert len(held(book(desk, colour, 315, "She asked for it"))) == 2


def test_a_move_takes_the_gap_along_and_a_short_length_has_none(desk: Desk, colour: Service) -> None:
    made = book(desk, colour)
    moved = desk.move(Move(made.id, at(30)))
    assert held(moved) == [(at(30), at(75)), (at(120), at(150))]
    short = desk.move(Move(made.id, at(30), duration_minutes=60))
    assert short.gap is None
    assert held(short) == [(at(30), at(90))]
    long = desk.move(Move(made.id, at(30), duration_minutes=150))
    assert held(long) == [(at(30), at(75)), (at(120), at(180))]
    desk.step(actions.cancel_booking, made.id)
    assert not held(made)


def test_a_booking_keeps_its_gap_when_the_service_loses_it(desk: Desk, colour: Service) -> None:
    made = book(desk, colour)
    Service.objects.filter(pk=colour.pk).update(gap_after_minutes=None, gap_minutes=None)
    on = MONDAY_10.date()
    [shown] = list_day_bookings(
        business=desk.salon.business, viewer=desk.actor, dates=(on, on), employee_ids=[desk.salon.jonas.pk]
    )
    assert shown.free == made.free
    assert Booking.objects.get(pk=made.id).gap_minutes == 45


def test_an_offer_of_the_waiting_list_holds_both_parts(salon: Salon, colour: Service, desk: Desk) -> None:
    entry = WaitlistEntry.objects.create(
        business=salon.business,
        service=colour,
        customer=desk.customer,
        state="waiting",
        from_on=MONDAY_10.date(),
        to_on=MONDAY_10.date(),
        created_at=desk.now,
    )
    assert actions.offer_places(business=salon.business, actor=desk.actor, now=desk.now, service_id=colour.pk) == 1
    assert Occupancy.objects.filter(offer=entry).count() == 2
