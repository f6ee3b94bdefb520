"""Make, change and put away rooms and equipment."""

from dataclasses import replace
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.actions.holding import hold_catalog
from kartotek.domain.catalog.decisions import differences, require_valid, resource_problems
from kartotek.domain.catalog.models import Resource, ResourceService, Service
from kartotek.domain.catalog.queries import get_resource
from kartotek.domain.catalog.values import ResourceChanges, ResourceDetails, ResourceItem, ServiceKind
from kartotek.kernel.errors import NotFound, Problem
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version


def create_resource(*, actor: Actor, now: datetime, business_id: int, details: ResourceDetails) -> ResourceItem:
    """Add a resource; raises NotPermitted, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business_id)
        require_valid((*resource_problems(details), *_unknown(details)))
        row = Resource.objects.create(business_id=business_id, name=details.name, capacity=details.capacity)
        _set_services(row, details.service_ids)
        made = get_resource(row.pk)
        _record(actor, now, row, "resource.created", differences({}, _facts(made)))
        return made


def edit_resource(
    *,
    actor: Actor,
    now: datetime,
    business_id: int,
    resource_id: int,
    changes: ResourceChanges,
    expected_version: int | None = None,
) -> ResourceItem:
    """Change a resource, put it away or bring it back; bookings keep what they hold. Raises NotPermitted, NotFound,
    Stale, Invalid.
    """
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business_id)
        row = locks.hold_rows(Resource.objects.filter(pk=resource_id)).first()
        if row is None:
            raise NotFound
        check_version(row, expected_version)
        before = get_resource(row.pk)
        after = replace(before, **changes)
        require_valid((*resource_problems(after), *_unknown(after)))
        row.name, row.capacity, row.is_archived = after.name, after.capacity, after.is_archived
        _set_services(row, after.service_ids)
        changed = differences(_facts(before), _facts(replace(after, service_ids=tuple(sorted(set(after.service_ids))))))
        if changed:
            row.version += 1
            row.save()
            _record(actor, now, row, "resource.edited", changed)
        return get_resource(row.pk)


def _set_services(row: Resource, service_ids: tuple[int, ...]) -> None:
    needs = ResourceService.objects.filter(resource=row)
    known = set(needs.values_list("service_id", flat=True))
    needs.exclude(service_id__in=service_ids).delete()
    ResourceService.objects.bulk_create(
        ResourceService(business_id=row.business_id, resource=row, service_id=one)
        for one in sorted(set(service_ids) - known)
    )


def _unknown(details: ResourceDetails) -> tuple[Problem, ...]:
    wanted = set(details.service_ids)
    kinds = list(Service.objects.filter(pk__in=wanted).values_list("kind", flat=True))
    if len(kinds) != len(wanted):
        return (Problem("services", "unknown", gettext_noop("One of the services does not exist.")),)
    if ServiceKind.CLASS.value in kinds:
        message = gettext_noop("Only appointments hold rooms and equipment, not classes.")
        return (Problem("services", "not_an_appointment", message),)
    return ()


def _facts(item: ResourceItem) -> dict[str, object]:
    return {
        "name": item.name,
        "capacity": item.capacity,
        "services": item.service_ids,
        "is_archived": item.is_archived,
    }


def _record(actor: Actor, now: datetime, row: Resource, action: str, changes: dict[str, tuple[object, object]]) -> None:
    target = Target("resource", row.pk)
    record(actor=actor, now=now, business_id=row.business_id, action=action, target=target, changes=changes)
