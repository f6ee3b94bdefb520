"""Somebody joins a class on the booking site: its dates, a seat, and every way in which there is none."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import make_salon
from tests.factories.classes import TUESDAY_18, Studio, make_session, make_studio
from tests.factories.customers import make_customer
from tests.web.booking.site import KEY, TYPED, signed_in_as

from kartotek.domain.booking.models import Booking, ClassSession
from kartotek.domain.businesses.models import Business

WEEK = timedelta(weeks=1)


@pytest.fixture
def studio(business: Business, now: datetime) -> Studio:
    with scope(business=business):
        return make_studio(business)


@pytest.fixture
def session(studio: Studio) -> ClassSession:
    with scope(business=studio.business):
        return make_session(studio, seats=1)


def later(studio: Studio, weeks: int = 1) -> ClassSession:
    with scope(business=studio.business):
        return make_session(studio, TUESDAY_18 + weeks * WEEK)


def fill(row: ClassSession) -> None:
    with scope(business=row.business):
        ClassSession.objects.filter(pk=row.pk).update(seats_taken=row.seats)


def query(studio: Studio, session: ClassSession) -> str:
    return f"service={studio.yoga.pk}&session={session.pk}"


def book(visitor: Client, studio: Studio, session: ClassSession, **typed: str) -> tuple[int, str, str]:
    data = {**TYPED, "key": KEY, **typed}
    response = visitor.post(f"/havnegade/details/book/?{query(studio, session)}", data)
    return response.status_code, response.get("Location", ""), response.content.decode()


def test_a_class_stands_among_the_services_and_leads_to_its_dates(studio: Studio, visitor: Client) -> None:
    assert "Yoga" in visitor.get("/havnegade/").content.decode()
    for step in ("with", "when"):
        response = visitor.get(f"/havnegade/{step}/?service={studio.yoga.pk}")
        assert response["Location"] == f"/havnegade/classes/?service={studio.yoga.pk}"
    assert visitor.get("/havnegade/classes/")["Location"] == "/havnegade/"
    details = visitor.get(f"/havnegade/details/?service={studio.yoga.pk}")
    assert details["Location"] == f"/havnegade/when/?service={studio.yoga.pk}"


def test_an_appointment_has_no_dates(business: Business, visitor: Client, now: datetime) -> None:
    with scope(business=business):
        salon = make_salon(business)
    response = visitor.get(f"/havnegade/classes/?service={salon.service.pk}")
    assert response["Location"] == f"/havnegade/with/?service={salon.service.pk}&employee=any"


def test_dates_show_the_seats_left_and_full_ones_as_full(
    studio: Studio, session: ClassSession, visitor: Client
) -> None:
    full = later(studio)
    fill(full)
    page = visitor.get(f"/havnegade/classes/?service={studio.yoga.pk}").content.decode()
    assert "Tue 17 Nov 2026 18:00" in page
    assert "until 19:00 · Ida Skov" in page
    assert "1 seat left" in page
    assert f'value="{full.pk}" required disabled' in page
    assert "Full" in page


def test_a_class_without_anybody_who_performs_it_is_offered_too(
    studio: Studio, session: ClassSession, visitor: Client
) -> None:
    with scope(business=studio.business):
        studio.ida.offers.all().delete()
    assert "Yoga" in visitor.get("/havnegade/").content.decode()
    page = visitor.get(f"/havnegade/details/?{query(studio, session)}").content.decode()
    assert "Ida Skov" in page


def test_without_dates_the_contact_is_given(studio: Studio, visitor: Client) -> None:
    page = visitor.get(f"/havnegade/classes/?service={studio.yoga.pk}").content.decode()
    assert "There are no dates in the next weeks." in page
    assert "Continue" not in page


def test_dates_beyond_the_first_weeks_stand_on_the_next_page(studio: Studio, visitor: Client) -> None:
    later(studio, 10)
    later(studio, 20)
    first = visitor.get(f"/havnegade/classes/?service={studio.yoga.pk}").content.decode()
    assert "from=2027-01-13" in first
    assert "There are no dates" in first
    second = visitor.get(f"/havnegade/classes/?service={studio.yoga.pk}&from=2027-01-13").content.decode()
    assert "Tue 26 Jan 2027" in second
    assert "Apr 2027" not in second
    assert "Later dates" not in second
    assert "There are no dates" in visitor.get(f"/havnegade/classes/?service={studio.yoga.pk}&from=x").content.decode()


def test_a_seat_is_booked(studio: Studio, session: ClassSession, visitor: Client) -> None:
    typed = visitor.post(f"/havnegade/details/check/?{query(studio, session)}", TYPED).content.decode()
    assert "Ida Skov" in typed
    assert "Tuesday 17 November 2026 18:00" in typed
    status, address, _ = book(visitor, studio, session)
    assert status == 302
    with scope(business=studio.business):
        assert Booking.objects.get().session_id == session.pk
    page = visitor.get(address).content.decode()
    assert "You’re booked" in page
    assert "To move it" not in page
    assert visitor.get(address.replace("?new", "move/")).status_code == 302


def test_a_class_that_filled_up_meanwhile_offers_other_dates_and_keeps_what_was_typed(
    studio: Studio, session: ClassSession, visitor: Client
) -> None:
    other = later(studio)
    fill(session)
    status, _, page = book(visitor, studio, session)
    assert status == 409
    assert "This class is full now" in page
    assert 'value="freja.holm@example.com"' in page
    assert f'name="session" value="{other.pk}"' in page
    check = visitor.post(
        f"/havnegade/details/check/?{query(studio, session)}", {**TYPED, "session": str(other.pk)}
    ).content.decode()
    assert "Tuesday 24 November 2026" in check
    assert f"session={other.pk}" in check


def test_a_date_that_is_too_near_now_offers_other_dates(studio: Studio, visitor: Client, now: datetime) -> None:
    with scope(business=studio.business):
        near = make_session(studio, now + timedelta(minutes=30))
    status, _, page = book(visitor, studio, near)
    assert status == 422
    assert "This date cannot be booked online any more" in page
    assert "There is no other date with a seat." in page


def test_a_second_seat_is_refused_on_the_form(studio: Studio, visitor: Client) -> None:
    session = later(studio)
    book(visitor, studio, session)
    status, _, page = book(visitor, studio, session, key="1" * 32)
    assert status == 409
    assert "There is a seat in this class for this person already." in page
    assert 'value="freja.holm@example.com"' in page


def test_a_refused_customer_is_told_so_at_the_end(studio: Studio, session: ClassSession, visitor: Client) -> None:
    with scope(business=studio.business):
        make_customer(studio.business, "Freja", "Holm", email=TYPED["email"], max_future_bookings=0)
    status, _, page = book(visitor, studio, session)
    assert status == 403
    assert "You cannot book online at the moment." in page


def test_a_signed_in_customer_who_may_not_book_sees_the_message_in_place_of_dates(
    studio: Studio, session: ClassSession, now: datetime
) -> None:
    with scope(business=studio.business):
        card = make_customer(studio.business, "Freja", "Holm", email=TYPED["email"], max_future_bookings=0)
    page = signed_in_as(studio.business, card, now).get(f"/havnegade/classes/?service={studio.yoga.pk}")
    assert "Tue 17 Nov" not in page.content.decode()


def test_a_signed_in_customer_types_nothing(studio: Studio, session: ClassSession, now: datetime) -> None:
    with scope(business=studio.business):
        card = make_customer(studio.business, "Freja", "Holm", email=TYPED["email"])
        make_settings(studio.business, max_future_bookings=5)
    client = signed_in_as(studio.business, card, now)
    assert "Tue 17 Nov" in client.get(f"/havnegade/classes/?service={studio.yoga.pk}").content.decode()
    response = client.post(f"/havnegade/details/book/?{query(studio, session)}", {"note": "", "key": KEY})
    assert response.status_code == 302


@pytest.mark.parametrize("value", ["0", "x", "9" * 30])
def test_what_is_no_date_of_the_class_is_not_there(studio: Studio, visitor: Client, value: str) -> None:
    address = f"/havnegade/details/?service={studio.yoga.pk}&session={value}"
    assert visitor.get(address).status_code == 404


def test_a_cancelled_date_or_one_of_another_class_is_not_there(studio: Studio, visitor: Client) -> None:
    with scope(business=studio.business):
        gone = make_session(studio, cancelled_at=TUESDAY_18)
        other = make_session(make_studio(studio.business))
    for session in (gone, other):
        assert visitor.get(f"/havnegade/details/?{query(studio, session)}").status_code == 404
