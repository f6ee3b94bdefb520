"""Does the screen at the door say yes or no in large words, and nothing it must not say?"""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import make_booking, make_salon
from tests.factories.businesses import make_location
from tests.factories.check_ins import lock_card
from tests.factories.customers import make_customer
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import CheckIn
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

HERE = "/desk/havnegade/check-in/"


@pytest.fixture
def customer(business: Business) -> Customer:
    with scope(business=business):
        return make_customer(business, "Anders", "Holm", number="10217", important_note="PPD allergy.")


def scan(client: Client, number: str, *, is_part: bool = True, status: int = 200, **fields: object) -> str:
    headers = {"HX-Request": "true"} if is_part else {}
    return text(client.post(HERE, {"card_number": number, **fields}, headers=headers), status)


def test_the_screen_waits_for_a_card(business: Business, receptionist: Actor, now: datetime) -> None:
    page = text(signed_in(receptionist).get(HERE))
    assert "Hold the card in front of the scanner." in page
    assert "autofocus" in page
    assert "None yet." in page
    assert "settings/check-in/" not in page


def test_a_customer_is_welcomed_by_first_name_with_what_she_comes_for(
    business: Business, customer: Customer, receptionist: Actor, now: datetime
) -> None:
    with scope(business=business):
        make_booking(make_salon(business), customer, now + timedelta(hours=1))
    part = scan(signed_in(receptionist), " 10217 ")
    assert "<html" not in part
    for said in (
        'data-kind="yes"',
        "Welcome, Anders",
        "11:54 Haircut with Jonas Krog",
        "PPD allergy.",
        "i-circle-check",
    ):
        assert said in part
    assert "Let in anyway…" not in part
    assert "Anders Holm" in part  # the link to the card, and the last cards


@pytest.mark.parametrize(
    ("booked", "said"),
    [
        ((timedelta(days=4), "confirmed"), "Next: Mon 16 Nov, 10:54 Haircut with Jonas Krog"),
        ((timedelta(hours=1), "pending"), "It waits for approval."),
        ((timedelta(hours=1), "cancelled"), "No coming booking."),
    ],
)
def test_what_else_she_may_come_for(
    business: Business, customer: Customer, receptionist: Actor, now: datetime, booked: tuple[timedelta, str], said: str
) -> None:
    with scope(business=business):
        make_booking(make_salon(business), customer, now + booked[0], status=booked[1])
    assert said in scan(signed_in(receptionist), "10217")


def test_without_scripts_the_answer_stands_on_the_whole_page(
    business: Business, customer: Customer, receptionist: Actor, now: datetime
) -> None:
    page = scan(signed_in(receptionist), "10217", is_part=False)
    assert "<html" in page
    assert "Welcome, Anders" in page
    assert "autofocus" in page


def test_an_unknown_card_is_said_in_words(business: Business, receptionist: Actor, now: datetime) -> None:
    part = scan(signed_in(receptionist), "<b>99</b>")
    assert "There is no customer with card number <b>99</b>." in part
    assert 'data-kind="no"' in part


def test_why_she_is_refused_shows_only_where_the_business_says_so(
    business: Business, customer: Customer, receptionist: Actor, now: datetime
) -> None:
    with scope(business=business):
        lock_card(customer, "Unpaid invoice")
    client = signed_in(receptionist)
    part = scan(client, "10217")
    assert 'data-kind="no"' in part
    assert "Please see reception" in part
    assert "Unpaid invoice" not in part
    assert "Let in anyway…" not in part  # a receptionist holds no lock.override
    with scope(business=business):
        make_settings(business, check_in_shows_reason=True)
    assert "The customer is locked: Unpaid invoice." in scan(client, "10217")


def test_tags_are_icons_and_named_only_where_reasons_show(
    business: Business, customer: Customer, receptionist: Actor, now: datetime
) -> None:
    with scope(business=business):
        for number in range(7):
            tag = Tag.objects.create(
                business=business,
                label=f"Secret {number}",
                kind="banned" if number == 3 else "normal",
                icon="star",
                color="plum",
                created_at=now,
            )
            CustomerTag.objects.create(business=business, customer=customer, tag=tag, added_at=now)
    part = scan(signed_in(receptionist), "10217")
    assert (part.count("i-star"), part.count("k-tag icon ban")) == (5, 1)
    assert "and 2 more tags" in part
    assert "Secret" not in part
    with scope(business=business):
        make_settings(business, check_in_shows_reason=True)
    assert "Secret 3" in scan(signed_in(receptionist), "10217")


