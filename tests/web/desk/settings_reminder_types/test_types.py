"""Are the types of reminders added, renamed, put away and taken out again at the desk?"""

import pytest
from django.test import Client
from tests.factories.reminders import make_type
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

URL = "/desk/havnegade/settings/reminder-types/"


@pytest.fixture
def desk(owner: Actor, now: object) -> Client:
    return signed_in(owner)


def test_a_type_lives_is_put_away_and_comes_back(desk: Client, business: Business) -> None:
    assert "No types" in text(desk.get(URL))
    assert "Type added" in text(desk.post(f"{URL}new/", {"name": "Contract"}, follow=True))
    row = make_type(business, "Contract")
    assert "Rename type" in text(desk.get(f"{URL}{row.pk}/"))
    page = text(desk.post(f"{URL}{row.pk}/", {"name": "Kontrakt", "version": "1"}, follow=True))
    assert "Type saved" in page
    assert "Kontrakt" in page
    assert "“Kontrakt” archived" in text(desk.post(f"{URL}{row.pk}/archive/", follow=True))
    assert "“Kontrakt” restored" in text(desk.post(f"{URL}{row.pk}/restore/", follow=True))


def test_what_is_wrong_is_said(desk: Client, business: Business) -> None:
    row, taken = make_type(business), make_type(business, "Card")
    assert desk.post(f"{URL}new/", {"name": ""}).status_code == 422
    assert "already" in text(desk.post(f"{URL}{row.pk}/", {"name": "Card", "version": "1"}), 422)
    stale = text(desk.post(f"{URL}{row.pk}/", {"name": "Mine", "version": "7"}), 422)
    assert "Somebody else called it “Contract” meanwhile." in stale
    desk.post(f"{URL}{taken.pk}/archive/")
    desk.post(f"{URL}{row.pk}/", {"name": "Card", "version": "1"})
    assert "already" in text(desk.post(f"{URL}{taken.pk}/restore/", follow=True))


def test_only_who_manages_settings_may(business: Business, inspector: Actor, now: object) -> None:
    row = make_type(business)
    client = signed_in(inspector)
    assert client.get(URL).status_code == 403
    assert client.post(f"{URL}{row.pk}/archive/").status_code == 403
