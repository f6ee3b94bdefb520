"""Fifty at once: one slot goes to one, a limit of two lets two through, one new address makes one card (S10, joint 5).

Each has its control: without the locks, with a pause between decision and write, the fault shows every time.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import FREJA, MONDAY_10, Salon, make_booking, make_salon
from tests.factories.businesses import make_business
from tests.factories.catalog import make_employee, make_resource
from tests.factories.customers import make_customer
from tests.factories.hours import make_week
from tests.races.crowd import CROWD, FEW, booking, outcomes, person, time, without_locks

from kartotek.domain.access.models import Refusal
from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.actions import move_booking
from kartotek.domain.booking.models import Booking, Occupancy
from kartotek.domain.booking.values.bookings import Move
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee
from kartotek.domain.customers.models import Customer

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def salon(transactional_db: None, now: datetime) -> Salon:
    business: Business = make_business()
    with scope(business=business):
        made = make_salon(business)
        make_settings(business, horizon_days=365)
    return made


def everybody(salon: Salon) -> tuple[int, int]:
    """How many bookings, and how many cards."""
    with scope(business=salon.business):
        assert Occupancy.objects.count() == Booking.objects.count()
        return Booking.objects.count(), Customer.objects.count()


@contextmanager
def without_constraint() -> Iterator[None]:
    """The database lets bookings overlap; they are gone before the constraint comes back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'occupancy_never_overlaps'")
        definition = cursor.fetchone()[0]
        cursor.execute("ALTER TABLE booking_occupancy DROP CONSTRAINT occupancy_never_overlaps")
        try:
            yield
        finally:
            cursor.execute("TRUNCATE booking_occupancy")
            cursor.execute(f"ALTER TABLE booking_occupancy ADD CONSTRAINT occupancy_never_overlaps {definition}")


def test_one_slot_goes_to_one_of_fifty(salon: Salon, now: datetime) -> None:
    wish = salon.wish(MONDAY_10, salon.jonas)
    found = outcomes(salon.business, [booking(salon, now, person(one), wish) for one in range(CROWD)])
    assert found == {"done": 1, "slot_taken": CROWD - 1}
    assert everybody(salon) == (1, 1)


def test_with_anyone_each_employee_is_booked_once(salon: Salon, now: datetime) -> None:
    found = outcomes(salon.business, [booking(salon, now, person(one), salon.wish()) for one in range(CROWD)])
    assert found == {"done": 2, "slot_taken": CROWD - 2}
    assert everybody(salon) == (2, 2)


def test_a_limit_of_two_lets_two_of_fifty_through(salon: Salon, now: datetime) -> None:
    with scope(business=salon.business):
        make_customer(salon.business, "Freja", "Holm", email=FREJA.email, max_future_bookings=2)
    wishes = [salon.wish(time(one), salon.jonas) for one in range(CROWD)]
    found = outcomes(salon.business, [booking(salon, now, FREJA, wish) for wish in wishes])
    assert found == {"done": 2, "customer_refused": CROWD - 2}
    assert everybody(salon) == (2, 1)
    with scope(business=salon.business):
        assert Refusal.objects.count() == CROWD - 2


def test_fifty_first_bookings_with_one_new_address_make_one_card(salon: Salon, now: datetime) -> None:
    wishes = [salon.wish(time(one), salon.jonas) for one in range(CROWD)]
    found = outcomes(salon.business, [booking(salon, now, FREJA, wish) for wish in wishes])
    assert found == {"done": CROWD}
    assert everybody(salon) == (CROWD, 1)


