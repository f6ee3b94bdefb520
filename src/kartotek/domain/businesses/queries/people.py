"""Who works here, and as whom does a person act?"""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django_scopes import scope, scopes_disabled

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses.decisions import areas_with_parts, effective_permissions
from kartotek.domain.businesses.models import Area, Business, Membership
from kartotek.domain.businesses.values import Role, StaffItem, digest_of
from kartotek.kernel.errors import NotFound


def find_active_membership(user_id: int, business: Business) -> Membership | None:
    """The person's place in the business, if she may enter: active and, if she was invited, accepted."""
    with scope(business=business):
        return _members().filter(user_id=user_id, is_active=True, invite_digest="").first()


def find_member(user_id: int, slug: str) -> Membership | None:
    """The same by the name of the business in addresses, with account and business, in one query."""
    with scopes_disabled():  # the business is part of the question
        return _members().filter(user_id=user_id, business__slug=slug, is_active=True, invite_digest="").first()


def find_invitation(token: str, now: datetime) -> Membership | None:
    """The place an invitation link leads to, unless it was accepted, withdrawn or has expired."""
    with scopes_disabled():  # whoever holds the link is not inside any business yet
        return _members().filter(invite_digest=digest_of(token), invite_expires_at__gt=now, is_active=True).first()


def get_staff_member(membership_id: int) -> StaffItem:
    """A person of the business in scope, with account and areas."""
    member = _members().prefetch_related("areas").filter(pk=membership_id).first()
    if member is None:
        raise NotFound
    return staff_item(member)


def get_actor(membership_id: int) -> Actor:
    """A person of the business in scope as somebody who acts, if she works here still; an inspector: two queries."""
    at_work = _members().filter(is_active=True, user__is_active=True, invite_digest="")
    member = at_work.filter(pk=membership_id).first()
    if member is None:
        raise NotFound
    return actor_for_membership(member)


def list_staff() -> list[StaffItem]:
    """All people of the business in scope, with account and areas: those at work first, then by name."""
    return [staff_item(row) for row in _members().prefetch_related("areas").order_by("-is_active", "name", "id")]


def staff_item(row: Membership) -> StaffItem:
    """A person as a value."""
    role = Role(row.role)
    return StaffItem(
        id=row.pk,
        user_id=row.user_id,
        name=row.name,
        email=row.user.email,
        phone=row.phone,
        role=role,
        granted=frozenset(row.granted),
        taken=frozenset(row.taken),
        permissions=effective_permissions(role, row.granted, row.taken),
        area_ids=frozenset(area.pk for area in row.areas.all()),
        is_active=row.is_active,
        is_invited=row.invite_digest != "",
        invite_expires_at=row.invite_expires_at,
        last_login_at=row.user.last_login,
        version=row.version,
    )


def actor_for_membership(membership: Membership, address: str = "") -> Actor:
    """The person as somebody who acts, with what she may and the areas she sees (S41); inspectors cost one query."""
    role = Role(membership.role)
    return Actor(
        kind=ActorKind.STAFF,
        id=membership.pk,
        name=membership.name,
        permissions=effective_permissions(role, membership.granted, membership.taken),
        address=address,
        area_ids=_area_ids(membership) if role is Role.INSPECTOR else None,
    )


def _area_ids(membership: Membership) -> frozenset[int]:
    own = Membership.areas.through.objects.filter(membership_id=membership.pk, area_id=OuterRef("pk"))
    with scope(business=membership.business_id):
        rows = list(Area.objects.values_list("pk", "parent_id", Exists(own)))
    chosen = {area for area, _parent, is_own in rows if is_own}
    return areas_with_parts(chosen, {area: parent for area, parent, _is_own in rows})


def _members() -> "QuerySet[Membership]":
    return Membership.objects.select_related("user", "business")
