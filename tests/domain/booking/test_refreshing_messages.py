"""Reminders that wait follow the settings, the words and the card."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.domain.booking.desk import HOUR, Desk
from tests.factories.booking import MONDAY_10
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking import jobs
from kartotek.domain.booking.models import Booking
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.messaging.actions import cancel_message, confirm_email_address, edit_template
from kartotek.domain.messaging.models import Address, Message
from kartotek.domain.messaging.values import EventChanges, MessageSettingsChanges
from kartotek.plumbing import locks

DAY = timedelta(days=1)
Change = Callable[[MessageSettingsChanges], None]


def refresh(desk: Desk, customer: int = 0) -> None:
    jobs.refresh_messages(business=desk.salon.business.pk, customer=customer)


@pytest.fixture
def booked(told_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    told_desk.book()
    monkeypatch.setattr("kartotek.domain.booking.jobs.clock.now", lambda: told_desk.now)
    return told_desk


def hold_back(desk: Desk) -> None:
    """The address turned out not to work."""
    Address.objects.create(
        business=desk.salon.business, channel="email", value="sofie@example.com", state="bounced", at=desk.now
    )
    Message.objects.filter(event="booking_reminder").update(state="suppressed", error="No such mailbox.")


def test_reminders_follow_the_settings_to_and_fro(booked: Desk, change: Change) -> None:
    change({"events": {"booking_reminder": {"sms": True, "hours_before": [48, 2]}}})
    refresh(booked)
    due = {(row.channel, row.due_at) for row in Message.objects.filter(event="booking_reminder", state="queued")}
    hours = {MONDAY_10 - timedelta(hours=48), MONDAY_10 - timedelta(hours=2)}
    assert due == {(channel, at) for channel in ("email", "sms") for at in hours}
    change({"events": {"booking_reminder": {"email": False, "sms": False, "hours_before": [24]}}})
    refresh(booked)
    assert not Message.objects.filter(event="booking_reminder", state="queued").exists()
    change({"events": {"booking_reminder": {"email": True}}})
    refresh(booked)
    [back] = Message.objects.filter(event="booking_reminder", state="queued")
    assert (back.due_at, back.error) == (MONDAY_10 - DAY, "")
    assert Message.objects.get(event="booking_confirmed").state == "queued"


def test_a_reminder_that_staff_cancelled_stays_cancelled(booked: Desk, owner: Actor) -> None:
    waiting = Message.objects.get(event="booking_reminder")
    cancel_message(actor=owner, now=booked.now, customer_id=booked.customer.pk, message_id=waiting.pk)
    refresh(booked)
    assert Message.objects.get(event="booking_reminder").state == "dropped"


def test_reminders_follow_the_card(booked: Desk, owner: Actor) -> None:
    edit_customer(
        business=booked.salon.business,
        actor=owner,
        now=booked.now,
        customer_id=booked.customer.pk,
        changes={"email": "new@example.com", "language": "da"},
    )
    refresh(booked, booked.customer.pk)
    reminder = Message.objects.get(event="booking_reminder")
    assert (reminder.to, reminder.language, "16-11-2026" in reminder.subject or "16." in reminder.subject) == (
        "new@example.com",
        "da",
        True,
    )
    before = Message.objects.filter(event="booking_reminder").values().get()
    refresh(booked, booked.customer.pk)
    assert Message.objects.filter(event="booking_reminder").values().get() == before


def test_a_reminder_held_back_by_a_dead_address_goes_to_the_new_one(booked: Desk) -> None:
    hold_back(booked)
    refresh(booked)
    assert Message.objects.get(event="booking_reminder").state == "suppressed"
    type(booked.customer).objects.update(email="works@example.com")
    refresh(booked)
    reminder = Message.objects.get(event="booking_reminder")
    assert (reminder.state, reminder.to) == ("queued", "works@example.com")


def test_a_reminder_held_back_goes_to_an_address_that_staff_confirmed(booked: Desk, owner: Actor) -> None:
    hold_back(booked)
    confirm_email_address(actor=owner, now=booked.now, customer_id=booked.customer.pk)
    business, customer = booked.salon.business.pk, booked.customer.pk
    assert [job.args for job in ProcrastinateJob.objects.filter(task_name="booking.refresh_messages")] == [
        {"business": business, "customer": customer}
    ]
    refresh(booked, customer)
    reminder = Message.objects.get(event="booking_reminder")
    assert (reminder.state, reminder.error, reminder.due_at) == ("queued", "", MONDAY_10 - DAY)


def test_a_text_message_held_back_waits_again(booked: Desk, change: Change) -> None:
    change({"events": {"booking_reminder": {"sms": True, "email": False}}})
    refresh(booked)
    texts = Message.objects.filter(event="booking_reminder", channel="sms")
    texts.update(state="suppressed")
    refresh(booked)
    assert texts.get().state == "queued"


def test_a_reminder_that_is_due_and_waits_for_a_closed_way_out_is_not_dropped(booked: Desk) -> None:
    reminders = Message.objects.filter(event="booking_reminder")
    booked.now = MONDAY_10 - DAY + HOUR
    reminders.update(due_at=booked.now + HOUR)  # its next attempt
    type(booked.customer).objects.update(email="works@example.com")
    refresh(booked)
    reminder = reminders.get()
    assert (reminder.state, reminder.to) == ("queued", "works@example.com")
    assert reminder.due_at == booked.now + HOUR
    reminders.update(state="suppressed")
    refresh(booked)
    assert reminders.get().state == "suppressed"
    reminders.all().delete()
    refresh(booked)
    assert not reminders.exists()


def test_a_reminder_that_waits_for_the_end_of_the_quiet_hours_is_not_dropped(booked: Desk, change: Change) -> None:
    rule: EventChanges = {"sms": True, "email": False, "hours_before": [30]}
    change({"events": {"booking_reminder": rule}, "sms_quiet_from": "02:00", "sms_quiet_to": "07:00"})
    refresh(booked)
    booked.now = datetime(2026, 11, 15, 4, 30, tzinfo=UTC)
    refresh(booked)
    reminder = Message.objects.get(event="booking_reminder", channel="sms")
    assert (reminder.state, reminder.due_at) == ("queued", datetime(2026, 11, 15, 6, 0, tzinfo=UTC))


def test_what_was_sent_stays_as_it_was(booked: Desk) -> None:
    Message.objects.filter(event="booking_reminder").update(state="sent")
    type(booked.customer).objects.update(email="works@example.com")
    refresh(booked)
    assert Message.objects.get(event="booking_reminder").to == "sofie@example.com"


def test_many_visits_are_brought_up_to_date_in_steps(booked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    booked.book(booked.salon.wish(MONDAY_10 + HOUR))
    monkeypatch.setattr("kartotek.domain.booking.actions.refresh_messages.VISITS", 1)
    Message.objects.filter(event="booking_reminder").delete()
    asked: list[dict[str, object]] = []
    monkeypatch.setattr(
        "kartotek.domain.booking.jobs.enqueue", lambda name, **rest: asked.append({"name": name, **rest})
    )
    refresh(booked)
    for _ in range(5):
        if not asked:
            break
        last = asked.pop()
        assert last["name"] == "booking.refresh_messages"
        jobs.refresh_messages(business=booked.salon.business.pk, customer=0, after=str(last["after"]))
    assert Message.objects.filter(event="booking_reminder").count() == 2


def test_new_words_reach_reminders_that_wait(booked: Desk, owner: Actor) -> None:
    edit_template(
        business_id=booked.salon.business.pk,
        template_id="booking_reminder.email.en",
        changes={"body": "See you at [TIME_FROM]"},
        expected_version=None,
        actor=owner,
        now=booked.now,
    )
    assert [job.args for job in ProcrastinateJob.objects.filter(task_name="booking.refresh_messages")] == [
        {"business": booked.salon.business.pk}
    ]
    refresh(booked)
    assert Message.objects.get(event="booking_reminder").body == "See you at 10:00"


def test_a_card_changed_in_what_no_message_carries_asks_for_nothing(booked: Desk, owner: Actor) -> None:
    edit_customer(
        business=booked.salon.business,
        actor=owner,
        now=booked.now,
        customer_id=booked.customer.pk,
        changes={"note": "Likes tea"},
    )
    assert not ProcrastinateJob.objects.filter(task_name="booking.refresh_messages").exists()


def test_a_visit_that_went_to_another_card_meanwhile_is_left_to_it(
    booked: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_customer(booked.salon.business, "Freja", email="freja@example.com")
    before = Message.objects.filter(event="booking_reminder").values().get()
    hold = locks.hold_rows

    def moved_first(rows: QuerySet[Booking]) -> QuerySet[Booking]:
        Booking.objects.update(customer=other)
        return hold(rows)

    monkeypatch.setattr("kartotek.domain.booking.actions.refresh_messages.locks.hold_rows", moved_first)
    refresh(booked)
    assert Message.objects.filter(event="booking_reminder").values().get() == before
