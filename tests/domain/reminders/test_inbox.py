"""What lies in an inbox, who may touch it, and what closes by itself? (S38 to S42, joint 6)"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.audit import entries
from tests.domain.reminders.conftest import Desk, faults
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.reminders import make_firing, make_item, make_reminder, make_type
from tests.personas import membership_of

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Area
from kartotek.domain.customers.models import Customer
from kartotek.domain.reminders import actions, jobs, queries
from kartotek.domain.reminders.models import Delivery, Firing, Reminder
from kartotek.domain.reminders.queries.inbox import inbox_of
from kartotek.domain.reminders.values.firings import InboxItem, InboxWanted, ItemState
from kartotek.kernel.errors import Invalid, NotFound

At = Callable[[str], datetime]
DAY = timedelta(days=1)


def item_of(desk: Desk, actor: Actor, firing: Firing | None = None, **fields: object) -> Delivery:
    """An item in somebody's inbox, fired this morning unless told."""
    fired = firing or make_firing(make_reminder(desk.freja, date(2026, 11, 12), due_on=None, due_at=None))
    return make_item(fired.reminder, membership_of(actor), fired, **fields)


def states(desk: Desk, viewer: Actor, now: datetime) -> dict[str, int]:
    return {state.value: len(desk.inbox(viewer, now, state)) for state in ItemState}


# ---- done, snoozed, opened again ---------------------------------------------------------------------------------


def test_an_item_is_done_and_opened_again(desk: Desk, owner: Actor, now: datetime) -> None:
    row = item_of(desk, owner)
    assert states(desk, owner, now) == {"open": 1, "done": 0, "snoozed": 0}
    done = actions.done_item(actor=owner, now=now, item_id=row.pk)
    assert (done.state, done.done_at, done.closed_by) == (ItemState.DONE, now, "staff")
    assert actions.done_item(actor=owner, now=now + DAY, item_id=row.pk).done_at == now
    assert states(desk, owner, now) == {"open": 0, "done": 1, "snoozed": 0}
    back = actions.reopen_item(actor=owner, now=now, item_id=row.pk)
    assert (back.state, back.closed_by) == (ItemState.OPEN, "")
    assert actions.reopen_item(actor=owner, now=now, item_id=row.pk) == back
    reminder = row.firing.reminder_id
    assert entries() == [
        ("reminder.done", "Mette Lund", "reminder", reminder),
        ("reminder.reopened", "Mette Lund", "reminder", reminder),
    ]


def test_a_snoozed_item_comes_again_by_itself(desk: Desk, owner: Actor, now: datetime) -> None:
    row = item_of(desk, owner)
    later = actions.snooze_item(actor=owner, now=now, item_id=row.pk, until=now + DAY)
    assert (later.state, later.snoozed_until) == (ItemState.SNOOZED, now + DAY)
    assert states(desk, owner, now) == {"open": 0, "done": 0, "snoozed": 1}
    assert states(desk, owner, now + DAY) == {"open": 1, "done": 0, "snoozed": 0}
    assert queries.count_inbox(viewer=owner, now=now) == 0
    assert queries.count_inbox(viewer=owner, now=now + DAY) == 1
    assert actions.reopen_item(actor=owner, now=now, item_id=row.pk).state is ItemState.OPEN
    actions.snooze_item(actor=owner, now=now, item_id=row.pk, until=now + DAY)
    assert actions.done_item(actor=owner, now=now, item_id=row.pk).snoozed_until is None


def test_what_was_done_may_be_snoozed(desk: Desk, owner: Actor, now: datetime) -> None:
    row = item_of(desk, owner)
    actions.done_item(actor=owner, now=now, item_id=row.pk)
    later = actions.snooze_item(actor=owner, now=now, item_id=row.pk, until=now + DAY)
    assert (later.state, later.done_at, later.closed_by) == (ItemState.SNOOZED, None, "")


