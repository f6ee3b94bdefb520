"""What was written to a customer: `customers/{id}/messages`."""

from datetime import datetime

from ninja import Router, Schema

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, id_from_path, page_of
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.queries import list_messages_of
from kartotek.domain.messaging.values import MessageLine

router = Router(tags=["messages"])


class MessageOut(Schema):
    """One message; the code of a proof is masked unless no transport carried it."""

    id: str
    event: str
    channel: str
    to: str
    language: str
    subject: str
    body: str
    html: str
    state: str
    created_at: datetime
    sent_at: datetime | None
    error: str
    booking: str | None
    caused_by: str
    attachments: list[str]


@router.get("/customers/{customer}/messages", response=PageShape[MessageOut])
def list_messages(
    request: StaffRequest, customer: str, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Messages to one customer, newest first."""
    customer_id = id_from_path(customer)
    get_customer(customer_id, viewer=request.call.actor)
    return page_of(list_messages_of(customer_id=customer_id, limit=limit, cursor=cursor), _shape)


def _shape(line: MessageLine) -> dict[str, object]:
    return {
        "id": str(line.id),
        "event": line.event,
        "channel": line.channel,
        "to": line.to,
        "language": line.language,
        "subject": line.subject,
        "body": line.body,
        "html": line.html,
        "state": line.state,
        "created_at": line.created_at,
        "sent_at": line.sent_at,
        "error": line.error,
        "booking": None if line.booking_id is None else str(line.booking_id),
        "caused_by": line.caused_by,
        "attachments": [],
    }
