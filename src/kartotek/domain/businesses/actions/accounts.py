"""Write down what happens to accounts: sign-ins, passwords, second factors; send them their e-mail (joint 7)."""

import logging
import secrets
from dataclasses import replace
from datetime import datetime

from django_scopes import scopes_disabled

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.models import Membership
from kartotek.domain.businesses.queries.people import actor_for_membership
from kartotek.domain.businesses.values import AccountEvent
from kartotek.plumbing import locks
from kartotek.plumbing.jobs import enqueue
from kartotek.plumbing.transport import is_captured

log = logging.getLogger("kartotek.accounts")


def record_account_event(*, actor: Actor, now: datetime, email: str, event: AccountEvent) -> int:
    """One entry in every business where the account's owner works; how many is returned, none for strangers.

    `actor` says from where. A failed sign-in is nobody's deed; everything else the person's own.
    """
    with scopes_disabled(), locks.holding():  # an account belongs to no single business
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


def mail_account(*, actor: Actor, now: datetime, email: str, subject: str, body: str) -> bool:
    """Send an e-mail about an account to its owner, in the background; False for people who work nowhere.

    It is no Message: staff read those, and this one may carry a link that opens the account. Without a mail
    server it stands in the log of the installation.
    """
    with scopes_disabled(), locks.holding():  # an account belongs to no single business
        member = Membership.objects.filter(user__email=email.lower(), is_active=True).order_by("pk").first()
        if member is None:
            return False
        record(
            actor=actor,
            now=now,
            business_id=member.business_id,
            action="account.mailed",
            target=Target("staff", member.pk),
        )
        if is_captured("email"):
            log.warning("No mail server is set up; captured for %s: %s\n%s", email, subject, body)
        else:
            enqueue(
                "businesses.account_mail",
                business=member.business_id,
                message=secrets.randbits(62),
                to=email,
                subject=subject,
                body=body,
            )
    return True
