"""How do states of access, of bookings and of addresses look? Icon, word and colour together, never colour alone."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartotek.domain.access.values import State
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.messaging.values.bounces import AddressState


@dataclass(frozen=True)
class Look:
    """The parts of `kit/badge.html`."""

    kind: str
    icon: str
    text: Promise


ACCESS = {
    State.OPEN: Look("yes", "circle-check", pgettext_lazy("access", "Open")),
    State.LIMITED: Look("limited", "alert-circle", pgettext_lazy("access", "Limited")),
    State.BLOCKED: Look("no", "ban", pgettext_lazy("access", "Blocked")),
    State.LOCKED: Look("no", "lock", pgettext_lazy("access", "Locked")),
}

BOOKING = {
    Status.PENDING: Look("limited", "question-mark", _("Waits for approval")),
    Status.CONFIRMED: Look("yes", "circle-check", _("Confirmed")),
    Status.ARRIVED: Look("info", "user-check", _("Arrived")),
    Status.COMPLETED: Look("none", "check", _("Completed")),
    Status.NO_SHOW: Look("no", "user-off", _("No-show")),
    Status.CANCELLED: Look("none", "x", _("Cancelled")),
    Status.REJECTED: Look("none", "circle-x", _("Declined")),
}

EMAIL = {
    AddressState.BOUNCED: Look("limited", "mail-x", pgettext_lazy("e-mail address", "Bounced")),
    AddressState.UNREACHABLE: Look("none", "mail-exclamation", pgettext_lazy("e-mail address", "Hard to reach")),
}
