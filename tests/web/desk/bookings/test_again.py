"""Does a booking lead to the next one like it?"""

import re
from html import unescape

import pytest
from django_scopes import scope
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer


@pytest.fixture
def salon(business: Business, now: object) -> Salon:
    with scope(business=business):
        return make_salon(business)


def test_book_again_fills_in_what_was_booked(salon: Salon, receptionist: Actor) -> None:
    card = make_customer(salon.business)
    booking = make_booking(salon, card, employee=salon.mette, status="completed")
    browser = signed_in(receptionist)
    page = browser.get(f"/desk/havnegade/bookings/{booking.pk}/").content.decode()
    found = re.search(r'href="([^"]+bookings/new/[^"]+)"[^>]*>.{0,120}?Book again', page, re.DOTALL)
    assert found is not None
    new = browser.get(unescape(found[1])).content.decode()
    for value in (salon.service.pk, salon.mette.pk):
        assert f'<option value="{value}" selected' in new
    with scope(business=salon.business):
        Customer.objects.filter(pk=card.pk).update(archived_at=booking.created_at)
    assert "Book again" not in browser.get(f"/desk/havnegade/bookings/{booking.pk}/").content.decode()
