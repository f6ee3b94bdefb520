"""What is a message about, where is it, and what does that mean? In words, wherever staff meet one (S43)."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kartotek.domain.messaging.decisions import CANCELLED_BY, canceller_in
from kartotek.domain.messaging.values import Event, MessageChannel, MessageLine, MessageState
from kartotek.web.kit.looks import Look

EVENTS: dict[Event, Promise] = {
    Event.BOOKING_CONFIRMED: _("Booking confirmed"),
    Event.BOOKING_REQUESTED: _("Booking requested"),
    Event.BOOKING_APPROVED: _("Booking approved"),
    Event.BOOKING_DECLINED: _("Booking declined"),
    Event.BOOKING_MOVED: _("Booking moved"),
    Event.BOOKING_CANCELLED: _("Booking cancelled"),
    Event.BOOKING_REMINDER: _("Reminder of a booking"),
    Event.NO_SHOW: pgettext_lazy("message", "No-show"),
    Event.WAITLIST_OFFER: _("Offer to somebody who waits"),
    Event.PROOF_CODE: _("Code to prove an address"),
    Event.SIGN_IN_CODE: _("Code to sign in"),
    Event.LOCK_TOLD: _("Told of a lock"),
    Event.APPOINTMENT_CARD: _("Appointment card"),
    Event.RECALL: _("Recall"),
    Event.STAFF_REMINDER: _("Reminder to staff"),
    Event.FREE: _("Message of your own"),
}

CHANNELS: dict[MessageChannel, Promise] = {
    MessageChannel.EMAIL: _("E-mail"),
    MessageChannel.SMS: _("SMS"),
    MessageChannel.LETTER: _("Letter"),
}

CHANNEL_ICONS = {MessageChannel.EMAIL: "mail", MessageChannel.SMS: "device-mobile", MessageChannel.LETTER: "file-text"}

STATES: dict[MessageState, Look] = {
    MessageState.QUEUED: Look("info", "clock", pgettext_lazy("message", "Queued")),
    MessageState.SENDING: Look("info", "send", pgettext_lazy("message", "Sending")),
    MessageState.SENT: Look("yes", "check", pgettext_lazy("message", "Sent")),
    MessageState.FAILED: Look("no", "circle-x", pgettext_lazy("message", "Failed")),
    MessageState.BOUNCED: Look("no", "mail-x", pgettext_lazy("message", "Bounced")),
    MessageState.SUPPRESSED: Look("limited", "mail-off", pgettext_lazy("message", "Suppressed")),
    MessageState.CAPTURED: Look("none", "inbox", pgettext_lazy("message", "Captured")),
    MessageState.DROPPED: Look("none", "x", pgettext_lazy("message", "Dropped")),
    MessageState.UNKNOWN: Look("limited", "help-circle", pgettext_lazy("message", "Unknown")),
}

_MEANINGS: dict[MessageState, Promise] = {
    MessageState.QUEUED: _("Waits until it is time, or for another try."),
    MessageState.SENDING: _("Is being handed over right now."),
    MessageState.SENT: _("The mail server or the SMS provider has taken it."),
    MessageState.FAILED: _("Did not go out, and is not tried again by itself."),
    MessageState.BOUNCED: _("Came back: the address does not work."),
    MessageState.SUPPRESSED: _("Not sent, because the address is known not to work."),
    MessageState.CAPTURED: _("Kept here and not sent: nothing is set up that would send it."),
    MessageState.DROPPED: _("Not sent, because it was no longer true or somebody cancelled it."),
    MessageState.UNKNOWN: _("The sending broke off: it may have arrived or not. It is not sent again by itself."),
}


@dataclass(frozen=True)
class Meaning:
    """One line of the legend."""

    look: Look
    text: Promise


LEGEND: tuple[Meaning, ...] = tuple(Meaning(STATES[state], _MEANINGS[state]) for state in MessageState)


def event_words(event: str) -> str:
    """What a message is about."""
    return str(EVENTS[Event(event)])


def error_words(error: str) -> str:
    """What stands in the way of a message, or stood; the row keeps it in English.

    What the other side answered stands below our sentence, in its own words.
    """
    name = canceller_in(error)
    if name is not None:
        return gettext(CANCELLED_BY) % {"name": name}
    sentence, newline, answer = error.partition("\n")
    return (gettext(sentence) if sentence else "") + newline + answer


def said_of(line: MessageLine) -> str:
    """What a toast says of a message that was written just now."""
    state = MessageState(line.state)
    if state is MessageState.SUPPRESSED:
        return gettext("Not sent: the address %(to)s does not work.") % {"to": line.to}
    if state is MessageState.CAPTURED:
        return gettext("Kept here: nothing is set up that would send it to %(to)s.") % {"to": line.to}
    return gettext("On its way to %(to)s") % {"to": line.to}
