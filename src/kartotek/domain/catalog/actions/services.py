"""Make, change, order, archive and restore services."""

from dataclasses import asdict, replace
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.actions.holding import hold_catalog, write_order
from kartotek.domain.catalog.actions.offers import set_performers
from kartotek.domain.catalog.decisions import (
    amount_of,
    differences,
    moved,
    require_valid,
    service_problems,
)
from kartotek.domain.catalog.models import Category, Employee, Service
from kartotek.domain.catalog.queries import get_service
from kartotek.domain.catalog.values import BusinessValues, PriceGiven, ServiceChanges, ServiceDetails, ServiceItem
from kartotek.kernel.errors import NotFound, Problem
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version

_COPIED = (
    "name",
    "description",
    "category_id",
    "kind",
    "duration_minutes",
    "buffer_before_minutes",
    "buffer_after_minutes",
    "is_online",
    "needs_approval",
    "seats",
    "color",
    "is_archived",
)


def create_service(*, actor: Actor, now: datetime, business: BusinessValues, details: ServiceDetails) -> ServiceItem:
    """Add a service at the end of its category; raises NotPermitted, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        require_valid((*service_problems(details, business.currency), *_unknown(details)))
        last = Service.objects.order_by("-position").first()
        row = Service(business_id=business.id, position=last.position + 1 if last else 0)
        _fill(row, details, business.currency)
        row.save()
        set_performers(row, details.employee_ids)
        made = get_service(row.pk)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="service.created",
            target=Target("service", row.pk),
            changes=differences({}, _facts(made)),
        )
        return made


def edit_service(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    service_id: int,
    changes: ServiceChanges,
    expected_version: int | None = None,
) -> ServiceItem:
    """Change a service and who performs it; bookings keep their time and price. Raises NotPermitted, NotFound, Stale,
    Invalid.
    """
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        row = _row(service_id)
        check_version(row, expected_version)
        before = get_service(row.pk)
        details = replace(_details(before), **changes)
        require_valid((*service_problems(details, business.currency), *_unknown(details)))
        _fill(row, details, business.currency)
        row.version += 1
        row.save()
        set_performers(row, details.employee_ids)
        after = get_service(row.pk)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="service.edited",
            target=Target("service", row.pk),
            changes=differences(_facts(before), _facts(after)),
        )
        return after


def archive_service(
    *, actor: Actor, now: datetime, business: BusinessValues, service_id: int, expected_version: int | None = None
) -> ServiceItem:
    """Take a service out of use; bookings of it stay. Raises NotPermitted, NotFound, Stale."""
    return _put_away(actor, now, business, (service_id, expected_version), is_archived=True)


def restore_service(
    *, actor: Actor, now: datetime, business: BusinessValues, service_id: int, expected_version: int | None = None
) -> ServiceItem:
    """Take an archived service into use again. Raises NotPermitted, NotFound, Stale."""
    return _put_away(actor, now, business, (service_id, expected_version), is_archived=False)


def move_service(*, actor: Actor, now: datetime, business: BusinessValues, service_id: int, step: int) -> ServiceItem:
    """Move a service some places down in its category, or up with a negative step; raises NotPermitted, NotFound."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        row = _row(service_id)
        rows = list(Service.objects.order_by("position", "id"))
        mates = [each.pk for each in rows if (each.category_id, each.is_archived) == (row.category_id, row.is_archived)]
        order = moved(mates, row.pk, step)
        if order != mates:
            queue = iter(order)
            write_order(rows, [next(queue) if each.pk in mates else each.pk for each in rows])
            record(
                actor=actor,
                now=now,
                business_id=business.id,
                action="service.moved",
                target=Target("service", row.pk),
                changes={"position": (mates.index(row.pk), order.index(row.pk))},
            )
        return get_service(row.pk)


def _put_away(
    actor: Actor, now: datetime, business: BusinessValues, seen: tuple[int, int | None], *, is_archived: bool
) -> ServiceItem:
    require(actor, Permission.SETTINGS_MANAGE)
    service_id, expected_version = seen
    with locks.holding():
        hold_catalog(business.id)
        row = _row(service_id)
        check_version(row, expected_version)
        if row.is_archived != is_archived:
            row.is_archived = is_archived
            row.version += 1
            row.save()
            record(
                actor=actor,
                now=now,
                business_id=business.id,
                action="service.archived" if is_archived else "service.restored",
                target=Target("service", row.pk),
                changes={"is_archived": (not is_archived, is_archived)},
            )
        return get_service(row.pk)


def _row(service_id: int) -> Service:
    row = Service.objects.filter(pk=service_id).first()
    if row is None:
        raise NotFound
    return row


def _unknown(details: ServiceDetails) -> tuple[Problem, ...]:
    """References to what this business does not have."""
    found = []
    if details.category_id is not None and not Category.objects.filter(pk=details.category_id).exists():
        found.append(Problem("category", "unknown", gettext_noop("There is no such category.")))
    wanted = set(details.employee_ids)
    if Employee.objects.filter(pk__in=wanted).count() != len(wanted):
        found.append(Problem("employees", "unknown", gettext_noop("One of the employees does not exist.")))
    return tuple(found)


def _fill(row: Service, details: ServiceDetails, currency: str) -> None:
    for name in _COPIED:
        setattr(row, name, getattr(details, name))
    row.price = amount_of(details.price, currency)
    row.start_times = None if details.start_times is None else sorted(set(details.start_times))
    row.gap_after_minutes = details.gap.after_minutes if details.gap else None
    row.gap_minutes = details.gap.minutes if details.gap else None


def _details(item: ServiceItem) -> ServiceDetails:
    copied = {name: getattr(item, name) for name in _COPIED}
    return ServiceDetails(
        **copied,
        price=None if item.price is None else PriceGiven(str(item.price)),
        start_times=item.start_times,
        gap=item.gap,
        employee_ids=item.employee_ids,
    )


def _facts(item: ServiceItem) -> dict[str, object]:
    named = {name: getattr(item, name) for name in _COPIED}
    gap = None if item.gap is None else asdict(item.gap)
    return {**named, "price": item.price, "start_times": item.start_times, "gap": gap, "employees": item.employee_ids}
