"""What stands around the editor: events, channels, languages, codes, and the bookings a text can be tried with."""

from dataclasses import dataclass
from typing import Final

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.messaging.decisions import has_template, list_codes
from kartotek.domain.messaging.values import Event, Family, MessageChannel, TemplateItem, TemplateKey
from kartotek.web.kit.message_words import CHANNELS, EVENTS

GROUPS: Final[tuple[tuple[Promise, tuple[Event, ...]], ...]] = (
    (
        _("Bookings"),
        (
            Event.BOOKING_CONFIRMED,
            Event.BOOKING_REQUESTED,
            Event.BOOKING_APPROVED,
            Event.BOOKING_DECLINED,
            Event.BOOKING_MOVED,
            Event.BOOKING_CANCELLED,
            Event.BOOKING_REMINDER,
            Event.NO_SHOW,
        ),
    ),
    (_("Customers"), (Event.APPOINTMENT_CARD, Event.WAITLIST_OFFER, Event.LOCK_TOLD, Event.RECALL, Event.FREE)),
    (_("Codes and staff"), (Event.PROOF_CODE, Event.SIGN_IN_CODE, Event.STAFF_REMINDER)),
)
_WHEN: Final[dict[Event, Promise]] = {
    Event.BOOKING_CONFIRMED: _("Sent when a booking is made and needs no approval."),
    Event.BOOKING_REQUESTED: _("Sent when a booking is made that has to be approved."),
    Event.BOOKING_APPROVED: _("Sent when a booking that waited is approved."),
    Event.BOOKING_DECLINED: _("Sent when a booking that waited is declined."),
    Event.BOOKING_MOVED: _("Sent when a booking gets another time or employee."),
    Event.BOOKING_CANCELLED: _("Sent when a booking is cancelled, by the customer or by you."),
    Event.BOOKING_REMINDER: _("Sent some hours before a booking."),
    Event.NO_SHOW: _("Sent when somebody was marked as not having come."),
    Event.WAITLIST_OFFER: _("Sent to the first who waits when a place comes free; it is held for half an hour."),
    Event.PROOF_CODE: _("Sent when somebody has to show that an address is theirs. It must contain the code."),
    Event.SIGN_IN_CODE: _("Sent when somebody signs in. It must contain the code."),
    Event.LOCK_TOLD: _("Sent when a customer is locked and shall be told."),
    Event.APPOINTMENT_CARD: _("Sent by hand from the card: the coming appointments."),
    Event.RECALL: _("Sent when it is time for another visit."),
    Event.STAFF_REMINDER: _("Sent to staff when a reminder falls due."),
    Event.FREE: _("What a message that staff write themselves begins with."),
}
FAMILIES: Final[dict[Family, Promise]] = {
    Family.CUSTOMER: _("Customer"),
    Family.BOOKING: _("Booking"),
    Family.SERVICE: _("Service"),
    Family.EMPLOYEE: _("Employee"),
    Family.BUSINESS: _("Business"),
    Family.LINKS: _("Links"),
    Family.REMINDER: _("Reminder to staff"),
    Family.LOOPS: _("Loops"),
}


@dataclass(frozen=True)
class Choice:
    """A link to another template. `mark`: a word beside it."""

    template_id: str
    label: str
    is_current: bool
    mark: str = ""


@dataclass(frozen=True)
class Group:
    """Events under one heading."""

    label: str
    choices: list[Choice]


@dataclass(frozen=True)
class PickedCode:
    """A code of the picker; `words` is what a search finds it by."""

    tag: str
    example: str
    words: str


@dataclass(frozen=True)
class PickedFamily:
    """Codes under one heading."""

    label: str
    codes: list[PickedCode]


def groups(current: TemplateKey, all_items: list[TemplateItem]) -> list[Group]:
    """All events; those whose words the business changed are marked."""
    own = {item.key.event for item in all_items if not item.is_default}
    return [Group(str(label), [_event(event, current, own) for event in events]) for label, events in GROUPS]


def channels(current: TemplateKey) -> list[Choice]:
    """The ways this event is told."""
    return [
        Choice(current._replace(channel=channel).public_id, str(CHANNELS[channel]), channel is current.channel)
        for channel in MessageChannel
        if has_template(current.event, channel)
    ]


def languages(current: TemplateKey, spoken: list[str], all_items: list[TemplateItem]) -> list[Choice]:
    """The languages of the business, and the one that is shown; built-in words are marked."""
    built_in = {item.key for item in all_items if item.is_default}
    found = []
    for language in spoken if current.language in spoken else [*spoken, current.language]:
        key = current._replace(language=language)
        mark = gettext("built-in") if key in built_in else ""
        found.append(Choice(key.public_id, language_name(language), language == current.language, mark))
    return found


def codes(language: str) -> list[PickedFamily]:
    """The codes of the picker, in Danish names where Danish is written."""
    families: dict[Family, list[PickedCode]] = {}
    for entry in list_codes(language):
        name = entry.danish_name if language == "da" else entry.name
        description = gettext(entry.description)
        words = f"{entry.name} {entry.danish_name} {description}".lower()
        families.setdefault(entry.family, []).append(PickedCode(f"[{name}]", entry.example or description, words))
    return [PickedFamily(str(FAMILIES[family]), found) for family, found in families.items()]


def when_sent(event: Event) -> str:
    """When the message goes out."""
    return str(_WHEN[event])


def event_name(event: Event) -> str:
    """What the event is called."""
    return str(EVENTS[event])


def language_name(language: str) -> str:
    """The language in its own words."""
    return str(LANG_INFO[language]["name_local"]).capitalize()


def _event(event: Event, current: TemplateKey, own: set[Event]) -> Choice:
    channel = current.channel if has_template(event, current.channel) else MessageChannel.EMAIL
    key = TemplateKey(event, channel, current.language)
    return Choice(key.public_id, event_name(event), event is current.event, gettext("own text") if event in own else "")
