"""Staff say what becomes of a booking: approved or declined, arrived, completed, or nobody came."""

from datetime import datetime

from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Channel, Question
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions.calendars import check_calendars
from kartotek.domain.booking.actions.cards import Standing, hold_card
from kartotek.domain.booking.actions.closing import close
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.holding import hold_booking
from kartotek.domain.booking.actions.overriding import check_override
from kartotek.domain.booking.actions.placing import hold_employees
from kartotek.domain.booking.decisions.asking import check_texts
from kartotek.domain.booking.queries.bookings import get_booking
from kartotek.domain.booking.values.bookings import BookingItem, Status
from kartotek.domain.businesses.values import BusinessLike
from kartotek.plumbing import locks


def approve_booking(
    *, business: BusinessLike, actor: Actor, now: datetime, booking_id: int, override_reason: str = ""
) -> BookingItem:
    """Confirm a pending booking; the limit is decided again, without itself (S10). Its time is held already.

    Raises NotFound, WrongStep, NotPermitted, NeedsOverride.
    """
    check_texts(override_reason=override_reason)
    deed = Deed(business, actor, now)
    with locks.holding():
        seen = get_booking(booking_id, viewer=actor)
        card = hold_card(seen.customer_id, actor)
        hold_employees([seen.employee_id])
        row = hold_booking(booking_id, actor)
        check_calendars(actor, [row.employee_id])
        question = Question(
            Channel.STAFF,
            row.service_id,
            row.employee_id,
            category_id=row.service.category_id,
            location_id=row.employee.location_id,
        )
        policy = get_policy(business=business)
        decision = Standing(deed, [card], without=seen.visit).decide([question], policy)
        if row.status == Status.PENDING:
            check_override(actor, decision, override_reason)
            if override_reason:
                row.override_reason, row.overridden_at, row.overridden_by = override_reason, now, actor.name
        return close(deed, row, Status.CONFIRMED, reason=override_reason)


def decline_booking(
    *, business: BusinessLike, actor: Actor, now: datetime, booking_id: int, reason: str = ""
) -> BookingItem:
    """Say no to a pending booking; its time is free at once."""
    check_texts(reason=reason)
    return _step(Deed(business, actor, now), booking_id, Status.REJECTED, reason)


def arrive_booking(*, business: BusinessLike, actor: Actor, now: datetime, booking_id: int) -> BookingItem:
    """The customer is here."""
    return _step(Deed(business, actor, now), booking_id, Status.ARRIVED)


def complete_booking(*, business: BusinessLike, actor: Actor, now: datetime, booking_id: int) -> BookingItem:
    """It was done."""
    return _step(Deed(business, actor, now), booking_id, Status.COMPLETED)


def no_show_booking(*, business: BusinessLike, actor: Actor, now: datetime, booking_id: int) -> BookingItem:
    """Nobody came."""
    return _step(Deed(business, actor, now), booking_id, Status.NO_SHOW)


def _step(deed: Deed, booking_id: int, after: Status, reason: str = "") -> BookingItem:
    """All raise NotFound, WrongStep, NotPermitted."""
    with locks.holding():
        row = hold_booking(booking_id, deed.actor)
        check_calendars(deed.actor, [row.employee_id])
        return close(deed, row, after, reason=reason)
