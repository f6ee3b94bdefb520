"""Is what was typed fit for a card? All problems at once; only e-mail and phone are put in their normal spelling."""

import re
from dataclasses import asdict, replace
from datetime import date
from typing import cast

from kartotek.domain.businesses.values import LANGUAGES
from kartotek.domain.customers.values import LARGEST_LIMIT, UNLIMITED, CustomerChanges, CustomerDetails
from kartotek.kernel.contact import Contact, normalise_email, normalise_phone
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

LONGEST = {
    "first_name": 200,
    "last_name": 200,
    "external_ref": 100,
    "address_line": 200,
    "postcode": 20,
    "city": 100,
    "note": 20_000,
    "important_note": 2_000,
    "limit_reason": 500,
}
EARLIEST_BIRTH_ON = date(1850, 1, 1)
_COUNTRY = re.compile("[A-Z]{2}")


def checked_details(details: CustomerDetails, *, region: str, today: date) -> CustomerDetails:
    """The details of a new card with its contacts in normal spelling; `region` is the country numbers are typed in."""
    email, phone = normalise_email(details.email), normalise_phone(details.phone, region)
    _raise(_problems(asdict(details), email, phone, today) + _name_problems(details.first_name, details.last_name))
    return replace(details, email=email.value, phone=phone.value)


def checked_changes(
    changes: CustomerChanges, *, name_now: tuple[str, str], region: str, today: date
) -> CustomerChanges:
    """The same for an edit of a card whose (first, last) name is `name_now`; only what is given is looked at."""
    email = normalise_email(changes.get("email", ""))
    phone = normalise_phone(changes.get("phone", ""), region)
    first, last = changes.get("first_name", name_now[0]), changes.get("last_name", name_now[1])
    _raise(_problems(dict(changes), email, phone, today) + _name_problems(first, last))
    contacts = {"email": email.value, "phone": phone.value}
    checked = {name: contacts.get(name, value) for name, value in changes.items()}
    return cast("CustomerChanges", checked)  # the same keys as came in


def _raise(problems: tuple[Problem, ...]) -> None:
    if problems:
        raise Invalid(problems=problems)


def _problems(values: dict[str, object], email: Contact, phone: Contact, today: date) -> tuple[Problem, ...]:
    texts = (
        problem
        for name, longest in LONGEST.items()
        for problem in text_problems(name, str(values.get(name, "")), max_length=longest)
    )
    contacts = (contact.problem for contact in (email, phone) if contact.problem)
    choices = (problem for problem in _choice_problems(values, today) if problem)
    return (*texts, *contacts, *choices)


def _choice_problems(values: dict[str, object], today: date) -> tuple[Problem | None, ...]:
    return (
        _country_problem(values.get("country", "")),
        _language_problem(values.get("language", "")),
        _birth_problem(values.get("date_of_birth"), today),
        _limit_problem(values.get("max_future_bookings")),
    )


def _name_problems(first: str, last: str) -> tuple[Problem, ...]:
    if first.strip() or last.strip():
        return ()
    return (Problem("first_name", "name_required", gettext_noop("Give a first name or a last name.")),)


def _country_problem(country: object) -> Problem | None:
    if country == "" or _COUNTRY.fullmatch(str(country)):
        return None
    return Problem("country", "not_a_country", gettext_noop("A country is written with two capital letters, as in DK."))


def _language_problem(language: object) -> Problem | None:
    if language == "" or language in LANGUAGES:
        return None
    return Problem("language", "unknown_language", gettext_noop("This language is not offered."))


def _birth_problem(born_on: object, today: date) -> Problem | None:
    if not isinstance(born_on, date) or EARLIEST_BIRTH_ON <= born_on <= today:
        return None
    return Problem("date_of_birth", "out_of_range", gettext_noop("This date of birth is not possible."))


def _limit_problem(limit: object) -> Problem | None:
    if not isinstance(limit, int) or UNLIMITED <= limit <= LARGEST_LIMIT:
        return None
    return Problem("max_future_bookings", "out_of_range", gettext_noop("Choose a number from 0 to 9999."))
