"""Make a business, and change what it says about itself."""

from dataclasses import asdict
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, ActorKind, Target
from kartotek.domain.businesses.decisions import checked_business, require, slug_problems
from kartotek.domain.businesses.errors import BusinessDiffers
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import BusinessChanges, BusinessDetails, Permission
from kartotek.kernel.errors import Invalid, NotPermitted
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version, write_changes


def create_business(*, actor: Actor, now: datetime, details: BusinessDetails) -> Business:
    """Make the business, or return it when it is there with the same values (api.md); only the system may.

    Other values under the same slug: BusinessDiffers. Without `languages` it speaks its main language alone.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise NotPermitted
    values = asdict(details)
    values["languages"] = list(details.languages or (details.default_language,))
    problems = slug_problems(details.slug)
    if problems:
        raise Invalid(problems=problems)
    values = checked_business(values)
    with locks.holding():
        business, is_new = Business.objects.get_or_create(slug=details.slug, defaults={**values, "created_at": now})
        if is_new:
            record(
                actor=actor,
                now=now,
                business_id=business.pk,
                action="business.created",
                target=Target("business", business.pk),
                changes={name: (None, value) for name, value in values.items()},
            )
    if any(getattr(business, name) != value for name, value in values.items()):
        raise BusinessDiffers
    return business


def edit_business(
    *, actor: Actor, now: datetime, business_id: int, changes: BusinessChanges, expected_version: int | None = None
) -> Business:
    """Change what the business says about itself."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding():
        business = locks.hold_rows(Business.objects.all()).get(pk=business_id)
        check_version(business, expected_version)
        written = write_changes(business, checked_business(dict(changes), business))
        if written:
            record(
                actor=actor,
                now=now,
                business_id=business.pk,
                action="business.edited",
                target=Target("business", business.pk),
                changes=written,
            )
    return business
