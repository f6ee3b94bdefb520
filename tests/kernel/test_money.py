"""Amounts and their decimals."""

from decimal import Decimal

import pytest

from kartotek.kernel.errors import Problem
from kartotek.kernel.money import Money, decimals_of, is_currency, parse_amount


def test_money_is_written_with_the_decimals_of_its_currency() -> None:
    assert Money(Decimal(450), "DKK").as_json() == {"amount": "450.00", "currency": "DKK"}
    assert Money(Decimal("1200.00"), "JPY").text == "1200"
    assert decimals_of("KWD") == 2


@pytest.mark.parametrize(("text", "amount"), [("450", "450.00"), (" 0.5 ", "0.50"), ("9999999999.99", "9999999999.99")])
def test_an_amount_is_read(text: str, amount: str) -> None:
    assert parse_amount("price", text, "DKK") == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "not_an_amount"),
        ("a lot", "not_an_amount"),
        ("1,50", "not_an_amount"),
        ("-1", "out_of_range"),
        ("NaN", "out_of_range"),
        ("Infinity", "out_of_range"),
        ("1e12", "out_of_range"),
        ("1.005", "too_many_decimals"),
        ("1e-9", "too_many_decimals"),
    ],
)
def test_what_is_no_amount_says_why(text: str, code: str) -> None:
    found = parse_amount("price", text, "DKK")
    assert isinstance(found, Problem)
    assert (found.field, found.code) == ("price", code)


def test_a_yen_is_not_divided() -> None:
    found = parse_amount("price", "100.5", "JPY")
    assert isinstance(found, Problem)
    assert found.code == "too_many_decimals"


@pytest.mark.parametrize(
    ("code", "answer"), [("DKK", True), ("dkk", False), ("DK", False), ("DK1", False), ("ÅÄÖ", False)]
)
def test_a_currency_has_three_capital_letters(code: str, answer: bool) -> None:
    assert is_currency(code) is answer
