"""Which cards are read, by whom, in which order, at what cost?"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.customers import MADE_AT, make_customer

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import NumberSeries
from kartotek.domain.customers.queries import (
    find_possible_duplicates,
    get_customer,
    get_customers,
    list_cards,
    sort_key,
)
from kartotek.domain.customers.values import Likeness, Sort, Wanted
from kartotek.kernel.errors import Invalid, NotFound


@pytest.fixture
def five(scoped: Business) -> Business:
    """Five cards whose orders by name, by number and by creation all differ."""
    for at, (first, last, number) in enumerate(
        [
            ("Anders", "Holm", "9"),
            ("Bo", "Åkesson", "10"),
            ("Cox", "Holm", "100"),
            ("Anders", "Holm", "11"),
            ("Ditte", "", "1"),
        ]
    ):
        make_customer(scoped, first, last, number=number, created_at=MADE_AT + timedelta(days=at % 3))
    return scoped


ORDERS = {
    Sort.NAME: ["10", "1", "9", "11", "100"],
    Sort.NUMBER: ["1", "9", "10", "11", "100"],
    Sort.CREATED: ["9", "11", "10", "1", "100"],
}


@pytest.mark.parametrize("size", [1, 2, 5, 9])
@pytest.mark.parametrize("sort", list(Sort))
def test_every_page_follows_the_one_before(five: Business, sort: Sort, size: int) -> None:
    seen, after = [], None
    while page := list_cards(viewer=SYSTEM, wanted=Wanted(sort=sort), most=size, after=after):
        seen += [card.number for card in page]
        after = sort_key(page[-1], sort)
    order = ORDERS[Sort(sort.value.removeprefix("-"))]
    assert seen == (order[::-1] if sort.value.startswith("-") else order)


def test_a_key_that_is_no_time_is_refused(scoped: Business) -> None:
    with pytest.raises(Invalid):
        list_cards(viewer=SYSTEM, wanted=Wanted(sort=Sort.CREATED), most=1, after=("yesterday", 1))


def test_a_list_leaves_out_archived_cards_and_other_areas(
    scoped: Business, inspector: Actor, area: Area, other_area: Area
) -> None:
    make_customer(scoped, number="1", area=area)
    make_customer(scoped, number="2", area=other_area)
    make_customer(scoped, number="3", area=area, archived_at=MADE_AT)

    def numbers(viewer: Actor, wanted: Wanted) -> list[str]:
        return [card.number for card in list_cards(viewer=viewer, wanted=wanted, most=9)]

    assert numbers(SYSTEM, Wanted()) == ["1", "2"]
    assert numbers(inspector, Wanted()) == ["1"]
    assert numbers(SYSTEM, Wanted(area_ids=frozenset({other_area.pk}))) == ["2"]
    assert numbers(inspector, Wanted(area_ids=frozenset({other_area.pk}))) == []
    assert numbers(SYSTEM, Wanted(is_archived=True)) == ["3"]


def test_a_list_costs_one_query_however_long(five: Business) -> None:
    costs = []
    for most in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            list_cards(viewer=SYSTEM, wanted=Wanted(), most=most)
        costs.append(len(queries))
    assert costs == [1, 1]


def test_cards_come_in_the_order_asked_for_without_the_hidden_ones(
    scoped: Business, inspector: Actor, area: Area, other_area: Area
) -> None:
    one, hidden, two = (make_customer(scoped, area=where) for where in (area, other_area, area))
    found = get_customers([two.pk, 987_654, hidden.pk, one.pk], viewer=inspector)
    assert [card.id for card in found] == [two.pk, one.pk]
    with pytest.raises(NotFound):
        get_customer(hidden.pk, viewer=inspector)


def test_possible_duplicates_come_strong_first_and_without_the_card_itself(scoped: Business) -> None:
    born = date(1991, 5, 14)
    mine = make_customer(
        scoped, email="s@example.com", phone="+4531550124", external_ref="HK-1", date_of_birth=born, number="1"
    )
    make_customer(scoped, "Sophie", "Bjerregaard", number="2")
    make_customer(scoped, "Anna", "Holm", phone="+4531550124", number="3")
    make_customer(scoped, "Anna", "Holm", email="s@example.com", number="4")
    make_customer(scoped, "Anna", "Holm", external_ref="HK-1", number="5")
    make_customer(scoped, "Bjerregård", "Sofie", date_of_birth=born, number="6")
    make_customer(scoped, date_of_birth=born, number="7")
    make_customer(scoped, "Anna", "Holm", number="8")
    make_customer(scoped, number="9", archived_at=MADE_AT, email="s@example.com")
    card = get_customer(mine.pk, viewer=SYSTEM)
    found = find_possible_duplicates(card, business=scoped, viewer=SYSTEM)
    assert [(one.number, one.why[0]) for one in found] == [
        ("4", Likeness.EMAIL),
        ("3", Likeness.PHONE),
        ("5", Likeness.NUMBER),
        ("6", Likeness.NAME_AND_BIRTH_DATE),
        ("7", Likeness.NAME_AND_BIRTH_DATE),
    ]


def test_names_that_are_merely_alike_are_weak(scoped: Business) -> None:
    mine = make_customer(scoped, "Sofie", "Bjerregaard")
    make_customer(scoped, "Sofie", "Bjerregård")
    found = find_possible_duplicates(get_customer(mine.pk, viewer=SYSTEM), business=scoped, viewer=SYSTEM)
    assert [(one.number, one.name, one.is_weak) for one in found] == [("10002", "Sofie Bjerregård", True)]


def test_rows_are_told_apart_in_a_shell(scoped: Business) -> None:
    assert str(make_customer(scoped)) == "card 10001"
    assert str(NumberSeries.objects.get()) == "10002"
