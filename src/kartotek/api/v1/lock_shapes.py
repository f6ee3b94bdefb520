"""How are locks, their reasons and their ends written? Shapes of api.md, and what the domain makes of them."""

from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from ninja import Schema
from pydantic import ConfigDict

from kartotek.api.kit.shapes import Shape
from kartotek.domain.access.decisions.locking import offered_as_json
from kartotek.domain.access.values.locks import (
    AnyDate,
    Days,
    Endless,
    Ends,
    LockEntryItem,
    LockItem,
    Months,
    OfferedEnd,
    On,
    ReasonItem,
    ReviewItem,
)

_ONE_KEY = ConfigDict(extra="forbid")


class DaysShape(Shape):
    """To the end of today and so many days."""

    model_config = _ONE_KEY
    days: int


class MonthsShape(Shape):
    """To the end of the same day so many months later."""

    model_config = _ONE_KEY
    months: int


class OnShape(Shape):
    """To the end of a date."""

    model_config = _ONE_KEY
    on: date


EndsShape = DaysShape | MonthsShape | OnShape
OfferedShape = DaysShape | MonthsShape | Literal["date", "none"]


class ReasonOut(Schema):
    """A reason for locking; the label is for staff alone."""

    id: str
    label: str
    ends: list[dict[str, int] | str]
    messages: dict[str, str]
    archived: bool


class LockEntryOut(Schema):
    """What happened to a lock."""

    kind: Literal["placed", "extended", "lifted", "expired"]
    at: datetime
    by: str
    agent: str
    note: str
    ends_at: datetime | None


class LockReviewOut(Schema):
    """That somebody looked at an endless lock again."""

    at: datetime
    by: str
    decision: Literal["keep", "shorten", "lift"]
    reason: str
    ends_at: datetime | None


class LockOut(Schema):
    """A lock with its history. Of a legacy one `reason` is null and `reason_label` the old text, word for word."""

    id: str
    customer: str
    customer_name: str
    reason: str | None
    reason_label: str
    kind: Literal["manual", "legacy", "automatic"]
    starts_at: datetime | None
    ends_at: datetime | None
    active: bool
    placed_at: datetime
    placed_by: str
    agent: str
    note: str
    customer_text: str
    lifted_at: datetime | None
    lifted_by: str
    lift_reason: str
    was_mistake: bool
    last_reviewed_at: datetime
    entries: list[LockEntryOut]
    reviews: list[LockReviewOut]


def ends_of(given: EndsShape | None) -> Ends:
    """An end as the domain knows it; null is endless."""
    match given:
        case DaysShape():
            return Days(given.days)
        case MonthsShape():
            return Months(given.months)
        case OnShape():
            return On(given.on)
        case None:
            return Endless()


def offered_of(given: list[OfferedShape]) -> tuple[OfferedEnd, ...]:
    """The ends a reason offers, as the domain knows them."""
    return tuple(_offered(one) for one in given)


def _offered(given: OfferedShape) -> OfferedEnd:
    match given:
        case DaysShape():
            return Days(given.days)
        case MonthsShape():
            return Months(given.months)
        case "date":
            return AnyDate()
        case "none":
            return Endless()


def shape_reason(reason: ReasonItem) -> dict[str, object]:
    """A reason as api.md has it."""
    return {
        "id": str(reason.id),
        "label": reason.label,
        "ends": offered_as_json(reason.ends),
        "messages": dict(reason.messages),
        "archived": reason.is_archived,
    }


def shape_lock(lock: LockItem, timezone: str) -> dict[str, object]:
    """A lock as api.md has it, by the clocks of the business."""
    zone = ZoneInfo(timezone)
    return {
        "id": str(lock.id),
        "customer": str(lock.customer_id),
        "customer_name": lock.customer_name,
        "reason": None if lock.reason_id is None else str(lock.reason_id),
        "reason_label": lock.reason_label,
        "kind": lock.kind.value,
        "starts_at": _local(lock.starts_at, zone),
        "ends_at": _local(lock.ends_at, zone),
        "active": lock.is_active,
        "placed_at": _local(lock.placed_at, zone),
        "placed_by": lock.placed_by,
        "agent": lock.agent,
        "note": lock.note,
        "customer_text": lock.customer_text,
        "lifted_at": _local(lock.lifted_at, zone),
        "lifted_by": lock.lifted_by,
        "lift_reason": lock.lift_reason,
        "was_mistake": lock.was_mistake,
        "last_reviewed_at": _local(lock.looked_at, zone),
        "entries": [_entry(one, zone) for one in lock.entries],
        "reviews": [_review(one, zone) for one in lock.reviews],
    }


def _entry(entry: LockEntryItem, zone: ZoneInfo) -> dict[str, object]:
    return {
        "kind": entry.kind.value,
        "at": _local(entry.at, zone),
        "by": entry.by,
        "agent": entry.agent,
        "note": entry.note,
        "ends_at": _local(entry.ends_at, zone),
    }


def _review(review: ReviewItem, zone: ZoneInfo) -> dict[str, object]:
    return {
        "at": _local(review.at, zone),
        "by": review.by,
        "decision": review.decision.value,
        "reason": review.reason,
        "ends_at": _local(review.ends_at, zone),
    }


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if moment is None else moment.astimezone(zone)
