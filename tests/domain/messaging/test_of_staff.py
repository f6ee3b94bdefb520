"""Do staff send a message again as a new one, and cancel one while it waits? (S43, S44)"""

from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.factories.customers import make_customer
from tests.factories.messages import make_message

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import cancel_message, resend_message
from kartotek.domain.messaging.decisions import cancelled_by, canceller_in, may_be_resent, may_have_arrived
from kartotek.domain.messaging.errors import NotResendable, NotWaiting
from kartotek.domain.messaging.models import Address, Message
from kartotek.domain.messaging.values import Event, MessageLine, MessageState
from kartotek.kernel.errors import Invalid, NotFound

FILE = {"name": "invite.ics", "media_type": "text/calendar; method=REQUEST", "content": "BEGIN:VCALENDAR"}


@pytest.fixture(autouse=True)
def mail_server(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:25"


@pytest.fixture
def sofie(scoped: Business) -> Customer:
    return make_customer(scoped, email="sofie.new@example.com")


def resend(actor: Actor, now: datetime, message: Message, key: str = "k" * 32) -> MessageLine:
    assert message.customer_id is not None
    return resend_message(
        business_id=message.business_id,
        actor=actor,
        now=now,
        customer_id=message.customer_id,
        message_id=message.pk,
        key=key,
    )


def test_it_is_a_new_message_with_the_same_words_to_the_address_of_today(
    scoped: Business, sofie: Customer, receptionist: Actor, now: datetime
) -> None:
    old = make_message(scoped, sofie, state="bounced", html="<p>Vi ses.</p>", attachments=[FILE], booking_id=7)
    made = resend(receptionist, now, old)
    row = Message.objects.get(pk=made.id)
    assert made.id != old.pk
    assert (row.to, row.subject, row.body, row.html, row.attachments, row.booking_id, row.language) == (
        ("sofie.new@example.com", "Hej", "Vi ses.", "<p>Vi ses.</p>", [FILE], 7, "da")
    )
    assert (row.state, row.caused_by, row.key) == ("queued", receptionist.name, f"again:{old.pk}:{'k' * 32}")
    assert ProcrastinateJob.objects.get().args == {"business": scoped.pk, "message": made.id}
    entry = Entry.objects.get(action="message.resent")
    assert (entry.target_id, entry.customer_id) == (made.id, sofie.pk)
    old.refresh_from_db()
    assert old.state == "bounced"


def test_a_double_click_sends_it_once_more_only(
    scoped: Business, sofie: Customer, receptionist: Actor, now: datetime
) -> None:
    old = make_message(scoped, sofie)
    assert resend(receptionist, now, old).id == resend(receptionist, now, old).id
    assert Message.objects.count() == 2
    assert Entry.objects.filter(action="message.resent").count() == 1
    assert resend(receptionist, now, old, "another").id
    assert Message.objects.count() == 3


def test_to_an_address_that_does_not_work_it_is_suppressed(
    scoped: Business, sofie: Customer, receptionist: Actor, now: datetime
) -> None:
    Address.objects.create(
        business=scoped, channel="email", value=sofie.email, state="bounced", at=now, reason="No such mailbox"
    )
    made = resend(receptionist, now, make_message(scoped, sofie))
    assert (made.state, made.error) == ("suppressed", "No such mailbox")


@pytest.mark.parametrize(("channel", "field"), [("email", "email"), ("sms", "phone")])
def test_without_an_address_on_the_card_the_field_is_named(
    scoped: Business, receptionist: Actor, now: datetime, channel: str, field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        resend(receptionist, now, make_message(scoped, make_customer(scoped), channel=channel))
    [problem] = caught.value.problems
    assert (problem.field, problem.code) == (field, "no_address")


def test_a_code_and_what_is_still_on_its_way_is_not_sent_again(
    scoped: Business, sofie: Customer, receptionist: Actor, now: datetime
) -> None:
    for fields in ({"event": "proof_code"}, {"state": "queued"}):
        with pytest.raises(NotResendable):
            resend(receptionist, now, make_message(scoped, sofie, **fields))


def test_which_messages_may_be_sent_again() -> None:
    may = {state.value for state in MessageState if may_be_resent("free", state)}
    assert may == {"sent", "captured", "failed", "bounced", "suppressed", "unknown"}
    never = {event.value for event in Event if not may_be_resent(event, "sent")}
    assert never == {"proof_code", "sign_in_code", "staff_reminder"}
    assert {state.value for state in MessageState if may_have_arrived(state)} == {"sent", "unknown"}


def test_a_waiting_message_is_cancelled_and_the_log_says_by_whom(
    scoped: Business, sofie: Customer, receptionist: Actor, now: datetime
) -> None:
    waits = make_message(scoped, sofie, state="queued", due_at=now + timedelta(hours=1))
    line = cancel_message(actor=receptionist, now=now, customer_id=sofie.pk, message_id=waits.pk)
    assert (line.state, line.error) == ("dropped", "Cancelled by Signe Kragh.")
    entry = Entry.objects.get(action="message.cancelled")
    assert (entry.target_id, entry.customer_id, entry.actor_name) == (waits.pk, sofie.pk, "Signe Kragh")
    with pytest.raises(NotWaiting):
        cancel_message(actor=receptionist, now=now, customer_id=sofie.pk, message_id=waits.pk)
    assert Entry.objects.filter(action="message.cancelled").count() == 1


def test_another_customers_area_or_tenants_message_is_not_there(
    scoped: Business, sofie: Customer, inspector: Actor, receptionist: Actor, other_area: Area, other_business: Business
) -> None:
    now = sofie.created_at
    waits = make_message(scoped, sofie, state="queued")
    freja = make_customer(scoped, "Freja")
    with scope(business=other_business):
        foreign = make_message(other_business, make_customer(other_business), state="queued")
    for actor, customer_id, message_id in (
        (receptionist, freja.pk, waits.pk),
        (inspector, sofie.pk, waits.pk),
        (receptionist, foreign.customer_id, foreign.pk),
        (receptionist, sofie.pk, foreign.pk),
        (receptionist, sofie.pk, 2**62),
    ):
        assert customer_id is not None
        with pytest.raises(NotFound):
            cancel_message(actor=actor, now=now, customer_id=customer_id, message_id=message_id)
        with pytest.raises(NotFound):
            resend_message(
                business_id=scoped.pk, actor=actor, now=now, customer_id=customer_id, message_id=message_id, key="k"
            )
    waits.refresh_from_db()
    assert waits.state == "queued"


def test_who_cancelled_is_read_back_out_of_the_sentence() -> None:
    assert canceller_in(cancelled_by("Ane “x” by.")) == "Ane “x” by."
    assert [canceller_in(text) for text in ("", "Cancelled by .", "The booking was cancelled.")] == [None] * 3
