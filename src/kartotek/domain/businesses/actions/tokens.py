"""Make and revoke keys for programs. The plain text is told once; what is stored is its SHA-256."""

import secrets
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.actions.areas import create_area
from kartotek.domain.businesses.actions.staff import change_staff, create_staff
from kartotek.domain.businesses.decisions import checked_texts, effective_permissions, require, require_all
from kartotek.domain.businesses.errors import OtherRole
from kartotek.domain.businesses.models import ApiToken, Area, Business, Membership
from kartotek.domain.businesses.queries.tokens import token_item
from kartotek.domain.businesses.values import (
    AreaDetails,
    NewToken,
    Permission,
    Role,
    StaffDetails,
    StaffTokenDetails,
    TokenItem,
    digest_of,
)
from kartotek.kernel.contact import normalise_email
from kartotek.kernel.errors import Conflict, NotFound
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks

PREFIX = "kt_"
SHOWN = 8


def create_token(*, actor: Actor, now: datetime, member_id: int, name: str) -> NewToken:
    """A token that acts as the person; nobody makes one that may more than she may herself."""
    require(actor, Permission.TOKEN_MANAGE)
    checked_texts({"name": name})
    with locks.holding():
        member = locks.hold_rows(Membership.objects.filter(pk=member_id, is_active=True, invite_digest="")).first()
        if member is None:
            raise NotFound
        require_all(actor, effective_permissions(Role(member.role), member.granted, member.taken))
        return _make(actor, now, member, name)


def revoke_token(*, actor: Actor, now: datetime, token_id: int) -> TokenItem:
    """From now on the token opens nothing; doing it twice changes nothing."""
    require(actor, Permission.TOKEN_MANAGE)
    with locks.holding():
        token = locks.hold_rows(ApiToken.objects.select_related("membership").filter(pk=token_id)).first()
        if token is None:
            raise NotFound
        if token.revoked_at is None:
            token.revoked_at = now
            token.save(update_fields=["revoked_at"])
            _note(actor, now, "token.revoked", token)
    return token_item(token)


def ensure_staff_token(*, actor: Actor, now: datetime, business_id: int, details: StaffTokenDetails) -> NewToken:
    """A token for the person of that e-mail (unless told: ROLE@SLUG.example); she and the areas are made if missing.

    Areas named are added to those she has. OtherRole when she works here as something else.
    """
    require(actor, Permission.TOKEN_MANAGE)
    with locks.holding():
        business = locks.hold_rows(Business.objects.all()).get(pk=business_id)
        member = _ensure_member(actor, now, business, details)
        return _make(actor, now, member, "kartotek token")


def _ensure_member(actor: Actor, now: datetime, business: Business, details: StaffTokenDetails) -> Membership:
    email = normalise_email(details.email or f"{details.role}@{business.slug}.example").value or details.email
    area_ids = [_ensure_area(actor, now, business.pk, name) for name in details.area_names]
    member = Membership.objects.filter(user__email=email).first()
    if member is None:
        new = StaffDetails(email, details.name or details.role.capitalize(), details.role, area_ids=tuple(area_ids))
        seated = create_staff(actor=actor, now=now, business_id=business.pk, details=new)
        return Membership.objects.get(pk=seated.id)
    if member.role != details.role:
        raise OtherRole
    if not member.is_active:
        raise Conflict(gettext_noop("This person was deactivated."))
    if area_ids:
        own = member.areas.values_list("pk", flat=True)
        change_staff(actor=actor, now=now, member_id=member.pk, changes={"area_ids": (*own, *area_ids)})
    return member


def _ensure_area(actor: Actor, now: datetime, business_id: int, name: str) -> int:
    area = Area.objects.filter(name=name).first()
    if area is not None:
        return area.pk
    return create_area(actor=actor, now=now, business_id=business_id, details=AreaDetails(name)).id


def _make(actor: Actor, now: datetime, member: Membership, name: str) -> NewToken:
    plain = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        business_id=member.business_id,
        membership=member,
        name=name,
        prefix=plain[:SHOWN],
        digest=digest_of(plain),
        created_at=now,
    )
    _note(actor, now, "token.created", token)
    return NewToken(token_item(token), plain)


def _note(actor: Actor, now: datetime, action: str, token: ApiToken) -> None:
    record(
        actor=actor,
        now=now,
        business_id=token.business_id,
        action=action,
        target=Target("token", token.pk),
        changes={"name": (None, token.name), "person": (None, token.membership.name)},
    )
