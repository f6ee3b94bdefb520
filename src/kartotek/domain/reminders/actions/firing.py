"""Fire what is due, in any business, whatever the number of workers: each occurrence once (S36 to S40).

A batch is one transaction: it takes reminders that nobody else holds, and writes what fired, who is told, the messages,
and when each is due next. What is to happen is planned by `decisions.firing`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django_scopes import scopes_disabled

from kartotek.domain.audit.actions import record_each
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import queue_messages
from kartotek.domain.messaging.queries import own_words_of
from kartotek.domain.messaging.values import Event, MessageChannel
from kartotek.domain.reminders.decisions.firing import plan_firing, recipients
from kartotek.domain.reminders.decisions.occurrences import occurrence
from kartotek.domain.reminders.decisions.words import message_key
from kartotek.domain.reminders.models import Delivery, Firing, Reminder
from kartotek.domain.reminders.queries.drafts import Notice, draft_of
from kartotek.domain.reminders.queries.due import due_of, due_reminders, last_booked
from kartotek.domain.reminders.queries.people import people_of
from kartotek.domain.reminders.queries.reminders import schedule_of
from kartotek.domain.reminders.values.firings import ClosedBy, Fired, FiringPlan, Person, Told, Words
from kartotek.domain.reminders.values.reminders import Audience, Channel
from kartotek.domain.reminders.values.rules import Coming
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks

MOST_AT_ONCE: Final = 1000
NO_NUMBER: Final = gettext_noop("No phone number is known.")
_BESIDES: Final = {
    Channel.SYSTEM: (),
    Channel.EMAIL: (MessageChannel.EMAIL,),
    Channel.SMS: (MessageChannel.SMS,),
    Channel.EMAIL_SMS: (MessageChannel.EMAIL, MessageChannel.SMS),
}
_GO_ON: Final = """
UPDATE reminders_reminder AS reminder SET due_on = next.due_on, due_at = next.due_at, last_on = next.last_on
FROM unnest(%s::bigint[], %s::date[], %s::timestamptz[], %s::date[]) AS next (id, due_on, due_at, last_on)
WHERE reminder.id = next.id
"""


@dataclass(frozen=True)
class _Taken:
    """A reminder in our hands, what it is about, and what it comes to."""

    row: Reminder
    business: Business
    customer: Customer
    due: Coming
    plan: FiringPlan
    is_booked: bool


@dataclass(frozen=True)
class _Shot:
    """What fires, and who is told."""

    taken: _Taken
    firing: Firing
    told: Told


def fire_due(*, actor: Actor, now: datetime) -> int:
    """Of all businesses, up to MOST_AT_ONCE reminders that are due; how many there were. What another worker holds is
    left to it. A customer who is archived pauses them: what falls due meanwhile is passed over (S42).
    """
    with scopes_disabled(), transaction.atomic():
        rows = list(locks.take_rows(due_reminders(now))[:MOST_AT_ONCE])
        if not rows:
            return 0
        locks.pause_point()
        taken = _planned(rows, now)
        shots = _fired(taken, now)
        _tell(shots, actor, now)
        _go_on(taken)
        _record(shots, actor, now)
    return len(rows)


def _planned(rows: Sequence[Reminder], now: datetime) -> list[_Taken]:
    businesses = Business.objects.in_bulk({row.business_id for row in rows})
    customers = Customer.objects.in_bulk({row.customer_id for row in rows})
    booked = last_booked({row.customer_id for row in rows if row.closes_on == ClosedBy.BOOKING.value})
    taken = []
    for row in rows:
        business = businesses[row.business_id]
        schedule = schedule_of(row, business.timezone)
        due = due_of(row)
        plan = plan_firing(schedule, due, now)
        since = occurrence(row.last_on, row.minute, schedule.zone).at if row.last_on else row.created_at
        at = booked.get(row.customer_id)
        taken.append(_Taken(row, business, customers[row.customer_id], due, plan, at is not None and at > since))
    return taken


def _fired(taken: Sequence[_Taken], now: datetime) -> list[_Shot]:
    """The rows of what fires. What a booking has closed already is told to nobody."""
    people = people_of({one.row.business_id for one in taken})
    shots = []
    for one in taken:
        if one.plan.fired is None or one.customer.archived_at is not None:
            continue
        audience = Audience(one.row.recipients)
        told = recipients(audience, one.customer.area_id, people[one.row.business_id])
        told = Told((), told.note) if one.is_booked else told
        shots.append(_Shot(one, _firing(one, one.plan.fired, told, now), told))
    Firing.objects.bulk_create([shot.firing for shot in shots])
    return shots


def _firing(taken: _Taken, fired: Fired, told: Told, now: datetime) -> Firing:
    row = taken.row
    return Firing(
        business_id=row.business_id,
        reminder_id=row.pk,
        customer_id=row.customer_id,
        on=fired.on,
        due_at=taken.due.at,
        fired_at=now,
        name=row.name,
        text=row.text,
        missed=list(fired.missed),
        note=told.note.value,
        closes_on=row.closes_on,
        closes_days=row.closes_days,
        closed_at=now if taken.is_booked else None,
        closed_by=ClosedBy.BOOKING.value if taken.is_booked else "",
    )


def _tell(shots: Sequence[_Shot], actor: Actor, now: datetime) -> None:
    """An item for each inbox, and a message by each channel that is wanted besides (S40)."""
    deliveries: list[Delivery] = []
    wanted: defaultdict[int, list[Notice]] = defaultdict(list)
    for shot in shots:
        for person in shot.told.people:
            deliveries.append(_delivery(shot, person, Channel.SYSTEM.value))
            for channel in _BESIDES[Channel(shot.taken.row.channel)]:
                is_reached = channel is MessageChannel.EMAIL or bool(person.phone)
                deliveries.append(_delivery(shot, person, channel.value, "" if is_reached else NO_NUMBER))
                if is_reached:
                    wanted[shot.firing.business_id].append(_notice(shot, person, channel))
    Delivery.objects.bulk_create(deliveries)
    own = own_words_of(wanted, Event.STAFF_REMINDER)
    for business_id, notices in wanted.items():
        drafts = [draft_of(notice, own.get(business_id, {}), now=now) for notice in notices]
        queue_messages(business_id=business_id, drafts=drafts, caused_by=actor.name, now=now)


def _delivery(shot: _Shot, person: Person, channel: str, error: str = "") -> Delivery:
    firing = shot.firing
    return Delivery(
        business_id=firing.business_id, firing_id=firing.pk, member_id=person.id, channel=channel, error=error
    )


def _notice(shot: _Shot, person: Person, channel: MessageChannel) -> Notice:
    firing, taken = shot.firing, shot.taken
    words = Words(firing.text, firing.on, tuple(firing.missed), shot.told.note)
    key = message_key(firing.reminder_id, firing.on, person.id, channel.value)
    return Notice(taken.business, taken.customer, person, channel, firing.name, words, key)


def _go_on(taken: Collection[_Taken]) -> None:
    """When each is due next, by one statement."""
    rows = list(_next(taken))
    with connection.cursor() as cursor:
        cursor.execute(_GO_ON, [list(column) for column in zip(*rows, strict=True)])


def _next(taken: Collection[_Taken]) -> Iterator[tuple[object, ...]]:
    for one in taken:
        coming, fired = one.plan.next, one.plan.fired
        last_on = fired.on if fired else one.row.last_on
        yield one.row.pk, coming.on if coming else None, coming.at if coming else None, last_on


def _record(shots: Collection[_Shot], actor: Actor, now: datetime) -> None:
    targets: defaultdict[int, list[Target]] = defaultdict(list)
    for shot in shots:
        row = shot.taken.row
        targets[row.business_id].append(Target("reminder", row.pk, row.customer_id))
    for business_id, several in targets.items():
        record_each(
            actor=actor, now=now, business_id=business_id, action="reminder.fired", kind="reminder", targets=several
        )
