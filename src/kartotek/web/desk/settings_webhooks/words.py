"""What are the events and the states of a delivery called?"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.domain.hooks.values import DeliveryItem, DeliveryState, HookEvent, hook_event

EVENTS: dict[HookEvent, Promise] = {
    HookEvent.BOOKING_MADE: _("Booking made"),
    HookEvent.BOOKING_CONFIRMED: _("Booking approved"),
    HookEvent.BOOKING_MOVED: _("Booking moved"),
    HookEvent.BOOKING_CANCELLED: _("Booking cancelled"),
    HookEvent.BOOKING_REJECTED: _("Booking declined"),
    HookEvent.BOOKING_ARRIVED: _("Customer arrived"),
    HookEvent.BOOKING_COMPLETED: _("Booking completed"),
    HookEvent.BOOKING_NO_SHOW: _("Nobody came"),
    HookEvent.BOOKING_REFUSED: _("Booking refused"),
    HookEvent.CUSTOMER_LOCKED: _("Customer locked"),
    HookEvent.CUSTOMER_LOCK_EXTENDED: _("Lock extended"),
    HookEvent.CUSTOMER_UNLOCKED: _("Customer unlocked"),
    HookEvent.CUSTOMER_LOCK_EXPIRED: _("Lock expired"),
}


@dataclass(frozen=True)
class Badge:
    """A state as it is shown: colour, icon, word."""

    kind: str
    icon: str
    text: str | Promise


_BADGES = {
    DeliveryState.QUEUED: Badge("info", "clock", _("Waiting")),
    DeliveryState.SENDING: Badge("info", "send", _("Being sent")),
    DeliveryState.DELIVERED: Badge("yes", "check", _("Delivered")),
    DeliveryState.FAILED: Badge("no", "x", _("Failed")),
}
_TRIED = Badge("limited", "refresh", _("Tried again"))


def event_words(event: str) -> str:
    """The words of an event; one that we no longer know as it is."""
    known = hook_event(event)
    return str(EVENTS[known]) if known else event


def badge_of(item: DeliveryItem) -> Badge:
    """How the state of a delivery is shown; one that waits after a failure looks different from a new one."""
    state = DeliveryState(item.state)
    return _TRIED if state is DeliveryState.QUEUED and item.attempts else _BADGES[state]
