"""Each language writes a date, a moment and a length of time in its own way."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kartotek.kernel.written_dates import (
    date_in_digits,
    date_in_words,
    length_in_words,
    moment_in_digits,
    moment_in_words,
    time_of_day,
)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
MOMENT = datetime(2026, 11, 12, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "digits", "words"),
    [
        ("da", "12-11-2026", "torsdag den 12. november 2026"),
        ("sv", "2026-11-12", "torsdag 12 november 2026"),
        ("de", "12.11.2026", "Donnerstag, 12. November 2026"),
        ("fr", "12/11/2026", "jeudi 12 novembre 2026"),
        ("en", "12 Nov 2026", "Thursday 12 November 2026"),
        ("pl", "12 Nov 2026", "Thursday 12 November 2026"),
    ],
)
def test_a_date_reads_as_the_language_writes_it(language: str, digits: str, words: str) -> None:
    assert date_in_digits(date(2026, 11, 12), language) == digits
    assert date_in_words(date(2026, 11, 12), language) == words


def test_days_and_months_below_ten_have_two_digits_but_in_english() -> None:
    found = [date_in_digits(date(2026, 2, 3), language) for language in ("da", "sv", "de", "fr", "en")]
    assert found == ["03-02-2026", "2026-02-03", "03.02.2026", "03/02/2026", "3 Feb 2026"]


def test_french_says_the_first_of_a_month() -> None:
    assert date_in_words(date(2026, 12, 1), "fr") == "mardi 1er décembre 2026"
    assert date_in_words(date(2026, 12, 1), "da") == "tirsdag den 1. december 2026"


def test_a_moment_is_told_by_the_clocks_of_the_zone() -> None:
    assert time_of_day(MOMENT, COPENHAGEN) == "13:00"
    assert [moment_in_digits(MOMENT, language, COPENHAGEN) for language in ("da", "sv", "de", "fr", "en")] == [
        "12-11-2026 kl. 13:00",
        "2026-11-12 kl. 13:00",
        "12.11.2026, 13:00 Uhr",
        "12/11/2026 à 13:00",
        "12 Nov 2026 at 13:00",
    ]
    assert moment_in_words(MOMENT, "en", COPENHAGEN) == "Thursday 12 November 2026 at 13:00"


def test_late_in_the_evening_in_utc_it_is_tomorrow_there() -> None:
    assert moment_in_digits(datetime(2026, 11, 12, 23, 30, tzinfo=UTC), "da", COPENHAGEN) == "13-11-2026 kl. 00:30"


@pytest.mark.parametrize(
    ("minutes", "language", "words"),
    [
        (45, "da", "45 min."),
        (120, "da", "2 t."),
        (90, "de", "1 Std. 30 Min."),
        (0, "en", "0 min"),
        (75, "sv", "1 tim 15 min"),
    ],
)
def test_a_length_of_time_names_hours_and_minutes(minutes: int, language: str, words: str) -> None:
    assert length_in_words(minutes, language) == words
