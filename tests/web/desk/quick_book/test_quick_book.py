"""Does quick booking offer the likeliest first, keep to what a person may see, and refuse without losing anything?"""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.catalog import make_employee, make_offer, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock
from tests.personas import membership_of, signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer

HERE = "/desk/havnegade/quick-book/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        made = make_salon(business)
        make_offer(made.jonas, make_service(business, "Beard trim"))
        return made


@pytest.fixture
def sofie(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, phone="+4522550114", email="sofie@example.com")


@pytest.fixture
def desk(receptionist: Actor, now: datetime) -> Client:
    return signed_in(receptionist)


def said(desk: Client, step: str, status: int = 200, /, **query: str | int) -> str:
    return text(desk.get(f"{HERE}{step}", query, headers=HTMX), status)


def options(page: str) -> list[str]:
    return [
        " ".join(re.sub(r"<[^>]+>", " ", one).split())
        for one in re.findall(r'role="option".*?>(.*?)</div>', page, re.DOTALL)
    ]


def posted(desk: Client, step: str, values: dict[str, str], status: int = 200, **query: object) -> str:
    address = f"{HERE}{step}?" + "&".join(f"{name}={value}" for name, value in query.items())
    return text(desk.post(address, values, headers=HTMX), status)


def bookings(salon: Salon) -> list[Booking]:
    with scope(business=salon.business):
        return list(Booking.objects.order_by("pk"))


def test_part_of_a_name_finds_her_and_last_stands_the_way_to_a_new_card(desk: Client, sofie: Customer) -> None:
    assert options(said(desk, "customers/", typed="bjerre")) == [
        f"Sofie Bjerregaard {sofie.number} · +4522550114 · sofie@example.com",
        "New customer “bjerre”",
    ]


def test_before_anything_is_typed_nobody_is_listed(desk: Client, sofie: Customer) -> None:
    assert options(said(desk, "customers/")) == ["Type to find."]


def test_a_customer_who_is_locked_is_marked(desk: Client, sofie: Customer) -> None:
    with scope(business=sofie.business_id):
        make_lock(sofie)
    assert options(said(desk, "customers/", typed="sofie"))[0].endswith("Locked")


def test_an_inspector_finds_and_books_nobody_outside_his_areas(
    inspector: Actor, now: datetime, sofie: Customer
) -> None:
    his = signed_in(inspector)
    assert options(said(his, "customers/", typed="sofie")) == ["New customer “sofie”"]
    for step in ("", "what/", "services/"):
        said(his, step, 404, customer=sofie.pk)


def test_the_inspector_has_to_choose_one_of_his_areas(
    inspector: Actor, area: Area, now: datetime, salon: Salon
) -> None:
    his = signed_in(inspector)
    assert f'<option value="{area.pk}"' in said(his, "new-customer/", typed="Ida")
    posted(his, "new-customer/", {"first_name": "Ida", "area": "99"}, 422)
    assert "Which service?" in posted(his, "new-customer/", {"first_name": "Ida", "area": str(area.pk)})
    with scope(business=salon.business):
        assert Customer.objects.get(first_name="Ida").area_id == area.pk


def test_what_she_had_last_stands_first(desk: Client, salon: Salon, sofie: Customer) -> None:
    assert options(said(desk, "services/", customer=sofie.pk))[0].startswith("Haircut")
    with scope(business=salon.business):
        trim = Service.objects.get(name="Beard trim")
        make_booking(replace(salon, service=trim), sofie, MONDAY_10 - timedelta(days=30))
    assert options(said(desk, "services/", customer=sofie.pk))[0] == "Beard trim 45 min · DKK 450.00 · booked last"


def test_services_are_found_by_the_beginnings_of_their_words(desk: Client, salon: Salon, sofie: Customer) -> None:
    assert options(said(desk, "services/", customer=sofie.pk, typed="TRIM")) == ["Beard trim 45 min · DKK 450.00"]
    assert options(said(desk, "services/", customer=sofie.pk, typed="rim")) == ["Nothing fits."]


def test_times_are_narrowed_by_day_and_hour(desk: Client, salon: Salon, sofie: Customer) -> None:
    page = said(desk, "times/", customer=sofie.pk, service=salon.service.pk, typed="tue 14")
    assert options(page)[:2] == [
        "Tue 17 Nov 2026 at 14:00 Jonas Krog, Mette Lund",
        "Tue 17 Nov 2026 at 14:15 Jonas Krog, Mette Lund",
    ]


