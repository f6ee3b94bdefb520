"""Make, change, put away and take out again the reasons for locking (S24). Nothing in use disappears (S33)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from kartotek.domain.access.decisions.locking import offered_as_json, reason_problems
from kartotek.domain.access.decisions.settings import kept_messages
from kartotek.domain.access.models import LockReason
from kartotek.domain.access.queries.locks import reason_item
from kartotek.domain.access.values.locks import ReasonChanges, ReasonDetails, ReasonItem
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import Invalid, NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes


def create_lock_reason(*, actor: Actor, now: datetime, business_id: int, details: ReasonDetails) -> ReasonItem:
    """Add a reason at the end of the list; raises NotPermitted, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding(f"{business_id} lock reasons"):
        return _add(actor, now, business_id, details)


def create_lock_reasons(
    *, actor: Actor, now: datetime, business_id: int, several: Sequence[ReasonDetails]
) -> list[ReasonItem]:
    """Add the reasons a business starts with; nothing where there is any already."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding(f"{business_id} lock reasons"):
        if LockReason.objects.exists():
            return []
        return [_add(actor, now, business_id, details) for details in several]


def edit_lock_reason(
    *, actor: Actor, now: datetime, reason_id: int, changes: ReasonChanges, expected_version: int | None = None
) -> ReasonItem:
    """Change what is given; locks that were placed keep their ends. Raises NotPermitted, NotFound, Stale, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        row = _held(reason_id)
        check_version(row, expected_version)
        given = reason_item(row)
        problems = reason_problems(
            changes.get("label", given.label),
            changes.get("ends", given.ends),
            changes.get("messages", dict(given.messages)),
        )
        if problems:
            raise Invalid(problems=problems)
        return _write(actor, now, row, _as_stored(changes, row, now))


def archive_lock_reason(
    *, actor: Actor, now: datetime, reason_id: int, expected_version: int | None = None
) -> ReasonItem:
    """No longer to choose; locks placed with it stay as they are (S33)."""
    changes: ReasonChanges = {"is_archived": True}
    return edit_lock_reason(
        actor=actor, now=now, reason_id=reason_id, changes=changes, expected_version=expected_version
    )


def restore_lock_reason(*, actor: Actor, now: datetime, reason_id: int) -> ReasonItem:
    """To choose again, unless another one has its label now."""
    return edit_lock_reason(actor=actor, now=now, reason_id=reason_id, changes={"is_archived": False})


def _add(actor: Actor, now: datetime, business_id: int, details: ReasonDetails) -> ReasonItem:
    problems = reason_problems(details.label, details.ends, details.messages)
    if problems:
        raise Invalid(problems=problems)
    row = LockReason(
        business_id=business_id,
        label=details.label,
        ends=offered_as_json(details.ends),
        messages=kept_messages(details.messages),
        position=LockReason.objects.count(),
    )
    _save(row)
    record(
        actor=actor,
        now=now,
        business_id=business_id,
        action="lock_reason.created",
        target=Target("lock_reason", row.pk),
        changes={"label": (None, row.label), "ends": (None, row.ends), "messages": (None, row.messages)},
    )
    return reason_item(row)


def _as_stored(changes: ReasonChanges, row: LockReason, now: datetime) -> dict[str, object]:
    stored: dict[str, object] = {}
    if "label" in changes:
        stored["label"] = changes["label"]
    if "ends" in changes:
        stored["ends"] = offered_as_json(changes["ends"])
    if "messages" in changes:
        stored["messages"] = kept_messages(changes["messages"])
    if "is_archived" in changes and changes["is_archived"] != (row.archived_at is not None):
        stored["archived_at"] = now if changes["is_archived"] else None
    return stored


def _write(actor: Actor, now: datetime, row: LockReason, stored: dict[str, object]) -> ReasonItem:
    try:
        with transaction.atomic():
            changed = write_changes(row, stored)
    except IntegrityError:
        raise _taken() from None
    if changed:
        action = "lock_reason.edited"
        if "archived_at" in changed:
            action = "lock_reason.archived" if row.archived_at else "lock_reason.restored"
        record(
            actor=actor,
            now=now,
            business_id=row.business_id,
            action=action,
            target=Target("lock_reason", row.pk),
            changes={name: (_plain(before), _plain(after)) for name, (before, after) in changed.items()},
        )
    return reason_item(row)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _held(reason_id: int) -> LockReason:
    row = locks.hold_rows(LockReason.objects.filter(pk=reason_id)).first()
    if row is None:
        raise NotFound
    return row


def _save(row: LockReason) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise _taken() from None


def _taken() -> Invalid:
    return invalid("label", "taken", gettext_noop("There is a reason with this label already."))
