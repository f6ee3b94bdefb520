"""How are reminders, what has fired and inboxes written? Shapes of api.md, and what the domain makes of them."""

from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from ninja import Field, Schema
from pydantic import ConfigDict, StrictInt
from pydantic.config import JsonDict

from kartotek.api.kit.shapes import Shape, only_sent
from kartotek.api.kit.times import Start, minute_of, reference
from kartotek.domain.reminders.values.firings import DeliveryItem, FiringItem, InboxItem, Note, RecipientItem
from kartotek.domain.reminders.values.reminders import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_CLOSING_DAYS,
    MOST_EVERY,
    Audience,
    Channel,
    Closing,
    ReminderChanges,
    ReminderDetails,
    ReminderItem,
    RuleDetails,
)
from kartotek.domain.reminders.values.rules import WEEKDAYS, Coming, MonthlyBy, Repeat
from kartotek.kernel.periods import minute_text

# The bounds are told to programs here and judged by the domain, which names all faults at once.
_NAME: JsonDict = {"maxLength": LONGEST_NAME}
_TEXT: JsonDict = {"maxLength": LONGEST_TEXT}
_REPEAT: JsonDict = {"enum": [each.value for each in Repeat]}
_EVERY: JsonDict = {"minimum": 1, "maximum": MOST_EVERY}
_WEEKDAYS: JsonDict = {"items": {"type": "string", "enum": list(WEEKDAYS)}}
_WEEKDAY: JsonDict = {"anyOf": [{"type": "string", "enum": list(WEEKDAYS)}, {"type": "null"}]}
_NTH: JsonDict = {"anyOf": [{"type": "integer", "enum": [1, 2, 3, 4, -1]}, {"type": "null"}]}
_MONTHLY: JsonDict = {"enum": [each.value for each in MonthlyBy]}
_CHANNEL: JsonDict = {"enum": [each.value for each in Channel]}
_RECIPIENTS: JsonDict = {"enum": [each.value for each in Audience]}
_DAYS: JsonDict = {"minimum": 0, "maximum": MOST_CLOSING_DAYS}


class DaysAfterVisit(Shape):
    """So many days after the last visit."""

    model_config = ConfigDict(extra="forbid")
    days_after_visit: StrictInt = Field(json_schema_extra=_DAYS)


class RuleFields(Shape):
    """When it comes; what is not said is that of `starts_on`."""

    time: Start = "07:00"
    repeat: str = Field("never", json_schema_extra=_REPEAT)
    every: StrictInt = Field(1, json_schema_extra=_EVERY)
    weekdays: list[str] = Field([], max_length=50, json_schema_extra=_WEEKDAYS)
    monthly_by: str = Field("date", json_schema_extra=_MONTHLY)
    nth: StrictInt | None = Field(None, json_schema_extra=_NTH)
    weekday: str | None = Field(None, json_schema_extra=_WEEKDAY)
    ends_on: date | None = None


class RuleIn(RuleFields):
    """A start and how it is repeated."""

    starts_on: date


class ReminderFields(RuleFields):
    """What may be said of a reminder."""

    text: str = Field("", json_schema_extra=_TEXT)
    channel: str = Field("system", json_schema_extra=_CHANNEL)
    recipients: str = Field("both", json_schema_extra=_RECIPIENTS)
    closes_on: Literal["booking"] | DaysAfterVisit | None = None


class ReminderIn(ReminderFields):
    """A new reminder."""

    name: str = Field(json_schema_extra=_NAME)
    starts_on: date
    type: str


class ReminderPatch(ReminderFields):
    """Whatever is to change, for all that is to come; with `scope` "this" for one date alone, the next unless told."""

    name: str = Field("", json_schema_extra=_NAME)
    starts_on: date = date.min
    type: str = ""
    scope: Literal["this", "following"] = "following"
    occurrence: date | None = None


class OccurrenceOut(Schema):
    """A date and its instant."""

    on: date
    at: datetime


class OccurrencesOut(Schema):
    """The first occurrences."""

    items: list[OccurrenceOut]


class ReminderOut(Schema):
    """A reminder; `next` is null when none is to come, `series` where it was one date of that one."""

    id: str
    customer: str
    customer_name: str
    name: str
    starts_on: date
    time: str
    type: str
    type_name: str
    text: str
    repeat: str
    every: int
    weekdays: list[str]
    monthly_by: str
    nth: int | None
    weekday: str | None
    ends_on: date | None
    channel: str
    recipients: str
    closes_on: Literal["booking"] | dict[str, int] | None
    next: OccurrenceOut | None
    skipped: list[date]
    series: str | None
    series_on: date | None
    created_at: datetime
    created_by: str
    archived: bool
    without_number: list[str]


class DeliveryOut(Schema):
    """A message besides the item in the inbox, and what became of it."""

    channel: str
    state: str
    error: str


class InboxOut(Schema):
    """An item of one's own inbox."""

    id: str
    reminder: str
    customer: str
    customer_name: str
    type: str
    type_name: str
    name: str
    text: str
    occurrence: date
    fired_at: datetime
    late: bool
    missed: list[date]
    note: str
    state: Literal["open", "done", "snoozed"]
    snoozed_until: datetime | None
    done_at: datetime | None
    closed_by: str
    others_done: list[str]
    deliveries: list[DeliveryOut]


class RecipientOut(Schema):
    """Somebody who was told."""

    name: str
    state: Literal["open", "done", "snoozed"]
    done_at: datetime | None
    deliveries: list[DeliveryOut]


