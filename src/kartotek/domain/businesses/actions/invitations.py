"""Invite somebody to work here, and let her in when she accepts."""

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django_scopes import scope, scopes_disabled

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.actions.staff import locked_member, make_member
from kartotek.domain.businesses.decisions import (
    checked_texts,
    effective_permissions,
    require,
    require_all,
)
from kartotek.domain.businesses.errors import InvitationAnswered, SignInFirst
from kartotek.domain.businesses.models import Membership, User
from kartotek.domain.businesses.queries.people import actor_for_membership, find_invitation, get_staff_member
from kartotek.domain.businesses.values import Invitation, Permission, Role, StaffDetails, digest_of
from kartotek.kernel.errors import Invalid, NotFound, Problem
from kartotek.kernel.text import text_problems
from kartotek.plumbing import locks
from kartotek.plumbing.versions import write_changes

VALID_FOR = timedelta(days=14)
LONGEST_PASSWORD = 500


def invite_staff(*, actor: Actor, now: datetime, business_id: int, details: StaffDetails) -> Invitation:
    """Give somebody a place in the business that is hers once she follows the link; the secret is told once.

    An account of that address is taken up, else made. AlreadyMember when she has a place, even a former one.
    """
    require(actor, Permission.STAFF_MANAGE)
    secret = secrets.token_urlsafe(32)
    with locks.holding():
        member = make_member(actor, now, business_id, details)
        write_changes(member, {"invite_digest": digest_of(secret), "invite_expires_at": now + VALID_FOR})
        _note(actor, now, "staff.invited", member)
    return Invitation(get_staff_member(member.pk), secret)


def renew_invitation(*, actor: Actor, now: datetime, member_id: int) -> Invitation:
    """A new link for somebody who has not accepted yet; the old one is void. InvitationAnswered when she has.

    Whoever holds the link can take the place, so nobody makes one to a place that may more than she may herself.
    """
    secret = secrets.token_urlsafe(32)
    with locks.holding():
        member = locked_member(actor, member_id)
        if not member.invite_digest:
            raise InvitationAnswered
        require_all(actor, effective_permissions(Role(member.role), member.granted, member.taken))
        write_changes(member, {"invite_digest": digest_of(secret), "invite_expires_at": now + VALID_FOR})
        _note(actor, now, "staff.invited_again", member)
    return Invitation(get_staff_member(member_id), secret)


def accept_invitation(
    *, actor: Actor, now: datetime, secret: str, name: str, password: str, user_id: int | None
) -> Membership:
    """Take the place offered. A new account gets its password here.

    An account that has one is never opened by a link: its owner must be signed in as `user_id`, else SignInFirst.
    `actor` says from where; the entry names the person herself. NotFound for a link that leads nowhere (any more).
    """
    with locks.holding():
        member = find_invitation(secret, now)
        if member is None:
            raise NotFound
        with scope(business=member.business_id):
            user = locks.hold_rows(User.objects.all()).get(pk=member.user_id)
            checked_texts({"name": name})
            if user_id != user.pk:
                _open_account(user, password)
            member.user = user
            write_changes(member, {"name": name, "invite_digest": "", "invite_expires_at": None})
            herself = replace(actor_for_membership(member), address=actor.address)
            _note(herself, now, "staff.joined", member)
    return member


def _open_account(user: User, password: str) -> None:
    """Set the first password of an account that is in use nowhere; whoever made the link may know its secret."""
    with scopes_disabled():  # in use anywhere, whichever the business
        is_in_use = Membership.objects.filter(user=user, invite_digest="").exists()
    if is_in_use or user.has_usable_password():
        raise SignInFirst
    problems = text_problems("password", password, max_length=LONGEST_PASSWORD)
    try:
        validate_password(password, user)
    except ValidationError as error:
        problems += tuple(Problem("password", "weak_password", message) for message in error.messages)
    if problems:
        raise Invalid(problems=problems)
    user.set_password(password)
    user.save(update_fields=["password"])


def _note(actor: Actor, now: datetime, action: str, member: Membership) -> None:
    record(
        actor=actor,
        now=now,
        business_id=member.business_id,
        action=action,
        target=Target("staff", member.pk),
        changes={"name": (None, member.name), "role": (None, member.role)},
    )
