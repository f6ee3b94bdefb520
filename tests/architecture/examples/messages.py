"""Examples of what staff do with messages."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example
from tests.factories.booking import make_booking
from tests.factories.customers import make_customer
from tests.factories.messages import make_message

from kartotek.domain.booking import actions as booking
from kartotek.domain.messaging import actions as messaging
from kartotek.domain.messaging.values import FreeMessage, MessageChannel, Text

Do = Callable[[], object]


@example(messaging.resend_message)
def _resend_message(stage: Stage) -> Do:
    card = make_customer(stage.business, email="sofie@example.com")
    message = make_message(stage.business, card)
    return lambda: messaging.resend_message(
        business_id=stage.business.pk,
        actor=stage.owner,
        now=stage.now,
        customer_id=card.pk,
        message_id=message.pk,
        key="one",
    )


@example(messaging.cancel_message)
def _cancel_message(stage: Stage) -> Do:
    card = make_customer(stage.business)
    message = make_message(stage.business, card, state="queued")
    return lambda: messaging.cancel_message(
        actor=stage.owner, now=stage.now, customer_id=card.pk, message_id=message.pk
    )


@example(booking.send_free_message)
def _send_free_message(stage: Stage) -> Do:
    card = make_customer(stage.business, email="sofie@example.com")
    message = FreeMessage(card.pk, MessageChannel.EMAIL, Text("Hej", "Hej [FORNAVN]"), "one")
    return lambda: booking.send_free_message(business=stage.business, actor=stage.owner, now=stage.now, message=message)


@example(booking.send_appointment_card)
def _send_appointment_card(stage: Stage) -> Do:
    card = make_customer(stage.business, phone="+4522550114")
    make_booking(stage.salon(), card)
    return lambda: booking.send_appointment_card(
        business=stage.business, actor=stage.owner, now=stage.now, customer_id=card.pk, key="one"
    )


@example(messaging.retry_message)
def _retry_message(stage: Stage) -> Do:
    message = make_message(stage.business, make_customer(stage.business, email="sofie@example.com"), state="failed")
    return lambda: messaging.retry_message(
        business_id=stage.business.pk, actor=stage.owner, now=stage.now, message_id=message.pk
    )
