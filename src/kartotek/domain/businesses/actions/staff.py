"""Seat a person, change what she may do, let her go, take her back (S55)."""

from dataclasses import asdict
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db.models import Q

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, ActorKind, Target
from kartotek.domain.businesses.decisions import (
    checked_staff,
    effective_permissions,
    require,
    require_all,
    single_permissions,
)
from kartotek.domain.businesses.errors import AlreadyMember, LastOwner
from kartotek.domain.businesses.models import ApiToken, Business, Membership, User
from kartotek.domain.businesses.queries.people import get_staff_member
from kartotek.domain.businesses.queries.places import get_areas
from kartotek.domain.businesses.values import Permission, Role, StaffChanges, StaffDetails, StaffItem
from kartotek.kernel.errors import NotFound, NotPermitted
from kartotek.plumbing import locks
from kartotek.plumbing.versions import Changes, check_version, write_changes


def create_staff(
    *, actor: Actor, now: datetime, business_id: int, details: StaffDetails, password: str = ""
) -> StaffItem:
    """Somebody who needs no invitation, with a password or none; only the system may (commands, sample data)."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotPermitted
    with locks.holding():
        member = make_member(actor, now, business_id, details)
        if password:
            member.user.set_password(password)
            member.user.save(update_fields=["password"])
        _note(actor, now, "staff.created", member, {"name": (None, member.name), "role": (None, member.role)})
    return get_staff_member(member.pk)


def change_staff(
    *, actor: Actor, now: datetime, member_id: int, changes: StaffChanges, expected_version: int | None = None
) -> StaffItem:
    """Change name, phone, role, areas and single permissions; it counts from the person's next request on.

    Owners are changed by owners only, one of them stays, and nobody gives what she does not hold.
    """
    with locks.holding():
        member = locked_member(actor, member_id)
        check_version(member, expected_version)
        role = Role(changes.get("role", Role(member.role)))
        if member.role == Role.OWNER and role is not Role.OWNER:
            _refuse_last_owner(member)
        written = _write(actor, member, role, changes)
        if written:
            _note(actor, now, "staff.changed", member, written)
    return get_staff_member(member_id)


def deactivate_staff(
    *, actor: Actor, now: datetime, member_id: int, reason: str = "", expected_version: int | None = None
) -> StaffItem:
    """Let a person go: she cannot enter, her tokens and her invitation are void; what she did keeps her name."""
    with locks.holding():
        member = locked_member(actor, member_id)
        check_version(member, expected_version)
        if member.role == Role.OWNER:
            _refuse_last_owner(member)
        written = write_changes(member, {"is_active": False, "invite_digest": "", "invite_expires_at": None})
        if written:
            ApiToken.objects.filter(membership=member, revoked_at=None).update(revoked_at=now)
            _note(actor, now, "staff.deactivated", member, {"is_active": (True, False)}, reason)
    return get_staff_member(member_id)


def reactivate_staff(*, actor: Actor, now: datetime, member_id: int) -> StaffItem:
    """Take a person back with the rights she had; her tokens stay void."""
    with locks.holding():
        member = locked_member(actor, member_id)
        require_all(actor, effective_permissions(Role(member.role), member.granted, member.taken))
        if write_changes(member, {"is_active": True}):
            _note(actor, now, "staff.reactivated", member, {"is_active": (False, True)})
    return get_staff_member(member_id)


def make_member(actor: Actor, now: datetime, business_id: int, details: StaffDetails) -> Membership:
    """The row of a new person; her account is taken up or made, without a password. A step of other actions.

    AlreadyMember when she has a place here, even a former one.
    """
    country = Business.objects.get(pk=business_id).country
    given = asdict(details) | {"granted": list(details.granted), "taken": list(details.taken)}
    area_ids = given.pop("area_ids")
    values = checked_staff(given, country)
    require_all(actor, effective_permissions(details.role, details.granted, details.taken))
    areas = get_areas(area_ids)
    user, _is_new = User.objects.get_or_create(
        email=values.pop("email"), defaults={"created_at": now, "password": make_password(None)}
    )
    member, is_new = Membership.objects.get_or_create(
        business_id=business_id, user=user, defaults={**values, "role": str(details.role), "created_at": now}
    )
    if not is_new:
        raise AlreadyMember
    member.areas.set([area.id for area in areas])
    return member


def locked_member(actor: Actor, member_id: int) -> Membership:
    """The row to change, and the owners' rows with it, so that two owners cannot remove one another at once."""
    require(actor, Permission.STAFF_MANAGE)
    rows = Membership.objects.select_related("user", "business")
    found = locks.hold_rows(rows.filter(Q(pk=member_id) | Q(role=Role.OWNER, is_active=True)))
    member = next((row for row in found if row.pk == member_id), None)
    if member is None:
        raise NotFound
    if member.role == Role.OWNER:
        require(actor, Permission.OWNERS_MANAGE)
    return member


def _refuse_last_owner(member: Membership) -> None:
    """Whoever was invited and has not come yet cannot look after a business."""
    others = Membership.objects.filter(role=Role.OWNER, is_active=True, invite_digest="").exclude(pk=member.pk)
    if not others.exists():
        raise LastOwner
    locks.pause_point()


def _write(actor: Actor, member: Membership, role: Role, changes: StaffChanges) -> Changes:
    before = effective_permissions(Role(member.role), member.granted, member.taken)
    asked = {"granted": list(member.granted), "taken": list(member.taken), **changes, "role": role}
    area_ids = changes.get("area_ids")
    asked.pop("area_ids", None)
    if "permissions" in changes:
        asked["granted"], asked["taken"] = single_permissions(role, changes["permissions"])
        asked.pop("permissions")
    values = checked_staff(asked, member.business.country)
    after = effective_permissions(role, _names(values["granted"]), _names(values["taken"]))
    require_all(actor, after - before)
    written = write_changes(member, {**values, "role": str(role)})
    return written if area_ids is None else {**written, **_write_areas(member, area_ids, is_counted=bool(written))}


def _write_areas(member: Membership, area_ids: tuple[int, ...], *, is_counted: bool) -> Changes:
    before = sorted(member.areas.values_list("pk", flat=True))
    after = sorted(area.id for area in get_areas(area_ids))
    if before == after:
        return {}
    member.areas.set(after)
    if not is_counted:
        member.version += 1
        member.save(update_fields=["version"])
    return {"areas": (before, after)}


def _names(value: object) -> list[str]:
    return list(value) if isinstance(value, list) else []


def _note(actor: Actor, now: datetime, action: str, member: Membership, changes: Changes, reason: str = "") -> None:
    record(
        actor=actor,
        now=now,
        business_id=member.business_id,
        action=action,
        target=Target("staff", member.pk),
        changes=changes,
        reason=reason,
    )
