"""What does the worker write when locks are over, and who does not have to wait for it? (S26)"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope, scopes_disabled
from tests.factories.booking import MONDAY_10, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason

from kartotek.cli import tick
from kartotek.domain.access import jobs
from kartotek.domain.access.actions import expire_locks, extend_lock, place_lock, unlock
from kartotek.domain.access.actions.expiring import MOST_AT_ONCE
from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.models import Lock, LockEntry
from kartotek.domain.access.values.locks import Days, Endless, Ends, Extension, Lifting, Months, NewLock, On
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import STRANGER, SYSTEM, Actor
from kartotek.domain.booking.actions import book_online
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking, Wish
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.models import StaffNotice

SOFIE = Booker("Sofie", "Bjerregaard", "sofie@example.com")


def entries(kind: str = "expired") -> int:
    with scopes_disabled():
        return LockEntry.objects.filter(kind=kind).count()


def test_a_lock_that_is_over_gets_its_entry_once_and_a_line_in_the_inbox(scoped: Business, now: datetime) -> None:
    customer = make_customer(scoped)
    lock = make_lock(customer, now - timedelta(days=5), make_lock_reason(scoped, "Unpaid"), ends_at=now)
    assert expire_locks(actor=SYSTEM, now=now - timedelta(microseconds=1)) == 0
    later = now + timedelta(hours=3)
    assert expire_locks(actor=SYSTEM, now=later) == 1
    assert expire_locks(actor=SYSTEM, now=later) == 0
    entry = LockEntry.objects.get(kind="expired")
    assert (entry.lock_id, entry.at, entry.by, entry.ends_at) == (lock.pk, later, "Kartotek", now)
    line = StaffNotice.objects.get()
    assert (line.kind, line.customer_id, line.at, line.done_at) == ("lock_expired", customer.pk, later, None)
    assert line.data == {"lock": str(lock.pk), "reason": "Unpaid", "ended_at": now.isoformat()}
    assert Entry.objects.get(action="lock.expired").customer_id == customer.pk


def test_lifted_endless_and_standing_locks_are_left_alone(scoped: Business, now: datetime) -> None:
    customer = make_customer(scoped)
    make_lock(customer, now - timedelta(days=1), ends_at=now, lifted_at=now)
    make_lock(customer, now)
    make_lock(customer, now, ends_at=now + timedelta(seconds=1))
    assert expire_locks(actor=SYSTEM, now=now) == 0


def test_an_extended_lock_expires_at_its_new_end_and_once_even_where_the_clock_went_back(
    scoped: Business, owner: Actor, now: datetime
) -> None:
    lock = make_lock(make_customer(scoped), now - timedelta(days=1), ends_at=now + timedelta(hours=1))
    assert expire_locks(actor=SYSTEM, now=now + timedelta(hours=2)) == 1
    longer = extend_lock(business=scoped, actor=owner, now=now, extension=Extension(lock.pk, Days(5)))
    assert longer.ends_at is not None
    assert expire_locks(actor=SYSTEM, now=now + timedelta(hours=2)) == 0
    assert expire_locks(actor=SYSTEM, now=longer.ends_at) == 1
    assert (entries(), StaffNotice.objects.count()) == (1, 1)


def test_a_legacy_lock_expires_with_its_old_text(scoped: Business, now: datetime) -> None:
    lock = make_lock(make_customer(scoped), now - timedelta(days=1), ends_at=now)
    Lock.objects.filter(pk=lock.pk).update(reason=None, legacy_reason="Gammel spærring")
    assert expire_locks(actor=SYSTEM, now=now) == 1
    assert StaffNotice.objects.get().data["reason"] == "Gammel spærring"


def test_the_tick_serves_all_businesses_batch_after_batch(
    business: Business, other_business: Business, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_AT_ONCE == 200
    monkeypatch.setattr("kartotek.domain.access.actions.expiring.MOST_AT_ONCE", 2)
    for one in (business, other_business):
        with scope(business=one):
            customer = make_customer(one)
            for _ in range(2):
                make_lock(customer, now - timedelta(days=1), ends_at=now)
    tick.tick()
    assert entries() == 4
    with scopes_disabled():
        assert StaffNotice.objects.filter(business=other_business).count() == 2


def test_more_than_a_minute_can_hold_is_left_for_the_next(
    scoped: Business, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kartotek.domain.access.actions.expiring.MOST_AT_ONCE", 1)
    monkeypatch.setattr(jobs, "MOST_BATCHES", 2)
    customer = make_customer(scoped)
    for _ in range(3):
        make_lock(customer, now - timedelta(days=1), ends_at=now)
    assert [jobs.expire_locks(now=now) for _ in range(3)] == [2, 1, 0]


# ---- acceptance: each kind of end, right before the clocks change and on 31 January ---------------------------------


@pytest.mark.parametrize(
    ("placed", "ends", "expected"),
    [
        ("2026-03-28T23:30+01:00", Days(5), "2026-04-03T00:00+02:00"),
        ("2026-03-28T23:30+01:00", Days(14), "2026-04-12T00:00+02:00"),
        ("2026-03-28T23:30+01:00", Months(1), "2026-04-29T00:00+02:00"),
        ("2026-03-28T23:30+01:00", On(datetime(2026, 3, 29, tzinfo=UTC).date()), "2026-03-30T00:00+02:00"),
        ("2026-10-24T23:30+02:00", Days(5), "2026-10-30T00:00+01:00"),
        ("2026-10-24T23:30+02:00", Months(1), "2026-11-25T00:00+01:00"),
        ("2026-10-24T23:30+02:00", On(datetime(2026, 10, 24, tzinfo=UTC).date()), "2026-10-25T00:00+02:00"),
        ("2026-01-31T12:00+01:00", Days(5), "2026-02-06T00:00+01:00"),
        ("2026-01-31T12:00+01:00", Days(14), "2026-02-15T00:00+01:00"),
        ("2026-01-31T12:00+01:00", Months(1), "2026-03-01T00:00+01:00"),
        ("2028-01-31T12:00+01:00", Months(1), "2028-03-01T00:00+01:00"),
        ("2026-01-31T12:00+01:00", On(datetime(2026, 1, 31, tzinfo=UTC).date()), "2026-02-01T00:00+01:00"),
    ],
)
def test_past_its_end_she_books_again_with_no_worker_and_a_worker_writes_one_entry(
    scoped: Business, owner: Actor, at: Callable[[str], datetime], placed: str, ends: Ends, expected: str
) -> None:
    salon = make_salon(scoped)
    customer = make_customer(scoped, email=SOFIE.email)
    reason = make_lock_reason(scoped)
    lock = place_lock(business=scoped, actor=owner, now=at(placed), lock=NewLock(customer.pk, reason.pk, ends))
    end = datetime.fromisoformat(expected)
    assert lock.ends_at == end
    with pytest.raises(CustomerRefused):
        book(scoped, salon.service.pk, at((end - timedelta(seconds=1)).isoformat()))
    now = at(end.isoformat())
    assert book(scoped, salon.service.pk, now) == 1
    for _ in range(3):
        tick.tick()
    assert (entries(), StaffNotice.objects.count()) == (1, 1)
    assert StaffNotice.objects.get().at == now


def test_an_endless_lock_ends_when_it_is_lifted(scoped: Business, owner: Actor, at: Callable[[str], datetime]) -> None:
    salon = make_salon(scoped)
    customer = make_customer(scoped, email=SOFIE.email)
    wanted = NewLock(customer.pk, make_lock_reason(scoped).pk, Endless(), note="Conduct.")
    place_lock(business=scoped, actor=owner, now=at("2026-03-28T23:30+01:00"), lock=wanted)
    now = at("2036-03-03T09:00+01:00")
    with pytest.raises(CustomerRefused):
        book(scoped, salon.service.pk, now)
    unlock(business=scoped, actor=owner, now=now, lifting=Lifting(customer.pk, "Long ago."))
    assert book(scoped, salon.service.pk, now) == 1
    tick.tick()
    assert entries() == 0


def book(business: Business, service_id: int, now: datetime) -> int:
    """Sofie books online for the Monday after; how many bookings that made."""
    weeks = (now - MONDAY_10) // timedelta(weeks=1) + 2
    monday = MONDAY_10 + timedelta(weeks=weeks, hours=2)
    request = OnlineBooking((Wish(service_id, monday),), "en", SOFIE)
    return len(book_online(business=business, actor=STRANGER, now=now, request=request).bookings)
