"""Are the messages of an event written by one statement, and dropped when they are not true any more? (S43 to S45)"""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from kartotek.domain.audit.values import STRANGER
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.actions import drop_messages_of_visit, queue_message, queue_messages
from kartotek.domain.messaging.models import (
    Address,
    Bounce,
    LetterRun,
    Message,
    MessageSettings,
    StaffMail,
    Template,
)
from kartotek.domain.messaging.values import Attachment, Draft, Event, EventRule, MessageChannel, MessageRules, Text

VISIT = uuid4()
LATER = timedelta(minutes=3)


@pytest.fixture(autouse=True)
def mail_server(settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:25"


def draft(key: str, due_at: datetime | None = None) -> Draft:
    return Draft(
        event=Event.BOOKING_CONFIRMED,
        channel=MessageChannel.EMAIL,
        to="sofie@example.com",
        language="da",
        text=Text("Tak", "Vi ses."),
        key=key,
        visit=VISIT,
        booking_id=7,
        html="<p>Vi ses.</p>",
        due_at=due_at,
        attachments=(Attachment("invite.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR"),),
    )


def queue(business: Business, now: datetime, *drafts: Draft) -> list[int]:
    return queue_messages(business_id=business.pk, drafts=drafts, caused_by="Mette", now=now)


def test_what_is_due_later_is_one_statement_and_no_job(scoped: Business, now: datetime) -> None:
    with CaptureQueriesContext(
        connection,
    ) as counted:
        made = queue(scoped, now, *(draft(f"m{number}", now + LATER) for number in range(3)))
    assert len([one for one in counted if "SAVEPOINT" not in one["sql"]]) == 1
    assert (len(made), ProcrastinateJob.objects.count()) == (3, 0)
    message = Message.objects.get(pk=made[0])
    assert (message.state, message.due_at, message.created_at, message.caused_by) == (
        "queued",
        now + LATER,
        now,
        "Mette",
    )
    assert (message.visit, message.booking_id, message.html, message.remote_id) == (VISIT, 7, "<p>Vi ses.</p>", "")
    assert message.attachments == [
        {"name": "invite.ics", "media_type": "text/calendar; method=REQUEST", "content": "BEGIN:VCALENDAR"}
    ]


def test_what_is_due_at_once_has_its_jobs(scoped: Business, now: datetime) -> None:
    made = queue(scoped, now, draft("one"), draft("two"), draft("three", now + LATER))
    jobs = [job.args for job in ProcrastinateJob.objects.order_by("id")]
    assert jobs == [{"business": scoped.pk, "message": one} for one in made[:2]]


def test_nothing_to_queue_is_nothing(scoped: Business, now: datetime) -> None:
    assert queue(scoped, now) == []


def test_a_key_is_one_message(scoped: Business, now: datetime) -> None:
    assert len(queue(scoped, now, draft("one"))) == 1
    assert queue(scoped, now, draft("one")) == []
    one = queue_message(business_id=scoped.pk, draft=draft("one"), actor=STRANGER, now=now)
    assert (one.key, Message.objects.count(), ProcrastinateJob.objects.count()) == ("one", 1, 1)


@pytest.mark.parametrize(
    ("state", "expected"), [("bounced", "suppressed"), ("unreachable", "queued"), ("ok", "queued")]
)
def test_an_address_that_does_not_work_is_not_written_to(
    scoped: Business, now: datetime, state: str, expected: str
) -> None:
    address = Address.objects.create(
        business=scoped, channel="email", value="sofie@example.com", state=state, at=now, reason="No such mailbox"
    )
    queue(scoped, now, draft("one"), replace(draft("two"), to="other@example.com"))
    states = list(Message.objects.order_by("key").values_list("state", flat=True))
    assert sorted(states) == sorted([expected, "queued"])
    assert str(address) == f"sofie@example.com, {state}"


def test_without_a_transport_only_what_is_due_is_captured(scoped: Business, settings: Settings, now: datetime) -> None:
    settings.EMAIL_URL = ""
    queue(scoped, now, draft("a"), draft("b", now + LATER))
    assert list(Message.objects.order_by("key").values_list("state", flat=True)) == ["captured", "queued"]


def test_dropping_takes_what_still_waits_and_says_why(scoped: Business, now: datetime) -> None:
    sent, waiting = queue(scoped, now, draft("a", now + LATER), draft("b", now + LATER))
    Message.objects.filter(pk=sent).update(state="sent")
    assert drop_messages_of_visit(business_id=scoped.pk, visit=VISIT, why="The booking was cancelled.") == [
        (Event.BOOKING_CONFIRMED, 7)
    ]
    assert drop_messages_of_visit(business_id=scoped.pk, visit=uuid4(), why="") == []
    dropped = Message.objects.get(pk=waiting)
    assert (dropped.state, dropped.error) == ("dropped", "The booking was cancelled.")
    assert Message.objects.get(pk=sent).state == "sent"


def test_a_service_may_differ_from_the_rest() -> None:
    off = EventRule(email=False, sms=False)
    rules = MessageRules(services={3: {Event.BOOKING_CONFIRMED: off}})
    assert rules.rule(Event.BOOKING_CONFIRMED, 3) == off
    assert rules.rule(Event.BOOKING_CONFIRMED, 4) == EventRule(email=True, sms=False)
    assert MessageRules(events={}).rule(Event.BOOKING_REMINDER).hours_before == (24,)


def test_rows_say_what_they_are(now: datetime) -> None:
    assert [
        str(one)
        for one in (
            Bounce(kind="hard", address="a@example.com"),
            LetterRun(pk=3, state="done"),
            MessageSettings(business_id=3),
            StaffMail(membership_id=3),
            Template(event="recall", channel="sms", language="da"),
        )
    ] == [
        "hard of a@example.com",
        "letters 3, done",
        "messages of business 3",
        "staff mail of 3",
        "recall by sms in da",
    ]
