"""Make, rename, put away and take out again what reminders are about. Nothing in use disappears (S33)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.reminders.decisions.checking import check_type_name
from kartotek.domain.reminders.models import ReminderType
from kartotek.domain.reminders.queries.types import type_item
from kartotek.domain.reminders.values.reminders import ReminderTypeChanges, ReminderTypeItem
from kartotek.kernel.errors import Invalid, NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes


def create_reminder_type(*, actor: Actor, now: datetime, business_id: int, name: str) -> ReminderTypeItem:
    """Add a type: whoever makes reminders may, for it is asked for in their form. Raises NotPermitted, Invalid."""
    require(actor, Permission.REMINDER_MANAGE)
    check_type_name(name)
    with locks.holding():
        return _add(actor, now, business_id, name)


def create_reminder_types(
    *, actor: Actor, now: datetime, business_id: int, names: Sequence[str]
) -> list[ReminderTypeItem]:
    """Add the types a business starts with; nothing where there is any already."""
    require(actor, Permission.REMINDER_MANAGE)
    with locks.holding(f"{business_id} reminder types"):
        if ReminderType.objects.exists():
            return []
        return [_add(actor, now, business_id, name) for name in names]


def edit_reminder_type(
    *, actor: Actor, now: datetime, type_id: int, changes: ReminderTypeChanges, expected_version: int | None = None
) -> ReminderTypeItem:
    """Rename it, put it away or take it out again. Raises NotPermitted, NotFound, Stale, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    if "name" in changes:
        check_type_name(changes["name"])
    with locks.holding():
        row = locks.hold_rows(ReminderType.objects.filter(pk=type_id)).first()
        if row is None:
            raise NotFound
        check_version(row, expected_version)
        stored: dict[str, object] = {}
        if "name" in changes:
            stored["name"] = changes["name"]
        if "is_archived" in changes and changes["is_archived"] != (row.archived_at is not None):
            stored["archived_at"] = now if changes["is_archived"] else None
        return _write(actor, now, row, stored)


def archive_reminder_type(
    *, actor: Actor, now: datetime, type_id: int, expected_version: int | None = None
) -> ReminderTypeItem:
    """No longer to choose; reminders of this type stay as they are (S33)."""
    return edit_reminder_type(
        actor=actor, now=now, type_id=type_id, changes={"is_archived": True}, expected_version=expected_version
    )


def restore_reminder_type(*, actor: Actor, now: datetime, type_id: int) -> ReminderTypeItem:
    """To choose again, unless another one has its name now."""
    return edit_reminder_type(actor=actor, now=now, type_id=type_id, changes={"is_archived": False})


def _add(actor: Actor, now: datetime, business_id: int, name: str) -> ReminderTypeItem:
    row = ReminderType(business_id=business_id, name=name)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise _taken() from None
    target = Target("reminder_type", row.pk)
    changes: dict[str, tuple[object, object]] = {"name": (None, name)}
    record(
        actor=actor, now=now, business_id=business_id, action="reminder_type.created", target=target, changes=changes
    )
    return type_item(row)


def _write(actor: Actor, now: datetime, row: ReminderType, stored: dict[str, object]) -> ReminderTypeItem:
    try:
        with transaction.atomic():
            changed = write_changes(row, stored)
    except IntegrityError:
        raise _taken() from None
    if changed:
        action = "reminder_type.edited"
        if "archived_at" in changed:
            action = "reminder_type.archived" if row.archived_at else "reminder_type.restored"
        record(
            actor=actor,
            now=now,
            business_id=row.business_id,
            action=action,
            target=Target("reminder_type", row.pk),
            changes={name: pair for name, pair in changed.items() if name == "name"},
        )
    return type_item(row)


def _taken() -> Invalid:
    return invalid("name", "taken", gettext_noop("There is a type with this name already."))
