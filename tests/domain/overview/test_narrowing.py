"""Are customers narrowed down by visits, no-shows, birthday, language and service, at the price of no query more?"""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.domain.overview.test_customers import book, names
from tests.factories.catalog import make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_tag, put_tag

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.overview.decisions.narrowing import birthday_of, check_traits
from kartotek.domain.overview.queries.customers import list_customers
from kartotek.domain.overview.values import CustomerQuestion, Days, Traits
from kartotek.kernel.errors import Invalid

TODAY = date(2026, 11, 12)
WEEK, YEAR = timedelta(days=7), timedelta(days=365)


@pytest.fixture
def four(scoped: Business, now: datetime) -> Business:
    """Anders was here a week ago and comes in one; Birgitta came a year ago; Camille missed two; Ditte is new."""
    anders = make_customer(scoped, "Anders", date_of_birth=date(1980, 12, 24), language="sv")
    birgitta = make_customer(scoped, "Birgitta", date_of_birth=date(2000, 2, 29), language="da")
    camille = make_customer(scoped, "Camille", date_of_birth=date(1990, 1, 6))
    make_customer(scoped, "Ditte")
    book(anders, now - YEAR, status="completed")
    book(anders, now - WEEK, status="arrived")
    book(anders, now + WEEK)
    book(anders, now + 2 * WEEK, status="cancelled")
    book(birgitta, now - YEAR, status="completed", service=make_service(scoped, "Colour"))
    book(birgitta, now - WEEK, status="cancelled")
    visit = uuid4()
    book(camille, now - WEEK, status="no_show", visit=visit)
    book(camille, now - WEEK, status="no_show", visit=visit)
    book(camille, now - 2 * WEEK, status="no_show")
    book(camille, now + 3 * WEEK, status="pending")
    return scoped


@pytest.mark.parametrize("search", ["", "bjerregaard"])
@pytest.mark.parametrize(
    ("traits", "shown"),
    [
        (Traits(), ["Anders", "Birgitta", "Camille", "Ditte"]),
        (Traits(last_visit=Days(TODAY - WEEK)), ["Anders"]),
        (Traits(last_visit=Days(TODAY - YEAR, TODAY)), ["Anders", "Birgitta"]),
        (Traits(last_visit=Days(None, TODAY - WEEK)), ["Anders", "Birgitta"]),
        (Traits(last_visit=Days(None, TODAY - WEEK - timedelta(days=1))), ["Birgitta"]),
        (Traits(last_visit=Days(TODAY - YEAR, TODAY - YEAR)), ["Birgitta"]),
        (Traits(has_next_visit=True), ["Anders", "Camille"]),
        (Traits(has_next_visit=False), ["Birgitta", "Ditte"]),
        (Traits(next_visit=Days(TODAY, TODAY + WEEK)), ["Anders"]),
        (Traits(next_visit=Days(TODAY + WEEK + timedelta(days=1))), ["Camille"]),
        (Traits(next_visit=Days(None, TODAY + 3 * WEEK)), ["Anders", "Camille"]),
        (Traits(has_next_visit=False, next_visit=Days(TODAY)), []),
        (Traits(no_shows=1), ["Camille"]),
        (Traits(no_shows=2), ["Camille"]),
        (Traits(no_shows=3), []),
        (Traits(birthdays=(1201, 1231)), ["Anders"]),
        (Traits(birthdays=(1224, 106)), ["Anders", "Camille"]),
        (Traits(birthdays=(229, 229)), ["Birgitta"]),
        (Traits(language="sv"), ["Anders"]),
        (Traits(language="da"), ["Birgitta", "Camille", "Ditte"]),
        (Traits(last_visit=Days(TODAY - YEAR), language="sv", has_next_visit=True), ["Anders"]),
    ],
)
def test_the_list_shows_whom_it_was_asked_for(
    four: Business, now: datetime, search: str, traits: Traits, shown: list[str]
) -> None:
    assert names(four, now, CustomerQuestion(search=search, traits=traits)) == shown


@pytest.mark.parametrize("search", ["", "bjerregaard"])
def test_a_service_counts_when_it_was_had_or_is_to_come(scoped: Business, now: datetime, search: str) -> None:
    colour = make_service(scoped, "Colour")
    for name, status in (
        ("Anders", "completed"),
        ("Birgitta", "cancelled"),
        ("Camille", "no_show"),
        ("Ditte", "confirmed"),
    ):
        book(make_customer(scoped, name), now + WEEK, status=status, service=colour)
    assert names(scoped, now, CustomerQuestion(search=search, traits=Traits(service_id=colour.pk))) == [
        "Anders",
        "Ditte",
    ]
    assert names(scoped, now, CustomerQuestion(search=search, traits=Traits(service_id=colour.pk + 99))) == []


def test_it_goes_together_with_tags_pages_and_searches(four: Business, now: datetime) -> None:
    put_tag(Customer.objects.get(first_name="Birgitta"), tag := make_tag(four))
    tagged = CustomerQuestion(tag_id=tag.pk, traits=Traits(language="da"))
    assert names(four, now, tagged) == ["Birgitta"]
    question = CustomerQuestion(traits=Traits(language="da"))
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = list_customers(business=four, viewer=SYSTEM, question=question, now=now, limit=1, cursor=cursor)
        seen += [line.card.first_name for line in page.items]
        cursor = page.next
    assert seen == ["Birgitta", "Camille", "Ditte"]
    assert names(four, now, CustomerQuestion(search="camille", traits=Traits(language="da"))) == ["Camille"]


def test_a_list_costs_as_many_queries_as_ever_and_a_search_one_more(four: Business, now: datetime) -> None:
    traits = Traits(last_visit=Days(TODAY - YEAR), no_shows=1, birthdays=(101, 1231), language="da", service_id=1)
    costs = []
    for search in ("", "bjerregaard"):
        for asked in (Traits(), traits):
            with CaptureQueriesContext(connection) as queries:
                names(four, now, CustomerQuestion(search=search, traits=asked))
            costs.append(len(queries))
    assert (costs[0], costs[1]) == (4, 4)
    assert costs[3] == costs[2] + 1


@pytest.mark.parametrize(
    ("traits", "fields"),
    [
        (Traits(last_visit=Days(TODAY, TODAY - WEEK)), ["last_visit_to"]),
        (Traits(next_visit=Days(date(1, 1, 1), date(9999, 12, 31))), ["next_visit_from", "next_visit_to"]),
        (Traits(no_shows=0, language="xx"), ["no_shows_min", "language"]),
    ],
)
def test_what_cannot_be_meant_is_named(traits: Traits, fields: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        check_traits(traits)
    assert [problem.field for problem in refused.value.problems] == fields


@pytest.mark.parametrize("written", ["02-30", "13-01", "3-1", "0301", "x", "", "03-01T"])
def test_a_birthday_is_a_day_of_some_year(written: str) -> None:
    with pytest.raises(Invalid):
        birthday_of("birthday_from", written)
    assert (birthday_of("birthday_from", "02-29"), birthday_of("birthday_from", "12-31")) == (229, 1231)
