"""What are messages to a customer about her bookings written from, and how do they read?

All facts come by one expression, so that the statement that writes a booking can answer them as well: the busiest of
all actions must not ask again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from types import MappingProxyType
from typing import Final, TypedDict

import orjson
from django.db import connection

from kartotek.domain.access.values import Policy
from kartotek.domain.booking.decisions.telling import notice_key, together
from kartotek.domain.booking.queries.bookings import list_coming
from kartotek.domain.booking.queries.card_facts import facts_of_booking, places_of
from kartotek.domain.booking.queries.ics import Method, calendar_of, event_of, invite
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.booking.values.telling import NOWHERE, Addressee, Notice, Place, Recipient, Telling
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.messaging.decisions import compose, default_template, needs_coming
from kartotek.domain.messaging.decisions.settings import Stored
from kartotek.domain.messaging.queries import business_facts, message_rules, opt_out_link
from kartotek.domain.messaging.values import (
    Attachment,
    BookingFacts,
    CustomerFacts,
    Draft,
    Event,
    Facts,
    MessageChannel,
    MessageRules,
    TemplateKey,
    Text,
)
from kartotek.kernel.contact import address_in_line
from kartotek.plumbing.transport import sender_address

# Parameters: `told_params`. As text: what the driver makes of JSON differs by its settings.
TOLD: Final = """
json_build_object(
    'card', (SELECT json_build_object('first_name', card.first_name, 'last_name', card.last_name,
            'number', card.number, 'email', card.email, 'phone', card.phone, 'address_line', card.address_line,
            'postcode', card.postcode, 'city', card.city, 'language', card.language, 'wants_email', card.wants_email,
            'wants_sms', card.wants_sms)
        FROM customers_customer AS card WHERE card.business_id = %s AND card.id = %s),
    'rules', (SELECT json_build_object('events', rules.events, 'services', rules.services,
            'grace_seconds', rules.grace_seconds, 'quiet_from', rules.sms_quiet_from, 'quiet_to', rules.sms_quiet_to,
            'version', rules.version)
        FROM messaging_messagesettings AS rules WHERE rules.business_id = %s),
    'texts', (SELECT json_agg(json_build_array(own.event, own.channel, own.language, own.subject, own.body))
        FROM messaging_template AS own WHERE own.business_id = %s AND own.event = ANY(%s)),
    'places', (SELECT json_agg(json_build_array(employee.id, place.name, place.address_line, place.postcode,
            place.city))
        FROM catalog_employee AS employee JOIN businesses_location AS place ON place.id = employee.location_id
        WHERE employee.business_id = %s AND employee.id = ANY(%s)),
    'notice', (SELECT general.cancel_notice_minutes FROM access_onlinebookingsettings AS general
        WHERE general.business_id = %s),
    'spoken', (SELECT earlier.language FROM messaging_message AS earlier WHERE earlier.business_id = %s
        AND earlier.booking_id = ANY(%s) AND earlier.customer_id = %s ORDER BY earlier.id DESC LIMIT 1)
)::text
"""
_READ: Final = f"SELECT {TOLD}"


_METHODS: Final[Mapping[Event, Method]] = {
    Event.BOOKING_CONFIRMED: Method.REQUEST,
    Event.BOOKING_APPROVED: Method.REQUEST,
    Event.BOOKING_MOVED: Method.REQUEST,
    Event.BOOKING_CANCELLED: Method.CANCEL,
}
# The same for what stands in her calendar already, by an earlier invitation: it was confirmed, and she moved it.
_METHODS_OF_CHANGED: Final[Mapping[Event, Method]] = {
    **_METHODS,
    Event.BOOKING_REQUESTED: Method.REQUEST,
    Event.BOOKING_DECLINED: Method.CANCEL,
}
# The versions of a booking that was asked for, and of one that was then declined at once.
_UNCHANGED: Final[Mapping[Event, int]] = {Event.BOOKING_REQUESTED: 1, Event.BOOKING_DECLINED: 2}


class _Card(TypedDict):
    """The columns of a card."""

    first_name: str
    last_name: str
    number: str
    email: str
    phone: str
    address_line: str
    postcode: str
    city: str
    language: str
    wants_email: bool
    wants_sms: bool


class _Rules(TypedDict):
    """The columns of the rules."""

    events: Stored
    services: Mapping[str, Stored]
    grace_seconds: int
    quiet_from: str | None
    quiet_to: str | None
    version: int


class _Told(TypedDict):
    """What `TOLD` answers."""

    card: _Card | None
    rules: _Rules | None
    texts: list[tuple[str, str, str, str, str]] | None
    places: list[tuple[int, str, str, str, str]] | None
    notice: int | None
    spoken: str | None


@dataclass(frozen=True)
class _Known:
    """What the messages about one visit share: its bookings, how each reads, and what else is coming."""

    visit: Sequence[BookingItem]
    facts: Mapping[int, BookingFacts]
    coming: tuple[BookingFacts, ...]


def told_params(
    business_id: int, to: Addressee, employees: Collection[int], events: Collection[Event]
) -> tuple[int, int, int, int, list[str], int, list[int], int, int, list[int], int]:
    """The parameters of `TOLD`."""
    names = [event.value for event in events]
    one, customer_id = business_id, to.customer_id or 0
    of_booking = (one, list(to.bookings), customer_id)
    return one, customer_id, one, one, names, one, sorted(set(employees)), one, *of_booking


def read_telling(
    business: BusinessLike, to: Addressee, *, employees: Collection[int], events: Collection[Event], now: datetime
) -> Telling:
    """All that messages to one person are written from, by one query."""
    with connection.cursor() as cursor:
        cursor.execute(_READ, told_params(business.id, to, employees, events))
        [told] = cursor.fetchone()
    return telling_from(told, business, to, now=now)


def telling_from(told: str, business: BusinessLike, to: Addressee, *, now: datetime) -> Telling:
    """What `TOLD` answered, as a value."""
    found: _Told = orjson.loads(told)
    return Telling(
        business=business,
        recipient=_recipient(to.customer_id, found["card"]) if found["card"] else Recipient(to.stranger),
        rules=_rules(found["rules"]),
        own_texts={_key(*of): Text(subject, body) for *of, subject, body in found["texts"] or ()},
        places={employee: Place(name, address_in_line(*parts)) for employee, name, *parts in found["places"] or ()},
        notice_minutes=found["notice"] if found["notice"] is not None else Policy.cancel_notice_minutes,
        now=now,
        spoken=to.spoken or found["spoken"] or "",
    )


def drafts_for(telling: Telling, notices: Sequence[Notice], every: Sequence[BookingItem]) -> list[Draft]:
    """The messages, ready to be queued; `every`: all bookings of the visit. Her other coming bookings are read, by one
    query, only where the words of the business name them.
    """
    texts = [text_for(telling, notice.event, notice.channel) for notice in notices]
    coming = _coming_in(texts, telling)
    known = {one.id: _facts_of(telling, one) for notice in notices for one in notice.bookings}
    return [
        _draft(telling, notice, text, _Known(every, known, coming)) for notice, text in zip(notices, texts, strict=True)
    ]


def text_for(telling: Telling, event: Event, channel: MessageChannel) -> Text:
    """The words for her: the business's own, or the built-in ones."""
    key = TemplateKey(event, channel, telling.language)
    return telling.own_texts.get(key) or default_template(*key)


