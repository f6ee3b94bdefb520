"""Which messages does a business send, by which channel, and when?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import TypedDict

from kartotek.domain.messaging.values.messages import Event


@dataclass(frozen=True)
class EventRule:
    """Whether an event is told by e-mail and by text message; reminders also so many hours before the start."""

    email: bool
    sms: bool
    hours_before: tuple[int, ...] = ()


DEFAULT_RULES: Mapping[Event, EventRule] = {
    Event.BOOKING_CONFIRMED: EventRule(email=True, sms=False),
    Event.BOOKING_REQUESTED: EventRule(email=True, sms=False),
    Event.BOOKING_APPROVED: EventRule(email=True, sms=False),
    Event.BOOKING_DECLINED: EventRule(email=True, sms=False),
    Event.BOOKING_MOVED: EventRule(email=True, sms=False),
    Event.BOOKING_CANCELLED: EventRule(email=True, sms=False),
    Event.BOOKING_REMINDER: EventRule(email=True, sms=False, hours_before=(24,)),
    Event.NO_SHOW: EventRule(email=False, sms=False),
    Event.WAITLIST_OFFER: EventRule(email=True, sms=True),
    Event.PROOF_CODE: EventRule(email=True, sms=True),
    Event.SIGN_IN_CODE: EventRule(email=True, sms=True),
    Event.LOCK_TOLD: EventRule(email=False, sms=False),
    Event.APPOINTMENT_CARD: EventRule(email=False, sms=True),
    Event.RECALL: EventRule(email=True, sms=True),
    Event.STAFF_REMINDER: EventRule(email=True, sms=True),
    Event.FREE: EventRule(email=True, sms=True),
}
# What somebody asked for this very moment: it knows no grace, no quiet hours, and cannot be turned off.
ASKED_FOR = frozenset({Event.PROOF_CODE, Event.SIGN_IN_CODE, Event.FREE, Event.APPOINTMENT_CARD, Event.STAFF_REMINDER})
# What a single service may tell differently: everything about a booking of it.
ABOUT_BOOKINGS = (
    Event.BOOKING_CONFIRMED,
    Event.BOOKING_REQUESTED,
    Event.BOOKING_APPROVED,
    Event.BOOKING_DECLINED,
    Event.BOOKING_MOVED,
    Event.BOOKING_CANCELLED,
    Event.BOOKING_REMINDER,
    Event.NO_SHOW,
)
# These are sent only to customers who wish to be written to by that channel; the others tell what somebody did.
BY_WISH = frozenset({Event.BOOKING_REMINDER, Event.NO_SHOW, Event.RECALL})
GRACE_SECONDS = 180


@dataclass(frozen=True)
class MessageRules:
    """What a business has set. `services`: what differs for a service, by its id; `sms_quiet`: no text message about
    bookings between these local times, which may lie on both sides of midnight; None: at any time.
    """

    events: Mapping[Event, EventRule] = field(default_factory=lambda: DEFAULT_RULES)
    services: Mapping[int, Mapping[Event, EventRule]] = field(default_factory=dict)
    grace_seconds: int = GRACE_SECONDS
    sms_quiet_from: time | None = None
    sms_quiet_to: time | None = None
    version: int = 1

    def rule(self, event: Event, service_id: int | None = None) -> EventRule:
        """What holds for an event of a service."""
        own = self.services.get(service_id, {}) if service_id is not None else {}
        return own.get(event) or self.events.get(event) or DEFAULT_RULES[event]


class EventChanges(TypedDict, total=False):
    """What may change of an event."""

    email: bool
    sms: bool
    hours_before: list[int]


class MessageSettingsChanges(TypedDict, total=False):
    """What may change: only the events, and of them only the keys, that are named. A service by its id, with None where
    an event of it is to follow the general rule again. Times as "21:00", both or none.
    """

    events: Mapping[str, EventChanges]
    services: Mapping[str, Mapping[str, EventChanges | None]]
    grace_seconds: int
    sms_quiet_from: str | None
    sms_quiet_to: str | None
