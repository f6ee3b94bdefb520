"""Write down what happens to accounts: sign-ins, passwords, second factors (joint 7)."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django_scopes import scopes_disabled

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.models import Membership
from kartotek.domain.businesses.queries.people import actor_for_membership
from kartotek.domain.businesses.values import AccountEvent


def record_account_event(*, actor: Actor, now: datetime, email: str, event: AccountEvent) -> int:
    """One entry in every business where the account's owner works; how many is returned, none for strangers.

    `actor` says from where. A failed sign-in is nobody's deed; everything else the person's own.
    """
    with scopes_disabled(), transaction.atomic():  # an account belongs to no single business
        members = list(Membership.objects.filter(user__email=email.lower(), is_active=True).order_by("pk"))
        for member in members:
            herself = replace(actor_for_membership(member), address=actor.address)
            record(
                actor=actor if event is AccountEvent.SIGN_IN_FAILED else herself,
                now=now,
                business_id=member.business_id,
                action=event.value,
                target=Target("staff", member.pk),
            )
    return len(members)
