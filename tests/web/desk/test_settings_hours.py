"""Can weekly plans, days away, extra openings and closed days be kept on screen without losing a character?"""

import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import MONDAY_10, make_booking, make_salon
from tests.factories.catalog import make_employee
from tests.factories.customers import make_customer
from tests.factories.hours import make_closed_day, make_day_off, make_hours, make_opening, make_week
from tests.personas import membership_of, signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import HoursItem, Span
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee

SETTINGS = "/desk/havnegade/settings/"
NOV_30, DEC_1, DEC_24 = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 24)


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


@pytest.fixture
def employee(business: Business) -> Employee:
    return make_employee(business)


@pytest.fixture
def url(employee: Employee) -> str:
    return f"{SETTINGS}hours/{employee.pk}/"


def week(employee: Employee) -> list[HoursItem]:
    with scope(business=employee.business_id):
        return queries.list_hours(employee.pk)


def version(employee: Employee) -> str:
    return str(queries.week_version(week(employee)))


def typed(employee: Employee, **fields: object) -> dict[str, object]:
    """A plan for always with the fields of the week that are given, `work_0` for `work-0-from` and `work-0-to`."""
    posted: dict[str, object] = {"version": version(employee), "is_new": "False"}
    for name, value in fields.items():
        if isinstance(value, list):
            kind, day = name.split("_")
            posted[f"{kind}-{day}-from"] = [starts for starts, _ in value]
            posted[f"{kind}-{day}-to"] = [ends for _, ends in value]
        else:
            posted[name] = value
    return posted


def mark_in(page: str) -> str:
    """What a page posts to say that the bookings it lists stay."""
    (mark,) = re.findall(r'name="keep" value="(\d+)"', page)
    return str(mark)


def test_without_employees_there_are_no_hours(desk: Client) -> None:
    assert "Nobody has hours yet" in text(desk.get(f"{SETTINGS}hours/"))


def test_index_leads_to_the_chosen_employee_else_to_the_own_calendar(
    desk: Client, business: Business, employee: Employee, practitioner: Actor
) -> None:
    own = make_employee(business, "Élodie", position=1, membership=membership_of(practitioner))
    index = f"{SETTINGS}hours/"
    assert desk.get(index)["Location"] == f"{index}{employee.pk}/"
    assert desk.get(f"{index}?employee={own.pk}&at=add-away")["Location"] == f"{index}{own.pk}/?at=add-away"
    assert signed_in(practitioner).get(index)["Location"] == f"{index}{own.pk}/"


def test_week_shows_hours_breaks_and_bookable_time(desk: Client, employee: Employee, url: str) -> None:
    make_week(employee, breaks=(("12:00", "12:30"),))
    page = text(desk.get(url))
    assert page.count('name="work-0-from" value="09:00"') == 1
    assert page.count('name="break-0-to" value="12:30"') == 1
    assert "7 h 30 min" in page
    assert "37 h 30 min a week." in page
    assert page.count("Does not work") == 2