def test_without_a_word_the_next_days_are_in_sight_and_what_needs_a_reason_comes_last(
    owner: Actor, now: datetime, salon: Salon, sofie: Customer
) -> None:
    page = said(signed_in(owner), "when/", customer=sofie.pk, service=salon.service.pk)
    times = options(page)
    assert times[0] == "Thu 12 Nov 2026 at 12:00 Jonas Krog, Mette Lund"
    assert times[3].startswith("Fri 13 Nov 2026 at 09:00")
    assert [one.endswith("asks for a reason") for one in times] == [False] * 8 + [True] * 2


def test_whoever_may_not_override_is_not_offered_what_needs_it(
    practitioner: Actor, now: datetime, salon: Salon, sofie: Customer
) -> None:
    page = said(signed_in(practitioner), "when/", customer=sofie.pk, service=salon.service.pk)
    assert "asks for a reason" not in page


def test_of_one_employee_only_her_times(desk: Client, salon: Salon, sofie: Customer) -> None:
    chosen: dict[str, str | int] = {"customer": sofie.pk, "service": salon.service.pk, "on": "2026-11-16"}
    chosen["employee"] = salon.mette.pk
    assert options(said(desk, "times/", **chosen))[0] == "Mon 16 Nov 2026 at 09:00 Mette Lund"
    with scope(business=salon.business):
        stranger = make_employee(salon.business, "Somebody else")
    said(desk, "times/", 404, **{**chosen, "employee": stranger.pk})


def test_a_time_is_booked_and_can_be_taken_back(desk: Client, salon: Salon, sofie: Customer) -> None:
    address = f"{HERE}book/?customer={sofie.pk}&service={salon.service.pk}"
    answer = desk.post(address, {"start": MONDAY_10.isoformat()}, headers=HTMX)
    [made] = bookings(salon)
    assert (answer.status_code, made.starts_at, made.channel) == (200, MONDAY_10, "staff")
    assert f"bookings/{made.pk}/undo/" in answer.headers["HX-Trigger-After-Settle"]


def test_a_time_that_was_taken_meanwhile_gives_the_ones_that_are_free(
    desk: Client, salon: Salon, sofie: Customer
) -> None:
    chosen = {"customer": sofie.pk, "service": salon.service.pk, "employee": salon.jonas.pk}
    with scope(business=salon.business):
        make_booking(salon, make_customer(salon.business, "Freja", "Holm"), employee=salon.jonas)
    page = posted(desk, "book/", {"start": MONDAY_10.isoformat()}, 409, **chosen)
    assert "Somebody else has this time." in page
    assert len(bookings(salon)) == 1


def test_a_rule_asks_for_a_reason_of_those_who_may_override(
    practitioner: Actor, owner: Actor, salon: Salon, sofie: Customer
) -> None:
    chosen = {"customer": sofie.pk, "service": salon.service.pk}
    with scope(business=salon.business):
        make_lock(sofie)
    start = {"start": MONDAY_10.isoformat()}
    assert "Somebody who may override rules can do it." in posted(
        signed_in(practitioner), "book/", start, 422, **chosen
    )
    mette = signed_in(owner)
    assert 'name="override_reason"' in posted(mette, "book/", start, 422, **chosen)
    long = "x" * 501
    page = posted(mette, "book/", {**start, "override_reason": long}, 422, **chosen)
    assert (long in page, bookings(salon)) == (True, [])
    posted(mette, "book/", {**start, "override_reason": "Paid."}, **chosen)
    assert [one.override_reason for one in bookings(salon)] == ["Paid."]


@pytest.mark.parametrize("start", ["", "soon", "2026-11-16T10:00", "\x00", "<b>", "💈"])
def test_a_start_that_cannot_be_read_books_nothing(desk: Client, salon: Salon, sofie: Customer, start: str) -> None:
    posted(desk, "book/", {"start": start}, 422, customer=sofie.pk, service=salon.service.pk)
    assert bookings(salon) == []


@pytest.mark.parametrize("odd", ["\x00", "💈 ' OR 1=1 --", "<script>", "ע" * 500, "9" * 40, "%"])
def test_whatever_is_typed_is_answered(desk: Client, salon: Salon, sofie: Customer, odd: str) -> None:
    said(desk, "customers/", typed=odd)
    said(desk, "services/", typed=odd, customer=sofie.pk)
    said(desk, "times/", typed=odd, customer=sofie.pk, service=salon.service.pk)
    said(desk, "new-customer/", typed=odd)
    said(desk, "who/", customer=odd, service=odd, employee=odd, on=odd)


