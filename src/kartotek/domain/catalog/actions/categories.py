"""Make, rename, order and delete the headings of the catalogue."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.actions.holding import hold_catalog, write_order
from kartotek.domain.catalog.decisions import category_problems, moved, require_valid
from kartotek.domain.catalog.models import Category, Service
from kartotek.domain.catalog.queries import get_category
from kartotek.domain.catalog.values import BusinessValues, CategoryChanges, CategoryDetails, CategoryItem
from kartotek.kernel.errors import NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version


def create_category(*, actor: Actor, now: datetime, business: BusinessValues, details: CategoryDetails) -> CategoryItem:
    """Add a category at the end; raises NotPermitted, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    require_valid(category_problems(details))
    with locks.holding():
        hold_catalog(business.id)
        last = Category.objects.order_by("-position").first()
        row = Category(business_id=business.id, name=details.name, position=last.position + 1 if last else 0)
        _save(row)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="category.created",
            target=Target("category", row.pk),
            changes={"name": (None, row.name)},
        )
        return get_category(row.pk)


def edit_category(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    category_id: int,
    changes: CategoryChanges,
    expected_version: int | None = None,
) -> CategoryItem:
    """Rename a category; raises NotPermitted, NotFound, Stale, Invalid."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        row = _row(category_id)
        check_version(row, expected_version)
        before, after = row.name, replace(CategoryDetails(name=row.name), **changes).name
        require_valid(category_problems(CategoryDetails(name=after)))
        if before != after:
            row.name = after
            row.version += 1
            _save(row)
            record(
                actor=actor,
                now=now,
                business_id=business.id,
                action="category.edited",
                target=Target("category", row.pk),
                changes={"name": (before, after)},
            )
        return get_category(row.pk)


def move_category(
    *, actor: Actor, now: datetime, business: BusinessValues, category_id: int, step: int
) -> CategoryItem:
    """Move a category some places down, or up with a negative step; raises NotPermitted, NotFound."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        row = _row(category_id)
        rows = list(Category.objects.order_by("position", "id"))
        ids = [each.pk for each in rows]
        order = moved(ids, row.pk, step)
        if order != ids:
            write_order(rows, order)
            record(
                actor=actor,
                now=now,
                business_id=business.id,
                action="category.moved",
                target=Target("category", row.pk),
                changes={"position": (ids.index(row.pk), order.index(row.pk))},
            )
        return get_category(row.pk)


def delete_category(
    *,
    actor: Actor,
    now: datetime,
    business: BusinessValues,
    category_id: int,
    expected_version: int | None = None,
) -> None:
    """Delete a category; its services stay, without a category. Raises NotPermitted, NotFound, Stale."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        hold_catalog(business.id)
        row = _row(category_id)
        check_version(row, expected_version)
        Service.objects.filter(category=row).update(category=None, version=F("version") + 1)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="category.deleted",
            target=Target("category", row.pk),
            changes={"name": (row.name, None)},
        )
        row.delete()


def _row(category_id: int) -> Category:
    row = Category.objects.filter(pk=category_id).first()
    if row is None:
        raise NotFound
    return row


def _save(row: Category) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise invalid("name", "taken", gettext_noop("There is a category of this name already.")) from None
