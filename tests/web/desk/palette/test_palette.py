"""Does the search of the top bar find customers, bookings and screens, and only those a person may see?"""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock
from tests.personas import membership_of, signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Business

HERE = "/desk/havnegade/find/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def booking(salon: Salon) -> Booking:
    with scope(business=salon.business):
        return make_booking(salon, make_customer(salon.business, phone="+4522550114"))


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def lines(desk: Client, typed: str, address: str = HERE) -> list[tuple[str, str]]:
    page = text(desk.get(address, {"search": typed}, headers=HTMX))
    found = re.findall(r'<a class="k-option"[^>]*href="([^"]*)">(.*?)</a>', page, re.DOTALL)
    return [(url, " ".join(re.sub(r"<[^>]+>", " ", words).split())) for url, words in found]


def test_a_customer_and_what_she_has_coming_are_found(desk: Client, booking: Booking) -> None:
    number = booking.customer.number
    assert lines(desk, "bjerre") == [
        (f"/desk/havnegade/customers/{booking.customer_id}/", f"Sofie Bjerregaard {number} · +4522550114"),
        (
            f"/desk/havnegade/bookings/{booking.pk}/",
            "Mon 16 Nov 2026 at 10:00 Sofie Bjerregaard · Haircut · Jonas Krog",
        ),
        ("/desk/havnegade/customers/?search=bjerre", "All customers with “bjerre”"),
    ]


def test_a_locked_customer_is_marked(desk: Client, booking: Booking) -> None:
    with scope(business=booking.business_id):
        make_lock(booking.customer)
    assert lines(desk, "bjerre")[0][1].endswith("Locked")


@pytest.mark.parametrize("sign", ["", "#"])
def test_a_booking_is_found_by_its_number(desk: Client, booking: Booking, sign: str) -> None:
    assert (f"/desk/havnegade/bookings/{booking.pk}/") in [url for url, _ in lines(desk, f"{sign}{booking.pk}")]


def test_screens_and_settings_are_found_by_the_beginnings_of_their_words(owner: Actor, now: datetime) -> None:
    mette = signed_in(owner)
    assert lines(mette, "cal")[0] == ("/desk/havnegade/calendar/", "Calendar")
    assert lines(mette, "lock reas")[0] == ("/desk/havnegade/settings/lock-reasons/", "Lock reasons Settings")


def test_settings_a_person_may_not_open_are_not_offered(practitioner: Actor, now: datetime) -> None:
    assert [url for url, _ in lines(signed_in(practitioner), "lock reas")] == [
        "/desk/havnegade/customers/?search=lock+reas"
    ]


def test_nothing_is_shown_before_anything_was_typed(desk: Client, booking: Booking) -> None:
    assert lines(desk, "  ") == []


def test_an_inspector_finds_nobody_outside_his_areas(inspector: Actor, now: datetime, booking: Booking) -> None:
    his = signed_in(inspector)
    for typed in ("bjerre", str(booking.pk)):
        assert [url for url, _ in lines(his, typed)] == [f"/desk/havnegade/customers/?search={typed}"]


def test_another_tenant_finds_nothing_of_ours(other_owner: Actor, now: datetime, booking: Booking) -> None:
    slug = membership_of(other_owner).business.slug
    for typed in ("bjerre", str(booking.pk)):
        found = lines(signed_in(other_owner), typed, HERE.replace("havnegade", slug))
        assert [url for url, _ in found] == [f"/desk/{slug}/customers/?search={typed}"]


@pytest.mark.parametrize("odd", ["\x00", "💈 ' OR 1=1 --", "<script>alert(1)</script>", "ע" * 500, "9" * 40, "%", "\\"])
def test_whatever_is_typed_is_answered(desk: Client, booking: Booking, odd: str) -> None:
    assert "<script>alert" not in desk.get(HERE, {"search": odd}, headers=HTMX).content.decode()


def test_opened_as_a_page_it_leads_to_the_customers(desk: Client, booking: Booking) -> None:
    answer = desk.get(HERE, {"search": "bjerre"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/havnegade/customers/?search=bjerre")


def test_many_hits_cost_as_many_questions_as_one(desk: Client, salon: Salon, booking: Booking) -> None:
    with CaptureQueriesContext(connection) as one:
        lines(desk, "bjerre")
    with scope(business=salon.business):
        for number in range(5):
            make_customer(salon.business, f"Sofie {number}")
    with CaptureQueriesContext(connection) as six:
        lines(desk, "bjerre")
    assert len(six) == len(one)
