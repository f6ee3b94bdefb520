"""Is what was typed for a booking fit to be looked at? All problems at once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kartotek.domain.booking.values.bookings import Booker, Wish
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.domain.catalog.values import LONGEST_DURATION
from kartotek.kernel.contact import normalise_email, normalise_phone
from kartotek.kernel.errors import Invalid, Problem, invalid
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

LONGEST_NOTE = 2000
LONGEST_NAME = 200
MOST_WISHES = 10
FIRST_YEAR, LAST_YEAR = 2001, 2199  # far beyond every horizon, and near enough to count with
_NO_LENGTH = gettext_noop("An appointment takes 1 to 1440 minutes.")
_NOT_POSSIBLE = gettext_noop("This time is not possible.")


def checked_booker(booker: Booker, region: str) -> Booker:
    """The booker with contacts in their normal spelling; a name and one contact are needed."""
    email = normalise_email(booker.email, "customer.email")
    phone = normalise_phone(booker.phone, region, "customer.phone")
    problems = [contact.problem for contact in (email, phone) if contact.problem]
    for name in ("first_name", "last_name"):
        problems += text_problems(f"customer.{name}", getattr(booker, name), max_length=LONGEST_NAME)
    if not (booker.first_name.strip() or booker.last_name.strip()):
        problems.append(Problem("customer.first_name", "required", gettext_noop("Please tell us your name.")))
    if not (booker.email.strip() or booker.phone.strip()):
        message = gettext_noop("Please give an e-mail address or a phone number.")
        problems.append(Problem("customer.email", "required", message))
    if booker.language and booker.language not in LANGUAGES:
        problems.append(Problem("customer.language", "unknown", gettext_noop("This language is not spoken here.")))
    if problems:
        raise Invalid(problems=tuple(problems))
    return replace(booker, email=email.value, phone=phone.value)


def check_texts(**texts: str) -> None:
    """Raise Invalid for a note or a reason that cannot be stored."""
    problems = [
        problem for name, text in texts.items() for problem in text_problems(name, text, max_length=LONGEST_NOTE)
    ]
    if problems:
        raise Invalid(problems=tuple(problems))


def check_wishes(wishes: Sequence[Wish]) -> None:
    """Raise Invalid unless there is something to book, not too much of it, at thinkable times."""
    problems = []
    if not 1 <= len(wishes) <= MOST_WISHES:
        problems.append(Problem("services", "out_of_range", gettext_noop("One visit has 1 to 10 services.")))
    if not all(_is_thinkable(wish.starts_at) for wish in wishes):
        problems.append(Problem("starts_at", "out_of_range", _NOT_POSSIBLE))
    if problems:
        raise Invalid(problems=tuple(problems))


def check_length(minutes: int | None) -> None:
    """Raise Invalid for a length that no appointment has."""
    if minutes is not None and not 1 <= minutes <= LONGEST_DURATION:
        raise invalid("duration_minutes", "out_of_range", _NO_LENGTH)


def check_moment(field: str, moment: datetime) -> None:
    """Raise Invalid for a moment that nobody can count with, or mean."""
    if not _is_thinkable(moment):
        raise invalid(field, "out_of_range", _NOT_POSSIBLE)


def _is_thinkable(moment: datetime) -> bool:
    return FIRST_YEAR <= moment.year <= LAST_YEAR
