"""Who may be told of a reminder: administrators, and inspectors with the areas they see (S39, S41)."""

from collections import defaultdict
from collections.abc import Collection

from django_scopes import scopes_disabled

from kartotek.domain.businesses.decisions import areas_with_parts
from kartotek.domain.businesses.models import Area, Membership
from kartotek.domain.businesses.values import Role
from kartotek.domain.reminders.decisions.firing import ADMINISTRATORS
from kartotek.domain.reminders.values.firings import Person

_TOLD = [role.value for role in (*ADMINISTRATORS, Role.INSPECTOR)]


def people_of(business_ids: Collection[int]) -> dict[int, list[Person]]:
    """Those who work in each of these businesses and may be told, by name. Three queries."""
    with scopes_disabled():  # the businesses are part of the question
        members = Membership.objects.filter(
            business_id__in=business_ids, role__in=_TOLD, is_active=True, user__is_active=True, invite_digest=""
        )
        rows = list(members.select_related("user").order_by("name", "id"))
        parents = dict(Area.objects.filter(business_id__in=business_ids).values_list("pk", "parent_id"))
        chosen: defaultdict[int, set[int]] = defaultdict(set)
        for member_id, area_id in Membership.areas.through.objects.filter(
            membership_id__in=[row.pk for row in rows if row.role == Role.INSPECTOR.value]
        ).values_list("membership_id", "area_id"):
            chosen[member_id].add(area_id)
    found: defaultdict[int, list[Person]] = defaultdict(list)
    for row in rows:
        found[row.business_id].append(_person(row, areas_with_parts(chosen[row.pk], parents)))
    return found


def _person(row: Membership, area_ids: frozenset[int]) -> Person:
    return Person(
        id=row.pk,
        name=row.name,
        role=Role(row.role),
        email=row.user.email,
        phone=row.phone,
        language=row.user.language,
        area_ids=area_ids,
    )
