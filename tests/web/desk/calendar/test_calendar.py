"""Does the calendar show the days asked for, say when nothing changed, and put what is dragged where it belongs?"""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.businesses import make_area, make_location
from tests.factories.classes import make_session, make_studio
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.days import DayLoad
from kartotek.domain.businesses.models import Business
from kartotek.web.desk.calendar import drawn
from kartotek.web.desk.calendar.month import level_of

URL = "/desk/havnegade/calendar/"
DAY = f"{URL}days/?view=day&on=2026-11-16"
HOUR = timedelta(hours=1)


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def booking(salon: Salon) -> Booking:
    with scope(business=salon.business):
        return make_booking(salon, make_customer(salon.business, important_note="PPD allergy."))


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test is one transaction, whose own changes are no news to itself: each look is drawn anew."""
    monkeypatch.setattr(drawn, "MOST", 0)


def kept(booking: Booking) -> Booking:
    with scope(business=booking.business_id):
        return Booking.objects.get(pk=booking.pk)


def events(desk: Client, url: str = DAY) -> list[dict[str, object]]:
    found: list[dict[str, object]] = desk.get(url).json()["events"]
    return [event for event in found if event["kind"] != "closed"]


@pytest.mark.parametrize("view", ["day", "week", "list"])
def test_each_view_opens_and_says_what_it_shows(desk: Client, booking: Booking, view: str) -> None:
    html = desk.get(f"{URL}?view={view}&on=2026-11-16").content.decode()
    title = "16–22 November 2026" if view == "week" else "Monday 16 November 2026"
    assert (title in html, "Week 47" in html) == (True, True)
    assert ("Sofie Bjerregaard" in html) == (view == "list")  # the columns are drawn by the script


@pytest.mark.parametrize(
    "query",
    ["view=x", "on=x", "on=0001-01-01", "on=9999-12-31", "employee=x", "employee=987654321", "location=²", "on=%00"],
)
@pytest.mark.parametrize("page", ["", "days/", "month/"])
def test_what_cannot_be_read_in_the_address_is_left_out(desk: Client, booking: Booking, page: str, query: str) -> None:
    assert desk.get(f"{URL}{page}?{query}").status_code == 200
    assert desk.get(f"{URL}{page}?view=week&{query}").status_code == 200


def test_a_booking_is_told_with_the_clock_of_the_wall_and_what_to_mind(desk: Client, booking: Booking) -> None:
    [event] = events(desk)
    shown = {name: event[name] for name in ("id", "name", "text", "clock", "starts", "ends", "version", "movable")}
    assert shown == {
        "id": f"b{booking.pk}",
        "name": "Sofie Bjerregaard",
        "text": "Haircut",
        "clock": "10:00",
        "starts": "2026-11-16T10:00:00",
        "ends": "2026-11-16T10:45:00",
        "version": 1,
        "movable": True,
    }
    assert event["icons"] == ["important", "first", "online"]
    assert desk.get(DAY).json()["icons"]["important"] == {
        "icon": "alert-triangle", "text": "Important note", "css": "warn",
    }  # fmt: skip


def test_a_booking_with_a_gap_is_two_parts_and_the_time_between(desk: Client, salon: Salon, booking: Booking) -> None:
    with scope(business=salon.business):
        Booking.objects.update(gap_after_minutes=15, gap_minutes=20)
    first, gap, second = events(desk)
    assert [(str(one["starts"])[11:16], str(one["ends"])[11:16]) for one in (first, gap, second)] == [
        ("10:00", "10:15"),
        ("10:15", "10:35"),
        ("10:35", "10:45"),
    ]
    assert (first["id"], second["id"], gap["kind"]) == (f"b{booking.pk}", f"b{booking.pk}-2", "gap")
    assert (first["movable"], first["resizable"], second["movable"]) == (True, False, False)
    assert (second["url"], second["clock"], second["text"]) == (first["url"], "10:35", "Haircut, part 2")
    assert "10:15–10:35 free for others" in desk.get(f"{URL}?view=list&on=2026-11-16").content.decode()


def test_closed_time_and_the_span_come_with_it(desk: Client, salon: Salon, booking: Booking) -> None:
    answer = desk.get(DAY).json()
    closed = [event for event in answer["events"] if event["kind"] == "closed"]
    assert [(one["starts"][11:16], one["ends"][11:16]) for one in closed] == [
        ("00:00", "09:00"),
        ("17:00", "00:00"),
    ] * 2
    assert (answer["span"], answer["told"]) == (["08:00", "18:00"], "1 booking")
    with scope(business=salon.business):
        Booking.objects.update(starts_at=MONDAY_10 - 4 * HOUR, ends_at=MONDAY_10 + 12 * HOUR, status="no_show")
    answer = desk.get(DAY).json()
    assert (answer["span"], answer["told"]) == (["06:00", "22:00"], "1 booking · 1 no-show")


def test_a_class_has_its_seats_and_is_not_dragged(desk: Client, business: Business, now: datetime) -> None:
    with scope(business=business):
        make_session(make_studio(business), MONDAY_10)
    [event] = events(desk)
    assert (event["kind"], event["text"], "movable" in event) == ("class", "0 of 2", False)


def test_the_night_that_has_an_hour_twice_still_ends_after_it_starts(desk: Client, salon: Salon) -> None:
    starts_at = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45, and half an hour later it is 02:15
    with scope(business=salon.business):
        make_booking(salon, make_customer(salon.business), starts_at, ends_at=starts_at + HOUR / 2)
    [event] = events(desk, f"{URL}days/?on=2026-10-25")
    assert (event["starts"], event["ends"]) == ("2026-10-25T02:45:00", "2026-10-25T03:15:00")


def test_an_inspector_sees_that_the_time_is_taken_and_not_by_whom(
    inspector: Actor, salon: Salon, booking: Booking, now: datetime
) -> None:
    desk = signed_in(inspector)
    [event] = events(desk)
    assert (event["kind"], event["name"]) == ("taken", "Taken")
    assert "url" not in event
    html = desk.get(f"{URL}?view=list&on=2026-11-16").content.decode()
    assert ("Sofie" in html, "Taken" in html) == (False, True)


def test_a_place_narrows_it_to_those_who_work_there(desk: Client, salon: Salon, booking: Booking) -> None:
    with scope(business=salon.business):
        here, there = make_location(salon.business, "Here"), make_location(salon.business, "There")
        type(salon.jonas).objects.filter(pk=salon.jonas.pk).update(location=here)
        type(salon.mette).objects.filter(pk=salon.mette.pk).update(location=there)
    assert [len(events(desk, f"{DAY}&location={place.pk}")) for place in (here, there)] == [1, 0]
    assert b"All places" in desk.get(URL).content


def test_the_week_is_ones_own_or_the_first_ones(desk: Client, salon: Salon, booking: Booking) -> None:
    week = f"{URL}days/?view=week&on=2026-11-18"
    assert [len(events(desk, url)) for url in (week, f"{week}&employee={salon.mette.pk}")] == [1, 0]


def test_however_full_the_day_the_statements_are_the_same(
    desk: Client, salon: Salon, booking: Booking, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with scope(business=salon.business):
        for number in range(12):
            customer = make_customer(salon.business, f"Person {number}")
            make_booking(
                salon, customer, MONDAY_10 + number * HOUR / 4, salon.mette, ends_at=MONDAY_10 + (number + 1) * HOUR / 4
            )
    with django_assert_max_num_queries(20):
        assert len(events(desk)) == 13


def drag(desk: Client, booking: Booking, **values: object) -> tuple[int, dict[str, dict[str, object]], str]:
    answer = desk.post(
        f"{URL}bookings/{booking.pk}/",
        {"version": 1, **values},
        headers={"HX-Request": "true"},
    )
    triggers = json.loads(answer.headers.get("HX-Trigger-After-Settle", "{}"))
    return answer.status_code, triggers, answer.content.decode()


def test_what_is_dragged_goes_there_and_can_be_taken_back(desk: Client, salon: Salon, booking: Booking) -> None:
    status, triggers, _html = drag(desk, booking, minutes=75, employee=salon.mette.pk)
    assert (status, sorted(triggers)) == (200, ["k-close", "k-days-changed", "k-toast"])
    moved = kept(booking)
    assert (moved.starts_at, moved.employee_id) == (MONDAY_10 + 75 * HOUR / 60, salon.mette.pk)
    toast = triggers["k-toast"]
    assert toast["text"] == "Sofie Bjerregaard, Mon 16 Nov 2026 at 11:15, now with Mette Lund"
    undo = toast["undo"]
    assert isinstance(undo, dict)
    assert desk.post(undo["url"], undo["values"], headers={"HX-Request": "true"}).status_code == 200
    back = kept(booking)
    assert (back.starts_at, back.employee_id, back.version) == (MONDAY_10, salon.jonas.pk, 3)


def test_the_lower_edge_makes_it_longer_and_back(desk: Client, booking: Booking) -> None:
    _status, triggers, _html = drag(desk, booking, end_minutes=30)
    assert triggers["k-toast"]["text"] == "Sofie Bjerregaard now stays until 11:15"
    assert kept(booking).ends_at == MONDAY_10 + 75 * HOUR / 60
    undo = triggers["k-toast"]["undo"]
    assert isinstance(undo, dict)
    desk.post(undo["url"], undo["values"], headers={"HX-Request": "true"})
    assert (kept(booking).ends_at, kept(booking).own_minutes) == (MONDAY_10 + 45 * HOUR / 60, None)


def test_over_another_appointment_it_asks_and_then_squeezes_in(desk: Client, salon: Salon, booking: Booking) -> None:
    with scope(business=salon.business):
        make_booking(salon, make_customer(salon.business, "Freja"), MONDAY_10 + HOUR)
    status, triggers, html = drag(desk, booking, minutes=60)
    assert (status, triggers, kept(booking).starts_at) == (409, {}, MONDAY_10)
    assert ("Somebody else has this time." in html, "Squeeze in" in html) == (True, True)
    status, _triggers, html = drag(desk, booking, minutes=60, is_squeezed="on")
    assert (status, "Give a reason for booking over another appointment." in html) == (409, True)
    status, _triggers, _html = drag(desk, booking, minutes=60, is_squeezed="on", override_reason="She insists")
    assert (status, kept(booking).is_squeezed) == (200, True)


def test_out_of_hours_is_never_silent(desk: Client, booking: Booking) -> None:
    status, _triggers, html = drag(desk, booking, minutes=-180)
    assert (status, "The time lies outside the opening hours." in html) == (409, True)
    assert drag(desk, booking, minutes=-180, override_reason="Agreed by phone")[0] == 200
    assert kept(booking).override_reason == "Agreed by phone"


def test_who_may_not_override_is_told_who_can(
    practitioner: Actor, salon: Salon, booking: Booking, now: datetime
) -> None:
    with scope(business=salon.business):
        type(salon.jonas).objects.filter(pk=salon.jonas.pk).update(membership_id=practitioner.id)
    status, _triggers, html = drag(signed_in(practitioner), booking, minutes=-180)
    assert (status, "This does not go" in html) == (409, True)
    assert ("Somebody who may override rules can do it." in html, "override_reason" in html) == (True, False)
    with scope(business=salon.business):
        Booking.objects.update(employee=salon.mette)
    status, _triggers, html = drag(signed_in(practitioner), booking, minutes=60)
    assert (status, "You do not have the permission for this." in html) == (409, True)
    [event] = events(signed_in(practitioner))
    assert (event["movable"], event["resizable"]) == (False, False)


def test_the_second_of_two_who_drag_is_told(desk: Client, booking: Booking) -> None:
    assert drag(desk, booking, minutes=60)[0] == 200
    status, _triggers, html = drag(desk, booking, minutes=120)
    assert (status, kept(booking).starts_at) == (409, MONDAY_10 + HOUR)
    assert "Somebody else has changed this in the meantime." in html


@pytest.mark.parametrize(
    "values",
    [
        {"version": "x"},
        {"minutes": "x"},
        {"minutes": 10**12},
        {"end_minutes": -60},
        {"end_minutes": 10**9},
        {"length": -1},
        {"length": 10**12},
        {"starts_at": "x"},
        {"starts_at": "0001-01-01T00:00:00+00:00"},
        {"employee": 987654321},
        {"override_reason": "x\0"},
        {"override_reason": "😀" * 600},
    ],
)
def test_nonsense_is_refused_in_words_and_nothing_moves(
    desk: Client, booking: Booking, values: dict[str, object]
) -> None:
    status, _triggers, html = drag(desk, booking, **values)
    assert (status, "<dialog" in html) == (409, True)
    assert (kept(booking).starts_at, kept(booking).version) == (MONDAY_10, 1)


def test_another_business_s_booking_is_not_there(desk: Client, booking: Booking) -> None:
    assert desk.post(f"{URL}bookings/{booking.pk + 1000}/", {"version": 1}).status_code == 404


def test_the_small_month_says_how_full_each_day_is(desk: Client, booking: Booking) -> None:
    html = desk.get(f"{URL}month/?view=day&on=2026-11-16").content.decode()
    assert 'aria-label="Mon 16 Nov 2026, light"' in html
    assert 'aria-label="Tue 17 Nov 2026"' in html
    assert "December 2026" in desk.get(f"{URL}month/?on=2026-11-16&of=2026-12-05").content.decode()


@pytest.mark.parametrize(("taken", "level"), [(0, 0), (1, 1), (25, 1), (26, 2), (51, 3), (86, 4), (120, 4)])
def test_levels(taken: int, level: int) -> None:
    assert level_of(DayLoad(MONDAY_10.date(), 100, taken)) == level
    assert level_of(DayLoad(MONDAY_10.date(), 0, taken)) == (4 if taken else 0)


def test_the_list_leads_to_moving_and_to_the_booking(desk: Client, booking: Booking) -> None:
    html = desk.get(f"{URL}?view=list&on=2026-11-16").content.decode()
    for words in ("10:00–10:45", f"/bookings/{booking.pk}/move/", "PPD allergy.", "Morning", "Jonas Krog"):
        assert words in html, words
    assert "Nobody is booked on this day" in desk.get(f"{URL}?view=list&on=2026-11-17").content.decode()


def test_a_time_pointed_at_goes_with_the_choice_of_the_customer(desk: Client, salon: Salon, booking: Booking) -> None:
    query = f"on=2026-11-16&at=13:15&employee={salon.jonas.pk}&service={salon.service.pk}"
    html = desk.get(f"/desk/havnegade/bookings/new/?{query}&search=Sofie").content.decode()
    assert "at=13%3A15" in html
    html = desk.get(f"/desk/havnegade/bookings/new/?{query}&customer={booking.customer_id}").content.decode()
    assert 'value="13:15"' in html


def test_what_was_just_booked_is_taken_back_without_a_word(desk: Client, booking: Booking) -> None:
    answer = desk.post(f"/desk/havnegade/bookings/{booking.pk}/undo/")
    assert (answer.status_code, answer["Location"]) == (302, f"{URL}?on=2026-11-16")
    assert (kept(booking).status, kept(booking).cancel_reason) == ("cancelled", "Taken back at once")


def test_areas_narrow_nothing_for_the_owner(desk: Client, salon: Salon, booking: Booking) -> None:
    with scope(business=salon.business):
        type(booking.customer).objects.update(area=make_area(salon.business))
    assert [event["name"] for event in events(desk)] == ["Sofie Bjerregaard"]
