"""Make a business that is ready to work: with the reasons for locking every business begins with."""

from datetime import datetime

from django_scopes import scope

from kartotek.domain.access.actions.lock_reasons import create_lock_reasons
from kartotek.domain.access.decisions.first_reasons import first_reasons
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.actions import create_business
from kartotek.domain.businesses.values import BusinessDetails, BusinessLike
from kartotek.plumbing import locks


def open_business(*, actor: Actor, now: datetime, details: BusinessDetails) -> BusinessLike:
    """As `create_business`, which it calls; a business that has reasons of its own keeps them and gets no others."""
    with locks.holding():
        business = create_business(actor=actor, now=now, details=details)
        with scope(business=business):
            several = first_reasons(business.default_language)
            create_lock_reasons(actor=actor, now=now, business_id=business.pk, several=several)
    return business
