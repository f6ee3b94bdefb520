"""What did access decisions come to in a month: counted once, for those who may know, by the clocks of the business?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.access import make_refusal
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import PLACED_AT, make_lock

from kartotek.domain.access.decisions import decide, decision_as_json
from kartotek.domain.access.values import Facts, Limit, LockFact, Policy, ReasonCode
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import CheckIn
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.overview.queries.effects import get_effects, month_after, parse_month, this_month
from kartotek.domain.overview.values import Effects, ReasonCount, StaffCount
from kartotek.kernel.errors import Invalid, NotPermitted

NOVEMBER = date(2026, 11, 1)
FIRST = datetime(2026, 10, 31, 23, tzinfo=UTC)  # midnight in Copenhagen
END = datetime(2026, 11, 30, 23, tzinfo=UTC)


def check_in(customer: Customer, at: datetime, by: str = "Signe Kragh", **fields: object) -> CheckIn:
    values: dict[str, object] = {"is_admitted": True, "override_reason": "Talked to her", "card_number": "1"}
    return CheckIn.objects.create(
        business_id=customer.business_id, customer=customer, at=at, by=by, **{**values, **fields}
    )


def mistaken(customer: Customer, lifted_at: datetime, **fields: object) -> None:
    values: dict[str, object] = {"lifted_by": "Mette Lund", "was_mistake": True, **fields}
    make_lock(customer, PLACED_AT, None, lifted_at=lifted_at, **values)


@pytest.fixture
def salon(scoped: Business) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def month(salon: Salon, now: datetime, area: Area) -> Customer:
    """A month with something of everything, and as much just outside of it."""
    business = salon.business
    customer, elsewhere = make_customer(business, area=area), make_customer(business)
    both = decision_as_json(
        decide(Facts(own_limit=Limit(0), locks=(LockFact(1), LockFact(2))), Policy(timezone=business.timezone), now)
    )
    make_refusal(business, FIRST, customer)
    make_refusal(business, now, customer, decision=both)
    make_refusal(business, now)
    for outside in (FIRST - timedelta(seconds=1), END):
        make_refusal(business, outside, customer)
        make_booking(salon, customer, outside, overridden_at=outside, overridden_by="Out")
        check_in(customer, outside, "Out")
        mistaken(customer, outside, placed_by="Out")
    for place, whose in enumerate((customer, customer, elsewhere), start=1):
        make_booking(salon, whose, now + timedelta(days=place), overridden_at=now, overridden_by="Signe Kragh")
        check_in(whose, now)
        mistaken(whose, now)
    check_in(customer, now, "Out", is_admitted=False)
    check_in(customer, now, "Out", override_reason="")
    mistaken(customer, now, was_mistake=False, placed_by="Out")
    mistaken(customer, now, agent="Signe Kragh")
    make_booking(salon, customer, now + timedelta(days=9))
    return customer


def test_each_refusal_counts_once_for_each_of_its_reasons(
    salon: Salon, month: Customer, owner: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        found = get_effects(business=salon.business, viewer=owner, month=date(2026, 11, 12))
    assert found == Effects(
        NOVEMBER,
        3,
        (ReasonCount(ReasonCode.LOCKED, 1, 1), ReasonCount(ReasonCode.MAX_ZERO, 3, 2)),
        (StaffCount("Mette Lund", 0, 0, 3), StaffCount("Signe Kragh", 3, 3, 1)),
    )
    assert (found.booking_overrides, found.check_in_overrides, found.mistaken_locks) == (3, 3, 4)


def test_an_inspector_counts_the_customers_of_her_areas(salon: Salon, month: Customer, inspector: Actor) -> None:
    found = get_effects(business=salon.business, viewer=inspector, month=NOVEMBER)
    assert (found.refusals, found.reasons[1]) == (2, ReasonCount(ReasonCode.MAX_ZERO, 2, 1))
    assert found.staff == (StaffCount("Mette Lund", 0, 0, 2), StaffCount("Signe Kragh", 2, 2, 1))


def test_a_month_without_anything(salon: Salon, owner: Actor, other_business: Business) -> None:
    assert get_effects(business=salon.business, viewer=owner, month=NOVEMBER) == Effects(NOVEMBER, 0, (), ())


def test_who_may_not_read_the_log_may_not_read_it(salon: Salon, receptionist: Actor) -> None:
    with pytest.raises(NotPermitted):
        get_effects(business=salon.business, viewer=receptionist, month=NOVEMBER)


def test_months_are_those_of_the_business(business: Business) -> None:
    assert this_month(business, FIRST) == NOVEMBER
    assert this_month(business, FIRST - timedelta(seconds=1)) == date(2026, 10, 1)
    assert month_after(date(2026, 12, 1)) == date(2027, 1, 1)


def test_a_month_is_read() -> None:
    assert parse_month("2026-11") == NOVEMBER


@pytest.mark.parametrize("given", ["", "2026", "2026-13", "2026-00", "2026-11-12", "0001-01", "9999-12", "٢٠٢٦-١١"])
def test_what_is_no_month_is_refused(given: str) -> None:
    with pytest.raises(Invalid):
        parse_month(given)
