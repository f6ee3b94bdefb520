"""Can the business be changed on screen, without losing what anybody typed?"""

import pytest
from tests.personas import membership_of, signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

URL = "/desk/havnegade/settings/"
TYPED = {
    "version": "1",
    "name": "Havnegade Klinik",
    "timezone": "Europe/Copenhagen",
    "country": "dk",
    "currency": "dkk",
    "languages": ["da", "en"],
    "default_language": "da",
    "phone": "33 11 22 44",
    "email": "ny@havnegade.example",
    "address_line": "Havnegade 14",
    "postcode": "1058",
    "city": "København K",
    "opening_text": "Man-fre 9-17\r\nLør 10-14",
}


def test_business_is_shown_and_saved(owner: Actor) -> None:
    browser = signed_in(owner)
    page = browser.get(URL)
    assert page.status_code == 200
    assert 'value="Havnegade Salon &amp; Klinik"' in page.content.decode()
    saved = browser.post(URL, TYPED)
    assert (saved.status_code, saved.headers["Location"]) == (302, URL)
    business = Business.objects.get()
    assert (business.name, business.phone, business.country) == ("Havnegade Klinik", "+4533112244", "DK")
    assert (business.languages, business.opening_text) == (["da", "en"], "Man-fre 9-17\nLør 10-14")


def test_wrong_values_keep_every_typed_character(owner: Actor) -> None:
    page = signed_in(owner).post(URL, {**TYPED, "phone": "12", "default_language": "sv", "city": " Søborg"})
    text = page.content.decode()
    assert page.status_code == 422
    assert "This is not a valid phone number." in text
    assert "The main language must be one of the languages." in text
    assert 'value="12"' in text
    assert 'value=" Søborg"' in text


def test_somebody_elses_change_is_shown_field_by_field_and_saving_again_wins(owner: Actor) -> None:
    browser = signed_in(owner)
    browser.post(URL, {**TYPED, "city": "Aarhus"})
    page = browser.post(URL, TYPED)
    text = page.content.decode()
    assert page.status_code == 409
    assert '<th scope="row">City</th><td>Aarhus</td><td>København K</td>' in text
    assert '<input type="hidden" name="version" value="2"' in text
    browser.post(URL, {**TYPED, "version": "2"})
    assert Business.objects.get().city == "København K"


@pytest.mark.parametrize("granted", [(), ("staff.manage",), ("token.manage",)])
def test_others_are_led_to_what_they_may_open(receptionist: Actor, granted: tuple[str, ...]) -> None:
    member = membership_of(receptionist)
    member.granted = list(granted)
    member.save()
    led = signed_in(receptionist).get(URL)
    places = {(): f"{URL}hours/", ("staff.manage",): f"{URL}staff/", ("token.manage",): f"{URL}tokens/"}
    assert led.headers["Location"] == places[granted]


def test_another_tenant_finds_nothing_there(business: Business, other_owner: Actor) -> None:
    assert signed_in(other_owner).get(URL).status_code == 404
