"""Which locks does a customer have, which reasons are there, and which locks are to be looked at again?"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from kartotek.domain.access.decisions.locking import is_active, is_standing, offered_from_json, review_before
from kartotek.domain.access.models import Lock, LockEntry, LockReason, LockReview
from kartotek.domain.access.queries.settings import get_policy
from kartotek.domain.access.values import BusinessFacts
from kartotek.domain.access.values.locks import (
    EntryKind,
    LockEntryItem,
    LockItem,
    LockKind,
    ReasonItem,
    ReviewDecision,
    ReviewItem,
)
from kartotek.domain.audit.values import Actor
from kartotek.domain.customers.queries import get_customer
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, decode_moment, encode_cursor


def list_lock_reasons(*, has_archived: bool = False) -> list[ReasonItem]:
    """The reasons of the business in scope, in its order; archived ones only when asked for."""
    rows = LockReason.objects.order_by("position", "id")
    return [reason_item(row) for row in (rows if has_archived else rows.filter(archived_at=None))]


def get_lock_reason(reason_id: int) -> ReasonItem:
    """A reason of the business in scope, archived or not."""
    row = LockReason.objects.filter(pk=reason_id).first()
    if row is None:
        raise NotFound
    return reason_item(row)


def locks_visible_to(viewer: Actor) -> QuerySet[Lock]:
    """The locks on cards the viewer may know of (S41)."""
    return Lock.objects.filter(Q() if viewer.area_ids is None else Q(customer__area_id__in=viewer.area_ids))


def get_lock(lock_id: int, *, viewer: Actor, now: datetime) -> LockItem:
    """One lock with its history; out of the viewer's areas or of another business: NotFound."""
    row = _with_history(locks_visible_to(viewer)).filter(pk=lock_id).first()
    if row is None:
        raise NotFound
    return lock_item(row, now)


def list_locks(
    *, viewer: Actor, customer_id: int, now: datetime, limit: int | None = None, cursor: str = ""
) -> Page[LockItem]:
    """All locks a card ever had, newest first; the card is one the viewer may see."""
    size = checked_limit(limit)
    get_customer(customer_id, viewer=viewer)
    before = Q(pk__lt=decode_cursor(cursor, int)[0]) if cursor else Q()
    rows = _with_history(Lock.objects.filter(before, customer_id=customer_id)).order_by("-id")
    items = [lock_item(row, now) for row in rows[: size + 1]]
    return Page(items[:size], encode_cursor(items[size - 1].id) if len(items) > size else None)


def list_standing_locks(*, viewer: Actor, customer_id: int, now: datetime) -> list[LockItem]:
    """The locks of a card that hold or will, oldest first: what can be lifted or extended."""
    get_customer(customer_id, viewer=viewer)
    rows = _with_history(Lock.objects.filter(standing(now), customer_id=customer_id)).order_by("id")
    return [lock_item(row, now) for row in rows]


def list_lock_reviews(
    *, business: BusinessFacts, viewer: Actor, now: datetime, limit: int | None = None, cursor: str = ""
) -> Page[LockItem]:
    """Endless locks nobody has looked at for so many months as the business says, the oldest first."""
    size = checked_limit(limit)
    months = get_policy(business=business).lock_review_months
    due = review_before(now, months, ZoneInfo(business.timezone))
    rows = locks_visible_to(viewer).annotate(seen_at=Coalesce("reviewed_at", "placed_at"))
    rows = rows.filter(_after(cursor), lifted_at=None, ends_at=None, seen_at__lt=due).order_by("seen_at", "id")
    items = [lock_item(row, now) for row in _with_history(rows)[: size + 1]]
    shown = items[:size]
    return Page(shown, encode_cursor(shown[-1].looked_at.isoformat(), shown[-1].id) if len(items) > size else None)


def standing(now: datetime) -> Q:
    """Neither lifted nor over."""
    return Q(lifted_at=None) & (Q(ends_at=None) | Q(ends_at__gt=now))


def _after(cursor: str) -> Q:
    if not cursor:
        return Q()
    moment, last = decode_moment(cursor)
    return Q(seen_at__gt=moment) | Q(seen_at=moment, pk__gt=last)


def _with_history(rows: QuerySet[Lock]) -> QuerySet[Lock]:
    history = Prefetch("entries", LockEntry.objects.order_by("id"))
    looked_at = Prefetch("reviews", LockReview.objects.order_by("id"))
    return rows.select_related("customer", "reason").prefetch_related(history, looked_at)


def reason_item(row: LockReason) -> ReasonItem:
    """A reason as a value."""
    return ReasonItem(
        id=row.pk,
        label=row.label,
        ends=offered_from_json(row.ends),
        messages=row.messages,
        is_archived=row.archived_at is not None,
        version=row.version,
    )


def lock_item(row: Lock, now: datetime) -> LockItem:
    """A lock read with its history, as a value."""
    is_lifted = row.lifted_at is not None
    return LockItem(
        id=row.pk,
        customer_id=row.customer_id,
        customer_name=f"{row.customer.first_name} {row.customer.last_name}".strip(),
        reason_id=row.reason_id,
        reason_label=row.reason.label if row.reason else row.legacy_reason,
        kind=LockKind(row.kind),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        is_active=is_active(row.starts_at, row.ends_at, now, is_lifted=is_lifted),
        is_standing=is_standing(row.ends_at, now, is_lifted=is_lifted),
        placed_at=row.placed_at,
        placed_by=row.placed_by,
        agent=row.agent,
        note=row.note,
        customer_text=row.customer_text,
        lifted_at=row.lifted_at,
        lifted_by=row.lifted_by,
        lift_reason=row.lift_reason,
        was_mistake=row.was_mistake,
        looked_at=row.reviewed_at or row.placed_at,
        entries=tuple(_entry_item(entry) for entry in row.entries.all()),
        reviews=tuple(_review_item(review) for review in row.reviews.all()),
        offered_ends=offered_from_json(row.reason.ends) if row.reason else (),
        version=row.version,
    )


def _entry_item(row: LockEntry) -> LockEntryItem:
    return LockEntryItem(EntryKind(row.kind), row.at, row.by, row.agent, row.note, row.ends_at)


def _review_item(row: LockReview) -> ReviewItem:
    return ReviewItem(row.at, row.by, ReviewDecision(row.decision), row.reason, row.ends_at)
