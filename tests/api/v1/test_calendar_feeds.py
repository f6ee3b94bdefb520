"""Do calendar feeds answer as api.md says, to programs and to calendars?"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from icalendar import Calendar
from pytest_django import Settings
from tests.api.calls import Program
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee
from kartotek.domain.customers.models import Customer

BASE = "http://testserver"


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    with scope(business=business):
        made = make_salon(business)
        make_booking(made, make_customer(business))
        return made


def paths(salon: Salon) -> list[str]:
    with scope(business=salon.business):
        return [f"employees/{salon.jonas.pk}", f"customers/{Customer.objects.get().pk}", "me"]


def path_of(url: str) -> str:
    return "/" + url.split("/", 3)[3]


def test_each_feed_is_shown_again_and_moves_when_asked(salon: Salon, owner: Actor) -> None:
    program, anybody = Program(owner), Client()
    with scope(business=salon.business):
        Employee.objects.filter(pk=salon.jonas.pk).update(membership_id=owner.id)
    for path in paths(salon):
        url = program.call("GET", f"{path}/calendar-feed")["url"]
        assert program.call("GET", f"{path}/calendar-feed") == {"url": url}
        answer = anybody.get(path_of(url))
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1
        fresh = program.call("POST", f"{path}/calendar-feed/rotate")["url"]
        assert program.call("GET", f"{path}/calendar-feed") == {"url": fresh}
        assert [anybody.get(path_of(each)).status_code for each in (url, fresh)] == [404, 200]
    with scope(business=salon.business):
        assert [entry.target_kind for entry in Entry.objects.filter(action="calendar_feed.rotated").order_by("pk")] == [
            "employee",
            "customer",
            "staff",
        ]


def test_a_calendar_that_has_it_already_is_told_so(salon: Salon, owner: Actor) -> None:
    url = path_of(Program(owner).call("GET", f"{paths(salon)[0]}/calendar-feed")["url"])
    anybody = Client()
    first = anybody.get(url)
    assert anybody.head(url)["ETag"] == first["ETag"]
    for sent in (first["ETag"], f"W/{first['ETag']}", "*"):
        again = anybody.get(url, headers={"If-None-Match": sent})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert anybody.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_feed_is_read_in_its_own_business_only(
    salon: Salon, owner: Actor, other_owner: Actor, other_business: Business
) -> None:
    for path in paths(salon):
        url = path_of(Program(owner).call("GET", f"{path}/calendar-feed")["url"])
        elsewhere = url.replace(f"/{salon.business.slug}/", f"/{other_business.slug}/")
        assert Client().get(elsewhere).status_code == 404
        if path != "me":
            Program(other_owner).call("GET", f"{path}/calendar-feed", status=404)
            Program(other_owner).call("POST", f"{path}/calendar-feed/rotate", status=404)
    assert Client().get(f"/{salon.business.slug}/calendar/employee/1.abc.ics").status_code == 404
    assert Client().post(url).status_code == 405


def test_only_who_sets_up_employees_has_their_feeds(salon: Salon, receptionist: Actor, inspector: Actor) -> None:
    employee, customer, me = paths(salon)
    Program(receptionist).call("GET", f"{employee}/calendar-feed", status=403)
    Program(receptionist).call("POST", f"{employee}/calendar-feed/rotate", status=403)
    Program(receptionist).call("GET", f"{customer}/calendar-feed")
    Program(inspector).call("GET", f"{customer}/calendar-feed", status=404)
    Program(inspector).call("GET", f"{me}/calendar-feed")


def test_who_guesses_or_asks_without_end_is_told_to_wait(salon: Salon, owner: Actor, settings: Settings) -> None:
    settings.RATE_LIMITS = True
    url = path_of(Program(owner).call("GET", f"{paths(salon)[0]}/calendar-feed")["url"])
    known = [Client().get(url).status_code for _ in range(31)]
    assert known == [200] * 30 + [429]
    wrong = [Client().get(f"/{salon.business.slug}/calendar/staff/{number}.a.ics").status_code for number in range(61)]
    assert wrong == [404] * 60 + [429]
