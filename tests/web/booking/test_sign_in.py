"""Does a code open the booking site, for known and unknown alike, and does it lead nowhere else? (S20, S22)"""

import re
from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import Salon
from tests.factories.customers import make_customer
from tests.web.booking.site import chosen, sent, signed_in_as

from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.models import Message

FREJA = "freja.holm@example.com"


def code_of(business: Business) -> str:
    """The code of the last message."""
    with scope(business=business):
        body = Message.objects.latest("pk").body
    found = re.search(r"\b\d{6}\b", body)
    assert found is not None
    return found[0]


def wrong(code: str) -> str:
    return "000000" if code != "000000" else "111111"


def test_code_signs_in_and_leads_back(salon: Salon, visitor: Client) -> None:
    with scope(business=salon.business):
        make_customer(salon.business, "Freja", "Holm", email=FREJA)
    back = f"/havnegade/details/?{chosen(salon)}"
    asked = visitor.post("/havnegade/sign-in/", {"address": FREJA, "next": back})
    entered = visitor.post(asked["Location"], {"code": code_of(salon.business), "next": back})
    assert entered["Location"] == back
    assert "You are signed in as <b>Freja Holm</b>." in visitor.get(back).content.decode()


def test_known_and_unknown_get_the_same_page(salon: Salon, visitor: Client) -> None:
    with scope(business=salon.business):
        make_customer(salon.business, email=FREJA)
    pages = []
    for address in (FREJA, "nobody@example.com"):
        response = visitor.post("/havnegade/sign-in/", {"address": address}, follow=True)
        body = response.content.decode().replace(address, "")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("typed", ["nope", "x@", "12"])
def test_what_is_no_address_is_said_at_the_field(salon: Salon, visitor: Client, typed: str) -> None:
    response = visitor.post("/havnegade/sign-in/", {"address": typed})
    assert response.status_code == 422
    assert f'value="{typed}"' in response.content.decode()


def test_wrong_code_may_be_tried_again(salon: Salon, visitor: Client) -> None:
    page = visitor.post("/havnegade/sign-in/", {"address": FREJA})["Location"]
    code = code_of(salon.business)
    assert visitor.post(page, {"code": wrong(code)}).status_code == 422
    assert visitor.post(page, {"code": f"{code[:3]} {code[3:]}"}).status_code == 302


def test_fourth_code_within_a_quarter_of_an_hour_waits(salon: Salon, visitor: Client) -> None:
    found = [visitor.post("/havnegade/sign-in/", {"address": FREJA}).status_code for _ in range(4)]
    assert found == [302, 302, 302, 422]


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/elsewhere/", "/havnegade/../desk/", ""]
)
def test_no_way_leads_elsewhere(salon: Salon, visitor: Client, target: str) -> None:
    page = visitor.post("/havnegade/sign-in/", {"address": FREJA})["Location"].split("?")[0]
    response = visitor.post(page, {"code": code_of(salon.business), "next": target})
    assert response["Location"] == "/havnegade/"


def test_signing_out_ends_the_session(salon: Salon, now: datetime) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business, email=FREJA)
    client = signed_in_as(salon.business, customer, now)
    token = client.cookies["kartotek_customer"].value
    client.post("/havnegade/sign-out/")
    client.cookies["kartotek_customer"] = token
    assert "Sign out" not in client.get("/havnegade/").content.decode()


def test_signing_out_twice_is_harmless(salon: Salon, visitor: Client) -> None:
    assert visitor.post("/havnegade/sign-out/")["Location"] == "/havnegade/"


def test_token_of_one_business_opens_no_other(salon: Salon, other_business: Business, now: datetime) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business, email=FREJA)
    client = signed_in_as(salon.business, customer, now)
    assert "Sign out" not in client.get("/elsewhere/").content.decode()


def test_proof_demanded_before_booking_books_with_the_code(salon: Salon, visitor: Client) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, verify_contact="always")
    address, body = sent(salon)
    asked = visitor.post(address, body)
    assert asked.status_code == 403
    proof = re.search(r'name="proof" value="([^"]+)"', asked.content.decode())
    assert proof is not None
    prove = address.replace("/book/", "/prove/")
    code = code_of(salon.business)
    assert visitor.post(prove, {**body, "proof": proof[1], "code": wrong(code)}).status_code == 422
    assert visitor.post(prove, {**body, "proof": proof[1], "code": "-"}).status_code == 422
    done = visitor.post(prove, {**body, "proof": proof[1], "code": code})
    assert done.status_code == 302
    with scope(business=salon.business):
        assert Booking.objects.count() == 1


def test_code_for_nothing_begins_anew(salon: Salon, visitor: Client) -> None:
    response = visitor.post("/havnegade/details/prove/", {"code": "123456"})
    assert response["Location"] == "/havnegade/"
