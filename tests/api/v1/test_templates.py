"""Can programs read, change, reset and try the words of messages?"""

from datetime import datetime, timedelta

import pytest
from tests.api.calls import Program
from tests.factories.booking import make_booking, make_salon
from tests.factories.customers import make_customer
from tests.naughty import naughty_strings

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.messaging.decisions import TEMPLATES, default_template
from kartotek.domain.messaging.values import Event, MessageChannel

PATH = "templates/booking_moved.email.da"
DEFAULT = default_template(Event.BOOKING_MOVED, MessageChannel.EMAIL, "da")
AS_IT_IS = {
    "id": "booking_moved.email.da",
    "event": "booking_moved",
    "channel": "email",
    "language": "da",
    "subject": DEFAULT.subject,
    "body": DEFAULT.body,
    "is_default": True,
}
CARD = "[customerFutureBookingsBegin_skipToday]\nd. [DATO] Kl. [KLOKKEN_FRATID]\n[customerFutureBookingsEnd]"


def test_every_template_is_listed_page_by_page(receptionist: Actor) -> None:
    program = Program(receptionist)
    page = program.call("GET", "templates?limit=60")
    found = [item["id"] for item in page["items"]]
    while page["next"]:
        page = program.call("GET", f"templates?limit=60&cursor={page['next']}")
        found += [item["id"] for item in page["items"]]
    assert found == [key.public_id for key in TEMPLATES]


def test_the_list_is_narrowed(receptionist: Actor) -> None:
    program = Program(receptionist)
    found = program.call("GET", "templates?event=booking_moved&channel=email&language=da")
    assert found == {"items": [AS_IT_IS], "next": None}
    assert len(program.call("GET", "templates?event=recall")["items"]) == 15
    assert program.call("GET", "templates?channel=fax")["items"] == []


def test_a_change_is_answered_and_stays_until_it_is_reset(administrator: Actor) -> None:
    program = Program(administrator)
    assert program.call("GET", PATH) == AS_IT_IS
    before = program.etag
    changed = {**AS_IT_IS, "subject": "Flyttet til [dato]", "body": "Hej [FORNAVN]", "is_default": False}
    assert program.call("PATCH", PATH, {"subject": "Flyttet til [dato]", "body": "Hej [FORNAVN]"}) == changed
    assert program.etag != before
    assert program.call("GET", PATH) == changed
    assert program.call("POST", f"{PATH}/reset") == AS_IT_IS
    assert program.etag == before
    assert program.call("GET", PATH) == AS_IT_IS


def test_a_stale_change_is_refused(owner: Actor) -> None:
    program = Program(owner)
    program.call("GET", PATH)
    seen = program.etag
    program.call("PATCH", PATH, {"body": "Hej"}, if_match=seen)
    assert program.call("PATCH", PATH, {"body": "Hi"}, status=412, if_match=seen)["code"] == "stale"
    assert program.call("POST", f"{PATH}/reset", status=412, if_match=seen)["code"] == "stale"


def test_all_faults_come_at_once_with_their_places(owner: Actor) -> None:
    body = "Hej [FORNAVM]\n[customerFutureBookingsEnd]\n [customerFutureBookingsBegin]\n[customerFutureBookingsBegin]"
    answer = Program(owner).call("PATCH", PATH, {"subject": "a [NOPE]", "body": body}, status=422)
    assert answer["code"] == "validation_error"
    assert [(one["field"], one["code"], one["line"], one["column"]) for one in answer["errors"]] == [
        ("subject", "unknown_code", 1, 3),
        ("body", "unknown_code", 1, 5),
        ("body", "unopened_loop", 2, 1),
        ("body", "open_loop", 3, 2),
        ("body", "nested_loop", 4, 1),
    ]
    assert all(one["message"] for one in answer["errors"])
    preview = {"channel": "email", "subject": "a [NOPE]", "body": body}
    assert Program(owner).call("POST", "templates/preview", preview, status=422)["errors"] == answer["errors"]


def test_only_who_may_change_settings_may_change_them(receptionist: Actor, inspector: Actor) -> None:
    for actor in (receptionist, inspector):
        assert Program(actor).call("PATCH", PATH, {"body": "Hej"}, status=403)["code"] == "not_permitted"
        assert Program(actor).call("POST", f"{PATH}/reset", status=403)["code"] == "not_permitted"


@pytest.mark.parametrize("name", ["nothing", "booking_moved.email.pl", "no_show.letter.da", "1", "%00", "preview"])
def test_what_is_no_template_is_not_there(owner: Actor, name: str) -> None:
    program = Program(owner)
    program.call("PATCH", f"templates/{name}", {"body": "x"}, status=404 if name != "preview" else 405)
    program.call("POST", f"templates/{name}/reset", status=404)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"body": 1}, "body"),
        ({"subject": None}, "subject"),
        ({"body": ""}, "body"),
        ({"body": "a\x00"}, "body"),
        ({"subject": "a\nb"}, "subject"),
        ({"subject": "a" * 201}, "subject"),
        ([], "body"),
    ],
)
def test_what_cannot_be_words_is_refused_at_its_field(owner: Actor, body: object, field: str) -> None:
    assert [one["field"] for one in Program(owner).call("PATCH", PATH, body, status=422)["errors"]] == [field]