def test_plan_is_saved_as_typed(desk: Client, employee: Employee, url: str) -> None:
    answer = desk.post(
        url,
        typed(
            employee,
            work_0=[("9", "12.30"), ("13:00", "2400"), ("", "")],
            break_0=[("14", "14.15"), ("10:00", "10:15"), ("", " ")],
            work_6=[("0", "6")],
        ),
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{url}?plan=always")
    assert [(each.weekday, each.starts_minute, each.ends_minute, each.breaks) for each in week(employee)] == [
        (0, 540, 750, (Span(600, 615),)),
        (0, 780, 1440, (Span(840, 855),)),
        (6, 0, 360, ()),
    ]


def test_new_plan_ends_the_one_before(desk: Client, employee: Employee, url: str) -> None:
    make_hours(employee)
    page = text(desk.get(f"{url}?new=1"))
    assert 'name="work-0-from" value="09:00"' in page
    assert 'name="is_new" value="True"' in page
    answer = desk.post(url, typed(employee, work_0=[("10", "15")], valid_from="2026-12-01") | {"is_new": "True"})
    assert answer["Location"] == f"{url}?from=2026-12-01"
    assert [(each.valid_from, each.valid_to, each.ends_minute) for each in week(employee)] == [
        (None, NOV_30, 1020),
        (DEC_1, None, 900),
    ]
    page = text(desk.get(f"{url}?from=2026-12-01"))
    assert "Until Mon 30 Nov 2026" in page
    assert 'aria-current="true">From Tue 1 Dec 2026' in page
    assert 'aria-current="true">Until Mon 30 Nov 2026' in text(desk.get(url))
    assert 'value="2026-11-30"' in text(desk.get(f"{url}?to=2026-11-30"))
    assert 'aria-current="true">Until' in text(desk.get(f"{url}?from=nonsense&to=2026-99-99"))


def test_saved_plan_replaces_the_one_that_was_open(desk: Client, employee: Employee, url: str) -> None:
    make_hours(employee, valid_from=DEC_1, valid_to=DEC_24)
    fields = {"old_from": "2026-12-01", "old_to": "2026-12-24", "valid_from": "2026-12-01"}
    assert desk.post(url, typed(employee, work_4=[("9", "12")], **fields)).status_code == 302
    assert [(each.weekday, each.valid_from, each.valid_to) for each in week(employee)] == [(4, DEC_1, None)]
    empty = typed(employee, old_from="2026-12-01", valid_from="2026-12-01")
    assert desk.post(url, empty)["Location"] == url
    assert week(employee) == []


def test_plan_between_two_dates_is_named_by_both(desk: Client, employee: Employee, url: str) -> None:
    make_hours(employee, valid_to=NOV_30)
    make_hours(employee, 1, valid_from=DEC_1, valid_to=DEC_24)
    assert "Tue 1 Dec 2026 to Thu 24 Dec 2026" in text(desk.get(url))


def test_without_a_plan_for_today_the_first_one_opens(desk: Client, employee: Employee, url: str) -> None:
    make_hours(employee, valid_from=DEC_24)
    assert 'value="2026-12-24"' in text(desk.get(url))


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        ({"work_0": [("nine", "17")]}, ["Write times such as 09:00."]),
        ({"work_0": [("9", "")]}, ["Write times such as 09:00."]),
        ({"work_0": [("17", "9")]}, ["The end must lie after the start."]),
        ({"work_0": [("9", "17"), ("16", "18")]}, ["These hours overlap others on the same day of the week."]),
        ({"work_0": [("9", "17")], "break_0": [("8", "9:30")]}, ["A break must lie within the hours."]),
        ({"break_0": [("8", "9:30")]}, ["A break must lie within the hours."]),
        ({"work_0": [("9", "17")], "break_0": [("12", "x")]}, ["Write times such as 09:00."]),
        ({"work_0": [("9", "17")], "break_0": [("12", "13"), ("12:30", "14")]}, ["Breaks must not overlap."]),
        ({"valid_from": "2026-12-24", "valid_to": "2026-12-01"}, ["The last day lies before the first one."]),
        ({"valid_from": "soon"}, ["Enter a valid date."]),
        (
            {"work_0": [("9", "17")] * 2, "work_1": [("25", "26")], "valid_to": "x"},
            ["Write times such as 09:00.", "Enter a valid date."],
        ),
    ],
)
def test_refused_plan_keeps_every_character(
    fields: dict[str, object], messages: list[str], desk: Client, employee: Employee, url: str
) -> None:
    make_hours(employee, 5)
    page = text(desk.post(url, typed(employee, **fields)), 422)
    for message in messages:
        assert message in page
    for name, value in fields.items():
        if isinstance(value, list):
            assert all(f'value="{starts}"' in page and f'value="{ends}"' in page for starts, ends in value), name
        else:
            assert f'value="{value}"' in page
    assert [each.weekday for each in week(employee)] == [5]


def test_rows_come_and_go_without_scripts(desk: Client, employee: Employee, url: str) -> None:
    fields = typed(employee, work_0=[("9", "seventeen")])
    page = text(desk.post(url, {**fields, "add": "break-0"}))
    assert 'value="seventeen"' in page
    assert 'aria-label="Monday, Break from" data-focus' in page
    assert 'aria-label="Sunday, Work from" data-focus' in text(desk.post(url, {**fields, "add": "work-6"}))
    assert "seventeen" not in text(desk.post(url, {**fields, "remove": "work-0-0"}))
    for wish in ("work-0-9", "work-7-0", "x", "", "work-0-99999999999999999999"):
        assert "seventeen" in text(desk.post(url, {**fields, "remove": wish, "add": wish}))
    full = typed(employee, work_0=[("9", "seventeen")] * 60)
    assert text(desk.post(url, {**full, "add": "work-0"})).count("seventeen") == 40
    assert week(employee) == []


