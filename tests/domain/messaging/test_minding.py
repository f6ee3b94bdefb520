"""What does a minute do for the outbox: what fell due, what was lost, what waited too long? (joint 10)"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.domain.messaging.outbox import MAIL, SMS, look, put

from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.decisions.retrying import MOST_CLAIMS
from kartotek.domain.messaging.jobs import mind_outbox
from kartotek.domain.messaging.jobs.minding import settle_lost
from kartotek.domain.messaging.models import Address, Message, StaffNotice
from kartotek.plumbing import presence
from kartotek.plumbing.models import TransportPause

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def transports(settings: Settings) -> None:
    settings.EMAIL_URL, settings.SMS_URL = "smtp://127.0.0.1:25", ""


@pytest.fixture
def shown() -> Iterator[int]:
    yield presence.show()
    presence.hide()


def sending(message: Message, **fields: object) -> None:
    Message.objects.filter(pk=message.pk).update(state="sending", **fields)


def slots() -> list[str]:
    return [job.queueing_lock or "" for job in ProcrastinateJob.objects.filter(task_name="messaging.drain")]


def test_a_worker_is_woken_only_when_something_is_due(scoped: Business, now: datetime) -> None:
    put(scoped, now, replace(MAIL, due_at=now + SECOND))
    mind_outbox(now=now)
    assert slots() == []
    mind_outbox(now=now + SECOND)
    mind_outbox(now=now + SECOND)
    assert slots() == ["messaging.drain 0"]


def test_more_workers_are_woken_for_more_messages_up_to_four(scoped: Business, now: datetime) -> None:
    put(scoped, now - SECOND, replace(MAIL, due_at=now), *(str(number) for number in range(101)))
    mind_outbox(now=now)
    assert slots() == [f"messaging.drain {number}" for number in range(3)]
    put(scoped, now - SECOND, replace(MAIL, due_at=now), *(str(number) for number in range(200, 500)))
    mind_outbox(now=now)
    assert slots() == [f"messaging.drain {number}" for number in range(4)]


def test_nobody_is_woken_for_a_channel_that_is_closed(scoped: Business, now: datetime) -> None:
    TransportPause.objects.create(channel="email", kind="x", reason="down", since=now, failures=1, until=now + SECOND)
    put(scoped, now)
    mind_outbox(now=now)
    assert slots() == []
    mind_outbox(now=now + SECOND)
    assert slots() == ["messaging.drain 0"]


def test_a_message_whose_job_is_gone_is_found(scoped: Business, now: datetime) -> None:
    put(scoped, now)
    ProcrastinateJob.objects.all().delete()
    mind_outbox(now=now)
    assert slots() == ["messaging.drain 0"]


def test_what_died_before_it_was_handed_over_waits_again_and_after_it_is_unknown(
    scoped: Business, now: datetime
) -> None:
    claimed, handed_over = put(scoped, now, MAIL, "a", "b")
    sending(claimed, lease_ends_at=now, attempts=1)
    sending(handed_over, lease_ends_at=now, attempts=1, handed_over_at=now)
    assert settle_lost(now=now - SECOND) == 0
    mind_outbox(now=now)
    assert (look(claimed).state, look(claimed).lease_ends_at, look(claimed).error) == ("queued", None, "")
    found = look(handed_over)
    assert (found.state, found.error) == (
        "unknown",
        "The sending broke off at its last step: the message may have arrived.",
    )
    assert [(one.kind, one.business_id) for one in StaffNotice.objects.all()] == [("messages_failed", scoped.pk)]


def test_what_lets_its_workers_die_again_and_again_is_given_up(scoped: Business, now: datetime) -> None:
    [message] = put(scoped, now)
    sending(message, lease_ends_at=now, attempts=MOST_CLAIMS)
    mind_outbox(now=now)
    assert (look(message).state, look(message).error) == ("failed", "The sending broke off again and again.")


def test_what_a_living_worker_has_stays_with_it_and_what_a_dead_one_had_is_seen_to_at_once(
    scoped: Business, now: datetime, shown: int
) -> None:
    alive, dead = put(scoped, now, MAIL, "a", "b")
    later = now + 60 * SECOND
    sending(alive, lease_ends_at=later, claimed_by=shown)
    sending(dead, lease_ends_at=later, claimed_by=shown + 1 if shown < 2**31 - 1 else 1)
    mind_outbox(now=now)
    assert (look(alive).state, look(dead).state, look(dead).claimed_by) == ("sending", "queued", None)
    assert presence.number() == shown


def test_a_process_that_has_shown_no_number_has_none(db: None) -> None:
    assert presence.number() is None
    presence.hide()
    number = presence.show()
    assert presence.number() == number
    with connection.cursor() as cursor:
        cursor.execute(presence.ALIVE)
        assert [row[0] for row in cursor.fetchall()] == [number]
        presence.hide()
        cursor.execute(presence.ALIVE)
        assert cursor.fetchall() == []


def test_without_a_transport_what_falls_due_stays_here_for_staff_to_read(scoped: Business, now: datetime) -> None:
    later = now + SECOND
    [due] = put(scoped, now, replace(SMS, key="due", due_at=later))
    [coming] = put(scoped, now, replace(SMS, key="coming", due_at=later + SECOND))
    [late] = put(scoped, now, replace(SMS, key="late", due_at=later, expires_at=later))
    [silent] = put(scoped, now, replace(SMS, key="silent", due_at=later, to="+4500"))
    [mail] = put(scoped, now, replace(MAIL, key="mail", due_at=later))
    Address.objects.create(business=scoped, channel="sms", value="+4500", state="bounced", at=now)
    mind_outbox(now=later)
    states = [look(one).state for one in (due, coming, late, silent, mail)]
    assert states == ["captured", "queued", "dropped", "suppressed", "queued"]
    assert look(late).error == "It could not be sent in time, and would help nobody any more."


def test_with_transports_for_everything_nothing_is_captured(
    scoped: Business, now: datetime, settings: Settings
) -> None:
    settings.SMS_URL = "json://127.0.0.1:1"
    [message] = put(scoped, now, SMS)
    mind_outbox(now=now)
    assert look(message).state == "queued"


def test_after_a_day_before_a_closed_way_out_the_staff_decide(scoped: Business, now: datetime) -> None:
    TransportPause.objects.create(
        channel="email",
        kind="unreachable",
        reason="The mail server cannot be reached.",
        since=now,
        failures=9,
        until=now,
    )
    [old] = put(scoped, now - DAY, replace(MAIL, key="old"))
    [young] = put(scoped, now - DAY + SECOND, replace(MAIL, key="young"))
    mind_outbox(now=now)
    assert (look(old).state, look(old).error) == ("failed", "The mail server cannot be reached.")
    assert look(young).state == "queued"
    assert StaffNotice.objects.count() == 1


def test_a_line_that_is_done_is_followed_by_a_new_one(scoped: Business, now: datetime) -> None:
    for second in range(3):
        [message] = put(scoped, now, replace(MAIL, key=str(second)))
        sending(message, lease_ends_at=now, handed_over_at=now)
        mind_outbox(now=now + second * SECOND)
        if second == 1:
            StaffNotice.objects.update(done_at=now)
    assert StaffNotice.objects.count() == 2
