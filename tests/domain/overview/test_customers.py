"""Does the list of customers show the right ones with the right access, at the price of four queries?"""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.access import make_settings
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import MADE_AT, make_customer
from tests.factories.restrictions import make_ban, make_lock, make_rule, make_tag, put_tag

from kartotek.domain.access.models import Lock, OnlineBookingSettings
from kartotek.domain.access.values import State
from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.values import Sort, Wanted
from kartotek.domain.overview.queries import customers as customer_queries
from kartotek.domain.overview.queries.customers import get_customer_line, list_customers
from kartotek.domain.overview.queries.log import list_customer_log
from kartotek.domain.overview.values import CustomerQuestion
from kartotek.kernel.errors import NotFound, NotPermitted


def names(business: Business, now: datetime, question: CustomerQuestion, viewer: Actor = SYSTEM) -> list[str]:
    page = list_customers(business=business, viewer=viewer, question=question, now=now)
    return [line.card.first_name for line in page.items]


def book(customer: Customer, ends_at: datetime, **fields: object) -> Booking:
    business = customer.business
    values: dict[str, object] = {
        "visit": uuid4(),
        "service": make_service(business),
        "employee": make_employee(business),
        "starts_at": ends_at - timedelta(hours=1),
        "ends_at": ends_at,
        "status": "confirmed",
        "channel": "online",
        "currency": "DKK",
        "created_at": MADE_AT,
        **fields,
    }
    return Booking.objects.create(business=business, customer=customer, **values)


@pytest.fixture
def mixed(scoped: Business, now: datetime) -> Business:
    """A general limit of 1; Anders is open, Birgitta limited, Camille blocked, Ditte open again after her visit."""
    make_settings(scoped, max_future_bookings=1)
    make_customer(scoped, "Anders", max_future_bookings=-1)
    book(make_customer(scoped, "Birgitta"), now + timedelta(hours=1))
    make_customer(scoped, "Camille", max_future_bookings=0)
    book(make_customer(scoped, "Ditte"), now)
    return scoped


@pytest.mark.parametrize("search", ["", "bjerregaard"])
@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (None, ["Anders", "Birgitta", "Camille", "Ditte"]),
        (State.OPEN, ["Anders", "Ditte"]),
        (State.LIMITED, ["Birgitta"]),
        (State.BLOCKED, ["Camille"]),
        (State.LOCKED, []),
    ],
)
def test_the_list_shows_the_state_asked_for(
    mixed: Business, now: datetime, search: str, state: State | None, shown: list[str]
) -> None:
    assert names(mixed, now, CustomerQuestion(search=search, state=state)) == shown


@pytest.mark.parametrize("search", ["", "bjerregaard"])
def test_locks_bans_and_rules_have_their_state(mixed: Business, now: datetime, search: str) -> None:
    def shown(state: State) -> list[str]:
        return names(mixed, now, CustomerQuestion(search=search, state=state))

    anders, ditte = Customer.objects.get(first_name="Anders"), Customer.objects.get(first_name="Ditte")
    make_lock(ditte, ends_at=now + timedelta(days=1))
    assert (shown(State.LOCKED), shown(State.OPEN)) == (["Ditte"], ["Anders"])
    Lock.objects.update(ends_at=now)
    assert (shown(State.LOCKED), shown(State.OPEN)) == ([], ["Anders", "Ditte"])
    put_tag(anders, make_ban(mixed))
    put_tag(ditte, patch := make_tag(mixed))
    assert (shown(State.BLOCKED), shown(State.LIMITED)) == (["Anders", "Camille"], ["Birgitta"])
    rule = make_rule(mixed, when={"has_tags": [patch.pk]}, where={"services": [7]})
    assert (shown(State.LIMITED), shown(State.OPEN)) == (["Birgitta", "Ditte"], [])
    rule.delete()
    make_rule(mixed, where={"services": [7]})
    assert shown(State.LIMITED) == ["Birgitta", "Ditte"]
    put_tag(ditte, make_tag(mixed, "No more", max_future_bookings=0))
    assert shown(State.BLOCKED) == ["Anders", "Camille", "Ditte"]


def test_a_general_limit_of_zero_blocks_everyone_without_an_own_one(mixed: Business, now: datetime) -> None:
    OnlineBookingSettings.objects.update(max_future_bookings=0)
    blocked = CustomerQuestion(state=State.BLOCKED)
    assert names(mixed, now, blocked) == ["Birgitta", "Camille", "Ditte"]


