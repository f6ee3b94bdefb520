"""Is a message written down first, then sent once, and is it clear what became of it? (S43)"""

from datetime import datetime

from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.factories.customers import make_customer

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import STRANGER
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import queue_message
from kartotek.domain.messaging.decisions import visible_body
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.queries import list_messages_of
from kartotek.domain.messaging.values import Draft, Event, MessageChannel, Text


def draft(key: str = "one", customer: Customer | None = None) -> Draft:
    return Draft(
        event=Event.PROOF_CODE,
        channel=MessageChannel.EMAIL,
        to="sofie@example.com",
        language="en",
        text=Text("Your code", "123456 is your code\nfor us."),
        key=key,
        customer_id=customer.pk if customer else None,
    )


def queue(business: Business, now: datetime, what: Draft | None = None) -> Message:
    return queue_message(business_id=business.pk, draft=what or draft(), actor=STRANGER, now=now)


def test_without_a_transport_a_message_is_captured(scoped: Business, settings: Settings, now: datetime) -> None:
    settings.EMAIL_URL = ""
    message = queue(scoped, now)
    assert (message.state, message.created_at, str(message)) == ("captured", now, "proof_code by email, captured")
    entry = Entry.objects.get(action="message.queued")
    assert (entry.target_kind, entry.target_id) == ("message", message.pk)


def test_its_job_is_enqueued_with_it(scoped: Business, settings: Settings, now: datetime) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:25"
    message = queue(scoped, now)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args) == ("messaging.deliver", {"business": scoped.pk, "message": message.pk})


def test_the_log_of_a_card_is_newest_first_and_page_by_page(
    scoped: Business, settings: Settings, now: datetime
) -> None:
    settings.EMAIL_URL = ""
    card = make_customer(scoped)
    made = [queue(scoped, now, draft(f"m{number}", card)).pk for number in range(3)]
    queue(scoped, now, draft("of nobody"))
    first = list_messages_of(customer_id=card.pk, limit=2)
    assert [line.id for line in first.items] == [made[2], made[1]]
    assert first.next is not None
    second = list_messages_of(customer_id=card.pk, limit=2, cursor=first.next)
    assert ([line.id for line in second.items], second.next) == ([made[0]], None)


def test_staff_see_a_code_only_while_it_is_captured() -> None:
    body = "123456 is your code\nIt is valid for 10 minutes."
    assert visible_body("proof_code", "captured", body) == body
    assert visible_body("proof_code", "sent", body) == "•••••• is your code\nIt is valid for 10 minutes."
    assert visible_body("free", "sent", body) == body