def test_contacts_given_crosswise_do_not_deadlock(salon: Salon, now: datetime) -> None:
    one, other = replace(FREJA, email="a@example.com"), replace(FREJA, email="b@example.com", phone="+4550550163")
    crossed = [one, other, replace(one, phone=other.phone), replace(other, phone=one.phone)]
    deeds = [booking(salon, now, crossed[at % 4], salon.wish(time(at), salon.jonas)) for at in range(CROWD)]
    assert outcomes(salon.business, deeds) == {"done": CROWD}


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_and_constraint_one_slot_goes_to_many(
    salon: Salon, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    wish = salon.wish(MONDAY_10, salon.jonas)
    with without_constraint(), without_locks(monkeypatch, FEW):
        found = outcomes(salon.business, [booking(salon, now, person(one), wish) for one in range(FEW)])
        assert found == {"done": FEW}


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_the_constraint_still_has_the_last_word(
    salon: Salon, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    wish = salon.wish(MONDAY_10, salon.jonas)
    with without_locks(monkeypatch, FEW):
        found = outcomes(salon.business, [booking(salon, now, person(one), wish) for one in range(FEW)])
    assert found == {"done": 1, "slot_taken": FEW - 1}


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_a_limit_of_two_lets_all_through(
    salon: Salon, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    with scope(business=salon.business):
        make_customer(salon.business, "Freja", "Holm", email=FREJA.email, max_future_bookings=2)
    wishes = [salon.wish(time(one), salon.jonas) for one in range(FEW)]
    with without_locks(monkeypatch, FEW):
        found = outcomes(salon.business, [booking(salon, now, FREJA, wish) for wish in wishes])
    assert found == {"done": FEW}


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_one_new_address_makes_many_cards(
    salon: Salon, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    wishes = [salon.wish(time(one), salon.jonas) for one in range(FEW)]
    with without_locks(monkeypatch, FEW):
        found = outcomes(salon.business, [booking(salon, now, FREJA, wish) for wish in wishes])
    assert found == {"done": FEW}
    assert everybody(salon) == (FEW, FEW)


@contextmanager
def dawdling() -> Iterator[None]:
    """A moved booking takes its time between the counters of the two employees."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END $$;"
            "CREATE TRIGGER availability_at_rest AFTER UPDATE ON booking_occupancy "
            "FOR EACH STATEMENT EXECUTE FUNCTION dawdle();"  # triggers fire in the order of their names
        )
        try:
            yield
        finally:
            cursor.execute("DROP FUNCTION dawdle CASCADE")


def test_moves_that_cross_do_not_deadlock(salon: Salon, now: datetime) -> None:
    with scope(business=salon.business):
        customers = [make_customer(salon.business, f"Person {one}") for one in range(2)]
        bookings = [
            make_booking(salon, customers[0], time(0), salon.jonas),
            make_booking(salon, customers[1], time(1), salon.mette),
        ]
    moves = [Move(bookings[0].pk, time(2), salon.mette.pk), Move(bookings[1].pk, time(3), salon.jonas.pk)]

    def deed(move: Move) -> Callable[[], object]:
        return lambda: move_booking(business=salon.business, actor=SYSTEM, now=now, move=move)

    with dawdling():
        assert outcomes(salon.business, [deed(move) for move in moves]) == {"done": 2}


@pytest.fixture
def two_rooms(salon: Salon) -> list[Employee]:
    """Six employees who share two rooms."""
    with scope(business=salon.business):
        make_resource(salon.business, "Room", (salon.service,), capacity=2)
        more = [make_employee(salon.business, f"Employee {one}", (salon.service,)) for one in range(FEW - 2)]
        for one in more:
            make_week(one)
        return [salon.jonas, salon.mette, *more]


def test_two_rooms_are_used_by_two_of_fifty(salon: Salon, now: datetime, two_rooms: list[Employee]) -> None:
    wishes = [salon.wish(MONDAY_10, two_rooms[one % FEW]) for one in range(CROWD)]
    found = outcomes(salon.business, [booking(salon, now, person(at), wish) for at, wish in enumerate(wishes)])
    assert found == {"done": 2, "slot_taken": CROWD - 2}
    assert everybody(salon) == (2, 2)


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_two_rooms_go_to_all(
    salon: Salon, now: datetime, two_rooms: list[Employee], monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    wishes = [salon.wish(MONDAY_10, one) for one in two_rooms]
    with without_locks(monkeypatch, FEW):
        found = outcomes(salon.business, [booking(salon, now, person(at), wish) for at, wish in enumerate(wishes)])
    assert found == {"done": FEW}
