"""Rooms and equipment: never more in use at once than there are, with whomever and however it is booked."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domain.booking.desk import Book, Desk, codes
from tests.factories.booking import MONDAY_10, Salon
from tests.factories.catalog import make_offer, make_resource, make_service
from tests.factories.waiting import make_waiting

from kartotek.domain.booking import actions
from kartotek.domain.booking.decisions.resources import full_bits
from kartotek.domain.booking.errors import SlotTaken
from kartotek.domain.booking.models import Booking, ResourceUse
from kartotek.domain.booking.queries.availability import get_availability, list_free_starts
from kartotek.domain.booking.values.availability import Taken
from kartotek.domain.booking.values.bookings import Move, StaffBooking, Wish
from kartotek.domain.catalog.models import Resource
from kartotek.kernel.errors import Invalid

HOUR = timedelta(hours=1)
QUARTER = timedelta(minutes=15)
ON = MONDAY_10.date()


@pytest.fixture
def room(salon: Salon) -> Resource:
    return make_resource(salon.business, "Room 1", (salon.service,))


def shown(salon: Salon, now: datetime, on: date = ON) -> set[datetime]:
    """What is free, which the booking site and the desk agree about."""
    business, service_id = salon.business, salon.service.pk
    found = get_availability(business=business, service_id=service_id, employee_id=None, dates=(on, on), now=now)
    assert found.days[0].slots == list_free_starts(
        business=business, service_id=service_id, employee_id=None, on=on, now=now
    )
    return {slot.starts_at for slot in found.days[0].slots}


taken = st.builds(lambda starts, length: Taken(starts, starts + length), st.integers(0, 60), st.integers(1, 30))


@given(st.lists(taken, max_size=8), st.integers(1, 4))
def test_a_minute_is_full_when_so_many_uses_meet_in_it(uses: list[Taken], capacity: int) -> None:
    bits = full_bits(uses, capacity, 0)
    for minute in range(100):
        meeting = sum(one.starts <= minute < one.ends for one in uses)
        assert bool(bits >> minute & 1) == (meeting >= capacity)


def test_while_the_room_is_in_use_nobody_else_is_offered(desk: Desk, salon: Salon, room: Resource) -> None:
    before = shown(salon, desk.now)
    made = desk.book(salon.wish(employee=salon.jonas)).bookings[0]
    assert made.resource_ids == (room.pk,)
    gone = before - shown(salon, desk.now)
    assert gone == {MONDAY_10 + n * QUARTER for n in range(-2, 3)}
    with pytest.raises(SlotTaken):
        desk.book(salon.wish(MONDAY_10 + QUARTER, salon.mette))
    desk.book(salon.wish(MONDAY_10 + 3 * QUARTER, salon.mette))


def test_online_with_anyone(salon: Salon, room: Resource, book: Book) -> None:
    book()
    with pytest.raises(SlotTaken) as caught:
        book()
    assert MONDAY_10 + 3 * QUARTER in [slot.starts_at for slot in caught.value.alternatives]


def test_of_two_rooms_two_are_used_and_no_third(salon: Salon, room: Resource, desk: Desk) -> None:
    Resource.objects.update(capacity=2)
    desk.book(salon.wish(employee=salon.jonas))
    desk.book(salon.wish(MONDAY_10 + QUARTER, salon.mette))
    other = make_service(salon.business, "Beard", duration_minutes=15)
    make_offer(salon.jonas, other)
    wish = Wish(other.pk, MONDAY_10 + 3 * QUARTER, salon.jonas.pk, resource_ids=(room.pk,))
    assert desk.book(wish).bookings[0].has_own_resources
    third = make_service(salon.business, "Wax", duration_minutes=15)
    make_offer(salon.jonas, third)
    make_resource(salon.business, "Laser", (third,))
    desk.book(Wish(third.pk, MONDAY_10 + HOUR, salon.jonas.pk))  # needs no room, which are full by now


def test_a_visit_does_not_take_the_one_room_twice(desk: Desk, salon: Salon, room: Resource) -> None:
    with pytest.raises(SlotTaken):
        desk.book(salon.wish(employee=salon.jonas), salon.wish(employee=salon.mette))
    assert not Booking.objects.exists()


def test_moved_or_cancelled_it_lets_go(desk: Desk, salon: Salon, room: Resource) -> None:
    made = desk.book(salon.wish(employee=salon.jonas)).bookings[0]
    desk.move(Move(made.id, MONDAY_10 + QUARTER))  # its own use is in nobody's way
    use = ResourceUse.objects.get()
    assert (use.starts_at, use.ends_at) == (MONDAY_10 + QUARTER, MONDAY_10 + HOUR)
    second = desk.book(salon.wish(MONDAY_10 + HOUR, salon.mette)).bookings[0]
    with pytest.raises(SlotTaken):
        desk.move(Move(second.id, MONDAY_10 + 3 * QUARTER))
    desk.step(actions.cancel_booking, made.id)
    desk.move(Move(second.id, MONDAY_10 + 3 * QUARTER))
    desk.step(actions.no_show_booking, second.id)
    assert not ResourceUse.objects.exists()


def test_what_staff_named_goes_along_and_nothing_may_be_named(desk: Desk, salon: Salon, room: Resource) -> None:
    other = make_resource(salon.business, "Room 2")
    wish = Wish(salon.service.pk, MONDAY_10, salon.jonas.pk, resource_ids=(other.pk,))
    made = desk.book(wish).bookings[0]
    assert desk.move(Move(made.id, MONDAY_10 + HOUR)).resource_ids == (other.pk,)
    at_home = Wish(salon.service.pk, MONDAY_10 + HOUR, salon.mette.pk, resource_ids=())
    assert desk.book(at_home).bookings[0].resource_ids == ()
    with pytest.raises(Invalid) as caught:
        desk.book(Wish(salon.service.pk, MONDAY_10 + 4 * HOUR, salon.jonas.pk, resource_ids=(987654,)))
    assert codes(caught.value) == [("resources", "unknown")]


def test_staff_may_squeeze_in(desk: Desk, salon: Salon, room: Resource) -> None:
    desk.book(salon.wish(employee=salon.jonas))
    made = desk.book(salon.wish(employee=salon.mette), reason="In the corner", squeeze=True).bookings[0]
    assert made.is_squeezed
    assert ResourceUse.objects.count() == 2


def test_a_room_put_away_is_needed_no_more(desk: Desk, salon: Salon, room: Resource) -> None:
    desk.book(salon.wish(employee=salon.jonas))
    assert MONDAY_10 not in shown(salon, desk.now)
    Resource.objects.update(is_archived=True)
    assert MONDAY_10 in shown(salon, desk.now)


def test_an_offer_of_the_waiting_list_holds_the_room(desk: Desk, salon: Salon, room: Resource) -> None:
    entry = make_waiting(salon.business, salon.service, from_on=ON, to_on=ON)
    service_id = salon.service.pk
    assert actions.offer_places(business=salon.business, actor=desk.actor, now=desk.now, service_id=service_id) == 1
    entry.refresh_from_db()
    assert ResourceUse.objects.get().offer_id == entry.pk
    assert entry.offer_starts_at not in shown(salon, desk.now)
    late = desk.now + HOUR
    assert actions.expire_offers(business=salon.business, actor=desk.actor, now=late) == 1
    assert not ResourceUse.objects.exists()


def test_a_booking_with_what_is_needed_says_so_to_whoever_waits(desk: Desk, salon: Salon, room: Resource) -> None:
    request = StaffBooking(desk.customer.pk, (salon.wish(employee=salon.jonas),))
    visit = actions.book_for_customer(business=salon.business, actor=desk.actor, now=desk.now, request=request)
    make_waiting(salon.business, salon.service, from_on=ON, to_on=ON)
    assert desk.step(actions.cancel_booking, visit.bookings[0].id).status == "cancelled"
