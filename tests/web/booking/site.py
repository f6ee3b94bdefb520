"""What a visitor types and sends."""

from datetime import datetime

from django.test import Client
from django_scopes import scope
from tests.factories.access import make_customer_token
from tests.factories.booking import Salon

from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

TYPED = {
    "first_name": "Freja",
    "last_name": "Holm",
    "phone": "50 55 01 62",
    "email": "freja.holm@example.com",
    "note": "",
}
KEY = "0" * 32


def signed_in_as(business: Business, customer: Customer | None, now: datetime, language: str = "en") -> Client:
    """A visitor who proved to be the customer, or the address of nobody's card."""
    client = Client(headers={"Accept-Language": language})
    with scope(business=business):
        client.cookies["kartotek_customer"] = make_customer_token(business, now, customer)
    return client


def chosen(salon: Salon, start: str = "2026-11-16T09:00Z", employee: str = "any") -> str:
    """The choice as addresses carry it."""
    return f"service={salon.service.pk}&employee={employee}&start={start.replace(':', '%3A')}"


def sent(salon: Salon, start: str = "2026-11-16T09:00Z", **typed: str) -> tuple[str, dict[str, str]]:
    """Address and body of the booking, sent from the last step."""
    return f"/{salon.business.slug}/details/book/?{chosen(salon, start)}", {**TYPED, "key": KEY, **typed}
