"""Staff open the booking site as the customer, for a quarter of an hour (S50)."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from kartotek.domain.access.models import CustomerSession
from kartotek.domain.access.values import CustomerToken
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission, digest_of
from kartotek.domain.customers.queries import get_customer
from kartotek.kernel.errors import NotFound

LASTS: Final = timedelta(minutes=15)


@transaction.atomic
def open_as_customer(*, business: BusinessLike, actor: Actor, now: datetime, customer_id: int) -> CustomerToken:
    """A token with which the booking site takes the actor for the customer; what is done there carries both names.

    Raises NotPermitted, NotFound; an archived card is not opened (S54).
    """
    require(actor, Permission.CUSTOMER_QUICK_LOGIN)
    card = get_customer(customer_id, viewer=actor)
    if card.is_archived:
        raise NotFound
    token = f"kc_{secrets.token_urlsafe(32)}"
    session = CustomerSession.objects.create(
        business_id=business.id,
        digest=digest_of(token),
        channel="email" if card.email or not card.phone else "sms",
        address=card.email or card.phone,
        customer_id=card.id,
        created_at=now,
        expires_at=now + LASTS,
        opened_by=actor.on_behalf_of or actor.name,
    )
    target = Target("customer_session", session.pk, card.id)
    record(actor=actor, now=now, business_id=business.id, action="customer.opened_as", target=target)
    return CustomerToken(token, session.expires_at)
