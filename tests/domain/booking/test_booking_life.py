"""Cancelled, approved, arrived, done: what becomes of a booking, and whose word counts."""

from datetime import timedelta

import pytest
from tests.domain.booking.desk import HOUR, Desk, as_customer
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, make_booking

from kartotek.domain.audit.models import Entry
from kartotek.domain.booking import actions
from kartotek.domain.booking.errors import (
    NeedsOverride,
    NoticePassed,
    WrongStep,
)
from kartotek.domain.booking.models import Occupancy
from kartotek.domain.booking.queries import (
    list_deleted,
)
from kartotek.domain.booking.values.bookings import Move, Status
from kartotek.kernel.errors import Invalid, Stale


def test_a_cancelled_booking_frees_its_time_and_stays_listed(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    cancelled = desk.step(actions.cancel_booking, booking.id, reason="Flu")
    assert (cancelled.status, cancelled.cancelled_by, cancelled.cancel_channel, cancelled.cancel_reason) == (
        Status.CANCELLED,
        desk.actor.name,
        "staff",
        "Flu",
    )
    assert cancelled.closed_at == desk.now
    assert not Occupancy.objects.exists()
    assert [item.id for item in list_deleted(desk.customer.pk)] == [booking.id]
    with pytest.raises(WrongStep):
        desk.step(actions.cancel_booking, booking.id)
    with pytest.raises(WrongStep):
        as_customer(desk).step(actions.cancel_booking, booking.id)


def test_a_customer_cancels_while_the_notice_is_kept(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    customer = as_customer(desk)
    customer.now = MONDAY_10 - timedelta(days=1)
    with pytest.raises(NoticePassed):
        customer.step(actions.cancel_booking, booking.id)
    with pytest.raises(NoticePassed):
        customer.move(Move(booking.id, MONDAY_10 + HOUR))
    customer.now -= timedelta(seconds=1)
    assert customer.step(actions.cancel_booking, booking.id).cancel_channel == "online"


def test_a_pending_booking_is_approved_or_declined(desk: Desk) -> None:
    first = make_booking(desk.salon, desk.customer, status="pending")
    second = make_booking(desk.salon, desk.customer, MONDAY_10 + HOUR, status="pending")
    assert desk.step(actions.approve_booking, first.pk).status is Status.CONFIRMED
    declined = desk.step(actions.decline_booking, second.pk, reason="Full")
    assert (declined.status, declined.cancel_reason) == (Status.REJECTED, "Full")
    assert Occupancy.objects.count() == 1
    for action in (actions.approve_booking, actions.decline_booking):
        with pytest.raises(WrongStep):
            desk.step(action, first.pk)


def test_the_limit_is_decided_again_when_a_booking_is_approved(desk: Desk) -> None:
    make_settings(desk.salon.business, max_future_bookings=1)
    pending = make_booking(desk.salon, desk.customer, status="pending")
    assert desk.step(actions.approve_booking, pending.pk).status is Status.CONFIRMED
    other = make_booking(desk.salon, desk.customer, MONDAY_10 + HOUR, status="pending")
    with pytest.raises(NeedsOverride):
        desk.step(actions.approve_booking, other.pk)
    assert desk.step(actions.approve_booking, other.pk, override_reason="Fine").status is Status.CONFIRMED
    other.refresh_from_db()
    assert (other.override_reason, other.overridden_at, other.overridden_by) == ("Fine", desk.now, "Signe Kragh")


def test_a_visit_takes_place(desk: Desk) -> None:
    booking = make_booking(desk.salon, desk.customer, desk.now - timedelta(minutes=24))
    assert desk.step(actions.arrive_booking, booking.pk).status is Status.ARRIVED
    done = desk.step(actions.complete_booking, booking.pk)
    assert (done.status, done.closed_at, done.is_open) == (Status.COMPLETED, desk.now, False)
    assert Occupancy.objects.count() == 1
    with pytest.raises(WrongStep):
        desk.step(actions.no_show_booking, booking.pk)
    assert list(Entry.objects.values_list("action", flat=True).order_by("id")) == [
        "booking.arrived",
        "booking.completed",
    ]


def test_nobody_comes(desk: Desk) -> None:
    booking = make_booking(desk.salon, desk.customer)
    assert desk.step(actions.no_show_booking, booking.pk).status is Status.NO_SHOW
    assert not Occupancy.objects.exists()
    early = make_booking(desk.salon, desk.customer)
    desk.step(actions.complete_booking, early.pk)
    assert not Occupancy.objects.exists()


def test_notes_are_edited_and_a_stale_edit_refused(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    edited = desk.step(actions.edit_booking, booking.id, changes={"note": "Allergic"}, expected_version=1)
    assert (edited.note, edited.internal_note, edited.version) == ("Allergic", "inside", 2)
    assert desk.step(actions.edit_booking, booking.id, changes={"note": "Allergic"}).version == 2
    with pytest.raises(Stale):
        desk.step(actions.edit_booking, booking.id, changes={"note": "x"}, expected_version=1)
    with pytest.raises(Invalid):
        desk.step(actions.edit_booking, booking.id, changes={"internal_note": "\x00"})


def test_a_proposal_is_taken_over_field_by_field(desk: Desk) -> None:
    proposal = {
        "phone": {"card": "", "typed": "+4550550162"},
        "first_name": {"card": "Sofie", "typed": "Sofie Marie"},
        "email": {"card": "", "typed": "sofie@example.com"},
        "last_name": {"card": "Bjerregaard", "typed": "Bjerregård"},
    }
    booking = make_booking(desk.salon, desk.customer, proposal=proposal)
    with pytest.raises(Invalid) as refused:
        desk.step(actions.answer_proposal, booking.pk, accepted=("note",))
    assert [problem.code for problem in refused.value.problems] == ["unknown"]
    answered = desk.step(actions.answer_proposal, booking.pk, accepted=("phone", "last_name"))
    desk.customer.refresh_from_db()
    assert (desk.customer.phone, desk.customer.last_name, desk.customer.email) == ("+4550550162", "Bjerregård", "")
    assert answered.proposal == {}
    assert desk.step(actions.answer_proposal, booking.pk, accepted=()).proposal == {}
