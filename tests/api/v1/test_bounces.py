"""Is a mail that came back taken, is what was found answered, and does the card say so?"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.api.calls import Json, Program
from tests.factories.bounces import SOFIE, dsn, make_message, make_sofie
from tests.factories.customers import make_customer
from tests.naughty import naughty_strings
from tests.personas import bearer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Address, Message

URL = "/api/v1/bounces"


@pytest.fixture
def card(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_sofie(business)


@pytest.fixture
def message(card: Customer, now: datetime) -> Message:
    with scope(business=card.business):
        return make_message(card.business, now, card)


def hand_in(actor: Actor, raw: bytes, content_type: str = "message/rfc822") -> tuple[int, Json]:
    response = Client(headers=bearer(actor)).post(URL, raw, content_type=content_type)
    return response.status_code, response.json()


def test_what_was_found_is_answered_and_the_card_says_so(
    card: Customer, message: Message, owner: Actor, now: datetime
) -> None:
    raw = dsn(message_id=message.pk)
    assert hand_in(owner, raw) == (
        200,
        {
            "items": [
                {
                    "address": SOFIE,
                    "kind": "hard",
                    "status": "5.1.1",
                    "diagnostic": "smtp; 550 5.1.1 User unknown",
                    "effect": "bounced",
                    "message": str(message.pk),
                }
            ]
        },
    )
    program = Program(owner)
    shown = program.call("GET", f"customers/{card.pk}")
    trouble = {"state": "bounced", "at": now.isoformat(), "reason": "There is no such mailbox."}
    assert (shown["email_state"], shown["email_trouble"]) == ("bounced", trouble)
    [line] = program.call("GET", f"customers/{card.pk}/messages")["items"]
    assert (line["state"], line["error"]) == ("bounced", "There is no such mailbox.")
    [listed] = program.call("GET", "customers")["items"]
    assert (listed["email_state"], listed["email_trouble"]) == ("bounced", trouble)
    assert hand_in(owner, raw)[1]["items"][0]["effect"] == "repeated"


def test_the_address_is_confirmed_or_corrected(card: Customer, message: Message, receptionist: Actor) -> None:
    hand_in(receptionist, dsn(message_id=message.pk))
    program = Program(receptionist)
    corrected = program.call("PATCH", f"customers/{card.pk}", {"email": "sofie@example.net"})
    assert (corrected["email_state"], corrected["email_trouble"]) == ("ok", None)
    again = program.call("PATCH", f"customers/{card.pk}", {"email": "Sofie@Example.com"})
    assert again["email_state"] == "bounced"
    confirmed = program.call("POST", f"customers/{card.pk}/email/confirm")
    assert (confirmed["id"], confirmed["email_state"]) == (str(card.pk), "ok")
    assert program.call("POST", f"customers/{card.pk}/email/confirm")["email_state"] == "ok"


def test_a_new_card_with_an_address_that_does_not_work_says_so(card: Customer, message: Message, owner: Actor) -> None:
    hand_in(owner, dsn(message_id=message.pk))
    made = Program(owner).call("POST", "customers", {"first_name": "Anna", "email": SOFIE}, 201)
    assert made["email_state"] == "bounced"


@pytest.mark.parametrize("sort", ["?email_state={}", "?email_state={}&search=example"])
def test_the_list_is_narrowed_to_addresses_that_do_not_work(
    card: Customer, message: Message, owner: Actor, sort: str
) -> None:
    with scope(business=card.business):
        other = make_customer(card.business, "Anna", email="anna@example.com")
    hand_in(owner, dsn(message_id=message.pk))
    program = Program(owner)
    found = {
        state: [one["id"] for one in program.call("GET", f"customers{sort.format(state)}")["items"]]
        for state in ("ok", "bounced")
    }
    assert found == {"ok": [str(other.pk)], "bounced": [str(card.pk)]}
    assert program.call("GET", "customers?email_state=odd", status=422)["errors"][0]["field"] == "email_state"


def test_a_card_without_an_address_has_nothing_to_confirm(business: Business, owner: Actor) -> None:
    with scope(business=business):
        card = make_customer(business)
    problem = Program(owner).call("POST", f"customers/{card.pk}/email/confirm", status=422)
    assert [(one["field"], one["code"]) for one in problem["errors"]] == [("email", "no_address")]


def test_who_may_not_see_the_card_confirms_nothing(
    card: Customer, inspector: Actor, other_owner: Actor, other_area: Area
) -> None:
    with scope(business=card.business):
        Customer.objects.filter(pk=card.pk).update(area=other_area)
    for actor in (inspector, other_owner):
        Program(actor).call("POST", f"customers/{card.pk}/email/confirm", status=404)
    Program(None).call("POST", f"customers/{card.pk}/email/confirm", status=401)


def test_another_business_flags_nobody_here(card: Customer, message: Message, other_owner: Actor) -> None:
    status, answer = hand_in(other_owner, dsn(message_id=message.pk))
    assert (status, answer["items"][0]["effect"]) == (200, "not_written_to")
    with scope(business=card.business):
        assert Address.objects.count() == 0


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "required"),
        (b" \r\n ", "required"),
        (b"hello", "not_a_mail"),
        (b"{}", "not_a_mail"),
        (b"\0", "not_a_mail"),
    ],
)
def test_what_is_no_mail_is_refused(business: Business, owner: Actor, raw: bytes, code: str) -> None:
    status, problem = hand_in(owner, raw)
    assert (status, [(one["field"], one["code"]) for one in problem["errors"]]) == (422, [("body", code)])


def test_a_mail_that_is_no_report_says_nothing(business: Business, owner: Actor) -> None:
    assert hand_in(owner, b"Subject: Hello\r\n\r\nHow are you?") == (200, {"items": []})
    assert hand_in(owner, b"Subject: Hello\r\n\r\nHow are you?", "text/plain") == (200, {"items": []})
    assert hand_in(owner, dsn("nobody@example.com"), "multipart/form-data; boundary=x")[0] == 200


def test_a_mail_nested_without_end_says_nothing(business: Business, owner: Actor) -> None:
    assert hand_in(owner, b"Content-Type: message/rfc822\r\n\r\n" * 3000) == (200, {"items": []})


def test_a_mail_that_is_too_large_is_refused(business: Business, owner: Actor) -> None:
    status, problem = hand_in(owner, dsn() + b"x" * 10 * 1024 * 1024)
    assert (status, problem["code"]) == (413, "too_large")


def test_naughty_strings_in_a_report_are_stored_or_left_out(card: Customer, message: Message, owner: Actor) -> None:
    for text in naughty_strings():
        status, _ = hand_in(owner, dsn(message_id=message.pk, said=f"smtp; 554 {text}", status="5.0.0", more=[text]))
        assert status in {200, 422}, text


def test_nobody_hands_in_a_mail_without_a_token(business: Business) -> None:
    assert Client().post(URL, dsn(), content_type="message/rfc822").status_code == 401


def test_a_proof_is_answered_alike_for_an_address_that_does_not_work(
    card: Customer, message: Message, owner: Actor
) -> None:
    """S22, S45: nothing is sent, and nobody can tell."""
    hand_in(owner, dsn(message_id=message.pk))
    public = Program(None, "public/havnegade/")
    marked = public.call("POST", "proofs", {"email": SOFIE}, 202)
    unknown = public.call("POST", "proofs", {"email": "nobody@example.com"}, 202)
    assert marked.keys() == unknown.keys()
    with scope(business=card.business):
        states = dict(Message.objects.filter(event="proof_code").values_list("to", "state"))
    assert states == {SOFIE: "suppressed", "nobody@example.com": "captured"}
