"""Does anything internal leave the staff side (S15)? Every page and endpoint for customers, with marked secrets."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django_scopes import scope
from tests.conftest import NOW
from tests.factories.access import make_customer_token, make_settings
from tests.factories.booking import FREJA, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import (
    make_ban,
    make_exception,
    make_lock,
    make_lock_reason,
    make_rule,
    make_tag,
    put_tag,
)
from tests.factories.waiting import make_waiting
from tests.walks.test_no_dead_ends import visit_all
from tests.web.booking.site import chosen
from tests.web.booking.site import sent as booking_sent

from kartotek.config.urls import API
from kartotek.domain.access.models import LockEntry, LockReview, Refusal
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries import manage_token, wait_token
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer, Notice
from kartotek.domain.messaging.models import Message
from kartotek.web.kit.public import CUSTOMER_COOKIE

MARK = "zqxjkwvbqpzqx"  # part of every internal text, and of nothing else: too long for a random link to contain it
TODAY = date(2026, 11, 12)
FREE = "2026-11-16T12:00Z"
PUBLIC = "/api/v1/public/havnegade"
Restrict = Callable[[Customer], object]


def marked(what: str) -> str:
    """An internal text."""
    return f"{MARK} {what}"


@dataclass(frozen=True)
class House:
    """A business whose staff wrote something internal wherever they can, about Freja, who has a booking and waits."""

    salon: Salon
    freja: Customer
    booking: Booking
    token: str
    wait: str


@pytest.fixture
def house(business: Business, now: object) -> House:
    """All of it, for Freja."""
    with scope(business=business):
        salon = make_salon(business)
        freja = make_customer(
            business,
            FREJA.first_name,
            FREJA.last_name,
            email=FREJA.email,
            phone=FREJA.phone,
            note=marked("note"),
            important_note=marked("important note"),
            external_ref=marked("reference"),
            limit_reason=marked("limit reason"),
            limit_set_by=marked("limit by"),
        )
        other = make_customer(business, "Viggo", "Skov", email="viggo@example.com", note=marked("other note"))
        booking = make_booking(
            salon,
            freja,
            internal_note=marked("internal note"),
            override_reason=marked("override"),
            possible_matches=[{"customer": other.pk, "why": marked("why")}],
        )
        put_tag(freja, make_tag(business, marked("normal tag")))
        make_exception(freja, TODAY, TODAY, service=salon.service, reason=marked("exception"))
        Notice.objects.create(business=business, customer=freja, text=marked("notice"), at=NOW, by=marked("by"))
        lifted = make_lock(freja, reason=make_lock_reason(business, marked("old reason")), note=marked("old note"))
        lifted.lifted_at, lifted.lift_reason, lifted.lifted_by = NOW, marked("lift reason"), marked("lifted by")
        lifted.save()
        LockEntry.objects.create(business=business, lock=lifted, kind="placed", at=NOW, note=marked("entry"))
        LockReview.objects.create(business=business, lock=lifted, at=NOW, decision="keep", reason=marked("review"))
        waiting = make_waiting(business, salon.service, customer=freja)
        return House(salon, freja, booking, make_customer_token(business, NOW, freja), wait_token(waiting.pk))


def lock(customer: Customer) -> object:
    """Locked, with everything staff can write about it."""
    reason = make_lock_reason(customer.business, marked("reason"))
    return make_lock(customer, reason=reason, note=marked("lock note"), placed_by=marked("by"), agent=marked("agent"))


def old_lock(customer: Customer) -> object:
    """A lock taken over from an older system."""
    return make_lock(customer, kind="legacy", legacy_reason=marked("legacy"), starts_at=None)


def ban(customer: Customer) -> object:
    """Banned by a tag."""
    return put_tag(customer, make_ban(customer.business, marked("ban")))


def rule(customer: Customer) -> object:
    """A rule for a tag closes everything to her."""
    put_tag(customer, tag := make_tag(customer.business, marked("rule tag")))
    return make_rule(customer.business, when={"has_tags": [tag.pk]})


def limit(customer: Customer) -> object:
    """She has as many bookings as she may."""
    return make_settings(customer.business, max_future_bookings=1)


def zero(customer: Customer) -> object:
    """Her card blocks her."""
    return Customer.objects.filter(pk=customer.pk).update(max_future_bookings=0)


RESTRICTIONS: tuple[Restrict, ...] = (lock, old_lock, ban, rule, limit, zero)


def said(answer: HttpResponseBase) -> str:
    """All that goes over the wire: head and body."""
    head = "\n".join(f"{name}: {value}" for name, value in answer.items())
    cookies = answer.cookies.output()
    return f"{head}\n{cookies}\n{getattr(answer, 'content', b'').decode()}"


def visitors(house: House) -> Iterator[Client]:
    """A stranger, and Freja signed in on both faces."""
    yield Client()
    client = Client(headers={"Authorization": f"Customer {house.token}"})
    client.cookies[CUSTOMER_COOKIE] = house.token
    yield client


def asked(house: House) -> dict[str, str]:
    """Every GET of the public API, filled."""
    token, service = manage_token(house.booking.pk), house.salon.service.pk
    days = "from=2026-11-16&to=2026-11-18"
    return {
        "/api/v1/public/{business}/business": f"{PUBLIC}/business",
        "/api/v1/public/{business}/services": f"{PUBLIC}/services",
        "/api/v1/public/{business}/availability": f"{PUBLIC}/availability?service={service}&{days}",
        "/api/v1/public/{business}/classes": f"{PUBLIC}/classes?{days}",
        "/api/v1/public/{business}/me": f"{PUBLIC}/me",
        "/api/v1/public/{business}/manage/{token}": f"{PUBLIC}/manage/{token}",
        "/api/v1/public/{business}/manage/{token}/ics": f"{PUBLIC}/manage/{token}/ics",
        "/api/v1/public/{business}/waitlist/{manage_token}": f"{PUBLIC}/waitlist/{house.wait}",
    }


def test_every_question_of_the_public_api_is_asked(house: House) -> None:
    paths = API.get_openapi_schema()["paths"]
    questions = {path for path, operations in paths.items() if "/public/" in path and "get" in operations}
    assert questions - set(asked(house)) == set()


@pytest.mark.parametrize("restrict", RESTRICTIONS, ids=lambda one: one.__name__)
def test_no_answer_of_the_public_api_says_anything_internal(house: House, restrict: Restrict) -> None:
    with scope(business=house.salon.business):
        restrict(house.freja)
    found = []
    for client in visitors(house):
        found += [url for url in asked(house).values() if MARK in said(client.get(url))]
        found += [url for url, answer in sent(client, house) if MARK in said(answer)]
    assert found == []
    with scope(business=house.salon.business):
        assert {refusal.kind for refusal in Refusal.objects.all()} >= {"booking"}


def test_control_a_mark_that_leaves_the_house_is_found(house: House) -> None:
    with scope(business=house.salon.business):
        house.salon.service.name = marked("service")
        house.salon.service.save()
    client = Client()
    leaky = [url for url in asked(house).values() if MARK in said(client.get(url))]
    assert [url.rpartition("/")[2].partition("?")[0] for url in leaky if "manage" not in url] == ["services"]
    pages = visit_all(client, "/havnegade/")
    assert MARK in said(client.get(next(pages)[0].url))


def sent(client: Client, house: House) -> Iterator[tuple[str, HttpResponseBase]]:
    """What a customer can send: a booking, a move, a proof, a change of her own card, and nonsense."""
    token = manage_token(house.booking.pk)
    customer = {"first_name": "Freja", "last_name": "Holm", "email": FREJA.email, "phone": FREJA.phone}
    service = str(house.salon.service.pk)
    for path, body in (
        ("bookings", {"service": service, "starts_at": FREE.replace("Z", ":00Z"), "customer": customer}),
        ("bookings", {"service": service, "starts_at": "2020-01-01T09:00:00Z", "customer": customer}),
        ("bookings", {}),
        (f"manage/{token}/move", {"starts_at": FREE.replace("Z", ":00Z")}),
        ("proofs", {"email": FREJA.email}),
        ("waitlist", {"service": service, "customer": customer}),
    ):
        url = f"{PUBLIC}/{path}"
        yield url, client.post(url, json.dumps(body), content_type="application/json")
    yield "me", client.patch(f"{PUBLIC}/me", json.dumps({"city": "Ribe"}), content_type="application/json")


@pytest.mark.parametrize("restrict", RESTRICTIONS, ids=lambda one: one.__name__)
def test_no_page_for_customers_says_anything_internal(house: House, restrict: Restrict) -> None:
    with scope(business=house.salon.business):
        restrict(house.freja)
    business = house.salon.business.slug
    manage = f"/{business}/manage/{manage_token(house.booking.pk)}/"
    found = []
    for client in visitors(house):
        details = f"/{business}/details/?{chosen(house.salon, FREE)}"
        for start in (f"/{business}/", manage, f"/{business}/waiting/{house.wait}/", details):
            for page, _status in visit_all(client, start):
                if MARK in said(client.get(page.url)):
                    found.append(page.url)
        answer = client.post(*booking_sent(house.salon, start=FREE), follow=True)
        found += ["sending the details"] * (MARK in said(answer))
    assert found == []


def test_no_message_to_a_customer_says_anything_internal(house: House) -> None:
    for client in visitors(house):
        for _url, _answer in sent(client, house):
            pass
    with scope(business=house.salon.business):
        texts = [f"{message.subject} {message.body} {message.html}" for message in Message.objects.all()]
    assert texts
    assert [text for text in texts if re.search(MARK, text)] == []
