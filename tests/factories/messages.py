"""Messages of a card for tests, in any state."""

from uuid import uuid4

from tests.conftest import NOW

from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message


def make_message(business: Business, customer: Customer | None, **fields: object) -> Message:
    """An e-mail that was sent this minute, unless told."""
    values: dict[str, object] = {
        "event": "free",
        "channel": "email",
        "to": "sofie.bjerregaard@example.com",
        "language": "da",
        "subject": "Hej",
        "body": "Vi ses.",
        "state": "sent",
        "key": uuid4().hex,
        "caused_by": "Mette Lund",
        "created_at": NOW,
        "due_at": NOW,
        **fields,
    }
    return Message.objects.create(business=business, customer=customer, **values)
