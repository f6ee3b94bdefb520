"""Are cards made, changed and put away on screen, without losing a character?"""

import html
from datetime import date, datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer
from tests.personas import person, signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.businesses.values import Role
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.values import CustomerChanges

NEW = "/desk/havnegade/customers/new/"
TYPED = {
    "first_name": " Sofie ",
    "last_name": "Bjerregaard",
    "phone": "31 55 01 24",
    "email": "Sofie@Example.com",
    "date_of_birth": "1991-05-14",
    "language": "sv",
    "address_line": "Strandgade 41",
    "postcode": "1401",
    "city": "København K",
    "country": "DK",
    "area": "",
    "external_ref": "HK-2207",
    "wants_email": "on",
    "important_note": "PPD\r\nallergy",
    "note": "  Oat milk ",
}


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


def url(customer: Customer, part: str = "") -> str:
    return f"/desk/havnegade/customers/{customer.pk}/{part}"


def read(business: Business) -> list[Customer]:
    with scope(business=business):
        return list(Customer.objects.order_by("pk"))


def test_a_new_card_keeps_every_character(desk: Client, business: Business) -> None:
    assert desk.get(NEW).status_code == 200
    response = desk.post(NEW, TYPED)
    (card,) = read(business)
    assert (response.status_code, response.headers["Location"]) == (302, url(card))
    assert (card.first_name, card.phone, card.email, card.note, card.important_note) == (
        " Sofie ",
        "+4531550124",
        "sofie@example.com",
        "  Oat milk ",
        "PPD\nallergy",
    )
    assert (card.date_of_birth, card.wants_email, card.wants_sms) == (date(1991, 5, 14), True, False)


def test_a_card_that_is_not_valid_comes_back_as_typed(desk: Client, business: Business) -> None:
    typed = {**TYPED, "first_name": "", "last_name": " ", "email": "so fie@", "country": "dk"}
    response = desk.post(NEW, typed)
    page = html.unescape(response.content.decode())
    assert response.status_code == 422
    assert 'value="so fie@"' in page
    assert "This is not a valid e-mail address." in page
    assert "A country is written with two capital letters" in page
    assert "Give a first name or a last name." in page
    assert read(business) == []


def test_after_making_a_second_card_the_first_one_is_shown(desk: Client, business: Business) -> None:
    make_customer(business, "Anna", "Holm", email="sofie@example.com")
    response = desk.post(NEW, TYPED, follow=True)
    assert "same e-mail" in response.content.decode()
    assert "Other cards may be the same person" in response.content.decode()


def test_names_alone_do_not_interrupt(desk: Client, business: Business) -> None:
    make_customer(business)
    response = desk.post(NEW, TYPED)
    assert response.headers["Location"] == url(read(business)[1])


def test_an_edit_shows_what_is_stored_and_saves_what_was_typed(desk: Client, business: Business) -> None:
    customer = make_customer(business, date_of_birth=date(1991, 5, 14))
    assert 'value="1991-05-14"' in desk.get(url(customer, "edit/")).content.decode()
    response = desk.post(url(customer, "edit/"), {**TYPED, "version": "1"})
    assert (response.status_code, response.headers["Location"]) == (302, url(customer, "details/"))
    assert read(business)[0].city == "København K"


def test_a_save_that_meets_anothers_shows_both_and_keeps_every_character(
    desk: Client, business: Business, owner: Actor, now: datetime
) -> None:
    customer = make_customer(business)
    with scope(business=business):
        changes = CustomerChanges(last_name="Holm", note="From Jonas")
        edit_customer(business=business, actor=owner, now=now, customer_id=customer.pk, changes=changes)
    typed = {**TYPED, "version": "1", "note": " <b>mine</b> "}
    response = desk.post(url(customer, "edit/"), typed)
    page = html.unescape(response.content.decode())
    assert response.status_code == 409
    assert "<td>Holm</td><td>Bjerregaard</td>" in page
    assert "<td>From Jonas</td><td> <b>mine</b> </td>" in page
    assert '<input type="hidden" name="version" value="2"' in page
    for value in ("31 55 01 24", "Sofie@Example.com", " Sofie "):
        assert f'value="{value}"' in page
    assert read(business)[0].last_name == "Holm"
    again = desk.post(url(customer, "edit/"), {**typed, "version": "2"})
    assert again.status_code == 302
    assert (read(business)[0].last_name, read(business)[0].note) == ("Bjerregaard", " <b>mine</b> ")


def test_an_edit_that_is_not_valid_stores_nothing(desk: Client, business: Business) -> None:
    customer = make_customer(business)
    response = desk.post(url(customer, "edit/"), {**TYPED, "version": "1", "phone": "12", "date_of_birth": "soon"})
    assert response.status_code == 422
    response = desk.post(url(customer, "edit/"), {**TYPED, "version": "1", "phone": "12"})
    assert "This is not a valid phone number." in response.content.decode()
    assert read(business)[0].version == 1


def test_inspectors_choose_among_their_areas(
    inspector: Actor, business: Business, area: Area, other_area: Area, now: datetime
) -> None:
    browser = signed_in(inspector)
    page = browser.get(NEW).content.decode()
    assert ("Amager" in page, f'<option value="{area.pk}">Indre By</option>' in page) == (False, True)
    assert browser.post(NEW, {**TYPED, "area": str(other_area.pk)}).status_code == 422
    assert browser.post(NEW, {**TYPED, "area": str(area.pk)}).status_code == 302
    assert [card.area_id for card in read(business)] == [area.pk]


def test_an_inspector_without_an_area_is_told_why_she_can_make_no_card(
    business: Business, other_area: Area, now: datetime
) -> None:
    refused = signed_in(person(business, Role.INSPECTOR)).post(NEW, TYPED)
    assert refused.status_code == 422
    assert "Choose one of your areas." in refused.content.decode()


def test_archiving_asks_first_and_can_be_undone(desk: Client, business: Business, now: datetime) -> None:
    customer = make_customer(business)
    with scope(business=business):
        make_booking(make_salon(business), customer)
    asked = desk.get(url(customer, "archive/"), headers={"hx-request": "true"}).content.decode()
    assert "1 coming booking stays as it is." in asked
    done = desk.post(url(customer, "archive/"), headers={"hx-request": "true"})
    assert (done.status_code, done.headers["HX-Redirect"]) == (204, url(customer))
    assert read(business)[0].archived_at == now
    assert desk.post(url(customer, "restore/")).status_code == 302
    assert read(business)[0].archived_at is None


def test_archiving_needs_its_permission(receptionist: Actor, business: Business, now: datetime) -> None:
    customer = make_customer(business)
    browser = signed_in(receptionist)
    assert browser.post(url(customer, "archive/")).status_code == 403
    assert browser.post(url(customer, "restore/")).status_code == 403
    assert "Archive…" not in browser.get(url(customer)).content.decode()
