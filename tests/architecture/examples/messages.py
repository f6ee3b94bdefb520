"""Examples of what staff do with messages."""

from collections.abc import Callable

from tests.architecture.examples import Stage, example
from tests.factories.customers import make_customer
from tests.factories.messages import make_message

from kartotek.domain.messaging import actions as messaging

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
