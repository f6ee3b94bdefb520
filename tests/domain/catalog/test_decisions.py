"""Are services, employees and prices judged as api.md bounds them, all faults at once?"""

from dataclasses import replace
from decimal import Decimal

import pytest

from kartotek.domain.catalog.decisions import (
    amount_of,
    category_problems,
    differences,
    employee_problems,
    moved,
    offer_problems,
    require_valid,
    service_problems,
)
from kartotek.domain.catalog.values import (
    CategoryDetails,
    EmployeeDetails,
    OfferDetails,
    PriceGiven,
    ServiceDetails,
)
from kartotek.kernel.errors import Invalid, Problem

PLAIN = ServiceDetails(name="Haircut", duration_minutes=45)


def found(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in problems]


@pytest.mark.parametrize(
    "details",
    [
        PLAIN,
        replace(PLAIN, duration_minutes=1),
        replace(PLAIN, duration_minutes=1440, buffer_before_minutes=480, buffer_after_minutes=480),
        replace(PLAIN, kind="class", seats=1),
        replace(PLAIN, kind="class", seats=1000),
        replace(PLAIN, price=PriceGiven("0")),
        replace(PLAIN, price=PriceGiven("450.00", "DKK")),
        replace(PLAIN, start_times=(0, 1439)),
        replace(PLAIN, color="none", description={"da": "Klip", "fr": ""}),
        replace(PLAIN, name="ñ" * 200),
        replace(PLAIN, name="عربي <b>💇</b>"),
    ],
)
def test_possible_service_has_no_problems(details: ServiceDetails) -> None:
    assert service_problems(details, "DKK") == ()


@pytest.mark.parametrize(
    ("details", "expected"),
    [
        (replace(PLAIN, name=" \n"), [("name", "required")]),
        (replace(PLAIN, name="x" * 201), [("name", "too_long")]),
        (replace(PLAIN, name="a\0b"), [("name", "bad_character")]),
        (replace(PLAIN, kind="course"), [("kind", "unknown")]),
        (replace(PLAIN, duration_minutes=0), [("duration_minutes", "out_of_range")]),
        (replace(PLAIN, duration_minutes=1441), [("duration_minutes", "out_of_range")]),
        (replace(PLAIN, buffer_before_minutes=-1), [("buffer_before_minutes", "out_of_range")]),
        (replace(PLAIN, buffer_after_minutes=481), [("buffer_after_minutes", "out_of_range")]),
        (replace(PLAIN, price=PriceGiven("450", "EUR")), [("price", "wrong_currency")]),
        (replace(PLAIN, price=PriceGiven("-1")), [("price", "out_of_range")]),
        (replace(PLAIN, price=PriceGiven("four")), [("price", "not_an_amount")]),
        (replace(PLAIN, price=PriceGiven("1.005")), [("price", "too_many_decimals")]),
        (replace(PLAIN, seats=4), [("seats", "only_classes")]),
        (replace(PLAIN, kind="class"), [("seats", "required")]),
        (replace(PLAIN, kind="class", seats=0), [("seats", "out_of_range")]),
        (replace(PLAIN, start_times=()), [("start_times", "required")]),
        (replace(PLAIN, start_times=(1440,)), [("start_times", "not_a_time")]),
        (replace(PLAIN, start_times=tuple(range(289))), [("start_times", "too_many")]),
        (replace(PLAIN, color="pink"), [("color", "unknown")]),
        (replace(PLAIN, description={"no": "Klipp"}), [("description", "unknown")]),
        (replace(PLAIN, description={"da": "x" * 4001}), [("description.da", "too_long")]),
    ],
)
def test_impossible_service_names_the_field(details: ServiceDetails, expected: list[tuple[str, str]]) -> None:
    assert found(service_problems(details, "DKK")) == expected


def test_all_faults_come_at_once() -> None:
    details = replace(PLAIN, name="", duration_minutes=0, color="", price=PriceGiven("x"))
    assert found(service_problems(details, "DKK")) == [
        ("name", "required"),
        ("duration_minutes", "out_of_range"),
        ("price", "not_an_amount"),
        ("color", "unknown"),
    ]


def test_yen_have_no_decimals() -> None:
    assert found(service_problems(replace(PLAIN, price=PriceGiven("450.5")), "JPY")) == [("price", "too_many_decimals")]
    assert amount_of(PriceGiven("450"), "JPY") == Decimal(450)


def test_price_that_is_none_or_wrong_is_no_amount() -> None:
    assert amount_of(None, "DKK") is None
    assert amount_of(PriceGiven("x"), "DKK") is None


def test_category_and_employee_need_a_name_and_the_palette() -> None:
    assert category_problems(CategoryDetails(name="Hair")) == ()
    assert found(category_problems(CategoryDetails(name=""))) == [("name", "required")]
    assert employee_problems(EmployeeDetails(name="Élodie"), "DKK") == ()
    assert found(employee_problems(EmployeeDetails(name="", color="red"), "DKK")) == [
        ("name", "required"),
        ("color", "unknown"),
    ]


def test_own_terms_have_the_bounds_of_the_service() -> None:
    assert offer_problems(OfferDetails(), "DKK") == ()
    assert offer_problems(OfferDetails(duration_minutes=60, price=PriceGiven("500")), "DKK") == ()
    assert found(offer_problems(OfferDetails(duration_minutes=0, price=PriceGiven("x")), "DKK")) == [
        ("duration_minutes", "out_of_range"),
        ("price", "not_an_amount"),
    ]


def test_terms_of_an_employee_name_the_service() -> None:
    terms = {7: OfferDetails(duration_minutes=0), 8: OfferDetails(price=PriceGiven("500"))}
    assert found(employee_problems(EmployeeDetails(name="Élodie", terms=terms), "DKK")) == [
        ("terms.7.duration_minutes", "out_of_range")
    ]


def test_differences_are_fit_for_json() -> None:
    before = {"name": "a", "price": Decimal("1.50"), "seats": None}
    after = {"name": "a", "price": None, "seats": 3, "employees": (1, 2)}
    assert differences(before, after) == {"price": ("1.50", None), "seats": (None, 3), "employees": (None, [1, 2])}


@pytest.mark.parametrize(
    ("chosen", "step", "order"),
    [(2, 1, [1, 3, 2]), (2, -1, [2, 1, 3]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3]), (1, 9, [2, 3, 1])],
)
def test_moving_stops_at_the_ends(chosen: int, step: int, order: list[int]) -> None:
    assert moved([1, 2, 3], chosen, step) == order


def test_no_problems_pass_and_any_raises_all() -> None:
    require_valid(())
    problem = Problem("name", "required", "x")
    with pytest.raises(Invalid) as caught:
        require_valid((problem,))
    assert caught.value.problems == (problem,)
