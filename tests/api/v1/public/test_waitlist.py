"""Do programs let a customer wait, show her what is on offer, and book it?"""

from datetime import datetime

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.booking import FREJA, Salon, make_salon
from tests.factories.classes import make_session, make_studio
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, put_tag

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.booking.actions import offer_places
from kartotek.domain.businesses.models import Business

FREJA_TYPED = {"first_name": "Freja", "last_name": "Holm", "email": FREJA.email, "phone": FREJA.phone}
DAYS = {"from": "2026-11-16", "to": "2026-11-18"}


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def visitor() -> Program:
    return Program(None, "public/havnegade/")


def wait(visitor: Program, salon: Salon, status: int = 201, **fields: object) -> dict[str, str]:
    body = {"service": str(salon.service.pk), "customer": FREJA_TYPED, **DAYS, **fields}
    answer: dict[str, str] = visitor.call("POST", "waitlist", body, status)
    return answer


def test_she_waits_is_offered_a_time_and_books_it(salon: Salon, visitor: Program, now: datetime) -> None:
    joined = wait(visitor, salon)
    token = joined.pop("manage_token")
    assert joined.pop("id")
    assert joined == {"state": "waiting", "offer": None, "service": str(salon.service.pk), "session": None}
    with scope(business=salon.business):
        offer_places(business=salon.business, actor=SYSTEM, now=now, service_id=salon.service.pk)
    found = visitor.call("GET", f"waitlist/{token}")
    assert (found["state"], found["offer"]) == (
        "offered",
        {
            "starts_at": "2026-11-16T09:00:00+01:00",
            "employee": str(salon.jonas.pk),
            "until": "2026-11-12T11:24:00+01:00",
        },
    )
    booking = visitor.call("POST", f"waitlist/{token}/accept", status=201)
    assert (booking["starts_at"], booking["status"]) == ("2026-11-16T09:00:00+01:00", "confirmed")
    assert visitor.call("GET", f"waitlist/{token}")["state"] == "accepted"
    assert visitor.call("POST", f"waitlist/{token}/accept", status=409)["code"] == "no_offer"


def test_she_leaves(salon: Salon, visitor: Program) -> None:
    token = wait(visitor, salon)["manage_token"]
    assert visitor.call("POST", f"waitlist/{token}/leave")["state"] == "left"
    assert visitor.call("POST", f"waitlist/{token}/leave", status=409)["code"] == "not_waiting"


def test_five_times_at_most(salon: Salon, visitor: Program) -> None:
    for _ in range(5):
        wait(visitor, salon)
    assert wait(visitor, salon, 409)["code"] == "waitlist_full"


def test_for_a_class_too(salon: Salon, visitor: Program) -> None:
    with scope(business=salon.business):
        session = make_session(make_studio(salon.business))
    answer = wait(visitor, salon, session=str(session.pk), service=None)
    assert (answer["state"], answer["session"]) == ("waiting", str(session.pk))


def test_a_banned_customer_is_refused_with_the_public_words_and_a_way_forward(salon: Salon, visitor: Program) -> None:
    with scope(business=salon.business):
        card = make_customer(salon.business, "Freja", "Holm", email=FREJA.email)
        put_tag(card, make_ban(salon.business, messages={"en": "Please call us."}))
    answer = wait(visitor, salon, 403, customer={**FREJA_TYPED, "language": "en"})
    assert (answer["code"], answer["detail"]) == ("customer_refused", "Please call us.")
    assert answer["contact"]


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"service": None}, 422, "validation_error"),
        ({"service": "999999"}, 404, "not_found"),
        ({"session": "999999", "service": None}, 404, "not_found"),
        ({"from": "2026-11-18", "to": "2026-11-16"}, 422, "range"),
        ({"from": "soon"}, 422, "validation_error"),
        ({"customer": {"first_name": "Freja"}}, 422, "validation_error"),
    ],
)
def test_what_is_wrong_is_said(
    salon: Salon, visitor: Program, fields: dict[str, object], status: int, code: str
) -> None:
    assert wait(visitor, salon, status, **fields)["code"] == code


def test_an_unknown_token_is_404(salon: Salon, visitor: Program) -> None:
    for method, path in (("GET", ""), ("POST", "/accept"), ("POST", "/leave")):
        assert visitor.call(method, f"waitlist/none{path}", status=404)["code"] == "not_found"


def test_staff_list_who_waits_and_take_them_off(salon: Salon, visitor: Program, receptionist: Actor) -> None:
    joined = wait(visitor, salon)
    program = Program(receptionist)
    [line] = program.call("GET", f"waitlist?service={salon.service.pk}&state=waiting")["items"]
    assert line == {
        "id": joined["id"],
        "state": "waiting",
        "service": str(salon.service.pk),
        "session": None,
        "employee": None,
        **DAYS,
        "customer": None,
        "name": "Freja Holm",
        "email": FREJA.email,
        "phone": FREJA.phone,
        "offer": None,
        "created_at": "2026-11-12T10:54:00+01:00",
    }
    assert program.call("POST", f"waitlist/{joined['id']}/leave")["state"] == "left"
    assert program.call("GET", "waitlist?state=waiting")["items"] == []
    assert program.call("GET", "waitlist?state=gone", status=422)["code"] == "validation_error"
