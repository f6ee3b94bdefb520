"""What was written to a customer, and what will be: `customers/{id}/messages`, `customers/{id}/coming-messages`."""

from typing import Literal
from uuid import uuid4
from zoneinfo import ZoneInfo

from ninja import Field, Router, Status

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, page_of
from kartotek.api.v1.message_shapes import ComingMessageOut, MessageOut, coming_shape, message_shape
from kartotek.domain.booking.actions import send_appointment_card, send_free_message
from kartotek.domain.booking.queries import find_bookings_of
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.actions import cancel_message, retry_message
from kartotek.domain.messaging.errors import NotWaiting
from kartotek.domain.messaging.queries import list_coming_messages, list_messages_of
from kartotek.domain.messaging.values import FreeMessage, MessageChannel, Text
from kartotek.kernel.errors import NotFound

router = Router(tags=["messages"])


class MessageIn(Shape):
    """What is written to a customer, with substitution codes. An e-mail without a subject gets a general one."""

    channel: Literal["email", "sms"]
    subject: str = Field("", json_schema_extra={"maxLength": 200})
    body: str = Field(json_schema_extra={"maxLength": 10_000})


@router.get("/customers/{customer}/messages", response=PageShape[MessageOut])
def list_messages(
    request: StaffRequest, customer: str, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Messages to one customer, newest first."""
    customer_id = id_from_path(customer)
    get_customer(customer_id, viewer=request.call.actor)
    return page_of(list_messages_of(customer_id=customer_id, limit=limit, cursor=cursor), message_shape)


@router.post("/customers/{customer}/messages", response={201: MessageOut})
def send_message(request: StaffRequest, customer: str, payload: MessageIn) -> Status[dict[str, object]]:
    """Write to one customer, at once. 422 for every fault in subject and body, each with line and column, and where the
    card has no such address (`email`, `phone`); to an address that does not work it is `suppressed`.
    """
    call = request.call
    message = FreeMessage(
        customer_id=id_from_path(customer),
        channel=MessageChannel(payload.channel),
        text=Text(payload.subject, payload.body),
        key=uuid4().hex,
    )
    sent = send_free_message(business=call.business, actor=call.actor, now=call.now, message=message)
    return Status(201, message_shape(sent))


@router.post("/customers/{customer}/appointment-card", response={201: MessageOut})
def send_card(request: StaffRequest, customer: str) -> Status[dict[str, object]]:
    """Her coming bookings as a text message. 422 `no_mobile`, `no_future_booking`."""
    call = request.call
    sent = send_appointment_card(
        business=call.business, actor=call.actor, now=call.now, customer_id=id_from_path(customer), key=uuid4().hex
    )
    return Status(201, message_shape(sent))


@router.get("/customers/{customer}/coming-messages", response=PageShape[ComingMessageOut])
def list_coming(request: StaffRequest, customer: str, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """What one customer will be sent within sixty days, soonest first, and why."""
    call, customer_id = request.call, id_from_path(customer)
    get_customer(customer_id, viewer=call.actor)
    page = list_coming_messages(customer_id=customer_id, now=call.now, limit=limit, cursor=cursor)
    linked = {line.booking_id for line in page.items if line.booking_id is not None}
    bookings = find_bookings_of(customer_id, linked)
    return page_of(page, coming_shape(bookings, ZoneInfo(call.business.timezone)))


@router.delete("/customers/{customer}/coming-messages/{message}", response={204: None})
def cancel_coming(request: StaffRequest, customer: str, message: str) -> Status[None]:
    """Do not send it; 404 once it is not waiting any more."""
    call = request.call
    try:
        cancel_message(
            actor=call.actor, now=call.now, customer_id=id_from_path(customer), message_id=id_from_path(message)
        )
    except NotWaiting as error:
        raise NotFound from error
    return Status(204, None)


@router.post("/messages/{message}/retry", response=MessageOut)
def retry(request: StaffRequest, message: str) -> dict[str, object]:
    """Have a message that did not get through sent after all; what may have left is sent as a new one, which is the
    answer. 409 `not_resendable` for one that did get through, still waits, or carried a code.
    """
    call = request.call
    sent = retry_message(business_id=call.business.id, actor=call.actor, now=call.now, message_id=id_from_path(message))
    return message_shape(sent)
