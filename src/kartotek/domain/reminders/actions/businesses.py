"""Make a business that is ready to work: with what its first reminders are about, too."""

from datetime import datetime

from django_scopes import scope

from kartotek.domain.access import actions as access
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessDetails, BusinessLike
from kartotek.domain.reminders.actions.types import create_reminder_types
from kartotek.domain.reminders.decisions.first_types import first_types
from kartotek.plumbing import locks


def open_business(*, actor: Actor, now: datetime, details: BusinessDetails) -> BusinessLike:
    """As that of access, which it calls; a business that has types of its own keeps them and gets no others."""
    with locks.holding():
        business = access.open_business(actor=actor, now=now, details=details)
        with scope(business=business):
            names = first_types(business.default_language)
            create_reminder_types(actor=actor, now=now, business_id=business.id, names=names)
    return business
