"""Does a customer find what she has with us, and change what is hers to change? (S12, S20, S21)"""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.booking import MONDAY_10, Salon, make_booking
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, put_tag
from tests.naughty import naughty_strings
from tests.web.booking.site import signed_in_as
from tests.web.booking.test_sign_in import code_of, wrong

from kartotek.domain.audit.models import Entry
from kartotek.domain.booking.queries import manage_token
from kartotek.domain.customers.models import Customer

URL = "/havnegade/me/"
DETAILS = {
    "version": "1",
    "first_name": "Freja",
    "last_name": "Holm",
    "address_line": "Havnegade 1",
    "postcode": "1058",
    "city": "København K",
    "date_of_birth": "1990-05-01",
}


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, "Freja", "Holm", email="freja.holm@example.com", language="en")


@pytest.fixture
def browser(salon: Salon, freja: Customer, now: datetime) -> Client:
    return signed_in_as(salon.business, freja, now)


def test_without_a_sign_in_it_leads_there_and_back(salon: Salon, visitor: Client) -> None:
    for page in ("", "past/", "details/", "wishes/", "email/", "phone/"):
        assert visitor.get(URL + page)["Location"] == "/havnegade/sign-in/?next=%2Fhavnegade%2Fme%2F"


def test_an_address_of_no_card_is_told_so(salon: Salon, now: datetime) -> None:
    page = signed_in_as(salon.business, None, now).get(URL).content.decode()
    assert "Nothing was booked with sofie@example.com so far." in page


def test_what_is_coming_can_be_moved_and_cancelled_from_there(salon: Salon, freja: Customer, browser: Client) -> None:
    assert "You have no coming appointments." in browser.get(URL).content.decode()
    with scope(business=salon.business):
        token = manage_token(make_booking(salon, freja, MONDAY_10).pk)
    page = browser.get(URL)
    for part in ("move/", "cancel/", "appointment.ics"):
        assert f'href="/havnegade/manage/{token}/{part}"' in page.content.decode()
    assert "Hello Freja Holm" in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_too_late_is_told_kindly_with_the_number_to_call(
    salon: Salon, freja: Customer, browser: Client, now: datetime
) -> None:
    salon.business.phone = "+4533550120"
    salon.business.save()
    with scope(business=salon.business):
        make_booking(salon, freja, now + timedelta(hours=3))
    page = browser.get(URL).content.decode()
    assert "to change it now, please call" in page
    assert 'href="tel:+4533550120"' in page
    assert "/cancel/" not in page


def test_who_is_banned_sees_and_cancels_and_cannot_book_or_move(salon: Salon, freja: Customer, browser: Client) -> None:
    with scope(business=salon.business):
        make_booking(salon, freja, MONDAY_10)
        make_booking(salon, freja, MONDAY_10 - timedelta(days=60), status="completed")
        put_tag(freja, make_ban(salon.business, "Difficult"))
    page = browser.get(URL).content.decode()
    assert "Sorry, this is not available at the moment." in page
    assert ("/cancel/" in page, "/move/" in page, "Difficult" in page) == (True, False, False)


def test_what_is_over_can_be_booked_again(salon: Salon, freja: Customer, browser: Client) -> None:
    assert "You have had no appointment with us yet." in browser.get(f"{URL}past/").content.decode()
    with scope(business=salon.business):
        make_booking(salon, freja, MONDAY_10 - timedelta(days=60), status="completed")
        make_booking(salon, freja, MONDAY_10 - timedelta(days=50), status="no_show")
        make_booking(salon, freja, MONDAY_10 - timedelta(days=40), status="cancelled")
    page = browser.get(f"{URL}past/").content.decode()
    assert page.count(f'href="/havnegade/with/?service={salon.service.pk}"') == 2
    assert page.count("missed") == 1
    salon.service.is_online = False
    salon.service.save()
    assert "Book again" not in browser.get(f"{URL}past/").content.decode()


def test_the_pages_cost_the_same_for_one_and_three(
    salon: Salon, freja: Customer, browser: Client, now: datetime
) -> None:
    costs = []
    for day in range(3):
        with scope(business=salon.business):
            make_booking(salon, freja, MONDAY_10 + timedelta(days=day))
            make_booking(salon, freja, MONDAY_10 - timedelta(days=30 + day), status="completed")
        with CaptureQueriesContext(connection) as counted:
            browser.get(URL)
            browser.get(f"{URL}past/")
        costs.append(len(counted))
    assert costs[0] == costs[2]