def test_conflict_shows_the_days_that_differ_and_saving_again_wins(desk: Client, employee: Employee, url: str) -> None:
    seen = typed(employee, work_0=[("10", "15")], work_1=[("9:00", "17:00")])
    make_hours(employee, 0, breaks=(("12:00", "12:30"),))
    make_hours(employee, 1, "09:00", "17:00")
    page = text(desk.post(url, seen), 409)
    assert "<td>09:00–17:00, break 12:00–12:30</td><td>10–15</td>" in page
    assert f'name="version" value="{version(employee)}"' in page
    assert [each.starts_minute for each in week(employee)] == [540, 540]
    assert desk.post(url, {**seen, "version": version(employee)}).status_code == 302
    assert [each.starts_minute for each in week(employee)] == [600, 540]


def test_bookings_outside_the_new_hours_are_shown_once_and_kept(
    desk: Client, business: Business, now: datetime
) -> None:
    salon = make_salon(business)
    booking = make_booking(salon, make_customer(business, first_name="Birgitta"))
    url = f"{SETTINGS}hours/{salon.jonas.pk}/"
    fields = typed(salon.jonas, work_0=[("13", "17")])
    page = text(desk.post(url, fields), 409)
    assert "1 booking lies outside the new hours." in page
    assert "Birgitta" in page
    assert f"/desk/havnegade/bookings/{booking.pk}/move/" in page
    assert 'value="13"' in page
    assert "The end must lie after the start." in text(desk.post(url, typed(salon.jonas, work_0=[("13", "9")])), 422)
    assert len(week(salon.jonas)) == 5
    assert 'value="13"' in text(desk.post(url, {**fields, "back": "1"}))
    assert desk.post(url, {**fields, "keep": "of others"}).status_code == 409
    assert desk.post(url, {**fields, "keep": mark_in(page)}).status_code == 302
    assert [(each.weekday, each.starts_minute) for each in week(salon.jonas)] == [(0, 780)]


def test_bookings_in_a_time_away_are_shown_before_it_is_saved(desk: Client, business: Business, now: datetime) -> None:
    salon = make_salon(business)
    booking = make_booking(salon, make_customer(business, first_name="Birgitta"))
    url = f"{SETTINGS}hours/{salon.jonas.pk}/away/new/"
    posted = {"from_on": "2026-11-16", "to_on": "2026-11-17", "note": "Tandlæge"}
    page = text(desk.post(url, posted, headers={"HX-Request": "true"}), 409)
    assert "1 booking lies outside the new hours." in page
    assert "Birgitta" in page
    assert f"/desk/havnegade/bookings/{booking.pk}/" in page
    assert 'value="Tandlæge"' in page
    back = text(desk.post(url, {**posted, "back": "1"}))
    assert "lies outside" not in back
    assert 'value="Tandlæge"' in back
    assert "The last day lies before" in text(desk.post(url, {**posted, "to_on": "2026-11-01"}), 422)
    assert desk.post(url, {**posted, "keep": mark_in(page)}).status_code == 302
    with scope(business=business):
        (item,) = queries.list_days_off(salon.jonas.pk)
    assert desk.post(f"{SETTINGS}hours/{salon.jonas.pk}/away/{item.id}/", {**posted, "version": "1"}).status_code == 302


def test_bookings_of_an_opening_are_shown_before_it_is_moved(desk: Client, business: Business, now: datetime) -> None:
    salon = make_salon(business)
    with scope(business=business):
        extra = make_opening(salon.jonas, date(2026, 11, 16), "18:00", "20:00")
    make_booking(salon, make_customer(business, first_name="Birgitta"), MONDAY_10 + timedelta(hours=8))
    url = f"{SETTINGS}hours/{salon.jonas.pk}/extra/{extra.pk}/"
    posted = {"version": "1", "on": "2026-11-16", "starts": "19", "ends": "20"}
    page = text(desk.post(url, posted), 409)
    assert "Birgitta" in page
    assert "The end must lie after the start." in text(desk.post(url, {**posted, "ends": "9"}), 422)
    assert desk.post(url, {**posted, "keep": mark_in(page)}).status_code == 302


