"""How do dates, times, durations and money read in the five languages?"""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from kartotek.web.kit import dates, durations, money

MOMENT = datetime(2026, 11, 12, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Thursday 12 November 2026"),
        ("da", "torsdag den 12. november 2026"),
        ("sv", "torsdag 12 november 2026"),
        ("de", "Donnerstag, 12. November 2026"),
        ("fr", "jeudi 12 novembre 2026"),
    ],
)
def test_long_date_follows_the_language(language: str, words: str) -> None:
    with translation.override(language):
        assert dates.day_long(MOMENT) == words


def test_moment_names_day_and_time() -> None:
    assert dates.moment(MOMENT) == "Thu 12 Nov 2026 at 12:05"


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Copenhagen", "Copenhagen (CET, UTC+1)"),
        ("America/New_York", "New York (EST, UTC−5)"),
        ("Asia/Kolkata", "Kolkata (IST, UTC+5:30)"),
        ("Asia/Dubai", "Dubai (UTC+4)"),
        ("UTC", "UTC (UTC+0)"),
    ],
)
def test_zone_names_its_place_and_its_distance(zone: str, words: str) -> None:
    assert dates.zone_name(zone, MOMENT) == words


@pytest.mark.parametrize(("minutes", "words"), [(45, "45 min"), (90, "90 min"), (120, "2 h"), (150, "2 h 30 min")])
def test_duration_in_a_list(minutes: int, words: str) -> None:
    assert durations.short(minutes) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "0 minutes"), (1, "1 minute"), (60, "1 hour"), (90, "90 minutes"), (1440, "24 hours"), (2880, "2 days")],
)
def test_duration_in_a_sentence(minutes: int, words: str) -> None:
    assert durations.in_words(minutes) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "DKK 1,195.00"), ("da", "DKK 1.195,00"), ("fr", "DKK 1\xa0195,00"), ("sv", "DKK 1\xa0195,00")],
)
def test_price_follows_the_language(language: str, words: str) -> None:
    with translation.override(language):
        assert money.price(Decimal(1195), "DKK") == words


def test_undivided_currency_has_no_decimals() -> None:
    assert money.price(Decimal(1500), "ISK") == "ISK 1,500"


def test_no_price_is_no_words() -> None:
    assert money.price(None, "DKK") == ""
