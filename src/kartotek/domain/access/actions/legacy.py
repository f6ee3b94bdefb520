"""Take over locks from an old system, word for word; a row that is there already adds nothing (S29)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from kartotek.domain.access.decisions.legacy import one_card, read_row, source_key
from kartotek.domain.access.models import Lock, LockEntry
from kartotek.domain.access.values import BusinessFacts
from kartotek.domain.access.values.legacy import ImportReport, LegacyLock, LegacyRow, RejectedRow
from kartotek.domain.access.values.locks import EntryKind, LockKind
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.queries import visible_to
from kartotek.kernel.errors import Invalid
from kartotek.plumbing import locks

Matched = dict[str, tuple[int, LegacyLock]]


def import_locks(
    *, business: BusinessFacts, actor: Actor, now: datetime, rows: Sequence[LegacyRow], is_dry_run: bool = False
) -> ImportReport:
    """Take what can be taken of these rows, some hundreds at a time; the others are told with line and reason.

    A dry run tells the same and writes nothing. Raises NotPermitted.
    """
    require(actor, Permission.LOCK_PLACE)
    with locks.holding(f"{business.id} import of locks"):
        read, rejected = _read(rows, business)
        matched, unmatched = _matched(read, actor)
        known = set(Lock.objects.filter(source_key__in=matched).values_list("source_key", flat=True))
        fresh = {key: found for key, found in matched.items() if key not in known}
        if not is_dry_run:
            _write(business.id, actor, now, fresh)
    rejected = sorted((*rejected, *unmatched), key=lambda row: row.line)
    return ImportReport(len(fresh), len(read) - len(unmatched) - len(fresh), tuple(rejected))


def _read(rows: Sequence[LegacyRow], business: BusinessFacts) -> tuple[list[LegacyLock], list[RejectedRow]]:
    zone = ZoneInfo(business.timezone)
    read, rejected = [], []
    for row in rows:
        try:
            read.append(read_row(row, zone=zone, region=business.country))
        except Invalid as error:
            rejected.append(RejectedRow(row.line, error.problems[0]))
    return read, rejected


def _matched(read: Sequence[LegacyLock], viewer: Actor) -> tuple[Matched, list[RejectedRow]]:
    """Each lock with its card, by its key: two rows that say the same are one lock. The cards are held."""
    found: dict[str, defaultdict[str, set[int]]] = {name: defaultdict(set) for name in ("number", "email", "phone")}
    wanted = Q(pk__in=[])
    for name in found:
        values = {getattr(lock, name) for lock in read} - {""}
        wanted |= Q(**{f"{name}__in": values})
    for card in locks.hold_rows(visible_to(viewer).filter(wanted)).only("id", *found):
        for name, cards in found.items():
            cards[getattr(card, name)].add(card.pk)
    matched: Matched = {}
    unmatched: list[RejectedRow] = []
    for lock in read:
        given = [cards.get(value, set()) for value, cards in _given(lock, found)]
        try:
            customer_id = one_card(given)
        except Invalid as error:
            unmatched.append(RejectedRow(lock.row.line, error.problems[0]))
        else:
            matched.setdefault(source_key(customer_id, lock.row), (customer_id, lock))
    return matched, unmatched


def _given(
    lock: LegacyLock, found: dict[str, defaultdict[str, set[int]]]
) -> Iterator[tuple[str, defaultdict[str, set[int]]]]:
    for name, cards in found.items():
        value = getattr(lock, name)
        if value:
            yield value, cards


def _write(business_id: int, actor: Actor, now: datetime, fresh: Matched) -> None:
    rows = [_row(business_id, now, key, *found) for key, found in fresh.items()]
    Lock.objects.bulk_create(rows)
    LockEntry.objects.bulk_create([entry for row in rows for entry in _entries(row, actor)])
    for row in rows:
        record(
            actor=actor,
            now=now,
            business_id=business_id,
            action="lock.imported",
            target=Target("lock", row.pk, row.customer_id),
            changes={"reason": (None, row.legacy_reason), "placed_by": (None, row.placed_by)},
            reason=row.note,
        )


def _row(business_id: int, now: datetime, key: str, customer_id: int, lock: LegacyLock) -> Lock:
    is_over = lock.ends_at is not None and lock.ends_at <= now
    return Lock(
        business_id=business_id,
        customer_id=customer_id,
        kind=LockKind.LEGACY.value,
        legacy_reason=lock.row.reason,
        note=lock.row.note,
        starts_at=lock.starts_at,
        ends_at=lock.ends_at,
        placed_at=min(lock.starts_at or now, now),
        placed_by=lock.row.placed_by,
        expired_at=now if is_over else None,
        source_key=key,
    )


def _entries(row: Lock, actor: Actor) -> Iterator[LockEntry]:
    """When it was placed, and that it is over where it was over long before: nobody's inbox need hear of it."""
    yield _entry(row, EntryKind.PLACED, row.starts_at or row.placed_at, row.placed_by)
    if row.expired_at is not None and row.ends_at is not None:
        yield _entry(row, EntryKind.EXPIRED, row.ends_at, actor.name)


def _entry(row: Lock, kind: EntryKind, at: datetime, by: str) -> LockEntry:
    note = row.note if kind is EntryKind.PLACED else ""
    return LockEntry(
        business_id=row.business_id, lock=row, kind=kind.value, at=at, by=by, note=note, ends_at=row.ends_at
    )
