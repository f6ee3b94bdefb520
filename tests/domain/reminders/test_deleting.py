"""One date alone, deletion, and taking both back: what comes then, and what was to be sent? (S36, S42)"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Unpack

import pytest
from pytest_django import Settings
from tests.audit import entries
from tests.domain.reminders.conftest import Desk, edit, faults, fire, undo

from kartotek.domain.audit.values import Actor
from kartotek.domain.messaging.models import Message
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.values.reminders import OneDate, ReminderChanges, ReminderItem
from kartotek.domain.reminders.values.rules import Coming
from kartotek.kernel.errors import Invalid

At = Callable[[str], datetime]
SEVEN = datetime(2026, 11, 13, 6, 0, tzinfo=UTC)  # 07:00 in Copenhagen, on Friday 13 November
DAY = timedelta(days=1)
TOMORROW = Coming(date(2026, 11, 13), SEVEN)
AFTER = Coming(date(2026, 11, 14), SEVEN + DAY)


# ---- one date alone ----------------------------------------------------------------------------------------------


def alone(
    desk: Desk, item: ReminderItem, now: datetime, on: date | None = None, **changes: Unpack[ReminderChanges]
) -> ReminderItem:
    which = OneDate(item.id, on)
    return actions.edit_occurrence(business=desk.business, actor=desk.owner, now=now, which=which, changes=changes)


def test_one_date_that_is_changed_alone_leaves_the_series(desk: Desk, now: datetime) -> None:
    series = desk.add(now, "2026-11-12", repeat="daily", minute=660, ends_on=date(2026, 11, 15))
    one = alone(desk, series, now, date(2026, 11, 14), minute=420, name="Call")
    assert (one.repeat, one.ends_on, one.next, one.name) == ("never", None, AFTER, "Call")
    assert (one.series_id, one.series_on) == (series.id, date(2026, 11, 14))
    rest = queries.list_occurrences(viewer=desk.owner, business=desk.business, reminder_id=series.id)
    assert [coming.on.day for coming in rest] == [12, 13, 15]
    assert undo(desk, one, now).next == series.next
    rest = queries.list_occurrences(viewer=desk.owner, business=desk.business, reminder_id=series.id)
    assert [coming.on.day for coming in rest] == [12, 13, 14, 15]
    assert queries.get_reminder(one.id, viewer=desk.owner).is_archived is True


def test_unless_told_it_is_the_next_date_and_it_may_move_to_another_day(desk: Desk, now: datetime) -> None:
    series = desk.add(now, "2026-11-13", repeat="daily")
    one = alone(desk, series, now, starts_on=date(2026, 11, 20))
    assert (one.series_on, one.next and one.next.on) == (date(2026, 11, 13), date(2026, 11, 20))
    assert queries.get_reminder(series.id, viewer=desk.owner).next == AFTER


def test_a_single_date_changed_alone_is_changed_as_a_whole(desk: Desk, now: datetime) -> None:
    single = desk.add(now, "2026-11-13")
    assert alone(desk, single, now, name="Call").id == single.id


@pytest.mark.parametrize("on", [date(2026, 11, 11), date(2026, 11, 14), date(2027, 11, 12)])
def test_a_date_that_is_none_of_the_series_cannot_be_changed_or_taken_out(desk: Desk, now: datetime, on: date) -> None:
    series = desk.add(now, "2026-11-12", repeat="weekly", minute=660, ends_on=date(2027, 3, 1))
    deeds: list[Callable[[], object]] = [lambda: alone(desk, series, now, on), lambda: skip(desk, series, now, on)]
    for deed in deeds:
        with pytest.raises(Invalid) as error:
            deed()
        assert faults(error) == [("occurrence", "not_an_occurrence")]


def skip(desk: Desk, item: ReminderItem, now: datetime, on: date | None = None) -> ReminderItem:
    return actions.skip_occurrence(business=desk.business, actor=desk.owner, now=now, reminder_id=item.id, on=on)


def test_a_date_is_taken_out_and_put_back(desk: Desk, now: datetime) -> None:
    series = desk.add(now, "2026-11-13", repeat="daily")
    assert skip(desk, series, now).next == AFTER
    assert undo(desk, series, now).next == TOMORROW
    assert ("reminder.skipped", "Mette Lund", "reminder", series.id) in entries()


def test_a_single_date_taken_out_is_deleted(desk: Desk, now: datetime) -> None:
    assert skip(desk, desk.add(now, "2026-11-13"), now).is_archived is True


def test_a_series_that_is_over_has_no_date_to_take_out(desk: Desk, now: datetime) -> None:
    over = desk.add(now, "2026-11-01", repeat="daily", ends_on=date(2026, 11, 2))
    assert over.next is None
    with pytest.raises(Invalid):
        skip(desk, over, now)


# ---- deleted (S42) -----------------------------------------------------------------------------------------------


def delete(desk: Desk, item: ReminderItem, now: datetime) -> ReminderItem:
    return actions.delete_reminder(actor=desk.owner, now=now, reminder_id=item.id)


def restore(desk: Desk, item: ReminderItem, now: datetime) -> ReminderItem:
    return actions.restore_reminder(business=desk.business, actor=desk.owner, now=now, reminder_id=item.id)


def test_a_deleted_reminder_fires_no_more_and_leaves_list_and_inbox(desk: Desk, owner: Actor, at: At) -> None:
    made = desk.add(at("2026-11-12T06:00+01:00"), "2026-11-12", repeat="daily")
    assert fire(at("2026-11-12T07:00+01:00")) == 1
    now = at("2026-11-12T10:54+01:00")
    assert len(desk.inbox(owner, now)) == 1
    gone = delete(desk, made, now)
    assert (gone.is_archived, gone.next) == (True, None)
    assert delete(desk, made, now) == gone
    assert desk.inbox(owner, now) == []
    assert list(queries.list_reminders(viewer=owner, customer_id=desk.freja.pk).items) == []
    listed = queries.list_reminders(viewer=owner, customer_id=desk.freja.pk, has_archived=True).items
    assert [item.id for item in listed] == [made.id]
    assert queries.count_reminders(viewer=owner, customer_id=desk.freja.pk) == 0
    assert fire(at("2026-11-13T07:00+01:00")) == 0


def test_what_waits_to_be_sent_is_dropped_with_it(desk: Desk, at: At, settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://localhost:1"
    kept = desk.add(at("2026-11-12T06:00+01:00"), "2026-11-12", channel="email")
    gone = desk.add(at("2026-11-12T06:00+01:00"), "2026-11-12", channel="email")
    assert fire(at("2026-11-12T07:00+01:00")) == 2
    delete(desk, gone, at("2026-11-12T07:01+01:00"))
    found = dict(Message.objects.values_list("key", "state"))
    assert found == {
        f"staff_reminder {kept.id} 2026-11-12 {desk.owner.id} email": "queued",
        f"staff_reminder {gone.id} 2026-11-12 {desk.owner.id} email": "dropped",
    }
    assert Message.objects.get(state="dropped").error == "The reminder was deleted."


def test_taken_back_it_goes_on_without_the_past(desk: Desk, at: At) -> None:
    series = desk.add(at("2026-11-10T06:00+01:00"), "2026-11-10", repeat="daily")
    single = desk.add(at("2026-11-10T06:00+01:00"), "2026-11-11")
    for item in (series, single):
        delete(desk, item, at("2026-11-10T06:30+01:00"))
    now = at("2026-11-12T10:54+01:00")
    assert edit(desk, series, now, minute=421).next is None
    assert edit(desk, series, now, minute=420).next is None
    assert restore(desk, series, now).next == TOMORROW
    assert restore(desk, single, now).next is None
    assert restore(desk, single, now).is_archived is False
