"""Are extra fields made, changed and deleted on screen without losing a character?"""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.catalog import make_extra_field, make_service
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.queries import list_extra_fields
from kartotek.domain.catalog.values import ExtraFieldItem

URL = "/desk/havnegade/settings/extra-fields/"


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


def fields(business: Business) -> list[ExtraFieldItem]:
    with scope(business=business):
        return list_extra_fields()


def typed(business: Business, **more: object) -> dict[str, object]:
    language = business.default_language
    return {f"label_{language}": "Length", "kind": "text", "is_visible_online": "on", **more}


def test_a_choice_is_asked_for_a_service(desk: Client, business: Business) -> None:
    assert "Nothing is asked yet" in text(desk.get(URL))
    with scope(business=business):
        service = make_service(business)
    language = business.default_language
    other = next(each for each in business.languages if each != language)
    sent = typed(
        business, kind="choice", services=[service.pk], **{f"choices_{language}": "Short\r\n\r\nLong"},
        **{f"choices_{other}": "Kort"},
    )  # fmt: skip
    assert desk.post(f"{URL}new/", sent).status_code == 302
    [made] = fields(business)
    assert (made.label, made.choices, made.service_ids) == (
        {language: "Length"},
        ({language: "Short", other: "Kort"}, {language: "Long"}),
        (service.pk,),
    )
    page = text(desk.get(f"{URL}?at=f{made.id}"))
    assert "Length" in page
    assert "Haircut" in page
    assert "Short\nLong" in desk.get(f"{URL}{made.id}/").content.decode()


def test_what_is_refused_comes_back_as_typed(desk: Client, business: Business) -> None:
    sent = typed(business, kind="choice")
    answer = desk.post(f"{URL}new/", sent)
    assert answer.status_code == 422
    assert 'value="Length"' in answer.content.decode()
    assert "List at least one choice." in answer.content.decode()
    sent = typed(business, kind="choice", **{f"choices_{business.default_language}": "x" * 300})
    assert "This text is too long." in desk.post(f"{URL}new/", sent).content.decode()
    assert fields(business) == []


def test_what_somebody_else_saved_is_shown_beside_it(desk: Client, business: Business) -> None:
    with scope(business=business):
        row = make_extra_field(make_service(business), label={business.default_language: "Length"}, version=2)
    stale = desk.post(f"{URL}{row.pk}/", typed(business, version="1", is_required="on"))
    assert stale.status_code == 409
    assert desk.post(f"{URL}{row.pk}/", typed(business, version="2", is_required="on")).status_code == 302
    assert [each.is_required for each in fields(business)] == [True]


def test_a_field_is_deleted_once_asked(desk: Client, business: Business) -> None:
    with scope(business=business):
        row = make_extra_field(make_service(business))
    url = f"{URL}{row.pk}/delete/"
    assert "stay on their bookings" in desk.get(url).content.decode()
    assert desk.post(url).status_code == 302
    assert fields(business) == []


def test_the_list_costs_the_same_with_one_and_with_three(desk: Client, business: Business) -> None:
    with scope(business=business):
        service = make_service(business)
        make_extra_field(service)
    desk.get(URL)
    counts = []
    for labels in ((), ("Mood", "Water")):
        with scope(business=business):
            for label in labels:
                make_extra_field(service, label)
        with CaptureQueriesContext(connection) as queries:
            desk.get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]
