"""Do the five steps lead to a booking, whatever is left out, repeated or lost on the way?"""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django_scopes import scope
from pytest_django.fixtures import DjangoAssertNumQueries
from tests.factories.booking import Salon, make_booking
from tests.factories.catalog import make_category, make_offer, make_service
from tests.factories.customers import make_customer
from tests.web.booking.site import KEY, TYPED, chosen, sent

from kartotek.domain.booking.models import Booking
from kartotek.domain.customers.models import Customer

QUERIES_OF_THE_LIST = 6  # business, headings, services and people with what they perform


def bookings(salon: Salon) -> list[Booking]:
    with scope(business=salon.business):
        return list(Booking.objects.select_related("customer").order_by("pk"))


def test_services_stand_under_their_headings_with_price_and_duration(salon: Salon, visitor: Client) -> None:
    with scope(business=salon.business):
        salon.service.category = make_category(salon.business, "Hair")
        salon.service.save()
    page = visitor.get("/havnegade/").content.decode()
    assert "<h2>Hair</h2>" in page
    assert "DKK 450.00" in page
    assert "45 min" in page


def test_site_without_services_gives_the_contact(business: object, visitor: Client) -> None:
    assert "Nothing can be booked online at the moment." in visitor.get("/havnegade/").content.decode()


def test_people_are_shown_with_their_next_free_time(salon: Salon, visitor: Client) -> None:
    page = visitor.get(f"/havnegade/with/?service={salon.service.pk}").content.decode()
    assert page.count("Next free: Thu 12 Nov 12:00") == 2


def test_times_open_on_the_first_free_day(salon: Salon, visitor: Client) -> None:
    page = visitor.get(f"/havnegade/when/?service={salon.service.pk}&employee=any").content.decode()
    assert "Thursday 12 November 2026" in page
    assert 'value="2026-11-12T11:00Z"' in page


@pytest.mark.parametrize("day", ["2026-11-16", "2020-01-01", "2040-01-01", "nonsense", "2026-11-15"])
def test_any_wished_day_gives_a_page(salon: Salon, visitor: Client, day: str) -> None:
    address = f"/havnegade/when/?service={salon.service.pk}&employee={salon.jonas.pk}&day={day}"
    assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("step", ["with/", "when/", "details/"])
def test_step_without_a_service_begins_at_the_first(salon: Salon, visitor: Client, step: str) -> None:
    response = visitor.get(f"/havnegade/{step}")
    assert (response.status_code, response["Location"]) == (302, "/havnegade/")


def test_details_without_a_time_lead_to_the_times(salon: Salon, visitor: Client) -> None:
    response = visitor.get(f"/havnegade/details/?service={salon.service.pk}&employee=any")
    assert response["Location"] == f"/havnegade/when/?service={salon.service.pk}&employee=any"


def test_service_that_is_not_online_is_not_found(salon: Salon, visitor: Client) -> None:
    with scope(business=salon.business):
        hidden = make_service(salon.business, "Hidden", is_online=False)
    assert visitor.get(f"/havnegade/when/?service={hidden.pk}").status_code == 404


