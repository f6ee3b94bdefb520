"""General rules, refusals, proofs and sessions for tests."""

import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from kartotek.domain.access.decisions import code_digest, decide, decision_as_json
from kartotek.domain.access.models import CustomerSession, OnlineBookingSettings, Proof, Refusal
from kartotek.domain.access.values import Facts, Limit, Policy
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import digest_of
from kartotek.domain.customers.models import Customer


def make_settings(business: Business, **fields: object) -> OnlineBookingSettings:
    """General rules of online booking that differ from the defaults."""
    return OnlineBookingSettings.objects.create(business=business, **fields)


def make_refusal(business: Business, now: datetime, customer: Customer | None = None, **fields: object) -> Refusal:
    """A customer blocked by her card wanted to book online."""
    decision = decide(Facts(own_limit=Limit(0)), Policy(timezone=business.timezone), now)
    values: dict[str, object] = {
        "at": now,
        "channel": "online",
        "claimed": {"first_name": "Sofie", "last_name": "", "email": "sofie@example.com", "phone": ""},
        "decision": decision_as_json(decision),
        "message": "You cannot book online at the moment. Please contact us.",
        "language": "en",
    }
    return Refusal.objects.create(business=business, customer=customer, **{**values, **fields})


def make_proof(business: Business, now: datetime, code: str = "123456", **fields: object) -> Proof:
    """A code that was sent to sofie@example.com."""
    public_id = uuid4()
    values: dict[str, object] = {
        "channel": "email",
        "address": "sofie@example.com",
        "code_digest": code_digest(str(public_id), code),
        "created_at": now,
        "expires_at": now + timedelta(minutes=10),
    }
    return Proof.objects.create(business=business, public_id=public_id, **{**values, **fields})


def make_customer_token(business: Business, now: datetime, customer: Customer | None = None, **fields: object) -> str:
    """The token of somebody who has proven an address: the card's e-mail, or sofie@example.com."""
    token = f"kc_{secrets.token_urlsafe(16)}"
    values: dict[str, object] = {
        "channel": "email",
        "address": customer.email if customer else "sofie@example.com",
        "created_at": now,
        "expires_at": now + timedelta(days=30),
    }
    CustomerSession.objects.create(
        business=business, digest=digest_of(token), customer=customer, **{**values, **fields}
    )
    return token