@pytest.mark.parametrize(("ahead", "code"), [(timedelta(0), "in_the_past"), (732 * DAY, "out_of_range")])
def test_snoozing_leads_into_the_future_but_not_too_far(
    desk: Desk, owner: Actor, now: datetime, ahead: timedelta, code: str
) -> None:
    row = item_of(desk, owner)
    with pytest.raises(Invalid) as error:
        actions.snooze_item(actor=owner, now=now, item_id=row.pk, until=now + ahead)
    assert faults(error) == [("until", code)]


def test_each_recipient_is_done_for_herself_and_sees_who_else_is(
    desk: Desk, owner: Actor, administrator: Actor, now: datetime
) -> None:
    hers = item_of(desk, owner)
    his = item_of(desk, administrator, hers.firing)
    first = actions.done_item(actor=owner, now=now, item_id=hers.pk)
    assert first.closed_by == ""
    [still_open] = desk.inbox(administrator, now)
    assert still_open.others_done == ("Mette Lund",)
    assert actions.done_item(actor=administrator, now=now, item_id=his.pk).closed_by == "staff"
    actions.reopen_item(actor=owner, now=now, item_id=hers.pk)
    assert Firing.objects.get().closed_at is None


def test_anothers_item_is_not_there(desk: Desk, owner: Actor, administrator: Actor, now: datetime) -> None:
    row = item_of(desk, owner)
    deeds: list[Callable[[], InboxItem]] = [
        lambda: queries.get_inbox_item(row.pk, viewer=administrator, now=now),
        lambda: actions.done_item(actor=administrator, now=now, item_id=row.pk),
        lambda: actions.reopen_item(actor=administrator, now=now, item_id=row.pk),
        lambda: actions.snooze_item(actor=administrator, now=now, item_id=row.pk, until=now + DAY),
    ]
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()
    assert queries.get_inbox_item(row.pk, viewer=owner, now=now).state is ItemState.OPEN


# ---- what is shown -----------------------------------------------------------------------------------------------


def test_an_item_leaves_the_inbox_with_its_customer_and_comes_back(
    desk: Desk, inspector: Actor, other_area: Area, area: Area, now: datetime
) -> None:
    item_of(desk, inspector)
    for gone, back in (({"area": other_area}, {"area": area}), ({"archived_at": now}, {"archived_at": None})):
        Customer.objects.filter(pk=desk.freja.pk).update(**gone)
        assert states(desk, inspector, now) == {"open": 0, "done": 0, "snoozed": 0}
        Customer.objects.filter(pk=desk.freja.pk).update(**back)
        assert states(desk, inspector, now) == {"open": 1, "done": 0, "snoozed": 0}


def test_the_inbox_is_narrowed_by_type_area_and_customer(desk: Desk, owner: Actor, area: Area, now: datetime) -> None:
    item_of(desk, owner)
    other = make_reminder(make_customer(desk.business, "Bo"), type=make_type(desk.business, "Card"))
    make_item(other, membership_of(owner))

    def found(type_id: int | None = None, area_id: int | None = None, customer_id: int | None = None) -> list[str]:
        wanted = InboxWanted(type_id=type_id, area_id=area_id, customer_id=customer_id)
        return [item.customer_name for item in queries.list_inbox(viewer=owner, now=now, wanted=wanted).items]

    assert found() == ["Bo Bjerregaard", "Freja Holm"]
    assert found(type_id=desk.kind.pk) == ["Freja Holm"]
    assert found(area_id=area.pk) == ["Freja Holm"]
    assert found(customer_id=other.customer_id) == ["Bo Bjerregaard"]
    assert found(customer_id=other.customer_id, area_id=area.pk) == []
    [first, _] = queries.list_inbox(viewer=owner, now=now, wanted=InboxWanted()).items
    assert (first.type_name, first.area_name) == ("Card", "")


def test_an_inbox_is_cut_into_pages(desk: Desk, owner: Actor, now: datetime) -> None:
    ids = [item_of(desk, owner).pk for _ in range(3)]
    first = queries.list_inbox(viewer=owner, now=now, wanted=InboxWanted(), limit=2)
    rest = queries.list_inbox(viewer=owner, now=now, wanted=InboxWanted(), limit=2, cursor=first.next or "")
    assert [item.id for item in (*first.items, *rest.items)] == ids[::-1]