def test_whoever_may_lets_her_in_with_a_reason(
    business: Business, customer: Customer, administrator: Actor, now: datetime
) -> None:
    with scope(business=business):
        lock_card(customer)
    client = signed_in(administrator)
    assert "Let in anyway…" in scan(client, "10217")
    part = scan(client, "10217", override_reason="Paid at the desk")
    assert 'data-kind="yes"' in part
    assert "Let in anyway by Jonas Krog" in part
    assert "Paid at the desk" not in part


def test_whoever_may_not_is_told_and_the_attempt_is_kept(
    business: Business, customer: Customer, receptionist: Actor, now: datetime
) -> None:
    with scope(business=business):
        lock_card(customer)
    part = scan(signed_in(receptionist), "10217", status=403, override_reason="She is nice")
    assert "You do not have the permission for this." in part
    with scope(business=business):
        assert not CheckIn.objects.get().is_admitted


def test_what_cannot_be_a_number_is_said_on_the_same_screen(
    business: Business, receptionist: Actor, now: datetime
) -> None:
    assert "This text is too long." in scan(signed_in(receptionist), "1" * 500, status=422)
    assert "cannot be stored" in scan(signed_in(receptionist), "1\x002", status=422)


def test_the_location_is_remembered_in_the_browser(
    business: Business, customer: Customer, receptionist: Actor, now: datetime
) -> None:
    with scope(business=business):
        make_location(business, "Havnegade")
        other = make_location(business, "Vesterbro")
    client = signed_in(receptionist)
    assert "Which location?" in text(client.get(HERE))
    assert "Which location?" not in text(client.get(HERE, {"location": str(other.pk)}))
    assert f'name="location" value="{other.pk}"' in text(client.get(HERE))
    scan(client, "10217", location=str(other.pk))
    with scope(business=business):
        assert CheckIn.objects.get().location_id == other.pk
    assert "Which location?" in text(client.get(HERE, {"location": ""}))
    assert "Which location?" in text(client.get(HERE, {"location": "7x"}))


def test_the_only_location_is_meant(business: Business, customer: Customer, receptionist: Actor, now: datetime) -> None:
    with scope(business=business):
        place = make_location(business, "Havnegade")
    client = signed_in(receptionist)
    assert "Havnegade" in text(client.get(HERE))
    scan(client, "10217")
    with scope(business=business):
        assert CheckIn.objects.get().location_id == place.pk


def test_a_customer_of_another_area_is_let_in_without_a_way_to_her_card(
    business: Business, customer: Customer, inspector: Actor, now: datetime
) -> None:
    part = scan(signed_in(inspector), "10217")
    assert "Welcome, Anders" in part
    assert f"/customers/{customer.pk}/" not in part


def test_a_card_without_a_first_name_is_welcomed_by_the_last(
    business: Business, receptionist: Actor, now: datetime
) -> None:
    with scope(business=business):
        make_customer(business, "", "Holm", number="7")
    assert "Welcome, Holm" in scan(signed_in(receptionist), "7")


def test_the_box_in_the_settings(business: Business, owner: Actor, receptionist: Actor, now: datetime) -> None:
    client, here = signed_in(owner), "/desk/havnegade/settings/check-in/"
    assert "checked" not in text(client.get(here)).split('name="shows_reason"')[1].split(">")[0]
    assert client.post(here, {"shows_reason": "on"}).status_code == 302
    assert "checked" in text(client.get(here)).split('name="shows_reason"')[1].split(">")[0]
    assert client.post(here, {}).status_code == 302
    assert "checked" not in text(client.get(here)).split('name="shows_reason"')[1].split(">")[0]
    assert signed_in(receptionist).get(here).status_code == 403
    assert "settings/check-in/" in text(client.get(HERE))
