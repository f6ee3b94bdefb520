"""Examples of what changes cards, messages and access."""

from collections.abc import Callable
from dataclasses import replace

from tests.architecture.examples import Stage, example
from tests.factories.access import make_customer_token, make_proof
from tests.factories.customers import make_customer

from kartotek.domain.access import actions as access
from kartotek.domain.access.decisions import decide
from kartotek.domain.access.models import CustomerSession
from kartotek.domain.access.values import Address, Facts, Limit, Policy, Question, RefusalDetails
from kartotek.domain.audit.values import STRANGER
from kartotek.domain.customers import actions as customers
from kartotek.domain.customers.values import CustomerDetails
from kartotek.domain.messaging import actions as messaging
from kartotek.domain.messaging.values import Draft, Event, MessageChannel, Text

Do = Callable[[], object]


@example(customers.create_customer)
def _create_customer(stage: Stage) -> Do:
    details = CustomerDetails(first_name="Freja")
    return lambda: customers.create_customer(business=stage.business, actor=stage.owner, now=stage.now, details=details)


@example(customers.edit_customer)
def _edit_customer(stage: Stage) -> Do:
    card = make_customer(stage.business)
    return lambda: customers.edit_customer(
        business=stage.business, actor=stage.owner, now=stage.now, customer_id=card.pk, changes={"city": "Ribe"}
    )


@example(customers.archive_customer)
def _archive_customer(stage: Stage) -> Do:
    card = make_customer(stage.business)
    return lambda: customers.archive_customer(actor=stage.owner, now=stage.now, customer_id=card.pk)


@example(customers.restore_customer)
def _restore_customer(stage: Stage) -> Do:
    card = make_customer(stage.business, archived_at=stage.now)
    return lambda: customers.restore_customer(actor=stage.owner, now=stage.now, customer_id=card.pk)


@example(messaging.queue_message)
def _queue_message(stage: Stage) -> Do:
    draft = Draft(
        Event.PROOF_CODE, MessageChannel.EMAIL, "sofie@example.com", "en", Text("Your code", "123456"), "proof:1"
    )
    return lambda: messaging.queue_message(business_id=stage.business.pk, draft=draft, actor=stage.owner, now=stage.now)


@example(access.edit_online_booking_settings)
def _edit_online_booking_settings(stage: Stage) -> Do:
    return lambda: access.edit_online_booking_settings(
        business=stage.business,
        changes={"max_future_bookings": 2},
        expected_version=None,
        actor=stage.owner,
        now=stage.now,
    )


@example(access.record_refusal)
def _record_refusal(stage: Stage) -> Do:
    decision = decide(Facts(own_limit=Limit(0)), Policy(timezone=stage.business.timezone), stage.now)
    details = RefusalDetails(decision, Question(), "Please contact us.", "en")
    return lambda: access.record_refusal(business_id=stage.business.pk, details=details, actor=STRANGER, now=stage.now)


@example(access.start_proof)
def _start_proof(stage: Stage) -> Do:
    address = Address("email", "sofie@example.com")
    return lambda: access.start_proof(
        business=stage.business, address=address, language="en", actor=STRANGER, now=stage.now
    )


@example(access.confirm_proof)
def _confirm_proof(stage: Stage) -> Do:
    proof = make_proof(stage.business, stage.now)
    return lambda: access.confirm_proof(
        business=stage.business, public_id=str(proof.public_id), code="123456", actor=STRANGER, now=stage.now
    )


@example(access.change_own_contact)
def _change_own_contact(stage: Stage) -> Do:
    proof = make_proof(stage.business, stage.now)
    card = make_customer(stage.business)
    actor = replace(STRANGER, id=card.pk)
    return lambda: access.change_own_contact(
        business=stage.business, public_id=str(proof.public_id), code="123456", actor=actor, now=stage.now
    )


@example(customers.set_proven_contact)
def _set_proven_contact(stage: Stage) -> Do:
    card = make_customer(stage.business)
    return lambda: customers.set_proven_contact(
        business=stage.business,
        actor=replace(STRANGER, id=card.pk),
        now=stage.now,
        customer_id=card.pk,
        contact=("phone", "+4531550124"),
    )


@example(access.end_customer_session)
def _end_customer_session(stage: Stage) -> Do:
    make_customer_token(stage.business, stage.now, make_customer(stage.business, email="sofie@example.com"))
    session = CustomerSession.objects.get()
    return lambda: access.end_customer_session(
        session_id=session.pk, business_id=stage.business.pk, actor=STRANGER, now=stage.now
    )


@example(access.open_as_customer)
def _open_as_customer(stage: Stage) -> Do:
    customer = make_customer(stage.business, email="sofie@example.com")
    return lambda: access.open_as_customer(
        business=stage.business, actor=stage.owner, now=stage.now, customer_id=customer.pk
    )
