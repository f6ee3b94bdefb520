"""Why will a customer be sent a message? The sentence of the list of coming messages; the faces fill it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kartotek.domain.messaging.values import Event
from kartotek.kernel.words import gettext_noop

_ABOUT_A_BOOKING: Final[Mapping[Event, str]] = {
    Event.BOOKING_CONFIRMED: gettext_noop("Confirmation of %(booking)s"),
    Event.BOOKING_REQUESTED: gettext_noop("Receipt for the request of %(booking)s"),
    Event.BOOKING_APPROVED: gettext_noop("Approval of %(booking)s"),
    Event.BOOKING_DECLINED: gettext_noop("Answer that %(booking)s is declined"),
    Event.BOOKING_MOVED: gettext_noop("New time of %(booking)s"),
    Event.BOOKING_CANCELLED: gettext_noop("Cancellation of %(booking)s"),
    Event.NO_SHOW: gettext_noop("Absence from %(booking)s"),
}
_BEFORE: Final = gettext_noop("Reminder %(length)s before %(booking)s")
_REMINDER: Final = gettext_noop("Reminder of %(booking)s")
_OTHERS: Final[Mapping[Event, str]] = {
    Event.BOOKING_REMINDER: gettext_noop("Reminder of a booking"),
    Event.WAITLIST_OFFER: gettext_noop("A place came free for which the customer waits"),
    Event.PROOF_CODE: gettext_noop("A code was asked for, to prove the address"),
    Event.SIGN_IN_CODE: gettext_noop("A code was asked for, to sign in"),
    Event.LOCK_TOLD: gettext_noop("The customer is told of a lock"),
    Event.APPOINTMENT_CARD: gettext_noop("Appointment card, asked for by %(name)s"),
    Event.RECALL: gettext_noop("Recall: it is time for the next visit"),
    Event.STAFF_REMINDER: gettext_noop("Reminder to staff about this customer"),
    Event.FREE: gettext_noop("Written by %(name)s"),
}
_CHANGED: Final = gettext_noop("Something about a booking has changed")


@dataclass(frozen=True)
class Why:
    """A gettext message id; `%(booking)s` is the service and its start, `%(length)s` is `minutes` in words,
    `%(name)s` who caused it.
    """

    message: str
    minutes: int = 0


def why_sent(event: str, *, due_at: datetime, starts_at: datetime | None) -> Why:
    """Why a message waits; `starts_at` is the start of the booking it is linked to, None where there is none."""
    kind = Event(event)
    if starts_at is None:
        return Why(_OTHERS.get(kind, _CHANGED))
    if kind is Event.BOOKING_REMINDER:
        minutes = round((starts_at - due_at).total_seconds() / 60)
        return Why(_BEFORE, minutes) if minutes > 0 else Why(_REMINDER)
    return Why(_ABOUT_A_BOOKING.get(kind) or _OTHERS[kind])
