"""A reminder is made, changed, deleted and taken back: by whom, and when does it come then? (S36, S41, S42)"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django_scopes import scope, scopes_disabled
from pytest_django import DjangoAssertNumQueries, Settings
from tests.audit import entries
from tests.domain.reminders.conftest import Desk, edit, faults, fire, undo
from tests.factories.customers import make_customer
from tests.factories.reminders import make_reminder, make_type
from tests.personas import membership_of

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.errors import NothingToUndo
from kartotek.domain.reminders.models import Firing, Reminder
from kartotek.domain.reminders.values.reminders import OneDate, ReminderItem
from kartotek.domain.reminders.values.rules import Coming
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

At = Callable[[str], datetime]
SEVEN = datetime(2026, 11, 13, 6, 0, tzinfo=UTC)  # 07:00 in Copenhagen, on Friday 13 November
DAY = timedelta(days=1)
TOMORROW = Coming(date(2026, 11, 13), SEVEN)
AFTER = Coming(date(2026, 11, 14), SEVEN + DAY)


# ---- made --------------------------------------------------------------------------------------------------------


def test_a_reminder_is_due_at_seven_unless_told(desk: Desk, now: datetime) -> None:
    made = desk.add(now, "2026-11-13")
    assert (made.next, made.minute, made.customer_name, made.type_name) == (TOMORROW, 420, "Freja Holm", "Contract")
    assert queries.get_reminder(made.id, viewer=desk.owner) == made
    assert entries() == [("reminder.created", "Mette Lund", "reminder", made.id)]
    assert desk.add(now, "2026-11-13", minute=510).next == Coming(date(2026, 11, 13), SEVEN + timedelta(minutes=90))


def test_all_that_is_wrong_is_named_at_once(desk: Desk, now: datetime) -> None:
    with pytest.raises(Invalid) as error:
        desk.add(now, "2026-11-13", name="", every=0, type_id=987654321, channel="pigeon")
    assert faults(error) == [
        ("name", "required"),
        ("every", "out_of_range"),
        ("channel", "unknown_choice"),
        ("type", "unknown"),
    ]
    assert entries() == []


def test_the_type_is_one_of_the_business_that_is_in_use(desk: Desk, other_business: Business, now: datetime) -> None:
    old = make_type(desk.business, "Old", archived_at=now)
    with scopes_disabled():
        foreign = make_type(other_business)
    for type_id in (old.pk, foreign.pk):
        with pytest.raises(Invalid) as error:
            desk.add(now, "2026-11-13", type_id=type_id)
        assert faults(error) == [("type", "unknown")]


def test_a_reminder_keeps_a_type_that_was_put_away(desk: Desk, now: datetime) -> None:
    made = desk.add(now, "2026-11-13")
    actions.archive_reminder_type(actor=desk.owner, now=now, type_id=desk.kind.pk)
    assert edit(desk, made, now, name="Call").type_name == "Contract"


# ---- who may (S41) -----------------------------------------------------------------------------------------------


def test_an_inspector_makes_reminders_in_her_area_and_knows_of_no_others(
    desk: Desk, inspector: Actor, other_area: Area, now: datetime
) -> None:
    made = desk.add(now, "2026-11-13", inspector)
    assert made.created_by == "Karim Haddad"
    desk.freja.area = other_area
    desk.freja.save()
    for ask in every_way(desk, made, inspector, now):
        with pytest.raises(NotFound):
            ask()


def test_another_business_knows_of_none(
    desk: Desk, other_owner: Actor, other_business: Business, now: datetime
) -> None:
    made = desk.add(now, "2026-11-13")
    with scope(business=other_business):
        for ask in every_way(desk, made, other_owner, now):
            with pytest.raises(NotFound):
                ask()


@pytest.mark.parametrize("role", ["receptionist", "practitioner"])
def test_the_front_desk_may_not(desk: Desk, role: str, request: pytest.FixtureRequest, now: datetime) -> None:
    made = desk.add(now, "2026-11-13")
    somebody: Actor = request.getfixturevalue(role)
    for ask in every_way(desk, made, somebody, now):
        with pytest.raises(NotPermitted):
            ask()


def every_way(desk: Desk, made: ReminderItem, actor: Actor, now: datetime) -> list[Callable[[], object]]:
    """Every question and deed about a reminder and its customer."""
    business, number, card = desk.business, made.id, made.customer_id
    which = OneDate(number)
    return [
        lambda: desk.add(now, "2026-11-13", actor),
        lambda: queries.list_reminders(viewer=actor, customer_id=card),
        lambda: queries.list_firings_of_customer(viewer=actor, customer_id=card, now=now),
        lambda: queries.get_reminder(number, viewer=actor),
        lambda: queries.list_occurrences(viewer=actor, business=business, reminder_id=number),
        lambda: queries.list_firings(viewer=actor, reminder_id=number, now=now),
        lambda: actions.edit_reminder(business=business, actor=actor, now=now, reminder_id=number, changes={}),
        lambda: actions.edit_occurrence(business=business, actor=actor, now=now, which=which, changes={}),
        lambda: actions.undo_edit(business=business, actor=actor, now=now, reminder_id=number),
        lambda: actions.delete_reminder(actor=actor, now=now, reminder_id=number),
        lambda: actions.skip_occurrence(business=business, actor=actor, now=now, reminder_id=number),
        lambda: actions.restore_reminder(business=business, actor=actor, now=now, reminder_id=number),
    ]


# ---- text messages (S40) -----------------------------------------------------------------------------------------


def test_text_messages_that_are_not_set_up_are_refused_at_saving(desk: Desk, now: datetime) -> None:
    for channel in ("sms", "email_sms"):
        with pytest.raises(Invalid) as error:
            desk.add(now, "2026-11-13", channel=channel)
        assert faults(error) == [("channel", "sms_off")]


def test_a_text_message_that_reaches_nobody_is_refused_and_one_that_misses_somebody_says_so(
    desk: Desk, administrator: Actor, now: datetime, settings: Settings
) -> None:
    settings.SMS_URL = "json://localhost"
    with pytest.raises(Invalid) as error:
        desk.add(now, "2026-11-13", channel="sms")
    assert faults(error) == [("channel", "no_number")]
    member = membership_of(administrator)
    member.phone = "+4520304050"
    member.save()
    assert desk.add(now, "2026-11-13", channel="sms").without_number == ("Mette Lund",)


def test_a_reminder_by_text_message_can_be_changed_where_they_were_turned_off(desk: Desk, now: datetime) -> None:
    row = make_reminder(desk.freja, channel="sms")
    changed = actions.edit_reminder(
        business=desk.business, actor=desk.owner, now=now, reminder_id=row.pk, changes={"name": "Call"}
    )
    assert (changed.name, changed.channel) == ("Call", "sms")


# ---- changed (S36) -----------------------------------------------------------------------------------------------


def test_a_change_moves_what_is_to_come(desk: Desk, now: datetime) -> None:
    made = desk.add(now, "2026-11-13")
    moved = edit(desk, made, now, starts_on=date(2026, 11, 14))
    assert (moved.next, moved.version) == (AFTER, 2)
    assert edit(desk, moved, now, name="Call").next == AFTER
    assert edit(desk, moved, now, name="Call").version == 3  # nothing differs: nothing is written
    assert [action for action, *_ in entries()] == ["reminder.created", "reminder.edited", "reminder.edited"]


def test_a_change_never_fires_what_lies_behind_or_has_fired(desk: Desk, at: At) -> None:
    made = desk.add(at("2026-11-12T06:00+01:00"), "2026-11-12", repeat="daily")
    assert fire(at("2026-11-12T07:00+01:00")) == 1
    now = at("2026-11-12T10:54+01:00")
    earlier = edit(desk, made, now, minute=600)
    assert earlier.next == Coming(date(2026, 11, 13), SEVEN + timedelta(hours=3))
    assert edit(desk, made, now, minute=700, text="Later").next == Coming(
        date(2026, 11, 13), SEVEN + timedelta(minutes=280)
    )
    assert Firing.objects.get().text == ""


def test_moved_to_an_earlier_hour_of_today_it_is_due_at_once(desk: Desk, now: datetime) -> None:
    made = desk.add(now, "2026-12-24")
    assert edit(desk, made, now, starts_on=date(2026, 11, 12)).next == Coming(date(2026, 11, 12), now)


def test_of_two_who_change_the_second_sees_that_it_is_stale(desk: Desk, now: datetime) -> None:
    made = desk.add(now, "2026-11-13")
    edit(desk, made, now, name="Call")
    with pytest.raises(Stale):
        actions.edit_reminder(
            business=desk.business,
            actor=desk.owner,
            now=now,
            reminder_id=made.id,
            changes={"name": "Write"},
            expected_version=1,
        )


def test_a_change_is_taken_back_and_made_again(desk: Desk, now: datetime) -> None:
    made = desk.add(now, "2026-11-13", repeat="weekly", weekdays=("fri",), ends_on=date(2026, 12, 31))
    changed = edit(desk, made, now, starts_on=date(2026, 11, 16), weekdays=("mon",), ends_on=None, name="Call")
    back = undo(desk, made, now)
    assert (back.name, back.starts_on, back.weekdays, back.ends_on, back.next) == (
        made.name,
        made.starts_on,
        made.weekdays,
        made.ends_on,
        made.next,
    )
    again = undo(desk, made, now)
    assert (again.name, again.starts_on, again.ends_on, again.next) == ("Call", changed.starts_on, None, changed.next)


def test_there_is_nothing_to_take_back_from_one_that_was_never_changed(desk: Desk, now: datetime) -> None:
    with pytest.raises(NothingToUndo):
        undo(desk, desk.add(now, "2026-11-13"), now)


# ---- lists -------------------------------------------------------------------------------------------------------


def test_a_list_is_cut_into_pages(desk: Desk, now: datetime) -> None:
    made = [desk.add(now, "2026-11-13").id for _ in range(3)]
    first = queries.list_reminders(viewer=desk.owner, customer_id=desk.freja.pk, limit=2)
    rest = queries.list_reminders(viewer=desk.owner, customer_id=desk.freja.pk, limit=2, cursor=first.next or "")
    assert [item.id for item in (*first.items, *rest.items)] == made[::-1]
    assert rest.next is None
    assert queries.count_reminders(viewer=desk.owner, customer_id=desk.freja.pk) == 3


def test_a_list_of_three_asks_no_more_than_a_list_of_one(
    desk: Desk, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        with django_assert_num_queries(2):
            queries.list_reminders(viewer=desk.owner, customer_id=desk.freja.pk)
        for _ in range(3):
            desk.add(now, "2026-11-13")


def test_what_is_to_come_for_whom(desk: Desk, inspector: Actor, area: Area, other_area: Area, now: datetime) -> None:
    mine = desk.add(now, "2026-11-14", recipients="inspectors")
    theirs = desk.add(now, "2026-11-13", recipients="administrators")
    card = make_type(desk.business, "Card")
    for customer in (
        make_customer(desk.business, "Ida", area=other_area),
        make_customer(desk.business, "Bo", area=area, archived_at=now),
    ):
        make_reminder(customer, recipients="inspectors", type=card)
    until = now + timedelta(days=7)

    def coming(viewer: Actor, **narrowed: int) -> list[str]:
        found = queries.list_coming(viewer=viewer, until=until, most=10, **narrowed)
        return [item.customer_name.split()[0] + str(item.next.on.day if item.next else "") for item in found]

    assert coming(inspector) == ["Freja14"]
    assert coming(desk.owner) == ["Freja13", "Ida13", "Freja14"]
    assert coming(desk.owner, type_id=card.pk) == ["Ida13"]
    assert coming(desk.owner, area_id=area.pk) == ["Freja13", "Freja14"]
    assert queries.list_coming(viewer=desk.owner, until=now, most=10) == []
    assert [theirs.id, mine.id] == [
        each.id
        for each in queries.list_coming(viewer=desk.owner, until=until, most=10)
        if each.customer_name == "Freja Holm"
    ]


def test_the_database_refuses_a_reminder_that_makes_no_sense(desk: Desk, now: datetime) -> None:
    row = make_reminder(desk.freja)
    for wrong in (
        {"due_at": None},
        {"deleted_at": now},
        {"ends_on": date(2026, 11, 1)},
        {"every": 0},
        {"last_on": row.due_on},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reminder.objects.filter(pk=row.pk).update(**wrong)
