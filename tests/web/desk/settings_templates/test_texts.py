"""Can the words of messages be read, tried while typing, and saved without losing a character?"""

import html
import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer
from tests.naughty import naughty_strings
from tests.personas import signed_in

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business, Membership
from kartotek.domain.messaging.decisions import default_template
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.queries import get_template
from kartotek.domain.messaging.values import Event, MessageChannel, TemplateItem, Text

BASE = "/desk/havnegade/settings/texts/"
URL = f"{BASE}booking_moved.email.da/"
SMS = f"{BASE}appointment_card.sms.da/"
DEFAULT = default_template(Event.BOOKING_MOVED, MessageChannel.EMAIL, "da")
LOOP = "[customerFutureBookingsBegin]"


def stored(business: Business, name: str = "booking_moved.email.da") -> TemplateItem:
    with scope(business=business):
        return get_template(name)


def typed(business: Business, **changes: str) -> dict[str, str]:
    """The form as it is filled in."""
    return {"version": str(stored(business).version), "subject": "Flyttet", "body": "Hej [FORNAVN]", **changes}


def text_of(client: Client, url: str = URL) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def shown(page: str) -> str:
    """The preview as words."""
    part = page[page.index('id="preview"') : page.index("</aside>")]
    return html.unescape(re.sub(r"<[^>]+>", "", part))


@pytest.fixture
def desk(owner: Actor, now: datetime) -> Client:
    return signed_in(owner)


@pytest.fixture
def booking(business: Business, now: datetime) -> Booking:
    """Sofie comes tomorrow at 13:00."""
    with scope(business=business):
        card = make_customer(business, first_name="Sofie", last_name="Bjerregaard", phone="+4522550114")
        return make_booking(make_salon(business), card, now.replace(hour=12, minute=0) + timedelta(days=1))


def test_the_settings_lead_to_the_first_text_in_the_language_of_the_business(desk: Client, business: Business) -> None:
    assert desk.get(BASE)["Location"] == f"{BASE}booking_confirmed.email.da/"
    assert f'href="{BASE}"' in text_of(desk, "/desk/havnegade/settings/online-booking/")


def test_the_page_shows_the_built_in_words_and_how_they_read_for_somebody_real(desk: Client, booking: Booking) -> None:
    page = text_of(desk)
    assert f'value="{DEFAULT.subject}"' in page
    assert f">\n{DEFAULT.body}</textarea>" in page
    assert "This is the built-in text." in page
    said = shown(page)
    assert "Din aftale er flyttet til 13-11-2026 kl. 13:00" in said
    assert "Hej Sofie" in said
    assert "fredag den 13. november 2026 kl. 13:00–13:45\nHaircut med Jonas Krog" in said
    assert "built-in" in page


def test_without_bookings_somebody_is_invented(desk: Client, business: Business) -> None:
    page = text_of(desk)
    assert '<option value="nobody" selected>Somebody invented</option>' in page
    assert "Hej Sofie" in shown(page)


def test_events_channels_and_languages_lead_to_their_own_page(desk: Client, business: Business) -> None:
    page = text_of(desk)
    links = re.findall(rf'href="{BASE}([a-z_.]+)/"([^>]*)>', page)
    marked = [name for name, rest in links if "aria-current" in rest]
    assert marked == ["booking_moved.email.da"] * 3
    names = [name for name, _rest in links]
    assert "recall.email.da" in names
    assert {name for name in names if name.startswith("booking_moved.")} == {
        *(f"booking_moved.email.{language}" for language in ("da", "sv", "de", "fr", "en")),
        "booking_moved.sms.da",
    }
    assert "sign_in_code" in page
    card = text_of(desk, f"{BASE}appointment_card.letter.da/")
    assert f'href="{BASE}booking_moved.email.da/"' in card
    assert f'href="{BASE}recall.letter.da/"' in card


def test_only_languages_of_the_business_are_offered_and_the_one_that_is_shown(desk: Client, business: Business) -> None:
    Business.objects.update(languages=["da", "en"])
    assert {*re.findall(r"booking_moved\.email\.(\w\w)/", text_of(desk))} == {"da", "en"}
    assert {*re.findall(r"booking_moved\.email\.(\w\w)/", text_of(desk, URL.replace(".da", ".sv")))} == {
        "da",
        "en",
        "sv",
    }