def test_her_details_are_hers_to_change(salon: Salon, freja: Customer, browser: Client) -> None:
    assert 'value="Freja"' in browser.get(f"{URL}details/").content.decode()
    assert browser.post(f"{URL}details/", DETAILS)["Location"] == f"{URL}details/?saved"
    freja.refresh_from_db()
    assert (freja.city, str(freja.date_of_birth), freja.version) == ("København K", "1990-05-01", 2)
    assert "Saved." in browser.get(f"{URL}details/?saved").content.decode()


def test_a_refused_save_keeps_what_was_typed(salon: Salon, freja: Customer, browser: Client) -> None:
    answer = browser.post(f"{URL}details/", {**DETAILS, "first_name": " ", "last_name": "", "city": "<b>Aarhus"})
    assert answer.status_code == 422
    assert 'value="&lt;b&gt;Aarhus"' in answer.content.decode()
    late = browser.post(f"{URL}details/", {**DETAILS, "version": "7"})
    assert "Somebody changed your details meanwhile." in late.content.decode()
    assert browser.post(f"{URL}details/", {**DETAILS, "date_of_birth": "soon"}).status_code == 422


def test_naughty_details_are_kept_or_refused(salon: Salon, freja: Customer, browser: Client) -> None:
    for text in naughty_strings():
        freja.refresh_from_db()
        sent = {**DETAILS, "version": str(freja.version), "city": text}
        assert browser.post(f"{URL}details/", sent).status_code in {302, 422}


def test_her_wishes_and_language_are_hers_to_choose(salon: Salon, freja: Customer, browser: Client) -> None:
    assert "Remind me about appointments" in browser.get(f"{URL}wishes/").content.decode()
    sent = {"version": "1", "wants_email": "on", "language": "da"}
    assert browser.post(f"{URL}wishes/", sent)["Location"] == f"{URL}wishes/?saved"
    freja.refresh_from_db()
    assert (freja.wants_email, freja.wants_sms, freja.language) == (True, False, "da")
    assert "Dansk" in browser.get(f"{URL}wishes/").content.decode()
    assert browser.post(f"{URL}wishes/", {"version": "2", "language": "pl"}).status_code == 422


@pytest.mark.parametrize(
    ("page", "typed", "value"),
    [("email", "New@Example.com", "new@example.com"), ("phone", "31 55 01 99", "+4531550199")],
)
def test_a_new_address_is_hers_once_she_sent_its_code_back(
    salon: Salon, freja: Customer, browser: Client, page: str, typed: str, value: str
) -> None:
    assert browser.get(f"{URL}{page}/").status_code == 200
    asked = browser.post(f"{URL}{page}/", {"address": typed})["Location"]
    assert re.fullmatch(rf"{URL}code/[0-9a-f-]{{36}}/", asked)
    code = code_of(salon.business)
    assert browser.get(asked).status_code == 200
    refused = browser.post(asked, {"code": wrong(code)})
    assert refused.status_code == 422
    freja.refresh_from_db()
    assert getattr(freja, page) != value
    assert browser.post(asked, {"code": code})["Location"] == f"{URL}details/?saved"
    freja.refresh_from_db()
    assert getattr(freja, page) == value
    with scope(business=salon.business):
        assert Entry.objects.filter(action="customer.edited", customer_id=freja.pk).count() == 1
    assert browser.get(URL).status_code == 200


def test_what_is_no_address_is_said_at_the_field(salon: Salon, browser: Client) -> None:
    assert browser.post(f"{URL}email/", {"address": "+4531550199"}).status_code == 422
    assert browser.post(f"{URL}phone/", {"address": "x@example.com"}).status_code == 422
    for _ in range(3):
        browser.post(f"{URL}email/", {"address": "new@example.com"})
    assert browser.post(f"{URL}email/", {"address": "new@example.com"}).status_code == 422  # too many codes


def test_the_pages_can_be_put_on_a_phones_first_screen(salon: Salon, visitor: Client) -> None:
    answer = visitor.get("/havnegade/manifest.webmanifest")
    found = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (found["start_url"], found["scope"], found["display"]) == (URL, "/havnegade/", "standalone")
