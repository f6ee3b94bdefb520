"""Can the front desk book a series, see what did not fit, and find another time for it?"""

import pytest
from django_scopes import scope
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer


@pytest.fixture
def salon(business: Business, now: object) -> Salon:
    with scope(business=business):
        return make_salon(business)


def new_url(salon: Salon, card: Customer) -> str:
    who = f"customer={card.pk}&service={salon.service.pk}&employee={salon.jonas.pk}"
    return f"/desk/havnegade/bookings/new/?{who}&on=2026-11-16"


def test_the_dates_that_do_not_fit_are_listed_with_a_way_on(salon: Salon, receptionist: Actor) -> None:
    card = make_customer(salon.business)
    make_booking(salon, make_customer(salon.business, "Anna"), MONDAY_10.replace(day=23))
    browser = signed_in(receptionist)
    typed = {"other_time": "10:00", "every_weeks": "1", "until": "2026-11-30"}
    answer = browser.post(new_url(salon, card), typed)
    page = text(answer)
    assert ("2 dates booked" in page, "1 date does not fit" in page) == (True, True)
    assert "on=2026-11-23&amp;at=10%3A00" in answer.content.decode()
    with scope(business=salon.business):
        assert Booking.objects.filter(customer=card).count() == 2


def test_where_nothing_fits_it_is_asked_as_for_one(salon: Salon, receptionist: Actor) -> None:
    card = make_customer(salon.business, max_future_bookings=0)
    browser, url = signed_in(receptionist), new_url(salon, card)
    typed = {"other_time": "10:00", "every_weeks": "", "until": "2026-11-23", "note": "By the window"}
    page = text(browser.post(url, typed), 422)
    assert "This goes against the rules." in page
    assert "By the window" in page
    assert "<details open>" in page
    assert "2 dates booked" in text(browser.post(url, {**typed, "override_reason": "She has paid"}))


def test_a_series_that_cannot_be_names_its_field(salon: Salon, receptionist: Actor) -> None:
    browser, url = signed_in(receptionist), new_url(salon, make_customer(salon.business))
    page = text(browser.post(url, {"other_time": "10:00", "every_weeks": "1", "until": "2026-11-01"}), 422)
    assert "A series ends on its first date or later" in page
    assert browser.post(url, {"other_time": "10:00", "every_weeks": "60", "until": "2026-12-01"}).status_code == 422
    assert browser.post(url, {"other_time": "10:00", "until": "soon"}).status_code == 422
