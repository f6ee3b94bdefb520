"""Do staff see what stands against a customer wherever they book for her? (S13)"""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business

ENDS_AT = datetime(2026, 11, 26, 23, tzinfo=UTC)
DESK = "/desk/havnegade/bookings/"


@pytest.fixture
def booking(business: Business, now: datetime) -> Booking:
    with scope(business=business):
        return make_booking(make_salon(business), make_customer(business))


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


def pages(desk: Client, booking: Booking) -> tuple[str, str]:
    """The page of the booking, and that of a new one for the same customer."""
    return (
        text(desk.get(f"{DESK}{booking.pk}/")),
        text(desk.get(f"{DESK}new/?customer={booking.customer_id}")),
    )


def test_nothing_is_said_of_a_customer_who_is_open(desk: Client, booking: Booking) -> None:
    assert [page for page in pages(desk, booking) if 'role="note"' in page] == []


def test_a_lock_is_said_with_its_end_and_what_it_means(
    desk: Client, business: Business, booking: Booking, now: datetime
) -> None:
    with scope(business=business):
        make_lock(booking.customer, now, make_lock_reason(business, "Unpaid bill"), ends_at=ENDS_AT)
    for page in pages(desk, booking):
        assert "The customer is locked: Unpaid bill." in page
        assert "Until and including Thu 26 Nov 2026. Booking needs a permission and a reason" in page
    assert "Locked" in text(desk.get(f"{DESK}new/?search=Bjerregaard"))


def test_a_ban_is_a_banner_and_no_hindrance(desk: Client, business: Business, booking: Booking, now: datetime) -> None:
    with scope(business=business):
        tag = Tag.objects.create(business=business, label="Do not book", kind="banned", created_at=now)
        CustomerTag.objects.create(business=business, customer=booking.customer, tag=tag, added_at=now)
    for page in pages(desk, booking):
        assert "The tag “Do not book” bans online booking." in page
        assert "This concerns online booking; staff can book." in page
    Tag._base_manager.update(where={"services": [booking.service_id]})
    for page in pages(desk, booking):
        assert "A tag or a rule closes some services online." in page
