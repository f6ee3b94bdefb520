"""`bookings/series`: the same appointment every few weeks, with the dates that did not fit."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from ninja import Field, Router, Schema, Status

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.times import reference
from kartotek.api.v1.booking_shapes import BookingOut, StaffBookingIn, booking_shape, wishes_of
from kartotek.domain.booking import actions
from kartotek.domain.booking.values.bookings import StaffBooking
from kartotek.domain.booking.values.series import Missed, Series

router = Router(tags=["bookings"])


class SeriesIn(StaffBookingIn):
    """A visit as for `bookings`, again every so many weeks at the same time on the wall, until a date (included)."""

    every_weeks: int
    until: date


class ConflictOut(Schema):
    """A date that was not booked: `code` and `detail` as a booking on its own would have been refused with."""

    starts_at: datetime
    code: str
    detail: str
    alternatives: list[dict[str, object]] = Field(default_factory=list)
    decision: dict[str, object] | None = None


class SeriesOut(Schema):
    """What was booked, and what did not fit."""

    bookings: list[BookingOut]
    conflicts: list[ConflictOut]


@router.post("/bookings/series", response={201: SeriesOut})
def book_series(request: StaffRequest, payload: SeriesIn) -> Status[dict[str, object]]:
    """Book each date as a visit of its own; what does not fit is left out and told."""
    call = request.call
    first = StaffBooking(
        customer_id=reference(payload.customer),
        wishes=wishes_of(payload),
        override_reason=payload.override_reason,
        is_squeezed=payload.squeeze,
        note=payload.note,
        internal_note=payload.internal_note,
        extra_fields=payload.extra_fields,
    )
    series = Series(first, payload.every_weeks, payload.until)
    made = actions.book_series(business=call.business, actor=call.actor, now=call.now, series=series)
    bookings, zone = [booking_shape(item, call.business) for item in made.bookings], ZoneInfo(call.business.timezone)
    return Status(201, {"bookings": bookings, "conflicts": [_conflict(one, zone) for one in made.conflicts]})


def _conflict(missed: Missed, zone: ZoneInfo) -> dict[str, object]:
    error = missed.error
    return {
        "starts_at": missed.starts_at.astimezone(zone),
        "code": error.code,
        "detail": gettext(error.message),
        **error.members(),
    }