class FiringOut(Schema):
    """One firing, in the words it had then."""

    id: str
    reminder: str
    occurrence: date
    name: str
    text: str
    fired_at: datetime
    late: bool
    missed: list[date]
    note: str
    closed_at: datetime | None
    closed_by: str
    recipients: list[RecipientOut]


def rule_given(payload: RuleIn) -> RuleDetails:
    """A rule of a body, for the domain to judge."""
    return RuleDetails(
        starts_on=payload.starts_on,
        minute=minute_of(payload.time),
        repeat=payload.repeat,
        every=payload.every,
        weekdays=tuple(payload.weekdays),
        monthly_by=payload.monthly_by,
        nth=payload.nth,
        weekday=payload.weekday,
        ends_on=payload.ends_on,
    )


def details_given(payload: ReminderIn) -> ReminderDetails:
    """A reminder of a body."""
    return ReminderDetails(**_said(payload))


def changes_given(payload: ReminderPatch) -> ReminderChanges:
    """Only what was sent."""
    names = {"time": "minute", "type": "type_id"}
    sent = {names.get(name, name) for name in payload.model_fields_set}
    return only_sent(_said(payload), sent)


def _said(payload: ReminderIn | ReminderPatch) -> ReminderChanges:
    """All fields in the words of the domain, whether they were sent or have their start value."""
    return ReminderChanges(
        starts_on=payload.starts_on,
        minute=minute_of(payload.time),
        repeat=payload.repeat,
        every=payload.every,
        weekdays=tuple(payload.weekdays),
        monthly_by=payload.monthly_by,
        nth=payload.nth,
        weekday=payload.weekday,
        ends_on=payload.ends_on,
        name=payload.name,
        type_id=reference(payload.type),
        text=payload.text,
        channel=payload.channel,
        recipients=payload.recipients,
        closes_on=_closing(payload.closes_on),
    )


def _closing(sent: DaysAfterVisit | str | None) -> Closing | None:
    if sent is None:
        return None
    return Closing(sent.days_after_visit) if isinstance(sent, DaysAfterVisit) else Closing()


def shape_coming(coming: Coming, zone: ZoneInfo) -> dict[str, object]:
    """`{on, at}` by the clocks of the business."""
    return {"on": coming.on, "at": coming.at.astimezone(zone)}


def shape_reminder(item: ReminderItem, timezone: str) -> dict[str, object]:
    """A reminder as api.md has it."""
    zone = ZoneInfo(timezone)
    days = item.closes_on.days_after_visit if item.closes_on else None
    return {
        "id": str(item.id),
        "customer": str(item.customer_id),
        "customer_name": item.customer_name,
        "name": item.name,
        "starts_on": item.starts_on,
        "time": minute_text(item.minute),
        "type": str(item.type_id),
        "type_name": item.type_name,
        "text": item.text,
        "repeat": item.repeat,
        "every": item.every,
        "weekdays": list(item.weekdays),
        "monthly_by": item.monthly_by,
        "nth": item.nth,
        "weekday": item.weekday,
        "ends_on": item.ends_on,
        "channel": item.channel,
        "recipients": item.recipients,
        "closes_on": None if item.closes_on is None else "booking" if days is None else {"days_after_visit": days},
        "next": None if item.next is None else shape_coming(item.next, zone),
        "skipped": list(item.skipped),
        "series": None if item.series_id is None else str(item.series_id),
        "series_on": item.series_on,
        "created_at": item.created_at.astimezone(zone),
        "created_by": item.created_by,
        "archived": item.is_archived,
        "without_number": list(item.without_number),
    }


def shape_item(item: InboxItem, timezone: str) -> dict[str, object]:
    """An item of an inbox as api.md has it."""
    zone = ZoneInfo(timezone)
    return {
        "id": str(item.id),
        "reminder": str(item.reminder_id),
        "customer": str(item.customer_id),
        "customer_name": item.customer_name,
        "type": str(item.type_id),
        "type_name": item.type_name,
        "name": item.name,
        "text": item.text,
        "occurrence": item.on,
        "fired_at": item.fired_at.astimezone(zone),
        "late": item.is_late,
        "missed": list(item.missed),
        "note": note_words(item.note),
        "state": item.state.value,
        "snoozed_until": _local(item.snoozed_until, zone),
        "done_at": _local(item.done_at, zone),
        "closed_by": item.closed_by,
        "others_done": list(item.others_done),
        "deliveries": [_delivery(one) for one in item.deliveries],
    }


def shape_firing(item: FiringItem, timezone: str) -> dict[str, object]:
    """One line of the history."""
    zone = ZoneInfo(timezone)
    return {
        "id": str(item.id),
        "reminder": str(item.reminder_id),
        "occurrence": item.on,
        "name": item.name,
        "text": item.text,
        "fired_at": item.fired_at.astimezone(zone),
        "late": item.is_late,
        "missed": list(item.missed),
        "note": note_words(item.note),
        "closed_at": _local(item.closed_at, zone),
        "closed_by": item.closed_by,
        "recipients": [_recipient(one, zone) for one in item.recipients],
    }


def note_words(note: Note) -> str:
    """What the recipients should know besides, in words; empty where there is nothing."""
    if note is Note.NO_INSPECTOR:
        return gettext("Nobody inspects the customer's area, so this went to the administrators.")
    return ""


def _recipient(item: RecipientItem, zone: ZoneInfo) -> dict[str, object]:
    return {
        "name": item.name,
        "state": item.state.value,
        "done_at": _local(item.done_at, zone),
        "deliveries": [_delivery(one) for one in item.deliveries],
    }


def _delivery(item: DeliveryItem) -> dict[str, object]:
    return {"channel": item.channel, "state": item.state, "error": gettext(item.error) if item.error else ""}


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if moment is None else moment.astimezone(zone)
