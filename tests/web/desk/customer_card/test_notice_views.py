"""Are notices written, pinned and read as asked? (S27)"""

import json
from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.customers import make_customer
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer, Notice

HTMX = {"HX-Request": "true"}


@pytest.fixture
def sofie(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_customer(business)


@pytest.fixture
def desk(practitioner: Actor, now: datetime) -> Client:
    """Whoever sees the card may."""
    return signed_in(practitioner)


def url(customer: Customer, part: str = "notices/") -> str:
    return f"/desk/havnegade/customers/{customer.pk}/{part}"


def test_a_notice_is_kept_with_author_and_time(desk: Client, sofie: Customer) -> None:
    assert "No notices" in text(desk.get(url(sofie)))
    assert "Nothing to know." in text(desk.get(url(sofie, "")))
    assert "What colleagues should know." in text(desk.get(url(sofie, "notices/new/")))
    sent = {"text": "Wants no calls before 10.", "agent": "Élodie Marchand"}
    answer = desk.post(url(sofie, "notices/new/"), sent, headers=HTMX)
    events = json.loads(answer["HX-Trigger-After-Settle"])
    assert events == {"k-close": {}, "k-toast": {"text": "Notice saved"}, "k-card-changed": {}}
    for page in (text(desk.get(url(sofie))), text(desk.get(url(sofie, "")))):
        assert "Wants no calls before 10." in page
        assert "Élodie Marchand, Thu 12 Nov 2026 at 10:54" in page


def test_an_empty_notice_is_refused(desk: Client, sofie: Customer) -> None:
    sent = {"text": " ", "agent": "Élodie Marchand", "is_pinned": "on"}
    page = text(desk.post(url(sofie, "notices/new/"), sent, headers=HTMX), 422)
    assert "is-invalid" in page
    assert "checked" in page
    assert not Notice._base_manager.exists()


def test_a_notice_is_pinned_and_no_longer(desk: Client, sofie: Customer) -> None:
    for words in ("First", "Second"):
        desk.post(url(sofie, "notices/new/"), {"text": words, "agent": "Élodie Marchand"})
    first = Notice._base_manager.get(text="First")
    answer = desk.post(url(sofie, f"notices/{first.pk}/pin/"), {"pinned": "1"}, headers=HTMX)
    assert "k-card-changed" in json.loads(answer["HX-Trigger-After-Settle"])
    page = text(desk.get(url(sofie)))
    assert page.index("First") < page.index("Second")
    assert "Pinned · Élodie Marchand" in page
    answer = desk.post(url(sofie, f"notices/{first.pk}/pin/"), {"pinned": "0"})
    assert (answer.status_code, answer["Location"]) == (302, url(sofie))
    assert "Pinned ·" not in text(desk.get(url(sofie)))


def test_many_notices_are_read_page_by_page(desk: Client, sofie: Customer, now: datetime) -> None:
    with scope(business=sofie.business):
        for number in range(51):
            Notice.objects.create(business=sofie.business, customer=sofie, text=f"text {number:03}", at=now)
    answer = desk.get(url(sofie))
    assert "text 001" in text(answer)
    assert "text 000" not in text(answer)
    assert "text 000" in text(desk.get(answer.context["next"]))
