"""What does a customer see whom a service rule closes something to? (S14, S18, S32)"""

from datetime import datetime

from django.test import Client
from django_scopes import scope
from tests.factories.booking import Salon
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.hours import make_week
from tests.factories.restrictions import make_exception, make_rule, make_tag
from tests.web.booking.site import TYPED, chosen, sent, signed_in_as
from tests.web.desk.answers import text

from kartotek.domain.booking.models import Booking
from kartotek.domain.customers.models import Customer

CLOSED = "Not available: Please call us for this one."


def make_freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, "Freja", "Holm", email="freja.holm@example.com", phone="+4550550162")


def close(salon: Salon, customer: Customer, **fields: object) -> None:
    """To her who carries the tag; whatever the rule says of where."""
    tag = make_tag(salon.business, "Never pays", customer)
    messages = {"en": "Please call us for this one.", "da": "Ring til os."}
    make_rule(salon.business, **{"when": {"has_tags": [tag.pk]}, "messages": messages, **fields})


def test_a_closed_service_is_shown_as_not_available(salon: Salon, now: datetime) -> None:
    freja = make_freja(salon)
    with scope(business=salon.business):
        make_week(make_employee(salon.business, "Ida Berg", (make_service(salon.business, "Full colour"),)))
    close(salon, freja, where={"services": [salon.service.pk]})
    page = text(signed_in_as(salon.business, freja, now).get("/havnegade/"))
    assert CLOSED in page
    assert page.count("data-closed") == 1
    assert (page.count(' disabled aria-describedby="closed-'), "Never pays" in page) == (1, False)
    assert CLOSED not in text(Client(headers={"Accept-Language": "en"}).get("/havnegade/"))
    stranger = signed_in_as(salon.business, None, now)
    assert CLOSED not in text(stranger.get("/havnegade/"))


def test_what_is_closed_altogether_is_said_once(salon: Salon, now: datetime) -> None:
    freja = make_freja(salon)
    close(salon, freja)
    page = text(signed_in_as(salon.business, freja, now).get("/havnegade/"))
    assert ("data-refusal>Please call us for this one.<" in page, "data-closed" in page) == (True, False)


def test_the_one_who_is_closed_to_her_is_left_out(salon: Salon, now: datetime) -> None:
    freja = make_freja(salon)
    close(salon, freja, where={"employees": [salon.jonas.pk]})
    url = f"/havnegade/with/?service={salon.service.pk}"
    page = text(signed_in_as(salon.business, freja, now).get(url))
    assert ("Jonas Krog" in page, "Mette Lund" in page) == (False, True)
    assert "Jonas Krog" in text(Client().get(url))


def test_when_all_are_closed_to_her_the_message_stands_in_their_place(salon: Salon, now: datetime) -> None:
    freja = make_freja(salon)
    close(salon, freja, where={"employees": [salon.jonas.pk, salon.mette.pk]})
    browser = signed_in_as(salon.business, freja, now)
    page = text(browser.get(f"/havnegade/with/?service={salon.service.pk}"))
    assert "data-refusal>Please call us for this one.<" in page
    assert CLOSED in text(browser.get("/havnegade/"))


def test_typed_details_are_recognised_at_the_end(salon: Salon, now: datetime) -> None:
    close(salon, make_freja(salon), where={"services": [salon.service.pk]})
    path, body = sent(salon)
    page = text(Client(headers={"Accept-Language": "en"}).post(path, body), 403)
    assert "data-refusal>Please call us for this one.<" in page
    with scope(business=salon.business):
        assert Booking.objects.count() == 0


def test_a_rule_that_wants_approval_makes_a_request_of_it(salon: Salon, now: datetime) -> None:
    freja = make_freja(salon)
    close(salon, freja, then="needs_approval")
    browser = signed_in_as(salon.business, freja, now)
    check = f"/havnegade/details/check/?{chosen(salon)}"
    page = text(browser.post(check, {"note": ""}))
    assert ("Send request" in page, "We look at your request" in page) == (True, True)
    assert "Confirm booking" in text(Client(headers={"Accept-Language": "en"}).post(check, TYPED))
    path, body = sent(salon)
    page = text(Client(headers={"Accept-Language": "en"}).post(path, body, follow=True))
    assert "We have your request" in page
    with scope(business=salon.business):
        assert Booking.objects.get().status == "pending"


def test_an_exception_opens_it_again(salon: Salon, now: datetime) -> None:
    freja = make_freja(salon)
    close(salon, freja, where={"services": [salon.service.pk]})
    make_exception(freja, service=salon.service)
    page = text(signed_in_as(salon.business, freja, now).get("/havnegade/"))
    assert "data-closed" not in page
