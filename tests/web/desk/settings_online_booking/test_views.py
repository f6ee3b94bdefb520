"""Can the rules of online booking be read, judged while typing, and saved without losing a character?"""

import html
import re
from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.personas import signed_in

from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import UNLIMITED, Limit, Policy, RefusalTexts, VerifyContact
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

URL = "/desk/havnegade/settings/online-booking/"
TYPED = {
    "version": "1",
    "limit": "number",
    "limit_number": "2",
    "min_notice": "2",
    "min_notice_unit": "60",
    "horizon_days": "60",
    "slot_minutes": "30",
    "cancel_notice": "1",
    "cancel_notice_unit": "1440",
    "verify_contact": "restricted",
    "refusal_texts": "neutral",
    "limit_messages_da": "Højst [LIMIT].",
}


def policy_of(business: Business) -> Policy:
    with scope(business=business):
        return get_policy(business=business)


def text_of(client: Client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


def test_the_page_shows_what_holds(desk: Client, business: Business) -> None:
    make_settings(business, max_future_bookings=2, min_notice_minutes=90, cancel_notice_minutes=2880)
    page = text_of(desk)
    assert re.findall(r'name="limit" value="(\w+)"[^>]* checked', page) == ["number"]
    assert 'name="limit_number" type="number" min="1" max="9999" value="2"' in page
    assert 'name="min_notice" type="number" min="0" value="90"' in page
    assert 'name="cancel_notice" type="number" min="0" value="2"' in page
    assert "You have 2 of 2 coming appointments. You can book again after Saturday 14 November 2026 at 15:00." in page


def test_saving_stores_everything_and_keeps_texts_of_other_languages(desk: Client, business: Business) -> None:
    Business.objects.update(languages=["da", "en"])
    make_settings(business, limit_messages={"de": "Genug."})
    response = desk.post(URL, TYPED)
    assert (response.status_code, response["Location"]) == (302, URL)
    assert policy_of(business) == Policy(
        timezone="Europe/Copenhagen",
        general_limit=Limit(2),
        min_notice_minutes=120,
        horizon_days=60,
        slot_minutes=30,
        cancel_notice_minutes=1440,
        verify_contact=VerifyContact.RESTRICTED,
        refusal_texts=RefusalTexts.NEUTRAL,
        limit_messages={"da": "Højst [LIMIT].", "de": "Genug."},
        version=2,
    )


@pytest.mark.parametrize(("chosen", "limit"), [("unlimited", UNLIMITED), ("zero", Limit(0))])
def test_the_number_is_not_asked_for_where_none_was_chosen(
    desk: Client, business: Business, chosen: str, limit: Limit
) -> None:
    assert desk.post(URL, {**TYPED, "limit": chosen, "limit_number": ""}).status_code == 302
    assert policy_of(business).general_limit == limit


def test_a_number_has_to_be_given_where_it_was_chosen(desk: Client, business: Business) -> None:
    response = desk.post(URL, {**TYPED, "limit_number": ""})
    assert response.status_code == 422
    assert "Type a number, or choose one of the other two." in response.content.decode()


def test_a_wrong_text_is_refused_with_its_place_and_nothing_typed_is_lost(desk: Client, business: Business) -> None:
    response = desk.post(URL, {**TYPED, "limit_messages_en": "You,\nwait [UNTIL]"})
    page = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert "Line 2, column 6: There is no such code." in page
    assert "You,\nwait [UNTIL]" in page
    assert "Højst [LIMIT]." in page
    assert policy_of(business).version == 1


def test_a_number_the_rules_do_not_allow_is_refused_at_its_field(desk: Client) -> None:
    response = desk.post(URL, {**TYPED, "horizon_days": "5000"})
    assert response.status_code == 422
    assert "This number is too small or too large." in response.content.decode()


def test_what_somebody_else_saved_meanwhile_is_shown_beside_what_was_typed(desk: Client, business: Business) -> None:
    make_settings(business, version=2, horizon_days=45, limit_messages={"da": "Nok."})
    response = desk.post(URL, TYPED)
    page = html.unescape(response.content.decode())
    assert response.status_code == 409
    assert "Somebody else saved this meanwhile" in page
    assert "<td>45</td><td>60</td>" in page
    assert desk.post(URL, {**TYPED, "version": "2"}).status_code == 302
    assert policy_of(business).horizon_days == 60


def test_a_text_is_judged_while_it_is_typed(desk: Client) -> None:
    def judged(kind: str, language: str, text: str) -> str:
        response = desk.post(f"{URL}check/{kind}/{language}/", {f"{kind}_{language}": text})
        assert response.status_code == 200
        return html.unescape(response.content.decode())

    assert "Line 1, column 3: This bracket has no counterpart." in judged("limit_messages", "en", "a ]")
    shown = judged("limit_messages", "en", "[BOOKINGS] of [LIMIT], then [BOOK_AGAIN]")
    assert "2 of 2, then Saturday 14 November 2026 at 15:00" in shown
    assert "You cannot book more appointments until after your next one." in shown
    assert "Ring til os." in judged("blocked_messages", "da", "Ring til os.")
    assert "too long" in judged("blocked_messages", "da", "a" * 1001)


@pytest.mark.parametrize("path", ["check/nonsense/en/", "check/limit_messages/pl/"])
def test_other_texts_are_not_there(desk: Client, path: str) -> None:
    assert desk.post(f"{URL}{path}").status_code == 404


def test_a_receptionist_may_not_open_them(receptionist: Actor) -> None:
    assert signed_in(receptionist).get(URL).status_code == 403