def facts_for(
    telling: Telling, channel: MessageChannel, booking: BookingFacts | None, coming: tuple[BookingFacts, ...] = ()
) -> Facts:
    """What fills her message."""
    person = telling.recipient
    return Facts(
        business=business_facts(telling.business),
        language=telling.language,
        timezone=telling.business.timezone,
        now=telling.now,
        customer=person.customer,
        booking=booking,
        coming=coming,
        opt_out_link=opt_out_link(telling.business, person.customer_id, channel) if person.customer_id else "",
    )


def draft_to(
    telling: Telling, event: Event, channel: MessageChannel, key: str, booking: BookingFacts | None = None
) -> Draft:
    """A message to a person that is about none of her bookings, to be sent at once unless told."""
    text = text_for(telling, event, channel)
    said = compose(text, channel, facts_for(telling, channel, booking, _coming_in([text], telling)))
    return Draft(
        event=event,
        channel=channel,
        to=telling.recipient.address(channel),
        language=telling.language,
        text=said.text,
        html=said.html,
        key=f"{event.value}:{channel.value}:{key}",
        customer_id=telling.recipient.customer_id,
    )


def _draft(telling: Telling, notice: Notice, text: Text, known: _Known) -> Draft:
    booking = together([known.facts[one.id] for one in notice.bookings])
    said = compose(text, notice.channel, facts_for(telling, notice.channel, booking, known.coming))
    return Draft(
        event=notice.event,
        channel=notice.channel,
        to=telling.recipient.address(notice.channel),
        language=telling.language,
        text=said.text,
        html=said.html,
        key=notice_key(notice, known.visit),
        customer_id=telling.recipient.customer_id,
        booking_id=notice.bookings[0].id,
        visit=notice.bookings[0].visit,
        due_at=notice.due_at,
        expires_at=notice.expires_at,
        attachments=_attachments(telling, notice, known),
    )


