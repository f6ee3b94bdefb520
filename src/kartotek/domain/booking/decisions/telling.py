"""What is a customer told about her bookings, by which channel, and when? One message for what was booked together."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from kartotek.domain.booking.values.bookings import BookingItem, Status
from kartotek.domain.booking.values.telling import Notice, Telling
from kartotek.domain.messaging.decisions import sms_moment
from kartotek.domain.messaging.values import BY_WISH, BookingFacts, Dropped, Event, MessageChannel
from kartotek.kernel.money import Money
from kartotek.kernel.periods import local_date

CHANNELS: Final = (MessageChannel.EMAIL, MessageChannel.SMS)
# What told of the whole visit is told again of those for which it holds, when another booking of it changed before.
_OF_A_VISIT: Final = {Event.BOOKING_CONFIRMED: Status.CONFIRMED, Event.BOOKING_REQUESTED: Status.PENDING}
# What told of one booking is told again while that is still how it stands.
_OF_ONE: Final = {
    Event.BOOKING_APPROVED: (Status.CONFIRMED,),
    Event.BOOKING_MOVED: (Status.CONFIRMED, Status.PENDING),
    Event.BOOKING_CANCELLED: (Status.CANCELLED,),
    Event.BOOKING_DECLINED: (Status.REJECTED,),
    Event.NO_SHOW: (Status.NO_SHOW,),
}
# These are news also of a booking that is over.
_OF_THE_PAST: Final = frozenset({Event.NO_SHOW})
_LASTING: Final = frozenset({Event.BOOKING_CANCELLED, Event.BOOKING_DECLINED, Event.NO_SHOW})


def made_notices(telling: Telling, bookings: Sequence[BookingItem]) -> list[Notice]:
    """What is told of a visit just booked: that it stands or was asked for, and the reminders."""
    confirmed = [one for one in bookings if one.status is Status.CONFIRMED]
    pending = [one for one in bookings if one.status is Status.PENDING]
    return [
        *event_notices(telling, Event.BOOKING_CONFIRMED, confirmed),
        *event_notices(telling, Event.BOOKING_REQUESTED, pending),
        *reminder_notices(telling, bookings),
    ]


def changed_notices(
    telling: Telling,
    changed: BookingItem,
    event: Event | None,
    dropped: Collection[Dropped],
    every: Sequence[BookingItem],
) -> list[Notice]:
    """What is told after a booking of a visit changed, when all that waited about the visit was dropped: the change,
    what had not yet been told of the others, and the reminders of all that stand. No event: only what was dropped.
    """
    told = [] if event is None else event_notices(telling, event, [changed])
    others = [one for one in every if event is None or one.id != changed.id]
    return [*told, *_told_again(telling, dropped, others), *reminder_notices(telling, every)]


def _told_again(telling: Telling, dropped: Collection[Dropped], others: Sequence[BookingItem]) -> Iterator[Notice]:
    """Each of the others in one message: of its own change, or else with those that were told together."""
    own = {(one.event, one.booking_id) for one in dropped if one.event in _OF_ONE}
    with_own = {booking_id for _, booking_id in own}
    for event in sorted({one.event for one in dropped} & set(_OF_A_VISIT)):
        wanted = _OF_A_VISIT[event]
        together_still = [one for one in others if one.status is wanted and one.id not in with_own]
        yield from event_notices(telling, event, together_still)
    for booking in others:
        for event in sorted(event for event, booking_id in own if booking_id == booking.id):
            if booking.status in _OF_ONE[event]:
                yield from event_notices(telling, event, [booking])


def event_notices(telling: Telling, event: Event, bookings: Sequence[BookingItem]) -> list[Notice]:
    """One message by each channel that is on, after the grace; nothing of what is over."""
    news = tuple(one for one in bookings if event in _OF_THE_PAST or one.ends_at > telling.now)
    if not news:
        return []
    last = max(one.ends_at for one in news)
    due_at = telling.now + timedelta(seconds=telling.rules.grace_seconds)
    expires_at = None if event in _LASTING else last
    return [
        Notice(event, channel, news, awake(telling, channel, due_at, expires_at), expires_at)
        for channel in channels_for(telling, event, [one.service_id for one in news])
    ]


def reminder_notices(telling: Telling, bookings: Sequence[BookingItem], *, is_with_due: bool = False) -> list[Notice]:
    """The reminders that are still to come, one for each day of the visit and each number of hours before;
    `is_with_due`: also those whose moment has come, which may wait still.
    """
    standing = [one for one in bookings if one.status is Status.CONFIRMED and one.starts_at > telling.now]
    zone = ZoneInfo(telling.business.timezone)
    by_start = sorted(standing, key=lambda one: (one.starts_at, one.id))
    days = [tuple(day) for _, day in groupby(by_start, key=lambda one: local_date(one.starts_at, zone))]
    every = [notice for day in days for notice in _reminders_of_day(telling, day)]
    return [notice for notice in every if is_with_due or notice.due_at > telling.now]


def channels_for(telling: Telling, event: Event, services: Iterable[int | None]) -> list[MessageChannel]:
    """By which channels an event is told: on for one of the services, with an address, and wished where that counts."""
    rules = [telling.rules.rule(event, service) for service in services]
    is_on = {
        MessageChannel.EMAIL: any(rule.email for rule in rules),
        MessageChannel.SMS: any(rule.sms for rule in rules),
    }
    person = telling.recipient
    return [
        channel
        for channel in CHANNELS
        if is_on[channel] and person.address(channel) and (event not in BY_WISH or person.wants(channel))
    ]


def awake(telling: Telling, channel: MessageChannel, due_at: datetime, before: datetime | None = None) -> datetime:
    """When a message goes out: a text message keeps the quiet hours, unless it would come too late (`before`)."""
    if channel is not MessageChannel.SMS:
        return due_at
    latest = before or due_at + timedelta(days=2)
    return sms_moment(due_at, telling.rules, telling.business.timezone, earliest=telling.now, before=latest)


def notice_key(notice: Notice, every: Sequence[BookingItem]) -> str:
    """What makes it one message however often it is asked for (S44); anew after every change of the visit."""
    first = notice.bookings[0]
    versions = ",".join(f"{one.id}.{one.version}" for one in sorted(every, key=lambda one: one.id))
    ids = ",".join(str(one.id) for one in notice.bookings)
    digest = sha256(f"{ids}:{versions}:{notice.hours}".encode()).hexdigest()[:20]
    return f"{notice.event.value}:{notice.channel.value}:{first.visit.hex}:{digest}"


def together(facts: Sequence[BookingFacts]) -> BookingFacts:
    """Bookings of one message as one: from the first start to the last end, names joined, the links of the first."""
    first = facts[0]
    if len(facts) == 1:
        return first
    return replace(
        first,
        starts_at=min(one.starts_at for one in facts),
        ends_at=max(one.ends_at for one in facts),
        service=_joined(one.service for one in facts),
        employee=_joined(one.employee for one in facts),
        price=_sum([one.price for one in facts]),
    )


def _reminders_of_day(telling: Telling, day: tuple[BookingItem, ...]) -> Iterator[Notice]:
    start = day[0].starts_at
    for channel in channels_for(telling, Event.BOOKING_REMINDER, [one.service_id for one in day]):
        for hours in sorted(_hours(telling, channel, day), reverse=True):
            due_at = awake(telling, channel, start - timedelta(hours=hours), start)
            yield Notice(Event.BOOKING_REMINDER, channel, day, due_at, start, hours)


def _hours(telling: Telling, channel: MessageChannel, day: Iterable[BookingItem]) -> set[int]:
    rules = [telling.rules.rule(Event.BOOKING_REMINDER, one.service_id) for one in day]
    is_sms = channel is MessageChannel.SMS
    return {hours for rule in rules if (rule.sms if is_sms else rule.email) for hours in rule.hours_before}


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


def _sum(prices: Sequence[Money | None]) -> Money | None:
    known = [price for price in prices if price is not None]
    if len(known) < len(prices) or len({price.currency for price in known}) != 1:
        return None
    return Money(sum((price.amount for price in known[1:]), known[0].amount), known[0].currency)