def test_saving_stores_the_words_as_they_were_typed(desk: Client, business: Business) -> None:
    response = desk.post(URL, typed(business, body="  Hej [FORNAVN]\r\n\r\nHilsen  ", about="nobody"))
    assert (response.status_code, response["Location"]) == (302, f"{URL}?about=nobody")
    assert stored(business).text == Text("Flyttet", "  Hej [FORNAVN]\n\nHilsen  ")
    page = text_of(desk)
    assert "Text saved" in page
    assert "own text" in page
    assert Entry.objects.filter(action="template.edited").count() == 1


def test_a_refused_text_comes_back_with_every_character_and_every_place(desk: Client, business: Business) -> None:
    body = f"\n Hej [FORNAVM]\n<b>{LOOP}"
    response = desk.post(URL, typed(business, subject="[NOPE] & more", body=body))
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="[NOPE] &amp; more"' in page
    assert f">\n{html.escape(body)}</textarea>" in page
    places = re.findall(r'data-jump="(\w+)" data-line="(\d+)" data-column="(\d+)" data-length="(\d+)"', page)
    assert places == [("subject", "1", "1", "6"), ("body", "2", "6", "9"), ("body", "3", "4", "29")]
    assert "Line 2, column 6" in page
    assert "Subject, column 1" in page
    assert "[FORNAVM]: There is no such code. Did you mean [FORNAVN]?" in page
    assert page.count('aria-invalid="true"') == 2
    assert page.count('<mark class="k-bad">') == 3
    assert stored(business).is_default


def test_what_is_wrong_besides_codes_stands_at_its_field(desk: Client, business: Business) -> None:
    response = desk.post(URL, typed(business, subject="", body=""))
    assert response.status_code == 422
    assert response.content.decode().count("This must not be empty.") == 2
    response = desk.post(URL, typed(business, body="a\x00"))
    assert (response.status_code, stored(business).is_default) == (422, True)


