"""Make, change and put away recall plans; mark the cards without one."""

from dataclasses import asdict, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import get_service
from kartotek.domain.recall.decisions.checking import check_plan, details_of
from kartotek.domain.recall.models import RecallPlan, RecallSettings
from kartotek.domain.recall.queries.plans import get_plan, plan_item
from kartotek.domain.recall.values import PlanChanges, PlanDetails, PlanItem
from kartotek.kernel.errors import Invalid, NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes


def create_plan(*, actor: Actor, now: datetime, business_id: int, details: PlanDetails) -> PlanItem:
    """Add a plan, which nobody is in yet. Raises NotPermitted, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    check_plan(details)
    _check_service(details.service_id)
    with locks.holding():
        row = RecallPlan(business_id=business_id, created_at=now, **asdict(details))
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            raise _taken() from None
        changes: dict[str, tuple[object, object]] = {name: (None, value) for name, value in asdict(details).items()}
        record(
            actor=actor,
            now=now,
            business_id=business_id,
            action="recall_plan.created",
            target=Target("recall_plan", row.pk),
            changes=changes,
        )
    return get_plan(row.pk)


def edit_plan(
    *,
    actor: Actor,
    now: datetime,
    plan_id: int,
    changes: PlanChanges,
    is_archived: bool | None = None,
    expected_version: int | None = None,
) -> PlanItem:
    """Change a plan, put it away or take it out again. Raises NotPermitted, NotFound, Stale, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        row = locks.hold_rows(RecallPlan.objects.select_related("service").filter(pk=plan_id)).first()
        if row is None:
            raise NotFound
        check_version(row, expected_version)
        check_plan(replace(details_of(plan_item(row)), **changes))
        stored: dict[str, object] = dict(changes)
        if is_archived is not None and is_archived != (row.archived_at is not None):
            stored["archived_at"] = now if is_archived else None
        _write(actor, now, row, stored)
    return get_plan(plan_id)


def archive_plan(*, actor: Actor, now: datetime, plan_id: int, expected_version: int | None = None) -> PlanItem:
    """It invites nobody any more; who is in it stays there, for when it comes back (S33)."""
    return edit_plan(
        actor=actor, now=now, plan_id=plan_id, changes={}, is_archived=True, expected_version=expected_version
    )


def restore_plan(*, actor: Actor, now: datetime, plan_id: int) -> PlanItem:
    """It goes on, unless another one has its name now."""
    return edit_plan(actor=actor, now=now, plan_id=plan_id, changes={}, is_archived=False)


def set_marking(*, actor: Actor, now: datetime, business_id: int, is_marking: bool) -> bool:
    """Mark cards with no active recall, or leave that. Raises NotPermitted."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding(f"{business_id} recall settings"):
        row = RecallSettings.objects.first() or RecallSettings(business_id=business_id)
        if row.is_marking != is_marking:
            row.is_marking = is_marking
            row.save()
            record(
                actor=actor,
                now=now,
                business_id=business_id,
                action="recall.marking_set",
                target=Target("recall_settings", row.pk),
                changes={"is_marking": (not is_marking, is_marking)},
            )
    return is_marking


def _write(actor: Actor, now: datetime, row: RecallPlan, stored: dict[str, object]) -> None:
    try:
        with transaction.atomic():
            changed = write_changes(row, stored)
    except IntegrityError:
        raise _taken() from None
    if not changed:
        return
    action = "recall_plan.edited"
    if "archived_at" in changed:
        action = "recall_plan.archived" if row.archived_at else "recall_plan.restored"
    record(
        actor=actor,
        now=now,
        business_id=row.business_id,
        action=action,
        target=Target("recall_plan", row.pk),
        changes={name: pair for name, pair in changed.items() if name != "archived_at"},
    )


def _check_service(service_id: int) -> None:
    try:
        get_service(service_id)
    except NotFound:
        raise invalid("service", "unknown", gettext_noop("There is no such thing here.")) from None


def _taken() -> Invalid:
    return invalid("name", "taken", gettext_noop("There is a plan with this name already."))