def test_bookings_of_everybody_are_shown_before_a_day_is_closed(
    desk: Client, business: Business, now: datetime
) -> None:
    salon, customer = make_salon(business), make_customer(business, first_name="Birgitta")
    make_booking(salon, customer)
    make_booking(salon, customer, employee=salon.mette)
    url = f"{SETTINGS}closed-days/new/?employee={salon.jonas.pk}"
    posted = {"on": "2026-11-16", "to_on": "", "name": "Jul"}
    page = text(desk.post(url, posted), 409)
    assert "2 bookings lie outside the new hours." in page
    assert "Haircut · Mette Lund" in page
    assert 'value="Jul"' in page
    assert text(desk.post(url, {**posted, "to_on": "2026-11-01"}), 422)
    assert desk.post(url, {**posted, "keep": mark_in(page)}).status_code == 302


def test_an_inspector_meets_only_the_time_of_a_customer_of_others(
    business: Business, inspector: Actor, now: datetime
) -> None:
    salon = make_salon(business)
    with scope(business=business):
        Employee.objects.filter(pk=salon.jonas.pk).update(membership=membership_of(inspector))
    make_booking(salon, make_customer(business, first_name="Birgitta"))
    url = f"{SETTINGS}hours/{salon.jonas.pk}/away/new/"
    page = text(signed_in(inspector).post(url, {"from_on": "2026-11-16"}), 409)
    assert "Mon 16 Nov" in page
    assert "Taken" in page
    assert [word for word in ("Birgitta", "Haircut") if word in page] == []


def test_bookings_of_a_plan_are_shown_before_it_is_deleted(desk: Client, business: Business, now: datetime) -> None:
    salon = make_salon(business)
    make_booking(salon, make_customer(business, first_name="Birgitta"))
    page = text(desk.get(f"{SETTINGS}hours/{salon.jonas.pk}/delete-plan/?plan=always"))
    assert "1 booking lies outside the new hours." in page
    assert "Birgitta" in page


def test_plan_is_deleted_after_asking(desk: Client, employee: Employee, url: str) -> None:
    make_hours(employee, valid_to=NOV_30)
    make_hours(employee, valid_from=DEC_1)
    delete = f"{url}delete-plan/?from=2026-12-01"
    assert "“From Tue 1 Dec 2026”" in text(desk.get(delete))
    assert desk.post(delete)["Location"] == url
    assert [each.valid_to for each in week(employee)] == [NOV_30]
    assert desk.post(delete).status_code == 404
    assert desk.get(f"{url}delete-plan/").status_code == 404


def test_days_away_are_added_changed_and_taken_back(desk: Client, employee: Employee, url: str) -> None:
    assert "is away" in text(desk.get(f"{url}away/new/", headers={"HX-Request": "true"}))
    posted = {"from_on": "2026-12-24", "to_on": "", "starts": "13", "ends": "15.30", "note": "Tandlæge"}
    assert desk.post(f"{url}away/new/", posted)["Location"] == f"{url}?at=add-away"
    with scope(business=employee.business_id):
        (item,) = queries.list_days_off(employee.pk)
    assert (item.from_on, item.to_on, item.starts_minute, item.ends_minute) == (DEC_24, DEC_24, 780, 930)
    page = text(desk.get(f"{url}?at=add-away"))
    assert "Thu 24 Dec 2026, 13:00–15:30" in page
    edit = f"{url}away/{item.id}/"
    assert 'value="15:30"' in text(desk.get(edit))
    whole = {"version": "1", "from_on": "2026-12-24", "to_on": "2027-01-02", "starts": "", "ends": "", "note": ""}
    assert desk.post(edit, whole)["Location"] == f"{url}?at=away-{item.id}"
    assert "Thu 24 Dec 2026 – Sat 2 Jan 2027" in text(desk.get(url))
    conflict = text(desk.post(edit, {**whole, "note": "Mine"}), 409)
    assert "<td>–</td><td>Mine</td>" in conflict
    assert 'name="version" value="2"' in conflict
    assert "Give both times" in text(desk.post(edit, {**whole, "version": "2", "starts": "9"}), 422)
    page = text(desk.post(f"{url}away/new/", {**posted, "from_on": "x", "starts": "noon"}), 422)
    assert 'value="noon"' in page
    assert desk.post(f"{edit}delete/").status_code == 302
    assert "Thu 24 Dec" not in text(desk.get(url))


