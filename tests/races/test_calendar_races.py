"""Who lets go of several calendars, or of one before taking it again, holds the employees first: no ring of waiting.

Each change of taken time counts in a row of its employee (ADR 0008). The controls show the ring without the lock.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import import_module
from threading import Barrier, Event, local

import pytest
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock_reason
from tests.factories.waiting import make_waiting
from tests.races.crowd import booking, outcomes, person, time

from kartotek.domain.access.models import Lock
from kartotek.domain.access.values.locks import Days, NewLock
from kartotek.domain.audit.values import STRANGER, SYSTEM, Actor
from kartotek.domain.booking.actions import accept_offer, lock_customer, offers
from kartotek.domain.booking.actions.cancel_booking import cancel_booking
from kartotek.domain.booking.models import Booking, Occupancy, WaitlistEntry
from kartotek.domain.booking.queries import wait_token
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.booking.values.waiting import WaitState
from kartotek.domain.businesses.values import BusinessLike
from kartotek.plumbing import locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

Deed = Callable[[], object]
CROSSING = import_module("kartotek.domain.booking.actions.lock_customer")  # the function has the same name


@pytest.fixture
def salon(transactional_db: None, now: datetime) -> Salon:
    business = make_business()
    with scope(business=business):
        made = make_salon(business)
        make_settings(business, horizon_days=365)
    return made


def locking_with_bookings(salon: Salon, now: datetime, count: int) -> list[Deed]:
    """Customers who are locked, each with two bookings that are cancelled; every second one has them the other way."""
    with scope(business=salon.business):
        reason = make_lock_reason(salon.business)
        return [_locking(salon, now, number, reason.pk) for number in range(count)]


def _locking(salon: Salon, now: datetime, number: int, reason_id: int) -> Deed:
    customer = make_customer(salon.business, "Person", str(number))
    order = [salon.jonas, salon.mette] if number % 2 else [salon.mette, salon.jonas]
    ids = [make_booking(salon, customer, time(number), who).pk for who in order]
    lock = NewLock(customer.pk, reason_id, Days(5))
    return lambda: lock_customer(business=salon.business, actor=SYSTEM, now=now, lock=lock, cancelled=ids)


def accepting(salon: Salon, now: datetime) -> Deed:
    """The deed of accepting Jonas's time on Monday at ten, which is on offer."""
    ends_at = MONDAY_10 + timedelta(minutes=salon.service.duration_minutes)
    with scope(business=salon.business):
        row = make_waiting(
            salon.business,
            salon.service,
            state=WaitState.OFFERED.value,
            offer_until=now + timedelta(minutes=20),
            offer_starts_at=MONDAY_10,
            offer_employee=salon.jonas,
        )
        Occupancy.objects.create(
            business=salon.business, employee=salon.jonas, offer=row, starts_at=MONDAY_10, ends_at=ends_at
        )
    return lambda: accept_offer(business=salon.business, actor=STRANGER, now=now, token=wait_token(row.pk))


def test_many_are_locked_at_once_and_their_bookings_cancelled(salon: Salon, now: datetime) -> None:
    assert outcomes(salon.business, locking_with_bookings(salon, now, 20)) == {"done": 20}
    with scope(business=salon.business):
        assert (Lock.objects.count(), Booking.objects.exclude(status="cancelled").count()) == (20, 0)


def test_an_offer_is_accepted_while_others_book_the_same_employee(salon: Salon, now: datetime) -> None:
    others = [booking(salon, now, person(one), salon.wish(time(one), salon.jonas)) for one in range(8, 20)]
    assert outcomes(salon.business, [accepting(salon, now), *others]) == {"done": 13}
    with scope(business=salon.business):
        assert WaitlistEntry.objects.get().state == "accepted"


def test_control_two_locks_that_cross_wait_for_one_another_where_no_employee_is_held(
    salon: Salon, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    both, mine = Barrier(2), local()

    def cancel(*, business: BusinessLike, actor: Actor, now: datetime, booking_id: int) -> BookingItem:
        done = cancel_booking(business=business, actor=actor, now=now, booking_id=booking_id)
        if not hasattr(mine, "is_past"):
            mine.is_past = True
            both.wait(timeout=30)
        return done

    monkeypatch.setattr(CROSSING, "hold_employees", lambda _ids: None)
    monkeypatch.setattr(CROSSING, "cancel_booking", cancel)
    assert outcomes(salon.business, locking_with_bookings(salon, now, 2)) == {"done": 1, "busy": 1}


def test_control_an_offer_let_go_before_its_employee_is_held_is_waited_for(
    salon: Salon, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_freed, is_held = Event(), Event()
    let_go = offers.free_place

    def free(row: WaitlistEntry) -> object:
        assert is_held.wait(timeout=30)
        held = let_go(row)
        is_freed.set()
        return held

    def pause() -> None:
        is_held.set()
        assert is_freed.wait(timeout=30)

    monkeypatch.setattr(offers, "hold_employees", lambda _ids: None)
    monkeypatch.setattr(offers, "free_place", free)
    monkeypatch.setattr(locks, "pause_point", pause)
    other = booking(salon, now, person(1), salon.wish(time(9), salon.jonas))
    assert outcomes(salon.business, [accepting(salon, now), other]) == {"done": 1, "busy": 1}
