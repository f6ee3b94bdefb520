"""Does the month show what access decisions came to: figures, one chart, one table, a file for a spreadsheet?"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_refusal
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock
from tests.personas import signed_in
from tests.web.desk.answers import text

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

EFFECTS = "/desk/havnegade/effects/"


@pytest.fixture
def salon(business: Business, now: datetime) -> Salon:
    """A refusal, a booking in spite of the answer by somebody with a dangerous name, a mistaken lock of nobody."""
    with scope(business=business):
        salon = make_salon(business)
        customer = make_customer(business)
        make_refusal(business, now, customer)
        make_booking(salon, customer, overridden_at=now, overridden_by="=HYPERLINK(1)")
        make_lock(customer, lifted_at=now, was_mistake=True, placed_by="")
    return salon


@pytest.fixture
def desk(owner: Actor) -> Client:
    return signed_in(owner)


def test_the_month_shows_figures_a_chart_and_a_table(desk: Client, salon: Salon) -> None:
    page = text(desk.get(EFFECTS))
    assert "November 2026" in page
    assert '<progress class="k-bar" max="1" value="1"' in page
    assert "refusals/?from_on=2026-11-01&to_on=2026-11-30&reason=max_zero" in page
    assert "=HYPERLINK(1)" in page
    assert "Nobody known" in page
    assert "?month=2026-10" in page
    assert "?month=2026-12" not in page


def test_a_month_without_anything_says_so(desk: Client, salon: Salon) -> None:
    page = text(desk.get(f"{EFFECTS}?month=2025-12"))
    assert "Nobody was refused this month" in page
    assert "?month=2026-01" in page
    assert "k-bar" not in page


def test_the_file_holds_the_same_and_no_formula(desk: Client, salon: Salon) -> None:
    answer = desk.get(f"{EFFECTS}table.csv?month=2026-11")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="access-2026-11.csv"',
    )
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Month,What,Reason or staff member,Number",
        "2026-11,Refusals,Blocked,1",
        "2026-11,Bookings in spite of the answer,'=HYPERLINK(1),1",
        "2026-11,Locks lifted as mistaken,Nobody known,1",
    ]


@pytest.mark.parametrize("page", ["", "table.csv"])
def test_what_is_no_month_does_not_exist(desk: Client, salon: Salon, page: str) -> None:
    assert desk.get(f"{EFFECTS}{page}?month=2026-13").status_code == 404


@pytest.mark.parametrize("page", ["", "table.csv"])
def test_who_may_not_read_the_log_may_not_read_it(receptionist: Actor, salon: Salon, page: str) -> None:
    client = signed_in(receptionist)
    assert client.get(f"{EFFECTS}{page}").status_code == 403
    assert "/effects/" not in text(client.get("/desk/havnegade/why/"))