def _facts_of(
    telling: Telling, booking: BookingItem, others: Mapping[int, Place] = MappingProxyType({})
) -> BookingFacts:
    place = telling.places.get(booking.employee_id) or others.get(booking.employee_id, NOWHERE)
    return facts_of_booking(booking, telling.business, telling.notice_minutes, place)


def _coming_in(texts: Sequence[Text], telling: Telling) -> tuple[BookingFacts, ...]:
    """Her coming bookings, where the texts name them."""
    customer_id = telling.recipient.customer_id
    if not customer_id or not any(needs_coming(text.body) or needs_coming(text.subject) for text in texts):
        return ()
    bookings = list_coming(customer_id, now=telling.now)
    others = places_of({one.employee_id for one in bookings} - telling.places.keys())
    return tuple(_facts_of(telling, one, others) for one in bookings)


def _attachments(telling: Telling, notice: Notice, known: _Known) -> tuple[Attachment, ...]:
    """What a calendar takes over: an invitation to each booking that stands, or its cancelling."""
    if notice.channel is not MessageChannel.EMAIL:
        return ()
    pairs = [(one, _method(notice.event, one)) for one in notice.bookings]
    return tuple(_invitation(telling, one, known.facts[one.id], method) for one, method in pairs if method is not None)


def _method(event: Event, booking: BookingItem) -> Method | None:
    is_changed = booking.version > _UNCHANGED.get(event, 0)
    return (_METHODS_OF_CHANGED if is_changed else _METHODS).get(event)


def _invitation(telling: Telling, booking: BookingItem, facts: BookingFacts, method: Method) -> Attachment:
    event = event_of(booking, telling.business, now=telling.now, place=facts.location_address, link=facts.manage_link)
    organizer = telling.business.email or sender_address()
    content = calendar_of([invite(event, telling.recipient.customer, telling.business, organizer)], method)
    media_type = f"text/calendar; charset=utf-8; method={method.value}"
    return Attachment(f"booking-{booking.id}.ics", media_type, content.decode())


def _recipient(customer_id: int | None, card: _Card) -> Recipient:
    customer = CustomerFacts(
        first_name=card["first_name"],
        last_name=card["last_name"],
        number=card["number"],
        email=card["email"],
        phone=card["phone"],
        address=address_in_line(card["address_line"], card["postcode"], card["city"]),
    )
    return Recipient(customer, customer_id, card["language"], card["wants_email"], card["wants_sms"])


def _rules(row: _Rules | None) -> MessageRules:
    if row is None:
        return MessageRules()
    quiet = (_clock(row["quiet_from"]), _clock(row["quiet_to"]))
    return message_rules(row["events"], row["services"], row["grace_seconds"], quiet, row["version"])


def _clock(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None


def _key(event: str, channel: str, language: str) -> TemplateKey:
    return TemplateKey(Event(event), MessageChannel(channel), language)
