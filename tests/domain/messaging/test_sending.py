"""Does every message leave once, and does it say what became of it? Against real servers on loopback (S43)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django_scopes import scopes_disabled
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.domain.messaging.outbox import MAIL, SMS, look, put
from tests.factories.customers import make_customer
from tests.plumbing.transport.servers import MailServer, Provider, mail_server, provider

from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.jobs import claiming, deliver, drain, sending
from kartotek.domain.messaging.models import Address, Message, StaffNotice
from kartotek.domain.messaging.queries import opt_out_link
from kartotek.domain.messaging.values import Attachment, Draft, Event, MessageChannel, MessageState
from kartotek.plumbing.models import TransportPause
from kartotek.plumbing.transport import Envelope, Lines

SECOND = timedelta(seconds=1)


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_URL, settings.SMS_URL = server.url, ""
        yield server


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Provider]:
    with provider() as server:
        settings.EMAIL_URL, settings.SMS_URL = "", f"json://{server.place}/{{to}}?rto=0.3"
        yield server


def waiting_jobs() -> list[tuple[str, dict[str, int], bool]]:
    jobs = ProcrastinateJob.objects.order_by("id")
    return [(job.task_name, job.args, job.scheduled_at is not None) for job in jobs]


def test_a_message_is_sent_by_its_job_once(scoped: Business, mailbox: MailServer, now: datetime) -> None:
    files = (Attachment("invite.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR"),)
    [message] = put(scoped, now, replace(MAIL, html="<p>Vi ses.</p>", attachments=files))
    for _ in range(2):
        deliver(business=scoped.pk, message=message.pk)
    sent = look(message)
    assert (sent.state, sent.sent_at, sent.attempts, sent.error) == ("sent", now, 1, "")
    assert (sent.lease_ends_at, sent.claimed_by, sent.handed_over_at) == (None, None, now)
    assert len(mailbox.letters) == 1
    letter = mailbox.read()
    assert (letter["X-Kartotek-Message"], letter["Reply-To"]) == (str(message.pk), scoped.email)
    assert f'"{scoped.name}"' in str(letter["From"]) or scoped.name in str(letter["From"])
    assert [part.get_filename() for part in letter.iter_attachments()] == ["invite.ics"]


def test_whoever_is_woken_for_one_sends_all_that_is_due_on_one_connection(
    scoped: Business, mailbox: MailServer, now: datetime
) -> None:
    messages = put(scoped, now, MAIL, "a", "b", "c")
    [later] = put(scoped, now, replace(MAIL, key="later", due_at=now + 2 * SECOND))
    deliver(business=scoped.pk, message=messages[2].pk)
    assert [int(mailbox.read(number)["X-Kartotek-Message"]) for number in range(3)] == [
        messages[2].pk,
        messages[0].pk,
        messages[1].pk,
    ]
    assert (mailbox.connections, look(later).state) == (1, "queued")


def test_codes_go_first_then_what_has_been_due_for_longest(
    scoped: Business, mailbox: MailServer, now: datetime
) -> None:
    drafts = [
        replace(MAIL, key="young", due_at=now),
        replace(MAIL, key="old", due_at=now - 60 * SECOND),
        replace(MAIL, key="code", event=Event.PROOF_CODE, due_at=now),
        replace(MAIL, key="old code", event=Event.SIGN_IN_CODE, due_at=now - SECOND),
    ]
    for draft in drafts:
        put(scoped, now, draft)
    drain()
    names = {row.pk: row.key for row in Message.objects.all()}
    order = [names[int(mailbox.read(number)["X-Kartotek-Message"])] for number in range(4)]
    assert order == ["old code", "code", "old", "young"]


def test_a_run_that_has_lasted_long_lets_others_have_their_turn(
    scoped: Business, mailbox: MailServer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(scoped, now, replace(MAIL, due_at=now - SECOND), "a", "b")
    ProcrastinateJob.objects.all().delete()
    monkeypatch.setattr(sending, "LONGEST_RUN_SECONDS", -1.0)
    drain()
    assert len(mailbox.letters) == 1
    assert [(job.task_name, job.queueing_lock, job.priority) for job in ProcrastinateJob.objects.all()] == [
        ("messaging.drain", "messaging.drain again", -10)
    ]


@pytest.mark.parametrize(
    ("command", "answer", "state"),
    [
        ("RCPT", "554 5.7.1 policy", "failed"),
        ("TEXT", "554 5.6.0 not this", "failed"),
        ("TEXT", "drop", "unknown"),
    ],
)
def test_what_no_other_attempt_would_help_is_over_and_the_staff_are_told_once(
    scoped: Business, mailbox: MailServer, now: datetime, command: str, answer: str, state: str
) -> None:
    mailbox.answers[command] = answer
    messages = put(scoped, now, MAIL, "a", "b")
    drain()
    assert [look(one).state for one in messages] == [state, state]
    first, *words = look(messages[0]).error.split("\n")
    assert first.startswith("The mail server")
    assert answer == "drop" or words == [answer]
    assert [(one.kind, one.business_id) for one in StaffNotice.objects.all()] == [("messages_failed", scoped.pk)]
    ProcrastinateJob.objects.all().delete()
    drain()
    assert (len(mailbox.letters), ProcrastinateJob.objects.count()) == (2 if command == "TEXT" else 0, 0)


def test_what_is_refused_for_now_is_tried_again_after_growing_pauses(
    scoped: Business, mailbox: MailServer, at: Callable[[str], datetime], now: datetime
) -> None:
    mailbox.answers["RCPT"] = "451 4.7.1 greylisted"
    [message] = put(scoped, now)
    ProcrastinateJob.objects.all().delete()
    drain()
    found = look(message)
    assert (found.state, found.attempts, found.due_at, found.trying_since) == ("queued", 1, now + 5 * SECOND, now)
    assert found.error == "The mail server asks to try again later.\n451 4.7.1 greylisted"
    assert waiting_jobs() == [("messaging.deliver", {"business": scoped.pk, "message": message.pk}, True)]
    drain()
    assert look(message).attempts == 1
    for attempts, (seconds, pause) in enumerate([(5, 30), (35, 120), (155, 600)], 2):
        moment = at((now + seconds * SECOND).isoformat())
        drain()
        assert (look(message).attempts, look(message).due_at) == (attempts, moment + pause * SECOND)
    assert len(waiting_jobs()) == 2  # the longer pauses are found by the minute tick
    mailbox.answers.clear()
    at((now + timedelta(hours=1)).isoformat())
    drain()
    assert (look(message).state, look(message).error, len(mailbox.letters)) == ("sent", "", 1)


def test_a_job_that_wakes_a_little_early_finds_its_message_and_a_much_earlier_one_does_not(
    scoped: Business, mailbox: MailServer, now: datetime
) -> None:
    [soon] = put(scoped, now, replace(MAIL, key="soon", due_at=now + SECOND))
    [later] = put(scoped, now, replace(MAIL, key="later", due_at=now + 2 * SECOND))
    deliver(business=scoped.pk, message=later.pk)
    deliver(business=scoped.pk, message=soon.pk)
    assert (look(soon).state, look(later).state) == ("sent", "queued")


def test_a_server_that_is_down_is_found_out_by_one_message_and_all_others_wait(
    scoped: Business, settings: Settings, at: Callable[[str], datetime], now: datetime
) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    probe, other = put(scoped, now, MAIL, "a", "b")
    ProcrastinateJob.objects.all().delete()
    drain()
    assert (look(probe).state, look(probe).attempts, look(probe).due_at) == ("queued", 0, now + 5 * SECOND)
    assert look(probe).error.startswith("The mail server cannot be reached.\n")
    assert (look(other).state, look(other).attempts, look(other).error) == ("queued", 0, "")
    pause = TransportPause.objects.get()
    assert (pause.channel, pause.kind, pause.since, pause.failures, pause.until) == (
        "email",
        "unreachable",
        now,
        1,
        now + 5 * SECOND,
    )
    assert str(pause) == f"email paused until {pause.until}"
    assert waiting_jobs() == [("messaging.drain", {}, True)]
    deliver(business=scoped.pk, message=other.pk)
    assert look(other).attempts == 0
    moment = at((now + 5 * SECOND).isoformat())
    drain()
    assert look(other).error.startswith("The mail server cannot be reached.")
    pause.refresh_from_db()
    assert (pause.failures, pause.since, pause.until) == (2, now, moment + 20 * SECOND)


def test_when_the_server_is_back_all_go_out_and_the_way_is_open(
    scoped: Business, settings: Settings, at: Callable[[str], datetime], now: datetime
) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    messages = put(scoped, now, MAIL, "a", "b")
    drain()
    with mail_server() as server:
        settings.EMAIL_URL = server.url
        drain()
        assert server.letters == []
        at((now + 5 * SECOND).isoformat())
        drain()
    assert [look(one).state for one in messages] == ["sent", "sent"]
    assert not TransportPause.objects.exists()


def test_wrong_settings_wait_longer_and_stop_only_their_channel(
    scoped: Business, mailbox: MailServer, gateway: Provider, settings: Settings, now: datetime
) -> None:
    settings.EMAIL_URL = mailbox.url.replace("smtp://", "smtp://user:wrong@")
    [mail] = put(scoped, now)
    [text] = put(scoped, now, replace(SMS, key="sms"))
    drain()
    assert (look(mail).state, look(text).state) == ("queued", "sent")
    pause = TransportPause.objects.get()
    assert (pause.kind, pause.until - now) == ("misconfigured", 60 * SECOND)


@pytest.mark.parametrize(
    ("status", "wait", "expected"),
    [
        (500, "", ("queued", 5, False)),
        (503, "", ("queued", 5, True)),
        (429, "47", ("queued", 47, True)),
        (429, "", ("queued", 5, True)),
        (400, "", ("failed", 0, False)),
        (401, "", ("queued", 60, True)),
    ],
)
def test_a_provider_of_text_messages_is_understood(
    scoped: Business, gateway: Provider, now: datetime, status: int, wait: str, expected: tuple[str, int, bool]
) -> None:
    state, seconds, is_closed = expected
    gateway.status, gateway.headers = status, {"Retry-After": wait} if wait else {}
    [message] = put(scoped, now, SMS)
    drain()
    found = look(message)
    assert (found.state, found.due_at, len(gateway.taken)) == (state, now + seconds * SECOND, 1)
    assert found.error.split("\n")[1].startswith(str(status))
    assert TransportPause.objects.exists() is is_closed
    drain()
    assert len(gateway.taken) == 1


def test_a_provider_that_is_too_slow_may_have_taken_it(scoped: Business, gateway: Provider, now: datetime) -> None:
    gateway.seconds = 0.6
    [message] = put(scoped, now, SMS)
    drain()
    assert (look(message).state, len(gateway.taken)) == ("unknown", 1)


def test_a_slow_provider_within_the_time_is_waited_for(scoped: Business, gateway: Provider, now: datetime) -> None:
    gateway.seconds = 0.15
    [message] = put(scoped, now, SMS)
    drain()
    assert look(message).state == "sent"


def test_a_provider_that_was_down_gets_the_message_once_it_is_up(
    scoped: Business, gateway: Provider, settings: Settings, at: Callable[[str], datetime], now: datetime
) -> None:
    up, settings.SMS_URL = settings.SMS_URL, "json://127.0.0.1:1/{to}"
    [message] = put(scoped, now, SMS)
    drain()
    assert (look(message).state, look(message).error.split("\n")[0]) == (
        "queued",
        "The SMS provider cannot be reached.",
    )
    settings.SMS_URL = up
    at((now + 5 * SECOND).isoformat())
    drain()
    assert (look(message).state, len(gateway.taken)) == ("sent", 1)


def test_what_would_come_too_late_is_dropped(scoped: Business, mailbox: MailServer, now: datetime) -> None:
    [message] = put(scoped, now - SECOND, replace(MAIL, expires_at=now))
    drain()
    found = look(message)
    assert (found.state, mailbox.letters) == ("dropped", [])
    assert found.error == "It could not be sent in time, and would help nobody any more."


def test_an_address_that_bounced_meanwhile_is_not_written_to(
    scoped: Business, mailbox: MailServer, now: datetime
) -> None:
    [message] = put(scoped, now)
    Address.objects.create(business=scoped, channel="email", value="sofie@example.com", state="bounced", at=now)
    drain()
    assert (look(message).state, mailbox.letters) == ("suppressed", [])


def test_a_transport_that_was_taken_away_leaves_the_message_here(
    scoped: Business, mailbox: MailServer, settings: Settings, now: datetime
) -> None:
    [message] = put(scoped, now)
    settings.EMAIL_URL = ""
    drain()
    assert look(message).state == "captured"


def claimed(message: Message, now: datetime) -> claiming.Claim:
    with scopes_disabled():
        found = claiming.claim(message.pk, now=now)
    assert found is not None
    return found


def test_a_claim_that_ran_out_is_somebody_elses_and_nothing_is_handed_over(
    scoped: Business, mailbox: MailServer, now: datetime
) -> None:
    [message] = put(scoped, now)
    mine = claimed(message, now)
    Message.objects.update(state="queued")
    theirs = claimed(message, now + SECOND)
    with Lines() as lines:
        sending._Run(lines).see_to(mine)
    assert not claiming.settle(mine, MessageState.FAILED)
    assert (look(message).state, look(message).lease_ends_at) == ("sending", theirs.ticket)
    assert mailbox.letters in ([], [b""])


def test_who_knows_what_became_of_a_message_settles_it_even_when_it_was_taken_for_lost(
    scoped: Business, mailbox: MailServer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(self: Lines, envelope: Envelope, hand_over: Callable[[], None]) -> str:
        hand_over()
        Message.objects.update(state="unknown")
        return "remote-7"

    monkeypatch.setattr(Lines, "send", slow)
    [message] = put(scoped, now)
    drain()
    assert (look(message).state, look(message).remote_id) == ("sent", "remote-7")


def test_a_failure_that_nobody_waits_for_any_more_changes_nothing(
    scoped: Business, mailbox: MailServer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.answers["RCPT"] = "550 5.1.1 no such mailbox"
    [message] = put(scoped, now)
    mine = claimed(message, now)
    Message.objects.update(state="dropped")
    with Lines() as lines:
        sending._Run(lines).see_to(mine)
    assert (look(message).state, StaffNotice.objects.count()) == ("dropped", 0)


def test_two_who_hand_over_take_turns_but_do_not_wait_for_ever(
    scoped: Business, mailbox: MailServer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_TURN_SECONDS", 0.01)
    [message] = put(scoped, now)
    assert sending._turn.acquire()
    try:
        drain()
    finally:
        sending._turn.release()
    assert look(message).state == "sent"
    assert sending._turn.acquire(blocking=False)
    sending._turn.release()


def test_a_draft_says_until_when_it_is_of_use(scoped: Business, mailbox: MailServer, now: datetime) -> None:
    draft: Draft = replace(MAIL, expires_at=now + 60 * SECOND)
    assert put(scoped, now, draft)[0].expires_at == now + 60 * SECOND


def test_what_is_sent_by_wish_can_be_turned_off_in_the_mail_program(
    scoped: Business, mailbox: MailServer, now: datetime
) -> None:
    sofie = make_customer(scoped, email=MAIL.to)
    wanted = {Event.BOOKING_REMINDER: True, Event.RECALL: True, Event.BOOKING_MOVED: False, Event.FREE: False}
    for event in wanted:
        [message] = put(scoped, now, replace(MAIL, event=event, key=event.value, customer_id=sofie.pk))
        deliver(business=scoped.pk, message=message.pk)
    [stranger] = put(scoped, now, replace(MAIL, event=Event.BOOKING_REMINDER, key="stranger"))
    deliver(business=scoped.pk, message=stranger.pk)
    letters = [mailbox.read(number) for number in range(len(mailbox.letters))]
    assert [letter["List-Unsubscribe"] is not None for letter in letters] == [*wanted.values(), False]
    link = opt_out_link(scoped, sofie.pk, MessageChannel.EMAIL)
    assert str(letters[0]["List-Unsubscribe"]).strip() == f"<{link}>"
    assert letters[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
