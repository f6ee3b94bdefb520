"""Locked while somebody books, unlocked by two at once: one consistent outcome each, with control tests (S10, S28)."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import FREJA, Salon, make_salon
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason
from tests.races.crowd import CROWD, FEW, booking, finished_meanwhile, nothing_held, outcomes, time, without_locks

from kartotek.domain.access.actions import expire_locks, place_lock, unlock
from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.models import Lock, LockEntry
from kartotek.domain.access.values.locks import Days, Lifting, NewLock
from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer, Notice

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def salon(transactional_db: None, now: datetime) -> Salon:
    business: Business = make_business()
    with scope(business=business):
        made = make_salon(business)
        make_settings(business, horizon_days=365)
    return made


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, "Freja", "Holm", email=FREJA.email)


def locking(salon: Salon, freja: Customer, now: datetime) -> Callable[[], object]:
    """The deed of locking her for five days."""
    with scope(business=salon.business):
        lock = NewLock(freja.pk, make_lock_reason(salon.business).pk, Days(5))
    return lambda: place_lock(business=salon.business, actor=SYSTEM, now=now, lock=lock)


def unlocking(salon: Salon, freja: Customer, now: datetime) -> Callable[[], object]:
    """The deed of lifting all her locks."""
    lifting = Lifting(freja.pk, "Paid.")
    return lambda: unlock(business=salon.business, actor=SYSTEM, now=now, lifting=lifting)


# ---- lock while booking ------------------------------------------------------------------------------------------


def test_what_is_booked_while_she_is_locked_was_booked_before_or_is_refused(
    salon: Salon, freja: Customer, now: datetime
) -> None:
    booked = [booking(salon, now, FREJA, salon.wish(time(one), salon.jonas)) for one in range(CROWD - 1)]
    found = outcomes(salon.business, [*booked, locking(salon, freja, now)])
    with scope(business=salon.business):
        made = Booking.objects.count()
    assert found["done"] == made + 1
    assert found["customer_refused"] == CROWD - 1 - made
    with pytest.raises(CustomerRefused), scope(business=salon.business):
        booking(salon, now, FREJA, salon.wish(time(CROWD), salon.jonas))()


def test_a_lock_waits_for_the_booking_that_was_decided_before_it(
    salon: Salon, freja: Customer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    deed = booking(salon, now, FREJA, salon.wish(time(0), salon.jonas))
    assert finished_meanwhile(salon.business, deed, locking(salon, freja, now), monkeypatch) is False
    with scope(business=salon.business):
        assert (Booking.objects.count(), Lock.objects.count()) == (1, 1)  # she booked first, and is locked now


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_she_books_after_she_was_locked(
    salon: Salon, freja: Customer, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    deed = booking(salon, now, FREJA, salon.wish(time(0), salon.jonas))
    lock = locking(salon, freja, now)
    with nothing_held(monkeypatch):
        assert finished_meanwhile(salon.business, deed, lock, monkeypatch) is True
    with scope(business=salon.business):
        assert (Booking.objects.count(), Lock.objects.count()) == (1, 1)


# ---- two staff unlock at once ------------------------------------------------------------------------------------


def lifted(salon: Salon) -> tuple[int, int]:
    """How often the lock was lifted by its history, and by the notices."""
    with scope(business=salon.business):
        return LockEntry.objects.filter(kind="lifted").count(), Notice.objects.filter(kind="unlock").count()


def test_of_fifty_who_unlock_at_once_one_does(salon: Salon, freja: Customer, now: datetime) -> None:
    with scope(business=salon.business):
        make_lock(freja, now)
    found = outcomes(salon.business, [unlocking(salon, freja, now)] * CROWD)
    assert found == {"done": 1, "not_locked": CROWD - 1}
    assert lifted(salon) == (1, 1)


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_all_unlock(
    salon: Salon, freja: Customer, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    with scope(business=salon.business):
        make_lock(freja, now)
    with without_locks(monkeypatch, FEW):
        found = outcomes(salon.business, [unlocking(salon, freja, now)] * FEW)
    assert found == {"done": FEW}
    assert lifted(salon) == (FEW, FEW)


def test_of_several_workers_one_writes_that_a_lock_is_over(salon: Salon, freja: Customer, now: datetime) -> None:
    with scope(business=salon.business):
        for _ in range(FEW):
            make_lock(freja, now.replace(year=2025), ends_at=now)
    assert outcomes(salon.business, [lambda: expire_locks(actor=SYSTEM, now=now)] * FEW) == {"done": FEW}
    with scope(business=salon.business):
        assert LockEntry.objects.filter(kind="expired").count() == FEW