def test_a_text_is_tried_for_a_real_customer(business: Business, receptionist: Actor, now: datetime) -> None:
    card = make_customer(business, first_name="Sofie", last_name="Bjerregaard", language="da")
    salon = make_salon(business)
    for days in (1, 29):
        make_booking(salon, card, now.replace(hour=12, minute=0) + timedelta(days=days))
    body = f"Hej [FORNAVN], [YDELSE] [DATO_LANG]\n{CARD}"
    said = Program(receptionist).call(
        "POST", "templates/preview", {"channel": "sms", "subject": "x", "body": body, "customer": str(card.pk)}
    )
    text = "Hej Sofie, Haircut fredag den 13. november 2026\nd. 13-11-2026 Kl. 13:00\nd. 11-12-2026 Kl. 13:00\n"
    sms = {"encoding": "gsm7", "parts": 1, "characters": len(text), "left": 160 - len(text)}
    assert said == {"subject": "", "text": text, "html": "", "sms": sms}


def test_a_text_is_tried_about_one_booking_in_another_language(
    business: Business, receptionist: Actor, now: datetime
) -> None:
    card = make_customer(business, first_name="Åse", language="da")
    booking = make_booking(make_salon(business), card, now + timedelta(days=1))
    wanted = {
        "channel": "email",
        "subject": "On [DATE]",
        "body": "[TIME_FROM] [CANCELLED_BY] [MANAGE_LINK]",
        "language": "en",
        "booking": str(booking.pk),
        "customer": str(card.pk),
    }
    said = Program(receptionist).call("POST", "templates/preview", wanted)
    assert said["subject"] == "On 13 Nov 2026"
    assert said["text"].startswith("10:54 us http://localhost:8000/havnegade/manage/")
    assert '<a href="http://localhost:8000/havnegade/manage/' in said["html"]


def test_without_a_customer_somebody_is_invented_in_the_language_of_the_business(receptionist: Actor) -> None:
    said = Program(receptionist).call("POST", "templates/preview", {"channel": "sms", "body": "[DATE] [BUSINESS]"})
    assert said["text"] == "12-11-2026 Havnegade Salon & Klinik"


def test_a_customer_without_bookings_has_empty_booking_codes(business: Business, owner: Actor) -> None:
    card = make_customer(business)
    wanted = {"channel": "letter", "subject": "a", "body": f"[DATO]{CARD}.", "customer": str(card.pk)}
    assert Program(owner).call("POST", "templates/preview", wanted)["text"] == "."


def test_a_preview_shows_nobody_from_elsewhere(
    business: Business,
    other_business: Business,
    inspector: Actor,
    owner: Actor,
    other_area: Area,
    now: datetime,
) -> None:
    outside = make_customer(business, area=other_area)
    other = make_customer(other_business)
    booking = make_booking(make_salon(business), outside, now + timedelta(days=1))
    wanted = {"channel": "sms", "body": "[FIRSTNAME]"}
    for actor, more in (
        (inspector, {"customer": str(outside.pk)}),
        (inspector, {"booking": str(booking.pk)}),
        (owner, {"customer": str(other.pk)}),
        (owner, {"booking": str(booking.pk), "customer": str(make_customer(business).pk)}),
        (owner, {"booking": "999999"}),
    ):
        Program(actor).call("POST", "templates/preview", {**wanted, **more}, status=404)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"channel": "fax"}, "channel"),
        ({"language": "pl"}, "language"),
        ({"customer": "x"}, "customer"),
        ({"booking": "²"}, "booking"),
        ({"body": None}, "body"),
        ({"body": "x" * 10_001}, "body"),
        ({"subject": "a\x00"}, "subject"),
    ],
)
def test_a_preview_of_nonsense_names_the_field(owner: Actor, wrong: dict[str, object], field: str) -> None:
    wanted = {"channel": "email", "body": "x", **wrong}
    answer = Program(owner).call("POST", "templates/preview", wanted, status=422)
    assert [one["field"] for one in answer["errors"]] == [field]


def test_naughty_texts_are_shown_or_refused_never_broken(owner: Actor) -> None:
    program = Program(owner)
    for text in naughty_strings():
        if "\ud800" <= max(text, default="") <= "\udfff":
            continue  # not JSON
        answer = program.client.post(
            "/api/v1/templates/preview", {"channel": "email", "body": text}, content_type="application/json"
        )
        assert answer.status_code in {200, 422}
        if answer.status_code == 200:
            assert answer.json()["text"] == text or "[" in text


def test_the_codes_are_listed_with_both_names_and_an_example(receptionist: Actor) -> None:
    program = Program(receptionist)
    found = {item["name"]: item for item in program.call("GET", "substitution-codes?limit=200")["items"]}
    assert found["DATE_LONG"] == {
        "name": "DATE_LONG",
        "danish_name": "DATO_LANG",
        "family": "booking",
        "description": "The date in words, with the weekday.",
        "example": "torsdag den 12. november 2026",
    }
    german = program.call("GET", "substitution-codes?language=de&limit=200")["items"]
    assert {item["name"]: item for item in german}["DATE"]["example"] == "12.11.2026"
    assert found["customerFutureBookingsEnd"]["family"] == "loops"
    program.call("GET", "substitution-codes?language=pl", status=422)
