"""What the tests of bookings find: a salon, a customer, somebody at the desk, and the booking site."""

from collections.abc import Callable
from datetime import datetime

import pytest
from pytest_django import Settings
from tests.domain.booking.desk import Desk
from tests.factories.booking import Salon, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.booking.actions import book_online
from kartotek.domain.booking.values.bookings import (
    OnlineBooking,
    Visit,
)
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import edit_message_settings
from kartotek.domain.messaging.values import MessageSettingsChanges


@pytest.fixture
def salon(scoped: Business, now: datetime) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def customer(salon: Salon) -> Customer:
    return make_customer(salon.business)


@pytest.fixture
def desk(salon: Salon, customer: Customer, receptionist: Actor, now: datetime) -> Desk:
    return Desk(salon, customer, receptionist, now)


@pytest.fixture
def book(salon: Salon, now: datetime) -> Callable[..., Visit]:
    def run(request: OnlineBooking | None = None) -> Visit:
        return book_online(business=salon.business, actor=STRANGER, now=now, request=request or salon.online())

    return run


@pytest.fixture
def transported(settings: Settings) -> None:
    settings.EMAIL_URL, settings.SMS_URL = "smtp://localhost:1", "json://localhost:1/"


@pytest.fixture
def change(salon: Salon, owner: Actor, now: datetime, transported: None) -> Callable[[MessageSettingsChanges], None]:
    def run(changes: MessageSettingsChanges) -> None:
        edit_message_settings(
            business_id=salon.business.pk, changes=changes, expected_version=None, actor=owner, now=now
        )

    return run


@pytest.fixture
def told_desk(desk: Desk, transported: None) -> Desk:
    """A desk whose customer has an address and a mobile."""
    type(desk.customer).objects.filter(pk=desk.customer.pk).update(
        email="sofie@example.com", phone="+4522550114", language="en"
    )
    desk.customer.refresh_from_db()
    return desk
