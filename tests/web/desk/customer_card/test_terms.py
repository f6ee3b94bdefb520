"""Can the front desk agree on own terms with a customer, and does everybody see them (S51)?"""

from datetime import datetime

import pytest
from django_scopes import scope
from tests.factories.booking import Salon, make_salon, make_terms
from tests.factories.customers import make_customer
from tests.personas import signed_in
from tests.web.booking.site import chosen, signed_in_as
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import ServiceTerms
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def sofie(salon: Salon) -> Customer:
    return make_customer(salon.business)


def test_terms_are_given_changed_and_taken_back(salon: Salon, sofie: Customer, administrator: Actor) -> None:
    browser, card = signed_in(administrator), f"/desk/havnegade/customers/{sofie.pk}/"
    assert "Everything takes and costs what it does for everybody." in text(browser.get(f"{card}details/"))
    form = {"service": salon.service.pk, "duration_minutes": "75", "price": "300,50"}
    added = browser.post(f"{card}terms/", form, headers={"hx-request": "true"})
    assert (added.status_code, added.headers["HX-Redirect"]) == (204, f"{card}details/")
    with scope(business=salon.business):
        made = ServiceTerms.objects.get()
    page = text(browser.get(f"{card}details/"))
    assert "300.50" in page
    assert "Change the terms of Haircut" in browser.get(f"{card}details/").content.decode()
    assert "75 min" in page
    dialog = text(browser.get(f"{card}terms/{made.pk}/"))
    assert 'value="300.50"' in dialog
    saved = browser.post(f"{card}terms/{made.pk}/", {"duration_minutes": "", "price": "300", "version": "1"})
    assert saved.status_code == 302
    assert "usual duration" in text(browser.get(f"{card}details/"))
    assert "changed own terms of a service" in text(browser.get(f"{card}log/"))
    assert browser.post(f"{card}terms/{made.pk}/remove/").status_code == 302
    with scope(business=salon.business):
        assert not ServiceTerms.objects.exists()


def test_a_refused_save_keeps_what_was_typed(salon: Salon, sofie: Customer, receptionist: Actor) -> None:
    browser, url = signed_in(receptionist), f"/desk/havnegade/customers/{sofie.pk}/terms/"
    assert "Give a length, a price, or both." in text(browser.post(url, {"service": salon.service.pk}), 422)
    page = text(browser.post(url, {"service": "", "duration_minutes": "75", "price": "cheap"}), 422)
    assert "cheap" in page
    made = make_terms(sofie, salon.service)
    twice = {"service": salon.service.pk, "duration_minutes": "75"}
    assert "has own terms of this service already" in text(browser.post(url, twice), 422)
    with scope(business=salon.business):
        ServiceTerms.objects.filter(pk=made.pk).update(version=2, duration_minutes=60)
    page = text(browser.post(f"{url}{made.pk}/", {"duration_minutes": "90", "price": "", "version": "1"}), 409)
    assert "Somebody else saved this meanwhile" in page
    assert browser.post(f"{url}{made.pk}/", {"duration_minutes": "0", "price": ""}).status_code == 422
    assert browser.post(f"{url}{made.pk}/", {"duration_minutes": "", "price": ""}).status_code == 422


def test_a_practitioner_sees_them_only(salon: Salon, sofie: Customer, practitioner: Actor) -> None:
    make_terms(sofie, salon.service)
    browser, card = signed_in(practitioner), f"/desk/havnegade/customers/{sofie.pk}/"
    page = text(browser.get(f"{card}details/"))
    assert ("Haircut" in page, "Own terms…" in page) == (True, False)
    assert browser.get(f"{card}terms/").status_code == 403


def test_quick_booking_and_the_booking_site_show_them(
    salon: Salon, sofie: Customer, receptionist: Actor, now: datetime
) -> None:
    make_terms(sofie, salon.service, price=300)
    services = f"/desk/havnegade/quick-book/services/?customer={sofie.pk}"
    assert "her own terms" in text(signed_in(receptionist).get(services))
    new = f"/desk/havnegade/bookings/new/?customer={sofie.pk}&service={salon.service.pk}&on=2026-11-16"
    page = signed_in(receptionist).get(new).content.decode()
    assert ("2026-11-16T14:45:00+00:00" in page, "2026-11-16T15:00:00+00:00" in page) == (True, False)
    site = signed_in_as(salon.business, sofie, now)
    page = text(site.get(f"/havnegade/details/?{chosen(salon)}"))
    assert ("300" in page, "450" in page) == (True, False)
