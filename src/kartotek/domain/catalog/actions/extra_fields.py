"""Make, change and delete what is asked with bookings; answers that were given stay on their bookings."""

from dataclasses import replace
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.actions.holding import hold_catalog
from kartotek.domain.catalog.decisions import differences, extra_field_problems, require_valid
from kartotek.domain.catalog.models import ExtraField, ExtraFieldService, Service
from kartotek.domain.catalog.queries import get_extra_field
from kartotek.domain.catalog.values import BusinessValues, ExtraFieldChanges, ExtraFieldDetails, ExtraFieldItem
from kartotek.kernel.errors import NotFound, Problem
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version

_COPIED = ("label", "kind", "is_required", "is_visible_online")


def create_extra_field(
    *, actor: Actor, now: datetime, business: BusinessValues, details: ExtraFieldDetails
) -> ExtraFieldItem:
    """Ask one thing more; raises NotPermitted, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        require_valid((*extra_field_problems(details), *_unknown(details)))
        made = _write(ExtraField(business_id=business.id), details)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="extra_field.created",
            target=Target("extra_field", made.id),
            changes=differences({}, _facts(made)),
        )
        return made


def edit_extra_field(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    field_id: int,
    changes: ExtraFieldChanges,
    expected_version: int | None = None,
) -> ExtraFieldItem:
    """Change what is asked from now on; raises NotPermitted, NotFound, Stale, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        row = _row(field_id)
        check_version(row, expected_version)
        before = get_extra_field(row.pk)
        details = replace(before, **changes)
        require_valid((*extra_field_problems(details), *_unknown(details)))
        if not differences(_facts(before), _facts(replace(details, service_ids=_sorted(details)))):
            return before
        row.version += 1
        after = _write(row, details)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="extra_field.edited",
            target=Target("extra_field", row.pk),
            changes=differences(_facts(before), _facts(after)),
        )
        return after


def delete_extra_field(
    *, actor: Actor, now: datetime, business: BusinessValues, field_id: int, expected_version: int | None = None
) -> None:
    """Ask it no more; answers stay on the bookings with the words they had. Raises NotPermitted, NotFound, Stale."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        row = _row(field_id)
        check_version(row, expected_version)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="extra_field.deleted",
            target=Target("extra_field", row.pk),
            changes={"label": (row.label, None)},
        )
        row.delete()


def _row(field_id: int) -> ExtraField:
    row = ExtraField.objects.filter(pk=field_id).first()
    if row is None:
        raise NotFound
    return row


def _write(row: ExtraField, details: ExtraFieldDetails) -> ExtraFieldItem:
    for name in _COPIED:
        setattr(row, name, getattr(details, name))
    row.choices = list(details.choices)
    row.save()
    wanted = set(details.service_ids)
    links = ExtraFieldService.objects.filter(field=row)
    links.exclude(service_id__in=wanted).delete()
    new = sorted(wanted - set(links.values_list("service_id", flat=True)))
    ExtraFieldService.objects.bulk_create(
        ExtraFieldService(business_id=row.business_id, field=row, service_id=service_id) for service_id in new
    )
    return get_extra_field(row.pk)


def _unknown(details: ExtraFieldDetails) -> tuple[Problem, ...]:
    wanted = set(details.service_ids)
    if Service.objects.filter(pk__in=wanted).count() == len(wanted):
        return ()
    return (Problem("services", "unknown", gettext_noop("One of the services does not exist.")),)


def _sorted(details: ExtraFieldDetails) -> tuple[int, ...]:
    """In the order in which they are read."""
    rows = Service.objects.filter(pk__in=details.service_ids).order_by("position", "pk")
    return tuple(rows.values_list("pk", flat=True))


def _facts(item: ExtraFieldDetails) -> dict[str, object]:
    named = {name: getattr(item, name) for name in _COPIED}
    return {**named, "choices": item.choices, "services": item.service_ids}