@pytest.mark.parametrize("search", ["", "bjerregaard"])
@pytest.mark.parametrize("state", [None, State.OPEN])
def test_pages_follow_one_another(
    mixed: Business, now: datetime, search: str, state: State | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(customer_queries, "CHUNK", 2)
    question = CustomerQuestion(search=search, state=state, wanted=Wanted(sort=Sort.NAME))
    seen, cursor = [], ""
    while True:
        page = list_customers(business=mixed, viewer=SYSTEM, question=question, now=now, limit=1, cursor=cursor)
        seen += [line.card.first_name for line in page.items]
        if page.next is None:
            break
        cursor = page.next
    assert seen == names(mixed, now, question)


def test_a_list_and_a_search_cost_four_queries_however_long(mixed: Business, now: datetime) -> None:
    costs = []
    for question in (CustomerQuestion(), CustomerQuestion(search="bjerregaard"), CustomerQuestion(state=State.OPEN)):
        for limit in (1, 3):
            with CaptureQueriesContext(connection) as queries:
                list_customers(business=mixed, viewer=SYSTEM, question=question, now=now, limit=limit)
            costs.append(len(queries))
    assert costs == [4, 4, 5, 5, 4, 4]


@pytest.mark.parametrize("search", ["", "bjerregaard"])
def test_a_list_is_narrowed_by_a_tag_and_shows_all_tags_for_no_query_more(
    mixed: Business, now: datetime, search: str
) -> None:
    regular, late = make_tag(mixed, "Regular"), make_tag(mixed, "Late", archived_at=MADE_AT)
    for name in ("Anders", "Birgitta"):
        put_tag(Customer.objects.get(first_name=name), regular)
    put_tag(Customer.objects.get(first_name="Birgitta"), late)
    question = CustomerQuestion(search=search, tag_id=regular.pk)
    with CaptureQueriesContext(connection) as queries:
        page = list_customers(business=mixed, viewer=SYSTEM, question=question, now=now)
    shown = [(line.card.first_name, [tag.label for tag in line.tags]) for line in page.items]
    assert shown == [("Anders", ["Regular"]), ("Birgitta", ["Regular", "Late"])]
    assert len(queries) == (7 if search else 4)  # whoever narrows a search looks at all its hits
    limited = CustomerQuestion(search=search, tag_id=regular.pk, state=State.LIMITED)
    assert names(mixed, now, limited) == ["Birgitta"]


def test_one_line_says_how_many_are_used(mixed: Business, now: datetime) -> None:
    birgitta = Customer.objects.get(first_name="Birgitta")
    with CaptureQueriesContext(connection) as queries:
        line = get_customer_line(business=mixed, viewer=SYSTEM, customer_id=birgitta.pk, now=now)
    assert (line.decision.state, line.decision.future_bookings, line.decision.limit.count) == (State.LIMITED, 1, 1)
    assert len(queries) == 4


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    general=st.sampled_from([None, 0, 1, 2]),
    cards=st.lists(
        st.tuples(
            st.sampled_from([None, -1, 0, 1, 2]),
            st.lists(st.tuples(st.integers(-2, 2), st.sampled_from(["confirmed", "pending", "arrived", "cancelled"]))),
        ),
        max_size=6,
    ),
)
def test_what_sql_leaves_out_never_has_the_state(
    scoped: Business,
    now: datetime,
    general: int | None,
    cards: list[tuple[int | None, list[tuple[int, str]]]],
) -> None:
    """Joint 3: the prefilter may only widen. Compared with deciding about every card."""
    Booking.objects.all().delete()
    Customer.objects.all().delete()
    OnlineBookingSettings.objects.update_or_create(business=scoped, defaults={"max_future_bookings": general})
    for own, bookings in cards:
        customer = make_customer(scoped, max_future_bookings=own)
        for hours, status in bookings:
            book(customer, now + timedelta(hours=hours), status=status)
    everyone = list_customers(business=scoped, viewer=SYSTEM, question=CustomerQuestion(), now=now).items
    for state in State:
        found = list_customers(business=scoped, viewer=SYSTEM, question=CustomerQuestion(state=state), now=now).items
        assert [line.card.id for line in found] == [line.card.id for line in everyone if line.decision.state is state]


def test_the_log_is_for_those_who_may_read_it(
    scoped: Business, owner: Actor, inspector: Actor, receptionist: Actor, area: Area, other_area: Area
) -> None:
    hidden = make_customer(scoped, area=other_area)
    assert list_customer_log(business=scoped, viewer=owner, customer_id=hidden.pk).items == []
    with pytest.raises(NotFound):
        list_customer_log(business=scoped, viewer=inspector, customer_id=hidden.pk)
    with pytest.raises(NotPermitted):
        list_customer_log(business=scoped, viewer=receptionist, customer_id=hidden.pk)