def test_an_inbox_of_three_asks_no_more_than_one_of_one(desk: Desk, owner: Actor, now: datetime) -> None:
    counted = []
    for number in (1, 2):
        for _ in range(number):
            reminder = make_reminder(desk.freja, date(2026, 11, 12), closes_on="booking")
            item = item_of(desk, owner, make_firing(reminder))
            item_of(desk, owner, item.firing, channel="email")
        with CaptureQueriesContext(connection) as asked:
            desk.inbox(owner, now)
        counted.append(len(asked))
    assert counted == [4, 4]  # items, who was told, their messages, and what closed by itself


# ---- what closes by itself ---------------------------------------------------------------------------------------


@pytest.fixture
def waits_for_booking(desk: Desk, owner: Actor) -> Delivery:
    """Fired at 07:00 on 12 November; a booking closes it."""
    reminder = make_reminder(desk.freja, date(2026, 11, 12), closes_on="booking", due_on=None, due_at=None)
    return item_of(desk, owner, make_firing(reminder))


@pytest.mark.parametrize(
    ("made", "is_closed"),
    [
        (("2026-11-12T06:59+01:00", "confirmed"), False),
        (("2026-11-12T07:01+01:00", "confirmed"), True),
        (("2026-11-12T07:01+01:00", "pending"), True),
        (("2026-11-12T07:01+01:00", "completed"), True),
        (("2026-11-12T07:01+01:00", "cancelled"), False),
        (("2026-11-12T07:01+01:00", "rejected"), False),
    ],
)
def test_a_booking_made_after_it_fired_closes_it_with_or_without_a_worker(
    desk: Desk, owner: Actor, waits_for_booking: Delivery, at: At, made: tuple[str, str], is_closed: bool
) -> None:
    make_booking(make_salon(desk.business), desk.freja, created_at=at(made[0]), status=made[1])
    now = at("2026-11-12T10:54+01:00")
    assert states(desk, owner, now) == {"open": 1 - is_closed, "done": int(is_closed), "snoozed": 0}
    item = queries.get_inbox_item(waits_for_booking.pk, viewer=owner, now=now)
    assert item.closed_by == ("booking" if is_closed else "")
    assert jobs.close_done(now=now) == is_closed
    assert jobs.close_done(now=now) == 0
    assert states(desk, owner, now) == {"open": 1 - is_closed, "done": int(is_closed), "snoozed": 0}
    assert [action for action, *_ in entries()] == ["reminder.closed"] * is_closed


def test_what_closed_by_itself_stays_closed(desk: Desk, owner: Actor, waits_for_booking: Delivery, at: At) -> None:
    make_booking(make_salon(desk.business), desk.freja, created_at=at("2026-11-12T07:01+01:00"))
    now = at("2026-11-12T10:54+01:00")
    jobs.close_done(now=now)
    actions.done_item(actor=owner, now=now, item_id=waits_for_booking.pk)
    assert actions.reopen_item(actor=owner, now=now, item_id=waits_for_booking.pk).state is ItemState.DONE
    later = actions.snooze_item(actor=owner, now=now, item_id=waits_for_booking.pk, until=now + DAY)
    assert (later.state, later.closed_by) == (ItemState.DONE, "booking")


def test_somebody_elses_booking_closes_nothing(desk: Desk, owner: Actor, waits_for_booking: Delivery, at: At) -> None:
    other = make_customer(desk.business, "Bo")
    make_booking(make_salon(desk.business), other, created_at=at("2026-11-12T07:01+01:00"))
    assert states(desk, owner, at("2026-11-12T10:54+01:00"))["open"] == 1


