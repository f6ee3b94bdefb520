"""Can staff ask why: for a customer, a service, an employee, a time and a channel, and see where it is changed?"""

import re
from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.catalog import make_employee
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, make_lock, make_rule, make_tag, put_tag
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer

WHY = "/desk/havnegade/why/"


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def sofie(salon: Salon) -> Customer:
    """Tagged, at the limit of one, and not locked."""
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=1)
        customer = make_customer(salon.business, language="en")
        make_booking(salon, customer)
        due = make_tag(salon.business, "Patch test due")
        put_tag(customer, due)
        make_rule(salon.business, when={"has_tags": [due.pk]}, where={"services": [salon.service.pk]})
    return customer


@pytest.fixture
def desk(owner: Actor) -> Client:
    return signed_in(owner)


def asked(customer: Customer, **more: object) -> str:
    return "&".join([f"{WHY}?customer={customer.pk}", *(f"{name}={value}" for name, value in more.items())])


def lines(page: str) -> list[str]:
    """The rows of the trace as they read."""
    rows = re.findall(r"<li class=\"is-[^>]*>(.*?)</li>", page.split('class="k-trace"')[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_the_page_begins_with_a_search_for_the_customer(desk: Client, sofie: Customer) -> None:
    page = text(desk.get(WHY))
    assert "May the customer book, and why not?" in page
    assert "k-trace" not in page
    page = text(desk.get(f"{WHY}?search=bjerregaard&service=7"))
    assert f'href="{WHY}?customer={sofie.pk}&service=7"' in page
    assert "Nobody was found." in text(desk.get(f"{WHY}?search=nobody"))


def test_every_check_stands_in_order_with_the_text_the_customer_gets(
    desk: Client, salon: Salon, sofie: Customer
) -> None:
    page = text(desk.get(asked(sofie, service=salon.service.pk, on="2026-11-17", time="10:00")))
    assert "Refused." in page
    assert "You have 1 of 1 coming appointments." in page
    found = lines(page)
    assert found.pop(3).startswith(
        "4. Service rules Stops too. Not available online for customers with the tag “Patch test due”: "
        "the service Haircut."
    )
    assert found == [
        "1. Lock Passes. Not locked.",
        "2. Ban tags Passes. No ban tag on the card.",
        "3. Max bookings Stops. 1 of 1 coming bookings are used. Free again after Mon 16 Nov 2026 at 10:45. "
        "General setting. Max… Settings, online booking Public text",
        "5. General rules Passes. The start is far enough ahead.",
        "5. General rules Passes. The start lies within the horizon of online booking.",
        "5. General rules Passes. The time is within opening hours.",
    ]


@pytest.mark.parametrize(
    ("channel", "answer"),
    [
        ("online", "Refused: the card is locked."),
        ("staff", "Staff are warned, and may go on with a reason."),
        ("check_in", "Refused: the card is locked."),
    ],
)
def test_each_channel_has_its_answer(desk: Client, sofie: Customer, channel: str, answer: str) -> None:
    with scope(business=sofie.business):
        make_lock(sofie)
    assert answer in text(desk.get(asked(sofie, channel=channel)))


def test_what_is_allowed_says_so(desk: Client, salon: Salon) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business)
        put_tag(customer, make_ban(salon.business, "Late", where={"services": [0]}))
        assert "Allowed." in text(desk.get(asked(customer)))
        assert "Passes here." in text(desk.get(asked(customer)))
        make_rule(salon.business, then="needs_approval")
        page = text(desk.get(asked(customer)))
    assert "Allowed, once staff have approved it." in page
    assert "Needs approval." in page


def test_a_ban_of_everything_refuses_hard(desk: Client, salon: Salon) -> None:
    with scope(business=salon.business):
        customer = make_customer(salon.business)
        put_tag(customer, make_ban(salon.business, "Late"))
    assert 'class="k-note is-no' in text(desk.get(asked(customer)))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": "2026-11-17"}, "Write the time as 13:15."),
        ({"on": "2026-11-17", "time": "24:00"}, "Write the time as 13:15."),
        ({"time": "10:00"}, "Choose the day too."),
        ({"on": "1999-01-01", "time": "10:00"}, "Choose the day too."),
        ({"on": "someday", "time": "10:00"}, "Enter a valid date."),
        ({"channel": "letter"}, "Select a valid choice."),
        ({"service": "0"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_asked_is_said_at_the_field(
    desk: Client, sofie: Customer, typed: dict[str, str], said: str
) -> None:
    page = text(desk.get(asked(sofie, **typed)), 422)
    assert said in page
    assert all(f'value="{value}"' in page for name, value in typed.items() if name in {"on", "time"})


def test_an_employee_who_does_not_perform_it_is_said_at_the_field(desk: Client, salon: Salon, sofie: Customer) -> None:
    with scope(business=salon.business):
        other = make_employee(salon.business, "Élodie")
    question = {"service": salon.service.pk, "employee": other.pk}
    assert "Does not perform this service." in text(desk.get(asked(sofie, **question)), 422)
    question = {"service": salon.service.pk, "employee": salon.jonas.pk}
    assert "Refused." in text(desk.get(asked(sofie, **question)))


def test_only_who_may_change_it_is_led_there(practitioner: Actor, sofie: Customer) -> None:
    page = text(signed_in(practitioner).get(asked(sofie)))
    assert "Max…" not in page
    assert "Settings, online booking" not in page


def test_another_area_or_nobody_does_not_exist(
    inspector: Actor, desk: Client, sofie: Customer, other_area: Area
) -> None:
    assert signed_in(inspector).get(asked(sofie)).status_code == 404
    assert [desk.get(f"{WHY}?customer={given}").status_code for given in ("x", "0", "9" * 40, "٣")] == [404] * 4


def test_the_number_of_queries_does_not_depend_on_how_much_is_looked_at(
    desk: Client, salon: Salon, sofie: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    url = asked(sofie, service=salon.service.pk, on="2026-11-17", time="10:00")
    desk.get(url)
    with django_assert_num_queries(15):
        desk.get(url)
    with scope(business=salon.business):
        for number in range(3):
            make_lock(sofie)
            make_rule(salon.business, where={"employees": [salon.jonas.pk]})
            put_tag(sofie, make_ban(salon.business, f"Ban {number}"))
    with django_assert_num_queries(15):
        desk.get(url)
