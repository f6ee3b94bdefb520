"""Can customers be narrowed down like this? Names of the fields are those of the API."""

from collections.abc import Iterator
from datetime import date

from kartotek.domain.businesses.values import LANGUAGES
from kartotek.domain.overview.values import Days, Traits
from kartotek.kernel.errors import Invalid, Problem, invalid
from kartotek.kernel.words import gettext_noop

FIRST_YEAR, LAST_YEAR = 1900, 2200
_MOST_NO_SHOWS = 10_000
_NO_DATE = gettext_noop("This date is not possible.")
_REVERSED = gettext_noop("The end lies before the beginning.")
_NO_BIRTHDAY = gettext_noop("Write the day as MM-DD, like 03-31.")
_NO_COUNT = gettext_noop("Write a number from 1 to 10,000.")
_NO_LANGUAGE = gettext_noop("This language is not spoken here.")


def check_traits(traits: Traits) -> None:
    """Raise Invalid, with every field that cannot be meant."""
    problems = (*_of_days("last_visit", traits.last_visit), *_of_days("next_visit", traits.next_visit), *_else(traits))
    if problems:
        raise Invalid(problems=problems)


def birthday_of(field: str, written: str) -> int:
    """A day of any year, from MM-DD: 331 is the 31st of March. Raises Invalid."""
    try:
        day = date.fromisoformat(f"2000-{written}")  # a leap year
    except ValueError:
        day = None
    if day is None or len(written) != len("MM-DD"):
        raise invalid(field, "invalid", _NO_BIRTHDAY)
    return day.month * 100 + day.day


def _of_days(name: str, days: Days) -> Iterator[Problem]:
    for end, day in (("from", days.first), ("to", days.last)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield Problem(f"{name}_{end}", "out_of_range", _NO_DATE)
    if days.first and days.last and days.last < days.first:
        yield Problem(f"{name}_to", "range", _REVERSED)


def _else(traits: Traits) -> Iterator[Problem]:
    if traits.no_shows is not None and not 1 <= traits.no_shows <= _MOST_NO_SHOWS:
        yield Problem("no_shows_min", "out_of_range", _NO_COUNT)
    if traits.language and traits.language not in LANGUAGES:
        yield Problem("language", "unknown", _NO_LANGUAGE)
