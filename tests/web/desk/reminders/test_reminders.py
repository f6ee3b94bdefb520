"""Is a reminder made, changed, deleted and taken back at the desk, and does the inbox show what came?"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.reminders import make_firing, make_item, make_reminder, make_type
from tests.personas import membership_of, signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.reminders import actions
from kartotek.domain.reminders.models import Delivery, Reminder, ReminderType

DESK = "/desk/havnegade"
INBOX = f"{DESK}/inbox/"
HTMX = {"HX-Request": "true"}
At = Callable[[str], datetime]


@pytest.fixture
def kind(business: Business) -> ReminderType:
    return make_type(business)


@pytest.fixture
def freja(business: Business, area: Area, kind: ReminderType, now: datetime) -> Customer:
    with scope(business=business):
        return make_customer(business, "Freja", "Holm", area=area)


@pytest.fixture
def desk(owner: Actor) -> Client:
    return signed_in(owner)


def typed(kind: ReminderType, **fields: object) -> dict[str, object]:
    """A form as the browser sends it."""
    return {
        "name": "Renew the contract",
        "starts_on": "2026-11-13",
        "minute": "07:00",
        "type_id": str(kind.pk),
        "text": "",
        "repeat": "never",
        "every": "1",
        "monthly_by": "date",
        "nth": "1",
        "weekday": "mon",
        "ends": "never",
        "channel": "system",
        "recipients": "both",
        "closes": "",
        **fields,
    }


def only(business: Business) -> Reminder:
    with scope(business=business):
        return Reminder.objects.latest("pk")


# ---- the form ----------------------------------------------------------------------------------------------------


def test_a_reminder_is_made_and_its_card_says_when_it_comes(
    desk: Client, business: Business, freja: Customer, kind: ReminderType
) -> None:
    url = f"{DESK}/customers/{freja.pk}/reminders/new/"
    assert "Create reminder" in text(desk.get(url))
    weekly = typed(kind, repeat="weekly", every="2", weekdays=["mon", "thu"], ends="on", ends_on="2026-12-31")
    page = text(desk.post(url, weekly, follow=True))
    assert "Reminder created. First: Mon 23 Nov 2026 at 07:00." in page
    assert "Every 2 weeks on Monday, Thursday, until Thu 31 Dec 2026" in page
    row = only(business)
    assert (row.every, row.weekdays, row.ends_on, row.recipients) == (2, [0, 3], date(2026, 12, 31), "both")


def test_what_does_not_belong_to_the_repetition_is_left_out(
    desk: Client, business: Business, freja: Customer, kind: ReminderType
) -> None:
    url = f"{DESK}/customers/{freja.pk}/reminders/new/"
    desk.post(url, typed(kind, repeat="daily", weekdays=["mon"], monthly_by="weekday", nth="-1", ends_on="2026-12-31"))
    row = only(business)
    assert (row.weekdays, row.monthly_by, row.nth, row.weekday, row.ends_on) == ([], "date", None, None, None)
    desk.post(
        url,
        typed(kind, repeat="monthly", monthly_by="weekday", nth="-1", weekday="fri", closes="visit", closes_days="3"),
    )
    row = only(business)
    assert (row.monthly_by, row.nth, row.weekday, row.closes_on, row.closes_days) == ("weekday", -1, 4, "visit", 3)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "This must not be empty."),
        ({"starts_on": ""}, "This field is required."),
        ({"minute": "25"}, "Write a time such as 09:00."),
        ({"channel": "sms"}, "Text messages are not set up here."),
        ({"type_id": ""}, "Choose one of the types."),
        ({"repeat": "daily", "ends": "on", "ends_on": "2026-11-12"}, "The last day lies before the first one."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    desk: Client, freja: Customer, kind: ReminderType, fields: dict[str, object], said: str
) -> None:
    answer = desk.post(f"{DESK}/customers/{freja.pk}/reminders/new/", typed(kind, text="Ring først", **fields))
    page = text(answer, 422)
    assert said in page
    assert "Ring først" in page


def test_the_next_dates_stand_beside_the_form_as_one_types(desk: Client, freja: Customer) -> None:
    page = text(desk.get(f"{DESK}/reminders/dates/", {"starts_on": "2026-01-31", "repeat": "monthly", "minute": "9"}))
    assert "Every month on day 31" in page
    assert "Mon 30 Nov 2026 at 09:00" in page
    assert page.count("<li>") == 5
    for wrong in ({"starts_on": "2026-01-31"}, {"starts_on": "x"}, {"starts_on": "0001-01-01", "repeat": "daily"}):
        assert desk.get(f"{DESK}/reminders/dates/", wrong).status_code == 200
    over = {"starts_on": "2026-01-31", "repeat": "never"}
    assert "A single date comes at once." in text(desk.get(f"{DESK}/reminders/dates/", over))
    never = {"starts_on": "2026-12-31", "repeat": "daily", "ends": "on", "ends_on": "2026-12-01"}
    assert "There is no such date." in text(desk.get(f"{DESK}/reminders/dates/", never))
    assert "too far away" in text(desk.get(f"{DESK}/reminders/dates/", {"starts_on": "0001-01-01", "repeat": "daily"}))


def test_a_type_is_added_within_the_form(desk: Client, business: Business, freja: Customer, kind: ReminderType) -> None:
    answer = desk.post(f"{DESK}/reminders/types/", {"new_type": "Card"}, headers=HTMX)
    with scope(business=business):
        made = ReminderType.objects.get(name="Card")
    assert f'<option value="{made.pk}" selected>Card</option>' in text(answer)
    again = desk.post(f"{DESK}/reminders/types/", {"new_type": "Card", "type_id": str(kind.pk)}, headers=HTMX)
    assert "There is a type with this name already." in text(again, 422)
    assert f'<option value="{kind.pk}" selected>' in text(again, 422)


# ---- changed, deleted, taken back --------------------------------------------------------------------------------


def test_a_series_is_changed_as_a_whole_or_one_date_alone(
    desk: Client, business: Business, freja: Customer, kind: ReminderType
) -> None:
    with scope(business=business):
        series = make_reminder(freja, repeat="daily")
    url = f"{DESK}/reminders/{series.pk}/"
    assert "Only the next one" in text(desk.get(url))
    page = text(desk.post(url, typed(kind, repeat="daily", minute="9", version="1"), follow=True))
    assert "Reminder changed" in page
    assert f'action="{DESK}/reminders/{series.pk}/undo/"' in page
    assert "Change taken back" in text(desk.post(f"{DESK}/reminders/{series.pk}/undo/", follow=True))
    series.refresh_from_db()
    assert series.minute == 420
    desk.post(url, typed(kind, repeat="daily", name="Call", scope="this", version=str(series.version)))
    one = only(business)
    assert (one.series_id, one.series_on, one.repeat, one.name) == (series.pk, date(2026, 11, 13), "never", "Call")


def test_of_two_who_change_the_second_sees_both_versions(
    desk: Client, business: Business, freja: Customer, kind: ReminderType
) -> None:
    with scope(business=business):
        row = make_reminder(freja, name="Theirs", version=2)
    answer = desk.post(f"{DESK}/reminders/{row.pk}/", typed(kind, name="Mine", version="1"))
    page = text(answer, 409)
    assert "Theirs" in page
    assert "Mine" in page


def test_deleting_asks_first_and_is_taken_back(desk: Client, business: Business, freja: Customer) -> None:
    with scope(business=business):
        row = make_reminder(freja, repeat="daily")
    url = f"{DESK}/reminders/{row.pk}/delete/"
    assert "Only the next one, Fri 13 Nov 2026" in text(desk.get(url, headers=HTMX))
    page = text(desk.post(url, follow=True))
    assert "Reminder deleted" in page
    assert f'action="{DESK}/reminders/{row.pk}/restore/"' in page
    assert "No reminders" in page
    assert "This reminder was deleted." in text(desk.get(f"{DESK}/reminders/{row.pk}/"))
    assert "Reminder restored" in text(desk.post(f"{DESK}/reminders/{row.pk}/restore/", follow=True))
    assert "One date taken out" in text(desk.post(url, {"scope": "this"}, follow=True))
    row.refresh_from_db()
    assert row.skipped == [date(2026, 11, 13)]


# ---- who may -----------------------------------------------------------------------------------------------------


def test_an_inspector_works_in_her_area_and_knows_of_no_other(
    business: Business, inspector: Actor, freja: Customer, other_area: Area, kind: ReminderType
) -> None:
    with scope(business=business):
        foreign = make_reminder(make_customer(business, "Bo", area=other_area))
        own = make_reminder(freja)
    client = signed_in(inspector)
    for path, status in (
        (f"customers/{freja.pk}/reminders/", 200),
        (f"customers/{freja.pk}/reminders/new/", 200),
        (f"reminders/{own.pk}/", 200),
        (f"reminders/{own.pk}/delete/", 200),
        (f"customers/{foreign.customer_id}/reminders/", 404),
        (f"customers/{foreign.customer_id}/reminders/new/", 404),
        (f"reminders/{foreign.pk}/", 404),
        (f"reminders/{foreign.pk}/delete/", 404),
    ):
        assert client.get(f"{DESK}/{path}").status_code == status, path
    for path in ("restore", "undo", "delete"):
        assert client.post(f"{DESK}/reminders/{foreign.pk}/{path}/").status_code == 404


def test_the_front_desk_has_no_tab_and_no_way_in(business: Business, receptionist: Actor, freja: Customer) -> None:
    client = signed_in(receptionist)
    assert "reminders/" not in text(client.get(f"{DESK}/customers/{freja.pk}/"))
    assert client.get(f"{DESK}/customers/{freja.pk}/reminders/").status_code == 403
    assert f"customers/{freja.pk}/reminders/" not in text(client.get(f"{DESK}/customers/"))


def test_ways_in_stand_in_the_list_and_on_a_booking(desk: Client, business: Business, freja: Customer) -> None:
    with scope(business=business):
        booking = make_booking(make_salon(business), freja)
    assert f'href="{DESK}/customers/{freja.pk}/reminders/"' in text(desk.get(f"{DESK}/customers/"))
    assert f'href="{DESK}/customers/{freja.pk}/reminders/new/"' in text(desk.get(f"{DESK}/bookings/{booking.pk}/"))


# ---- the inbox ---------------------------------------------------------------------------------------------------


def item(
    business: Business, freja: Customer, actor: Actor, on: date = date(2026, 11, 12), **fields: object
) -> Delivery:
    with scope(business=business):
        reminder = make_reminder(freja, on, due_on=None, due_at=None)
        return make_item(reminder, membership_of(actor), make_firing(reminder, on, **fields))


def test_the_inbox_shows_overdue_today_and_coming(
    desk: Client, business: Business, owner: Actor, freja: Customer, now: datetime
) -> None:
    item(business, freja, owner, date(2026, 11, 9), name="Late one", missed=[date(2026, 11, 9)])
    item(business, freja, owner, name="Fresh one", note="no_inspector")
    with scope(business=business):
        make_reminder(freja, name="Next one", recipients="both")
    page = text(desk.get(INBOX))
    order = [page.index(words) for words in ("Overdue", "Late one", "Today", "Fresh one", "Coming", "Next one")]
    assert order == sorted(order)
    assert "Missed while the system was down: Mon 9 Nov" in page
    assert "Nobody inspects the customer's area" in page
    assert ">2</span>" in text(desk.get(f"{INBOX}count/"))


def test_an_item_is_done_snoozed_and_brought_back(
    desk: Client, business: Business, owner: Actor, freja: Customer, now: datetime
) -> None:
    row = item(business, freja, owner)
    url = f"{INBOX}reminders/{row.pk}"
    done = text(desk.post(f"{url}/done/", headers=HTMX))
    assert "done Thu 12 Nov 2026 at 10:54" in done
    assert f'action="{url}/reopen/"' in done
    assert "Renew the contract" in text(desk.get(f"{INBOX}?show=done"))
    assert f'action="{url}/done/"' in text(desk.post(f"{url}/reopen/", headers=HTMX))
    assert "Tomorrow: Fri 13 Nov 2026 at 07:00" in text(desk.get(f"{url}/snooze/", headers=HTMX))
    page = text(desk.post(f"{url}/snooze/", {"until": "week"}, follow=True))
    assert "Snoozed until Mon 16 Nov 2026 at 07:00" in page
    assert "All answered" in page
    assert "snoozed until Mon 16 Nov 2026 at 07:00" in text(desk.get(f"{INBOX}?show=snoozed"))
    assert "Back in the inbox" in text(desk.post(f"{url}/reopen/", follow=True))
    assert "Snoozed until Fri 20 Nov 2026 at 08:30" in text(
        desk.post(f"{url}/snooze/", {"until": "date", "on": "2026-11-20", "minute": "8.30"}, follow=True)
    )


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "This field is required."),
        ({"until": "date"}, "Choose a date."),
        ({"until": "date", "on": "2020-01-01"}, "Choose a moment to come."),
        ({"until": "date", "on": "x"}, "Enter a valid date."),
    ],
)
def test_a_snooze_needs_a_moment_to_come(
    desk: Client, business: Business, owner: Actor, freja: Customer, sent: dict[str, str], said: str
) -> None:
    row = item(business, freja, owner)
    answer = desk.post(f"{INBOX}reminders/{row.pk}/snooze/", sent)
    assert said in text(answer, 422)


def test_another_ones_item_is_not_there(
    desk: Client, business: Business, administrator: Actor, freja: Customer
) -> None:
    row = item(business, freja, administrator)
    for path in ("done", "reopen", "snooze"):
        assert desk.post(f"{INBOX}reminders/{row.pk}/{path}/").status_code == 404


def test_the_inbox_is_narrowed(
    desk: Client, business: Business, owner: Actor, freja: Customer, kind: ReminderType
) -> None:
    item(business, freja, owner, name="About Freja")
    with scope(business=business):
        other = make_reminder(make_customer(business, "Bo"), name="About Bo", type=make_type(business, "Card"))
        make_item(other, membership_of(owner))
    assert "About Bo" in text(desk.get(INBOX))
    for query in (f"area={freja.area_id}", f"type={kind.pk}", f"customer={freja.pk}"):
        page = text(desk.get(f"{INBOX}?{query}"))
        assert "About Freja" in page
        assert "About Bo" not in page
    for nonsense in ("type=x", "area=987654321", "show=never", "customer=-1"):
        assert desk.get(f"{INBOX}?{nonsense}").status_code == 200


def test_an_inbox_of_three_asks_no_more_than_one_of_one(
    desk: Client, business: Business, owner: Actor, freja: Customer
) -> None:
    counted = []
    for number in (1, 2):
        for _ in range(number):
            item(business, freja, owner)
        with CaptureQueriesContext(connection) as asked:
            desk.get(INBOX)
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_tab_tells_what_came_and_who_did_it(
    desk: Client, business: Business, owner: Actor, freja: Customer, now: datetime
) -> None:
    row = item(business, freja, owner, missed=[date(2026, 11, 12)])
    with scope(business=business):
        make_item(
            row.firing.reminder, membership_of(owner), row.firing, channel="sms", error="No phone number is known."
        )
        actions.done_item(actor=owner, now=now, item_id=row.pk)
    page = text(desk.get(f"{DESK}/customers/{freja.pk}/reminders/"))
    assert "Mette Lund: done Thu 12 Nov 2026 at 10:54" in page
    assert "Mette Lund: SMS: No phone number is known." in page


def test_the_watchdog_barks_for_administrators_until_what_is_due_has_come(
    desk: Client, business: Business, receptionist: Actor, freja: Customer, at: At
) -> None:
    with scope(business=business):
        make_reminder(freja, date(2026, 11, 12))
    assert "1 reminder should have come and has not." in text(desk.get(f"{INBOX}count/"))
    assert "should have come" not in text(signed_in(receptionist).get(f"{INBOX}count/"))
    actions.fire_due(actor=SYSTEM, now=at("2026-11-12T10:54+01:00") + timedelta(minutes=1))
    assert "should have come" not in text(desk.get(f"{INBOX}count/"))
