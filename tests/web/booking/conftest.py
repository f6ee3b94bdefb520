"""A small salon and its visitors."""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import Salon, make_salon

from kartotek.domain.businesses.models import Business


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    """A haircut of 45 minutes by Jonas and Mette, Monday to Friday 9 to 17; it is Thursday 12 November 2026."""
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def visitor() -> Client:
    """Somebody who reads English."""
    return Client(headers={"Accept-Language": "en"})
