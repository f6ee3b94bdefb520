"""Examples of what changes bookings."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tests.architecture.examples import STRANGER, SYSTEM, Stage, example
from tests.factories.booking import MONDAY_10, make_booking
from tests.factories.customers import make_customer

from kartotek.domain.booking import actions
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import Move, StaffBooking
from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner
from kartotek.domain.booking.values.check_ins import Scan
from kartotek.domain.booking.values.series import Series

Do = Callable[[], object]


def booked(stage: Stage, status: str = "confirmed", starts_at: datetime = MONDAY_10) -> Booking:
    """A booking in that state."""
    return make_booking(stage.salon(), make_customer(stage.business), starts_at, status=status)


@example(actions.book_online)
def _book_online(stage: Stage) -> Do:
    request = stage.salon().online()
    return lambda: actions.book_online(business=stage.business, actor=STRANGER, now=stage.now, request=request)


@example(actions.book_for_customer)
def _book_for_customer(stage: Stage) -> Do:
    request = StaffBooking(make_customer(stage.business).pk, (stage.salon().wish(),))
    return lambda: actions.book_for_customer(business=stage.business, actor=stage.owner, now=stage.now, request=request)


@example(actions.book_series)
def _book_series(stage: Stage) -> Do:
    series = Series(StaffBooking(make_customer(stage.business).pk, (stage.salon().wish(),)), 1, date(2026, 11, 30))
    return lambda: actions.book_series(business=stage.business, actor=stage.owner, now=stage.now, series=series)


@example(actions.move_booking)
def _move_booking(stage: Stage) -> Do:
    move = Move(booked(stage).pk, MONDAY_10 + timedelta(hours=2))
    return lambda: actions.move_booking(business=stage.business, actor=stage.owner, now=stage.now, move=move)


@example(actions.cancel_booking)
def _cancel_booking(stage: Stage) -> Do:
    row = booked(stage)
    return lambda: actions.cancel_booking(business=stage.business, actor=stage.owner, now=stage.now, booking_id=row.pk)


@example(actions.edit_booking)
def _edit_booking(stage: Stage) -> Do:
    row = booked(stage)
    return lambda: actions.edit_booking(
        business=stage.business, actor=stage.owner, now=stage.now, booking_id=row.pk, changes={"note": "Window seat"}
    )


@example(actions.answer_proposal)
def _answer_proposal(stage: Stage) -> Do:
    row = booked(stage)
    row.proposal = {"city": {"card": "", "typed": "Ribe"}}
    row.save()
    return lambda: actions.answer_proposal(
        business=stage.business, actor=stage.owner, now=stage.now, booking_id=row.pk, accepted=["city"]
    )


@example(actions.approve_booking)
def _approve_booking(stage: Stage) -> Do:
    row = booked(stage, "pending")
    return lambda: actions.approve_booking(business=stage.business, actor=stage.owner, now=stage.now, booking_id=row.pk)


@example(actions.decline_booking)
def _decline_booking(stage: Stage) -> Do:
    row = booked(stage, "pending")
    return lambda: actions.decline_booking(business=stage.business, actor=stage.owner, now=stage.now, booking_id=row.pk)


@example(actions.arrive_booking)
def _arrive_booking(stage: Stage) -> Do:
    row = booked(stage, starts_at=stage.now)
    return lambda: actions.arrive_booking(business=stage.business, actor=stage.owner, now=stage.now, booking_id=row.pk)


@example(actions.complete_booking)
def _complete_booking(stage: Stage) -> Do:
    row = booked(stage, "arrived", starts_at=stage.now - timedelta(hours=1))
    return lambda: actions.complete_booking(
        business=stage.business, actor=stage.owner, now=stage.now, booking_id=row.pk
    )


@example(actions.no_show_booking)
def _no_show_booking(stage: Stage) -> Do:
    row = booked(stage, starts_at=stage.now - timedelta(hours=1))
    return lambda: actions.no_show_booking(business=stage.business, actor=stage.owner, now=stage.now, booking_id=row.pk)


@example(actions.check_in)
def _check_in(stage: Stage) -> Do:
    scan = Scan(make_customer(stage.business).number)
    return lambda: actions.check_in(business=stage.business, actor=stage.owner, now=stage.now, scan=scan)


@example(actions.mark_near_names)
def _mark_near_names(stage: Stage) -> Do:
    row = booked(stage)
    make_customer(stage.business, "Sofie", "Bjerregard")
    return lambda: actions.mark_near_names(
        business=stage.business, actor=SYSTEM, now=stage.now, customer_id=row.customer_id
    )


@example(actions.settle_match)
def _settle_match(stage: Stage) -> Do:
    row = booked(stage)
    row.possible_matches = [{"customer": make_customer(stage.business, "Sophie").pk, "why": "phone"}]
    row.save()
    return lambda: actions.settle_match(
        business=stage.business, actor=stage.owner, now=stage.now, booking_id=row.pk, same_as=None
    )


@example(actions.rotate_feed)
def _rotate_feed(stage: Stage) -> Do:
    owner = FeedOwner(FeedKind.CUSTOMER, make_customer(stage.business).pk)
    return lambda: actions.rotate_feed(business=stage.business, actor=stage.owner, now=stage.now, owner=owner)
