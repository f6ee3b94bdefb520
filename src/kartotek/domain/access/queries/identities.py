"""Who has proven an address, and which cards carry it? (S20)"""

from datetime import datetime

from kartotek.domain.access.models import CustomerSession
from kartotek.domain.access.values import CustomerIdentity
from kartotek.domain.businesses.values import digest_of
from kartotek.domain.customers.models import Customer


def find_customer_identity(raw_token: str, *, now: datetime) -> CustomerIdentity | None:
    """The proven person behind a customer's token, in the business in scope; None when it is unknown or over.

    A session begun before its address had a card finds the card as soon as there is one; a card that was archived
    meanwhile (S54), or that carries another address now, is opened no more.
    """
    if not raw_token:
        return None
    session = (
        CustomerSession.objects.select_related("customer")
        .filter(digest=digest_of(raw_token), expires_at__gt=now, ended_at=None)
        .first()
    )
    if session is None:
        return None
    own = session.customer
    card = own if own is not None and _is_opened_by(session, own) else _found(session)
    if card is None and session.opened_by:
        return None
    return CustomerIdentity(
        session_id=session.pk,
        channel=session.channel,
        address=session.address,
        customer_id=card.pk if card else None,
        name=f"{card.first_name} {card.last_name}".strip() if card else "",
        language=card.language if card else "",
        expires_at=session.expires_at,
        opened_by=session.opened_by,
    )


def _found(session: CustomerSession) -> Customer | None:
    """The card that carries the address now; staff opened one card, and no other (S50)."""
    return None if session.opened_by else find_card_of(session.channel, session.address)


def _is_opened_by(session: CustomerSession, card: Customer) -> bool:
    if session.opened_by:
        return card.archived_at is None
    carried = card.phone if session.channel == "sms" else card.email
    return card.archived_at is None and carried == session.address


def find_card_of(channel: str, address: str) -> Customer | None:
    """The card a proven address opens: of several (families share a phone) the oldest; archived ones never."""
    carries = {"phone": address} if channel == "sms" else {"email": address}
    return Customer.objects.filter(**carries, archived_at=None).order_by("pk").first()