def test_somebody_elses_change_is_shown_beside_and_can_be_replaced(desk: Client, business: Business) -> None:
    seen = typed(business)
    desk.post(URL, typed(business, subject="Theirs"))
    response = desk.post(URL, {**seen, "subject": "Mine"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else saved this meanwhile" in page
    assert "<td>Theirs</td><td>Mine</td>" in page
    again = re.search(r'name="version" value="(\d+)"', page)
    assert again is not None
    assert desk.post(URL, {**seen, "subject": "Mine", "version": again[1]}).status_code == 302
    assert stored(business).text.subject == "Mine"


def test_a_form_without_its_version_is_refused(desk: Client, business: Business) -> None:
    for version in ("", "x", "9" * 40):
        assert desk.post(URL, typed(business, version=version)).status_code in {409, 422}
    assert stored(business).is_default


def test_without_scripts_a_text_is_tried_by_a_button(desk: Client, booking: Booking, business: Business) -> None:
    response = desk.post(URL, {**typed(business, body="Kære [KUNDENAVN]"), "try": "1"})
    assert response.status_code == 200
    assert "Kære Sofie Bjerregaard" in shown(response.content.decode())
    assert stored(business).is_default


def test_the_preview_follows_the_typing(desk: Client, booking: Booking, business: Business) -> None:
    response = desk.post(f"{URL}preview/", {"subject": "Til [FORNAVN]", "body": "[DATO] [NOPE]", "about": booking.pk})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Til Sofie" in html.unescape(re.sub("<[^>]+>", "", page))
    assert '13-11-2026 <mark class="k-bad">[NOPE]</mark>' in page
    assert 'id="faults" aria-live="polite" hx-swap-oob="true"' in page
    assert "Line 1, column 8" in page


def test_the_preview_of_a_text_message_counts_its_parts(desk: Client, booking: Booking) -> None:
    page = desk.post(f"{SMS}preview/", {"body": "ê" * 71, "about": "nobody"}).content.decode()
    for words in ("2 SMS", "71, 63 left in this part", "Unicode (UCS-2), 70 a part", 'max="67" value="4"'):
        assert words in page
    assert "1 SMS" in desk.post(f"{SMS}preview/", {"body": "æ", "about": booking.pk}).content.decode()
    assert "+45 22 55 01 14" in text_of(desk, SMS)
    assert 'name="subject"' not in text_of(desk, SMS)


@pytest.mark.parametrize("about", ["999999", "x", "-1", "²", "9" * 30, ""])
def test_a_booking_that_is_not_there_is_nobodys(desk: Client, business: Business, about: str) -> None:
    page = desk.post(f"{URL}preview/", {"subject": "", "body": "[FORNAVN]", "about": about}).content.decode()
    assert "Sofie" in page


def test_another_business_booking_is_not_there(desk: Client, other_business: Business, now: datetime) -> None:
    with scope(business=other_business):
        card = make_customer(other_business, first_name="Secret")
        other = make_booking(make_salon(other_business), card, now + timedelta(days=1))
    page = desk.post(f"{URL}preview/", {"subject": "", "body": "[FORNAVN]", "about": other.pk}).content.decode()
    assert "Secret" not in page


def test_a_reset_is_asked_for_and_done(desk: Client, business: Business) -> None:
    desk.post(URL, typed(business))
    asked = text_of(desk, f"{URL}reset/")
    assert DEFAULT.body in asked
    assert not stored(business).is_default
    response = desk.post(f"{URL}reset/")
    assert response["Location"] == URL
    assert stored(business).is_default
    assert "The built-in text holds again" in text_of(desk)


def test_the_picker_speaks_danish_where_danish_is_written(desk: Client, business: Business) -> None:
    assert 'data-code="[KLOKKEN_FRATID]"' in text_of(desk)
    english = text_of(desk, URL.replace(".da", ".en"))
    assert 'data-code="[TIME_FROM]"' in english
    assert 'data-code="[KLOKKEN_FRATID]"' not in english
    assert f'data-code="{LOOP}"' in english


def test_only_who_may_change_settings_sees_the_words(receptionist: Actor, inspector: Actor, now: datetime) -> None:
    for actor in (receptionist, inspector):
        client = signed_in(actor)
        for url in (BASE, URL, f"{URL}reset/"):
            assert client.get(url).status_code == 403
        assert client.post(f"{URL}preview/", {"body": "x"}).status_code == 403


@pytest.mark.parametrize("name", ["nothing", "no_show.letter.da", "free.sms.pl", "1"])
def test_what_is_no_template_is_not_there(desk: Client, business: Business, name: str) -> None:
    for path in ("", "reset/"):
        assert desk.get(f"{BASE}{name}/{path}").status_code == 404
    assert desk.post(f"{BASE}{name}/preview/", {"body": "x"}).status_code == 404


def test_the_page_asks_as_often_for_three_bookings_as_for_one(
    desk: Client, booking: Booking, business: Business, now: datetime
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(URL)
        return len(queries)

    one = asked()
    with scope(business=business):
        salon = make_salon(business)
        for days in (2, 3):
            make_booking(salon, make_customer(business, email=f"a{days}@example.com"), now + timedelta(days=days))
    assert asked() == one


def test_whatever_is_typed_is_shown_inert(desk: Client, business: Business) -> None:
    for text in naughty_strings():
        if any("\ud800" <= letter <= "\udfff" for letter in text):
            continue  # no browser sends these
        response = desk.post(f"{URL}preview/", {"subject": text, "body": text, "about": "nobody"})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


def test_a_test_goes_to_the_writer_herself_and_nothing_is_saved(
    desk: Client, business: Business, booking: Booking, owner: Actor
) -> None:
    response = desk.post(URL, {**typed(business, body="Hej [KUNDENAVN]"), "send": "1", "about": str(booking.pk)})
    assert response.status_code == 200
    assert "On its way to owner@havnegade.example" in response.content.decode()
    assert "Hej [KUNDENAVN]</textarea>" in response.content.decode()
    assert stored(business).is_default
    with scope(business=business):
        sent = Message.objects.get()
    assert (sent.event, sent.channel, sent.to, sent.subject, sent.body, sent.customer_id) == (
        "free",
        "email",
        "owner@havnegade.example",
        "Flyttet",
        "Hej Sofie Bjerregaard",
        None,
    )


def test_a_test_needs_good_words_and_an_address(desk: Client, business: Business, owner: Actor) -> None:
    response = desk.post(URL, {**typed(business, body="[NOPE]"), "send": "1"})
    assert (response.status_code, "Line 1, column 1" in response.content.decode()) == (422, True)
    sms = {"version": str(stored(business, "appointment_card.sms.da").version), "body": "Hej", "send": "1"}
    response = desk.post(SMS, sms)
    assert (response.status_code, "There is no phone number of yours." in response.content.decode()) == (422, True)
    with scope(business=business):
        assert not Message.objects.exists()
        Membership.objects.filter(pk=owner.id or 0).update(phone="+4522550199")
    assert "On its way to +4522550199" in desk.post(SMS, sms).content.decode()
    assert "Send me a test" not in text_of(desk, f"{BASE}appointment_card.letter.da/")
