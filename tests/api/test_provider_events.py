"""Do events of an e-mail provider reach the address they are about, and only with the secret?"""

import base64
import sys
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module, reload

import pytest
from django.test import Client
from django.urls import clear_url_caches
from django_scopes import scope
from pytest_django import Settings
from tests.factories.bounces import SOFIE, make_message, make_sofie

from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Bounce

URL = "/api/v1/anymail/postmark/tracking/"
SECRET = "hook:a-long-secret"


def bounce(kind: str = "HardBounce", said: str = "smtp;550 5.1.1 No such user") -> dict[str, object]:
    return {
        "RecordType": "Bounce",
        "ID": 4323372036854775807,
        "Type": kind,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Description": "The server was unable to deliver your message.",
        "Details": said,
        "Email": SOFIE,
        "BouncedAt": "2026-11-12T09:00:00Z",
    }


@pytest.fixture
def card(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        card = make_sofie(business)
        make_message(business, now, card, remote_id="883953f4-6105-42a2-a16a-77a8eac79483")
    return card


def _reload() -> None:
    clear_url_caches()
    reload(sys.modules.get("kartotek.config.urls") or import_module("kartotek.config.urls"))


@pytest.fixture
def with_secret(settings: Settings) -> Iterator[None]:
    settings.ANYMAIL_WEBHOOK_SECRET = SECRET
    _reload()
    yield
    settings.ANYMAIL_WEBHOOK_SECRET = ""
    _reload()


def tell(secret: str, event: dict[str, object]) -> int:
    basic = base64.b64encode(secret.encode()).decode()
    client = Client(headers={"Authorization": f"Basic {basic}"})
    return client.post(URL, event, content_type="application/json").status_code


@pytest.mark.usefixtures("with_secret")
def test_a_bounce_that_the_provider_tells_marks_the_address(card: Customer, now: datetime) -> None:
    for _ in range(2):
        assert tell(SECRET, bounce()) == 200
    with scope(business=card.business):
        card.refresh_from_db()
        kept = Bounce.objects.get()
    assert (card.email_bounced_at, kept.kind, kept.status) == (now, "hard", "5.1.1")


@pytest.mark.usefixtures("with_secret")
def test_a_full_mailbox_marks_nobody(card: Customer) -> None:
    assert tell(SECRET, bounce("SoftBounce", "smtp;452 4.2.2 The mailbox is full")) == 200
    with scope(business=card.business):
        card.refresh_from_db()
        assert (card.email_bounced_at, Bounce.objects.get().kind) == (None, "mailbox_full")


@pytest.mark.usefixtures("with_secret")
def test_without_the_secret_nothing_is_believed(card: Customer) -> None:
    assert [tell(secret, bounce()) for secret in ("hook:wrong", "")] == [400, 400]
    with scope(business=card.business):
        assert Bounce.objects.count() == 0


def test_without_a_secret_in_the_environment_the_addresses_are_not_there(card: Customer) -> None:
    assert tell("", bounce()) == 404


@pytest.mark.usefixtures("with_secret")
def test_incoming_mail_is_not_taken_there(card: Customer) -> None:
    assert Client().post("/api/v1/anymail/postmark/inbound/", {}, content_type="application/json").status_code == 404
