"""Staff plan classes, change and cancel them, and check off who takes part."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.factories.classes import TUESDAY_18, Studio, make_session, make_studio
from tests.factories.customers import make_customer
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking, ClassSession
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

WEEK = timedelta(weeks=1)
QUERIES = 7
LIST = "/desk/havnegade/classes/"


@pytest.fixture
def studio(business: Business, now: datetime) -> Studio:
    with scope(business=business):
        return make_studio(business)


@pytest.fixture
def row(studio: Studio) -> ClassSession:
    with scope(business=studio.business):
        return make_session(studio)


@pytest.fixture
def sofie(studio: Studio) -> Customer:
    with scope(business=studio.business):
        return make_customer(studio.business)


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def typed(studio: Studio, **changed: object) -> dict[str, object]:
    return {
        "service": studio.yoga.pk,
        "employee": studio.ida.pk,
        "on": "2026-11-17",
        "starts": "18",
        "ends": "",
        "seats": "",
        "weekly_until": "",
        **changed,
    }


def sessions(studio: Studio) -> list[ClassSession]:
    with scope(business=studio.business):
        return list(ClassSession.objects.order_by("starts_at"))


def test_the_week_shows_what_is_held_and_how_full_it_is(desk: Client, row: ClassSession) -> None:
    assert "No classes in this week" in text(desk.get(LIST))
    page = text(desk.get(f"{LIST}?on=2026-11-19"))
    for words in ("Tuesday 17 November 2026", "18:00", "Yoga", "until 19:00 · Ida Skov", "0 of 2 seats", "This week"):
        assert words in page, words
    assert text(desk.get(f"{LIST}?on=nonsense"))
    assert text(desk.get(f"{LIST}?on=9999-12-31"))


def test_without_a_class_among_the_services_the_page_says_where_to_begin(desk: Client, business: Business) -> None:
    assert "Somebody who may change settings adds it" in text(desk.get(LIST))
    assert desk.get(f"{LIST}new/")["Location"] == LIST


def test_queries_do_not_grow_with_the_classes(
    desk: Client, studio: Studio, row: ClassSession, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    desk.get(f"{LIST}?on=2026-11-17")
    with django_assert_num_queries(QUERIES):
        desk.get(f"{LIST}?on=2026-11-17")
    with scope(business=studio.business):
        for hours in (2, 4):
            make_session(studio, TUESDAY_18 + timedelta(hours=hours))
    with django_assert_num_queries(QUERIES):
        desk.get(f"{LIST}?on=2026-11-17")


def test_one_date_is_planned_as_typed(desk: Client, studio: Studio) -> None:
    assert 'value="2026-11-12"' in desk.get(f"{LIST}new/").content.decode()
    answer = desk.post(f"{LIST}new/", typed(studio, ends="19.30", seats="5"), follow=True)
    assert "1 date of Yoga planned" in text(answer)
    [made] = sessions(studio)
    assert (made.starts_at, made.ends_at, made.seats) == (TUESDAY_18, TUESDAY_18 + timedelta(minutes=90), 5)


def test_a_series_is_planned(desk: Client, studio: Studio) -> None:
    answer = desk.post(f"{LIST}new/", typed(studio, weekly_until="2026-12-01"), follow=True)
    assert "3 dates of Yoga planned" in text(answer)
    assert [(one.starts_at, one.seats) for one in sessions(studio)] == [
        (TUESDAY_18 + weeks * WEEK, 12) for weeks in range(3)
    ]


def test_what_cannot_be_planned_stays_on_the_form(desk: Client, studio: Studio) -> None:
    page = text(desk.post(f"{LIST}new/", typed(studio, starts="noon", ends="later")), 422)
    assert page.count("Write the time as 13:15.") == 2
    assert 'value="noon"' in page
    assert "too small or too large" in text(desk.post(f"{LIST}new/", typed(studio, seats="0")), 422)
    with scope(business=studio.business):
        make_session(studio, TUESDAY_18 + WEEK)
    page = text(desk.post(f"{LIST}new/", typed(studio, weekly_until="2026-12-01")), 422)
    assert "Something else is in the calendar at this time: Tue 24 Nov. Nothing was written." in page
    assert len(sessions(studio)) == 1


def test_a_date_is_changed(desk: Client, studio: Studio, row: ClassSession) -> None:
    address = f"{LIST}{row.pk}/edit/"
    assert 'value="18:00"' in desk.get(address).content.decode()
    data = {"version": 1, "employee": studio.ida.pk, "on": "2026-11-18", "starts": "17:00", "ends": "", "seats": "3"}
    assert "Class saved" in text(desk.post(address, data, follow=True))
    [changed] = sessions(studio)
    assert (changed.starts_at, changed.seats) == (datetime.fromisoformat("2026-11-18T17:00+01:00"), 3)
    stale = desk.post(address, {**data, "seats": "", "starts": "16:00"})
    assert 'value="16:00"' in text(stale, 409)
    again = desk.post(address, {**data, "version": 2, "starts": "16:00", "ends": "17:00", "seats": ""}, follow=True)
    assert "Class saved" in text(again)


def test_a_change_that_cannot_be_stays_on_the_form(desk: Client, studio: Studio, row: ClassSession) -> None:
    with scope(business=studio.business):
        make_session(studio, TUESDAY_18 + WEEK)
    data = {"version": 1, "employee": studio.ida.pk, "on": "2026-11-24", "starts": "18:00", "ends": "", "seats": "2"}
    address = f"{LIST}{row.pk}/edit/"
    assert "Something else is in the calendar" in text(desk.post(address, data), 422)
    assert "Write the time as 13:15." in text(desk.post(address, {**data, "starts": "x"}), 422)
    assert "too small or too large" in text(desk.post(address, {**data, "on": "2026-11-17", "seats": "0"}), 422)


def test_a_class_is_cancelled_after_asking(desk: Client, studio: Studio, row: ClassSession, sofie: Customer) -> None:
    desk.post(f"{LIST}{row.pk}/", {"customer": sofie.pk})
    asked = text(desk.get(f"{LIST}{row.pk}/cancel/"))
    assert "1 booking is cancelled too." in asked
    assert "x" * 9 in text(desk.post(f"{LIST}{row.pk}/cancel/", {"reason": "x" * 2001}), 422)
    page = text(desk.post(f"{LIST}{row.pk}/cancel/", {"reason": "Ida is ill."}, follow=True))
    for words in ("Class cancelled", "Ida is ill.", "Cancelled and declined", "Sofie Bjerregaard"):
        assert words in page, words
    assert "Add a participant" not in page
    assert desk.get(f"{LIST}{row.pk}/edit/").status_code == 302
    assert "Cancelled" in text(desk.get(f"{LIST}?on=2026-11-17"))


def test_a_participant_is_found_added_and_checked_off(
    desk: Client, studio: Studio, row: ClassSession, sofie: Customer
) -> None:
    here = f"{LIST}{row.pk}/"
    assert "Nobody yet." in text(desk.get(here))
    assert "Nobody was found." in text(desk.get(f"{here}?search=zzzz"))
    assert "Add Sofie Bjerregaard" in text(desk.get(f"{here}?search=sofie"))
    page = text(desk.post(here, {"customer": sofie.pk}, follow=True))
    assert "Sofie Bjerregaard takes part" in page
    assert "1 of 2 seats" in page
    with scope(business=studio.business):
        booking = Booking.objects.get()
    arrived = text(desk.post(f"/desk/havnegade/bookings/{booking.pk}/arrive/", {"back": here}, follow=True))
    assert "Completed: Sofie Bjerregaard" in arrived


def test_a_participant_twice_or_one_too_many_is_refused(
    desk: Client, studio: Studio, row: ClassSession, sofie: Customer
) -> None:
    here = f"{LIST}{row.pk}/"
    desk.post(here, {"customer": sofie.pk})
    assert "There is a seat in this class for this person already." in text(
        desk.post(here, {"customer": sofie.pk}), 422
    )
    with scope(business=studio.business):
        ClassSession.objects.update(seats=1)
        otto = make_customer(studio.business, "Otto")
    assert "All seats of this class are taken." in text(desk.post(here, {"customer": otto.pk}), 422)
    assert "All seats are taken. Cancel one, or give the class more seats." in text(desk.get(here))
    assert "Full" in text(desk.get(here))
    assert desk.post(here, {"customer": "x"}).status_code == 422


def test_a_rule_that_warns_asks_for_a_reason(
    desk: Client, studio: Studio, row: ClassSession, practitioner: Actor
) -> None:
    with scope(business=studio.business):
        blocked = make_customer(studio.business, "Otto", max_future_bookings=0)
    here = f"{LIST}{row.pk}/"
    page = text(desk.post(here, {"customer": blocked.pk}), 422)
    assert "The customer is blocked: max coming bookings is 0." in page
    assert "Add anyway" in page
    other = text(signed_in(practitioner).post(here, {"customer": blocked.pk}), 422)
    assert "Add anyway" not in other
    answer = desk.post(here, {"customer": blocked.pk, "override_reason": "She called."}, follow=True)
    assert "Otto Bjerregaard takes part" in text(answer)


def test_who_has_begun_may_be_noted_as_not_come(desk: Client, studio: Studio, sofie: Customer, now: datetime) -> None:
    with scope(business=studio.business):
        row = make_session(studio, now - timedelta(minutes=5))
    here = f"{LIST}{row.pk}/"
    desk.post(here, {"customer": sofie.pk, "override_reason": "Walked in."})
    assert "No-show: Sofie Bjerregaard" in text(desk.get(here))


def test_a_seat_leads_to_its_class_and_is_not_moved(
    desk: Client, studio: Studio, row: ClassSession, sofie: Customer
) -> None:
    desk.post(f"{LIST}{row.pk}/", {"customer": sofie.pk})
    with scope(business=studio.business):
        booking = Booking.objects.get()
    address = f"/desk/havnegade/bookings/{booking.pk}/"
    page = text(desk.get(address))
    assert "Open the class" in page
    assert f"{address}move/" not in page
    assert desk.get(f"{address}move/")["Location"] == address


def test_the_day_shows_its_classes(desk: Client, row: ClassSession) -> None:
    page = text(desk.get("/desk/havnegade/?on=2026-11-17"))
    assert "until 19:00 · Ida Skov" in page
    assert "0 of 2 seats" in page