@pytest.mark.parametrize(
    ("visit", "asked", "is_closed"),
    [
        (("2026-11-16T10:00+01:00", "completed"), "2026-11-19T10:44+01:00", False),
        (("2026-11-16T10:00+01:00", "completed"), "2026-11-19T10:45+01:00", True),
        (("2026-11-16T10:00+01:00", "confirmed"), "2026-11-19T10:45+01:00", True),
        (("2026-11-16T10:00+01:00", "no_show"), "2026-11-19T10:45+01:00", False),
        (("2026-11-16T10:00+01:00", "cancelled"), "2026-11-19T10:45+01:00", False),
        (("2026-11-11T10:00+01:00", "completed"), "2026-11-14T10:45+01:00", True),  # before it fired, over after it
        (("2026-11-02T10:00+01:00", "completed"), "2026-11-14T10:45+01:00", False),  # over before it fired
    ],
)
def test_three_days_after_the_last_visit_it_closes(
    desk: Desk, owner: Actor, at: At, visit: tuple[str, str], asked: str, is_closed: bool
) -> None:
    reminder = make_reminder(desk.freja, date(2026, 11, 12), closes_on="visit", closes_days=3, due_on=None, due_at=None)
    item = item_of(desk, owner, make_firing(reminder))
    make_booking(make_salon(desk.business), desk.freja, at(visit[0]), status=visit[1])
    now = at(asked)
    assert states(desk, owner, now)["open"] == 1 - is_closed
    assert queries.get_inbox_item(item.pk, viewer=owner, now=now).closed_by == ("visit" if is_closed else "")
    assert jobs.close_done(now=now) == is_closed


def test_a_later_visit_puts_the_end_off(desk: Desk, owner: Actor, at: At) -> None:
    reminder = make_reminder(desk.freja, date(2026, 11, 12), closes_on="visit", closes_days=3, due_on=None, due_at=None)
    item_of(desk, owner, make_firing(reminder))
    salon = make_salon(desk.business)
    for day in (16, 18):
        make_booking(salon, desk.freja, at(f"2026-11-{day}T10:00+01:00"), status="completed")
    assert states(desk, owner, at("2026-11-19T12:00+01:00"))["open"] == 1
    assert states(desk, owner, at("2026-11-21T12:00+01:00"))["open"] == 0


# ---- history -----------------------------------------------------------------------------------------------------


def test_the_history_tells_who_was_told_and_what_they_did(
    desk: Desk, owner: Actor, administrator: Actor, now: datetime
) -> None:
    reminder = make_reminder(desk.freja, date(2026, 11, 10), repeat="daily", due_on=None, due_at=None)
    old = make_firing(reminder, date(2026, 11, 10))
    new = make_firing(reminder, date(2026, 11, 11), missed=[date(2026, 11, 11)])
    hers = item_of(desk, owner, old)
    item_of(desk, administrator, old)
    item_of(desk, owner, new, snoozed_until=now + DAY)
    item_of(desk, owner, new, channel="sms", error="No phone number is known.")
    actions.done_item(actor=owner, now=now, item_id=hers.pk)
    latest, first = queries.list_firings(viewer=owner, reminder_id=reminder.pk, now=now).items
    assert [(each.name, each.state.value, each.done_at) for each in first.recipients] == [
        ("Mette Lund", "done", now),
        ("Jonas Krog", "open", None),
    ]
    [told] = latest.recipients
    assert (latest.is_late, told.state.value, [each.error for each in told.deliveries]) == (
        True,
        "snoozed",
        ["No phone number is known."],
    )
    page = queries.list_firings_of_customer(viewer=owner, customer_id=desk.freja.pk, now=now, limit=1)
    assert [each.id for each in page.items] == [new.pk]
    rest = queries.list_firings_of_customer(viewer=owner, customer_id=desk.freja.pk, now=now, cursor=page.next or "")
    assert [each.id for each in rest.items] == [old.pk]


def test_rows_speak_for_themselves(desk: Desk, owner: Actor) -> None:
    row = item_of(desk, owner)
    reminder = Reminder.objects.get()
    assert str(row) == f"system of firing {row.firing_id} to member {owner.id}"
    assert str(row.firing) == f"firing {row.firing_id} of reminder {reminder.pk}"
    assert str(reminder) == f"reminder {reminder.pk} about customer {desk.freja.pk}"
    assert str(desk.kind) == f"reminder type {desk.kind.pk}"


def test_the_system_has_no_inbox(desk: Desk, owner: Actor, now: datetime) -> None:
    item_of(desk, owner)
    assert list(inbox_of(SYSTEM)) == []
