"""Fifty at once for the five seats of a class: exactly five get one, and one person gets one.

The controls show the fault: without the lock and the constraint a class is overfull, every time.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection
from django_scopes import scope
from tests.factories.booking import FREJA
from tests.factories.businesses import make_business
from tests.factories.classes import TUESDAY_18, Studio, make_session, make_studio
from tests.races.crowd import CROWD, FEW, outcomes, person, without_locks

from kartotek.domain.audit.values import STRANGER, SYSTEM
from kartotek.domain.booking.actions import book_online, cancel_booking, cancel_class_session, create_class_sessions
from kartotek.domain.booking.models import Booking, ClassSession, Occupancy
from kartotek.domain.booking.values.bookings import COMING, Booker
from kartotek.domain.booking.values.classes import SessionDetails

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def studio(transactional_db: None, now: datetime) -> Studio:
    business = make_business()
    with scope(business=business):
        return make_studio(business)


def session_of(studio: Studio, seats: int) -> ClassSession:
    with scope(business=studio.business):
        return make_session(studio, seats=seats)


def joining(studio: Studio, row: ClassSession, now: datetime, bookers: Sequence[Booker]) -> list[Callable[[], object]]:
    """The deeds of each of them joining the class."""

    def deed(booker: Booker) -> Callable[[], object]:
        request = studio.seat(row, booker=booker)
        return lambda: book_online(business=studio.business, actor=STRANGER, now=now, request=request)

    return [deed(booker) for booker in bookers]


def people(count: int) -> list[Booker]:
    return [person(number) for number in range(count)]


def seats_of(studio: Studio, row: ClassSession) -> tuple[int, int]:
    """How many seats are counted as taken, and how many bookings hold one."""
    with scope(business=studio.business):
        row.refresh_from_db()
        return row.seats_taken, Booking.objects.filter(session=row, status__in=COMING).count()


@contextmanager
def without_constraints() -> Iterator[None]:
    """The database lets a class be overfull; its rows are gone before the constraint comes back."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE booking_classsession DROP CONSTRAINT class_session_not_overfull")
        try:
            yield
        finally:
            cursor.execute("TRUNCATE booking_classsession CASCADE")
            check = "CONSTRAINT class_session_not_overfull CHECK (seats_taken <= seats)"
            cursor.execute(f"ALTER TABLE booking_classsession ADD {check}")


def test_five_of_fifty_get_the_five_seats(studio: Studio, now: datetime) -> None:
    row = session_of(studio, 5)
    assert outcomes(studio.business, joining(studio, row, now, people(CROWD))) == {"done": 5, "class_full": CROWD - 5}
    assert seats_of(studio, row) == (5, 5)


def test_one_person_asking_fifty_times_gets_one_seat(studio: Studio, now: datetime) -> None:
    row = session_of(studio, 5)
    found = outcomes(studio.business, joining(studio, row, now, [FREJA] * CROWD))
    assert found == {"done": 1, "already_booked": CROWD - 1}
    assert seats_of(studio, row) == (1, 1)


def test_a_class_that_is_cancelled_meanwhile_keeps_nobody(studio: Studio, now: datetime) -> None:
    row = session_of(studio, 50)

    def cancel() -> object:
        return cancel_class_session(business=studio.business, actor=SYSTEM, now=now, session_id=row.pk)

    found = outcomes(studio.business, [*joining(studio, row, now, people(20)), cancel])
    assert found["done"] + found["not_found"] == 21
    assert seats_of(studio, row) == (0, 0)


def test_seats_cancelled_while_the_class_is_cancelled_do_not_deadlock(studio: Studio, now: datetime) -> None:
    row = session_of(studio, 8)
    outcomes(studio.business, joining(studio, row, now, people(8)))
    with scope(business=studio.business):
        ids = list(Booking.objects.values_list("pk", flat=True))

    def leave(booking_id: int) -> Callable[[], object]:
        return lambda: cancel_booking(business=studio.business, actor=SYSTEM, now=now, booking_id=booking_id)

    def cancel() -> object:
        return cancel_class_session(business=studio.business, actor=SYSTEM, now=now, session_id=row.pk)

    found = outcomes(studio.business, [*map(leave, ids), cancel])
    assert found["done"] + found["wrong_status"] == 9
    assert seats_of(studio, row) == (0, 0)


def test_one_employee_holds_one_class_at_a_time(studio: Studio, now: datetime) -> None:
    details = SessionDetails(service_id=studio.yoga.pk, employee_id=studio.ida.pk, starts_at=TUESDAY_18)

    def plan() -> object:
        return create_class_sessions(business=studio.business, actor=SYSTEM, now=now, details=details)

    assert outcomes(studio.business, [plan] * 20) == {"done": 1, "slot_taken": 19}
    with scope(business=studio.business):
        assert Occupancy.objects.count() == 1


@pytest.mark.parametrize("_again", range(3))
def test_control_without_lock_and_constraint_a_class_is_overfull(
    studio: Studio, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    row = session_of(studio, 2)
    with without_constraints(), without_locks(monkeypatch, FEW):
        assert outcomes(studio.business, joining(studio, row, now, people(FEW))) == {"done": FEW}
        assert seats_of(studio, row) == (FEW, FEW)


@pytest.mark.parametrize("_again", range(3))
def test_control_without_the_lock_the_constraint_still_has_the_last_word(
    studio: Studio, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    row = session_of(studio, 2)
    with without_locks(monkeypatch, FEW):
        found = outcomes(studio.business, joining(studio, row, now, people(FEW)))
    assert found == {"done": 2, "class_full": FEW - 2}
    assert seats_of(studio, row) == (2, 2)