def test_unfit_details_come_back_with_all_that_was_typed(salon: Salon, visitor: Client) -> None:
    response = visitor.post(
        f"/havnegade/details/check/?{chosen(salon)}", {**TYPED, "first_name": "", "last_name": "", "email": "nope"}
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="nope"' in page
    assert "Please tell us your name." in page
    assert "This is not a valid e-mail address." in page


def test_everything_is_shown_once_more(salon: Salon, visitor: Client) -> None:
    page = visitor.post(f"/havnegade/details/check/?{chosen(salon)}", {**TYPED, "note": "One\r\ntwo"}).content.decode()
    assert "Monday 16 November 2026 10:00" in page
    assert "You can change or cancel online until 24 hours before." in page
    assert "One<br>two" in page
    assert bookings(salon) == []


def test_check_page_asked_for_without_a_form_begins_with_the_form(salon: Salon, visitor: Client) -> None:
    response = visitor.get(f"/havnegade/details/check/?{chosen(salon)}")
    assert response["Location"] == f"/havnegade/details/?{chosen(salon)}"


def test_back_from_the_last_step_keeps_what_was_typed(salon: Salon, visitor: Client) -> None:
    page = visitor.post(f"/havnegade/details/?{chosen(salon)}", TYPED).content.decode()
    assert 'value="freja.holm@example.com"' in page


def test_booking_leads_to_its_own_page(salon: Salon, visitor: Client) -> None:
    response = visitor.post(*sent(salon, note="One\r\ntwo"), follow=True)
    [booking] = bookings(salon)
    assert (booking.starts_at, booking.note, booking.customer.email) == (
        datetime(2026, 11, 16, 9, tzinfo=UTC),
        "One\ntwo",
        "freja.holm@example.com",
    )
    assert "You’re booked" in response.content.decode()


def test_sent_twice_it_is_booked_once(salon: Salon, visitor: Client) -> None:
    first = visitor.post(*sent(salon))
    again = visitor.post(*sent(salon))
    assert (again.status_code, again["Location"], len(bookings(salon))) == (302, first["Location"], 1)


@pytest.mark.parametrize("key", ["", "x", "x" * 300])
def test_broken_key_still_books(salon: Salon, visitor: Client, key: str) -> None:
    assert visitor.post(*sent(salon, key=key)).status_code == 302


def test_lost_time_offers_the_nearest_and_keeps_what_was_typed(salon: Salon, visitor: Client) -> None:
    with scope(business=salon.business):
        someone = make_customer(salon.business)
        for employee in (salon.jonas, salon.mette):
            make_booking(salon, someone, employee=employee)
    response = visitor.post(*sent(salon))
    page = response.content.decode()
    assert response.status_code == 409
    assert "This time was just taken" in page
    assert 'value="2026-11-16T08:15Z"' in page
    assert 'name="email" value="freja.holm@example.com"' in page


def test_time_chosen_anew_takes_the_place_of_the_lost_one(salon: Salon, visitor: Client) -> None:
    page = visitor.post(
        f"/havnegade/details/check/?{chosen(salon)}", {**TYPED, "start": "2026-11-16T10:00Z"}
    ).content.decode()
    assert "Monday 16 November 2026 11:00" in page


@pytest.mark.parametrize("start", ["2026-11-16T09:07Z", "2026-11-16T22:00Z", "2026-11-12T09:55Z", "2028-01-03T09:00Z"])
def test_impossible_time_is_answered_with_other_times(salon: Salon, visitor: Client, start: str) -> None:
    response = visitor.post(f"/havnegade/details/book/?{chosen(salon, start)}", {**TYPED, "key": KEY})
    assert (response.status_code, bookings(salon)) == (422, [])


def test_time_that_is_none_begins_anew(salon: Salon, visitor: Client) -> None:
    response = visitor.post(f"/havnegade/details/book/?{chosen(salon, 'soon')}", {**TYPED, "key": KEY})
    assert response["Location"] == "/havnegade/"


def test_service_with_approval_asks_and_says_so(salon: Salon, visitor: Client) -> None:
    with scope(business=salon.business):
        salon.service.needs_approval = True
        salon.service.save()
    assert "We have your request" in visitor.post(*sent(salon), follow=True).content.decode()


def test_eleventh_booking_within_a_minute_waits(salon: Salon, visitor: Client) -> None:
    found = [visitor.post(*sent(salon, key=f"{number:032}")).status_code for number in range(11)]
    assert (found[0], found[-1]) == (302, 429)


def test_who_must_wait_types_nothing_again(salon: Salon, visitor: Client) -> None:
    pages = [visitor.post(*sent(salon, key=f"{number:032}")) for number in range(11)]
    assert 'value="freja.holm@example.com"' in pages[-1].content.decode()


def test_every_page_carries_the_strict_policy(salon: Salon, visitor: Client) -> None:
    policy = visitor.get("/havnegade/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_another_tenants_service_is_not_found(salon: Salon, other_business: object, visitor: Client) -> None:
    assert visitor.get(f"/elsewhere/with/?service={salon.service.pk}").status_code == 404


def test_nobody_is_made_a_customer_by_looking(salon: Salon, visitor: Client) -> None:
    visitor.post(f"/havnegade/details/check/?{chosen(salon)}", TYPED)
    with scope(business=salon.business):
        assert Customer.objects.count() == 0


def test_list_of_services_costs_the_same_with_one_and_with_three(
    salon: Salon, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        visitor.get("/havnegade/")
    with scope(business=salon.business):
        for name in ("Colour", "Beard"):
            make_offer(salon.jonas, make_service(salon.business, name))
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        visitor.get("/havnegade/")
