"""Mails that came back, and the messages they are about."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from textwrap import dedent

from tests.factories.customers import make_customer

from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message

SOFIE = "sofie@example.com"
_numbers = count(1)
_REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: no-reply@kartotek.example
Subject: Delivery report
{extra}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: {said}

--b
Content-Type: text/rfc822-headers

Subject: Your booking
{ours}
--b--
""".replace("\n", "\r\n")


def make_message(business: Business, at: datetime, customer: Customer | None = None, **values: object) -> Message:
    """An e-mail that went to the customer, or to Sofie."""
    defaults: dict[str, object] = {
        "business": business,
        "customer": customer,
        "event": "booking_confirmed",
        "channel": "email",
        "to": customer.email if customer else SOFIE,
        "language": "en",
        "subject": "Your booking",
        "body": "See you then.",
        "state": "sent",
        "key": f"message {next(_numbers)}",
        "created_at": at,
        "due_at": at,
        "sent_at": at,
    }
    return Message.objects.create(**{**defaults, **values})


def make_sofie(business: Business, first_name: str = "Sofie", email: str = SOFIE, **values: object) -> Customer:
    """A customer with the address of these stories."""
    return make_customer(business, first_name, "Bjerregaard", email=email, **values)


def mail(text: str) -> bytes:
    """A mail as it is typed in a test: indented, ending its lines as mail does."""
    return dedent(text).lstrip("\n").replace("\n", "\r\n").encode()


def dsn(
    address: str = SOFIE,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 User unknown",
    message_id: int | None = None,
    more: Sequence[str] = (),
) -> bytes:
    """A report in fields, as most servers write it; it brings back the head of our message where one is named."""
    extra = "".join(f"{line}\r\n" for line in more)
    ours = "" if message_id is None else f"X-Kartotek-Message: {message_id}\r\n"
    return _REPORT.format(address=address, action=action, status=status, said=said, extra=extra, ours=ours).encode()