def test_extra_hours_are_added_changed_and_taken_back(desk: Client, employee: Employee, url: str) -> None:
    assert "Extra hours of" in text(desk.get(f"{url}extra/new/"))
    posted = {"on": "2026-12-24", "starts": "9", "ends": "24", "note": ""}
    assert desk.post(f"{url}extra/new/", posted)["Location"] == f"{url}?at=add-extra"
    with scope(business=employee.business_id):
        (item,) = queries.list_openings(employee.pk)
    edit = f"{url}extra/{item.id}/"
    assert 'value="24:00"' in text(desk.get(edit))
    assert desk.post(edit, {**posted, "version": "1", "ends": "13"})["Location"] == f"{url}?at=extra-{item.id}"
    assert "Thu 24 Dec 2026, 09:00–13:00" in text(desk.get(url))
    assert "<td>13:00</td><td>14</td>" in text(desk.post(edit, {**posted, "version": "1", "ends": "14"}), 409)
    assert "The end must lie after the start." in text(desk.post(f"{url}extra/new/", {**posted, "ends": "9"}), 422)
    assert desk.post(f"{edit}delete/").status_code == 302


def test_closed_days_are_added_changed_and_opened_again(desk: Client, employee: Employee, url: str) -> None:
    new = f"{SETTINGS}closed-days/new/?employee={employee.pk}"
    assert "Closed, everybody" in text(desk.get(new))
    back = f"{SETTINGS}hours/?at=add-closed&employee={employee.pk}"
    assert desk.post(new, {"on": "2026-12-24", "to_on": "2026-12-25", "name": "Jul"})["Location"] == back
    assert "This day is closed already." in text(desk.post(new, {"on": "2026-12-24", "name": ""}), 422)
    with scope(business=employee.business_id):
        item, _ = queries.list_closed_days()
    edit = f"{SETTINGS}closed-days/{item.id}/"
    assert 'value="Jul"' in text(desk.get(edit))
    assert desk.post(edit, {"version": "1", "on": "2026-12-31", "name": "Nytår"}).status_code == 302
    assert "Thu 31 Dec 2026" in text(desk.get(url))
    assert "<td>Nytår</td><td>Mine</td>" in text(
        desk.post(edit, {"version": "1", "on": "2026-12-31", "name": "Mine"}), 409
    )
    assert desk.post(f"{edit}delete/").status_code == 302


def test_practitioner_keeps_the_own_calendar_and_only_reads_the_others(
    business: Business, employee: Employee, url: str, practitioner: Actor, now: datetime
) -> None:
    make_hours(employee)
    desk = signed_in(practitioner)
    own = make_employee(business, "Élodie", membership=membership_of(practitioner))
    mine = f"{SETTINGS}hours/{own.pk}/"
    assert desk.post(mine, typed(own, work_0=[("9", "12")])).status_code == 302
    assert desk.post(f"{mine}away/new/", {"from_on": "2026-12-24"}).status_code == 302
    page = text(desk.get(url))
    assert "09:00–17:00" in page
    assert [word for word in ("work-0-from", "Delete", "New plan", "Away…", "Add…") if word in page] == []
    for address in (url, f"{url}away/new/", f"{url}extra/new/", f"{url}delete-plan/", f"{SETTINGS}closed-days/new/"):
        assert desk.post(address).status_code == 403
    assert text(desk.get(f"{url}?new=1"))


def test_another_tenants_calendar_does_not_exist(desk: Client, other_business: Business) -> None:
    foreign = make_employee(other_business)
    base = f"{SETTINGS}hours/{foreign.pk}/"
    away, extra = make_day_off(foreign, DEC_24), make_opening(foreign, DEC_24)
    closed = make_closed_day(other_business, DEC_24)
    for url in (base, f"{base}away/{away.pk}/", f"{base}extra/{extra.pk}/", f"{SETTINGS}closed-days/{closed.pk}/"):
        assert desk.get(url).status_code == 404
        assert desk.post(url).status_code == 404
