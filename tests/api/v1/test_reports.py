"""Do programs read what access decisions came to in a month?"""

from datetime import datetime

import pytest
from django_scopes import scope
from tests.api.calls import Program
from tests.factories.access import make_refusal
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business


def test_a_month_is_read_as_numbers(business: Business, owner: Actor, now: datetime) -> None:
    with scope(business=business):
        customer = make_customer(business)
        make_refusal(business, now, customer)
        make_lock(customer, lifted_at=now, was_mistake=True)
    answer = {
        "month": "2026-11",
        "refusals": 1,
        "booking_overrides": 0,
        "check_in_overrides": 0,
        "mistaken_locks": 1,
        "by_reason": [{"reason": "max_zero", "refusals": 1, "decided": 1}],
        "by_staff": [{"name": "Mette Lund", "booking_overrides": 0, "check_in_overrides": 0, "mistaken_locks": 1}],
    }
    assert Program(owner).call("GET", "reports/refusals?month=2026-11") == answer
    assert Program(owner).call("GET", "reports/refusals") == answer
    assert Program(owner).call("GET", "reports/refusals?month=2026-10")["refusals"] == 0


@pytest.mark.parametrize("month", ["2026", "2026-13", "november"])
def test_what_is_no_month_is_refused(business: Business, owner: Actor, month: str) -> None:
    answer = Program(owner).call("GET", f"reports/refusals?month={month}", status=422)
    assert [error["field"] for error in answer["errors"]] == ["month"]


def test_who_may_not_read_the_log_may_not_read_it(business: Business, receptionist: Actor) -> None:
    assert Program(receptionist).call("GET", "reports/refusals", status=403)["code"] == "not_permitted"