def test_a_day_beyond_every_calendar_is_left_out(desk: Client, salon: Salon, sofie: Customer) -> None:
    chosen: dict[str, str | int] = {"customer": sofie.pk, "service": salon.service.pk, "on": "9999-12-31"}
    assert options(said(desk, "times/", **chosen))[0].startswith("Thu 12 Nov 2026")


@pytest.mark.parametrize("step", ["", "who/", "what/", "when/", "new-customer/"])
def test_opened_as_a_page_it_leads_to_the_page(desk: Client, salon: Salon, sofie: Customer, step: str) -> None:
    answer = desk.get(f"{HERE}{step}", {"customer": sofie.pk})
    wanted = "/customers/new/" if step == "new-customer/" else f"/bookings/new/?customer={sofie.pk}"
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/havnegade{wanted}")


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("Anna Marie Lund", "first_name", "Anna Marie"),
        ("Anna Marie Lund", "last_name", "Lund"),
        ("Ida", "first_name", "Ida"),
        ("22 55 01 99", "phone", "22 55 01 99"),
        ("ida@example.com", "email", "ida@example.com"),
    ],
)
def test_what_was_typed_to_find_her_is_taken_over(
    desk: Client, salon: Salon, typed: str, field: str, value: str
) -> None:
    page = said(desk, "new-customer/", typed=typed)
    assert re.search(rf'name="{field}"[^>]*value="{value}"|value="{value}"[^>]*name="{field}"', page)


def test_a_card_with_the_same_phone_is_shown_before_another_is_made(
    desk: Client, salon: Salon, sofie: Customer
) -> None:
    typed = {"first_name": "Sophie", "last_name": "", "phone": "22 55 01 14"}
    page = posted(desk, "new-customer/", typed, 422)
    assert ("Sofie Bjerregaard" in page, 'value="Sophie"' in page) == (True, True)
    assert "Which service?" in posted(desk, "new-customer/", {**typed, "is_new": "1"})
    with scope(business=salon.business):
        assert Customer.objects.filter(phone="+4522550114").count() == 2


def test_a_refused_card_keeps_what_was_typed(desk: Client, salon: Salon) -> None:
    page = posted(desk, "new-customer/", {"first_name": "Ida", "phone": "12", "email": "no"}, 422)
    assert ('value="Ida"' in page, 'value="12"' in page, 'value="no"' in page) == (True, True, True)
    with scope(business=salon.business):
        assert Customer.objects.count() == 0


def test_with_a_service_chosen_a_new_customer_goes_on_to_the_times(desk: Client, salon: Salon) -> None:
    assert "When?" in posted(desk, "new-customer/", {"first_name": "Ida"}, service=salon.service.pk)


def test_of_another_tenant_there_is_nothing(other_owner: Actor, now: datetime, salon: Salon, sofie: Customer) -> None:
    theirs = signed_in(other_owner)
    address = HERE.replace("havnegade", membership_of(other_owner).business.slug)
    for step in ("", "what/", "when/", "services/", "times/"):
        query = {"customer": sofie.pk, "service": salon.service.pk}
        assert theirs.get(f"{address}{step}", query, headers=HTMX).status_code == 404
    both = f"?customer={sofie.pk}&service={salon.service.pk}"
    answer = theirs.post(f"{address}book/{both}", {"start": MONDAY_10.isoformat()}, headers=HTMX)
    assert (answer.status_code, bookings(salon)) == (404, [])


def test_nothing_can_be_booked_of_nobody_or_nothing(desk: Client, salon: Salon, sofie: Customer) -> None:
    posted(desk, "book/", {"start": MONDAY_10.isoformat()}, 404, customer=sofie.pk)
    posted(desk, "book/", {"start": MONDAY_10.isoformat()}, 404, service=salon.service.pk)
    said(desk, "times/", 404, customer=sofie.pk)


def test_a_key_costs_the_same_however_many_services_there_are(
    desk: Client, salon: Salon, sofie: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with CaptureQueriesContext(connection) as few:
        said(desk, "times/", customer=sofie.pk, service=salon.service.pk)
    with scope(business=salon.business):
        for number in range(20):
            make_offer(salon.mette, make_service(salon.business, f"Cut {number}"))
    with django_assert_num_queries(len(few.captured_queries)):
        said(desk, "times/", customer=sofie.pk, service=salon.service.pk)
