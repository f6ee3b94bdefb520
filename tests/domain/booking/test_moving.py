"""A booking moves: never refused for the limit, by other rules for staff and for customers (S7)."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.domain.booking.desk import HOUR, SUNDAY, Desk, as_customer, freja, identity_of
from tests.factories.booking import MONDAY_10, make_booking

from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.models import Refusal
from kartotek.domain.audit.models import Change
from kartotek.domain.booking import actions
from kartotek.domain.booking.errors import (
    NeedsOverride,
    NotAStart,
    OutsideHours,
    SlotTaken,
    TooSoon,
    WrongStep,
)
from kartotek.domain.booking.models import Booking, Occupancy
from kartotek.domain.booking.values.bookings import Move, Status
from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import NotFound, Stale


def test_a_booking_moves_to_another_time_and_employee(desk: Desk) -> None:
    Service.objects.update(buffer_after_minutes=15)
    booking = desk.book(desk.salon.wish(employee=desk.salon.jonas)).bookings[0]
    moved = desk.move(Move(booking.id, MONDAY_10 + HOUR, desk.salon.mette.pk, expected_version=1))
    assert (moved.starts_at, moved.employee_id, moved.version) == (MONDAY_10 + HOUR, desk.salon.mette.pk, 2)
    taken = Occupancy.objects.get()
    assert (taken.employee_id, taken.ends_at) == (desk.salon.mette.pk, MONDAY_10 + 2 * HOUR)
    changes = Change.objects.get(entry__action="booking.moved").changes
    assert sorted(changes) == ["employee", "starts_at"]


def test_a_booking_may_move_into_its_own_time(desk: Desk) -> None:
    booking = desk.book(desk.salon.wish(employee=desk.salon.jonas)).bookings[0]
    moved = desk.move(Move(booking.id, MONDAY_10 + timedelta(minutes=15)))
    assert (moved.starts_at, moved.employee_id) == (MONDAY_10 + timedelta(minutes=15), desk.salon.jonas.pk)


def test_a_stale_move_is_refused(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    with pytest.raises(Stale):
        desk.move(Move(booking.id, MONDAY_10 + HOUR, expected_version=7))


def test_moving_is_never_refused_for_the_limit(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    Customer.objects.update(max_future_bookings=1)
    assert desk.move(Move(booking.id, MONDAY_10 + HOUR)).starts_at == MONDAY_10 + HOUR
    moved = as_customer(desk).move(Move(booking.id, MONDAY_10 + 2 * HOUR))
    assert moved.starts_at == MONDAY_10 + 2 * HOUR


def test_a_move_onto_another_booking_gives_alternatives_or_is_squeezed_in(desk: Desk) -> None:
    booking = desk.book(desk.salon.wish(employee=desk.salon.jonas)).bookings[0]
    make_booking(desk.salon, desk.customer, MONDAY_10 + HOUR)
    for who in (desk, as_customer(desk)):
        with pytest.raises(SlotTaken) as lost:
            who.move(Move(booking.id, MONDAY_10 + HOUR))
        assert lost.value.alternatives
    move = Move(booking.id, MONDAY_10 + HOUR, override_reason="She insists", is_squeezed=True)
    assert desk.move(move).is_squeezed


def test_staff_move_outside_hours_with_a_reason(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    with pytest.raises(NeedsOverride):
        desk.move(Move(booking.id, SUNDAY))
    moved = desk.move(Move(booking.id, SUNDAY, override_reason="She insists"))
    assert (moved.starts_at, moved.override_reason) == (SUNDAY, "She insists")
    row = Booking.objects.get()
    assert (row.overridden_at, row.overridden_by) == (desk.now, "Signe Kragh")
    with pytest.raises(NotAStart):
        desk.move(Move(booking.id, MONDAY_10 + timedelta(seconds=30)))


def test_a_customer_moves_by_the_rules_of_the_booking_site(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    customer = as_customer(desk)
    for starts_at, refusal in (
        (SUNDAY, OutsideHours),
        (datetime(2026, 11, 12, 9, 0, tzinfo=UTC), TooSoon),
        (MONDAY_10 + timedelta(minutes=1), NotAStart),
    ):
        with pytest.raises(refusal):
            customer.move(Move(booking.id, starts_at))


def test_a_blocked_customer_cannot_move_and_it_is_recorded(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    Customer.objects.update(max_future_bookings=0)
    with pytest.raises(CustomerRefused) as refused:
        as_customer(desk).move(Move(booking.id, MONDAY_10 + HOUR, language="da"))
    assert refused.value.message == "Du kan ikke booke aftaler online i øjeblikket. Kontakt os venligst."
    kept = Refusal.objects.get()
    assert (kept.kind, kept.customer_id) == ("move", desk.customer.pk)


def test_numbers_are_for_the_proven_owner_of_the_booking_and_for_nobody_else(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    Customer.objects.update(max_future_bookings=0)
    told = []
    for person in (desk.customer, freja(desk.salon)):
        identity = identity_of(desk.salon, person, desk.now)
        with pytest.raises(CustomerRefused) as refused:
            as_customer(desk).move(Move(booking.id, MONDAY_10 + HOUR, identity=identity))
        told.append(sorted(refused.value.details))
    assert told == [["bookings", "contact", "future_bookings", "limit", "may_book_again_at"], ["contact"]]


def test_what_was_approved_was_another_time(desk: Desk) -> None:
    Service.objects.update(needs_approval=True)
    booking = desk.book().bookings[0]
    assert desk.move(Move(booking.id, MONDAY_10 + HOUR)).status is Status.CONFIRMED
    assert as_customer(desk).move(Move(booking.id, MONDAY_10 + 2 * HOUR)).status is Status.PENDING


def test_what_is_over_or_cancelled_cannot_move(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    desk.step(actions.cancel_booking, booking.id)
    with pytest.raises(WrongStep):
        desk.move(Move(booking.id, MONDAY_10 + HOUR))
    with pytest.raises(NotFound):
        desk.move(Move(booking.id + 1, MONDAY_10 + HOUR))


def test_the_constraint_has_the_last_word_on_a_move(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    booking = desk.book(desk.salon.wish(employee=desk.salon.jonas)).bookings[0]
    make_booking(desk.salon, desk.customer, MONDAY_10 + HOUR)
    monkeypatch.setattr("kartotek.domain.booking.actions.placing.get_taken", lambda *_a, **_k: {})
    with pytest.raises(SlotTaken):
        desk.move(Move(booking.id, MONDAY_10 + HOUR))
