"""Is this a possible service, employee or price, and what changes in which order? Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kartotek.domain.businesses.values import LANGUAGES
from kartotek.domain.catalog.values import (
    COLORS,
    LONGEST_BUFFER,
    LONGEST_DESCRIPTION,
    LONGEST_DURATION,
    LONGEST_LABEL,
    LONGEST_NAME,
    MOST_CAPACITY,
    MOST_CHOICES,
    MOST_SEATS,
    MOST_START_TIMES,
    CategoryDetails,
    EmployeeDetails,
    ExtraFieldDetails,
    ExtraFieldKind,
    OfferDetails,
    PriceGiven,
    ResourceDetails,
    ServiceDetails,
    ServiceKind,
    Worded,
)
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.money import parse_amount
from kartotek.kernel.periods import DAY_MINUTES
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

Problems = tuple[Problem, ...]


def require_valid(problems: Problems) -> None:
    """Raise Invalid with all that is wrong at once, if anything is."""
    if problems:
        raise Invalid(problems=problems)


def category_problems(details: CategoryDetails) -> Problems:
    """What is wrong with a category."""
    return text_problems("name", details.name, max_length=LONGEST_NAME, is_required=True)


def service_problems(details: ServiceDetails, currency: str) -> Problems:
    """What is wrong with a service, references to other rows apart."""
    return (
        *text_problems("name", details.name, max_length=LONGEST_NAME, is_required=True),
        *_description_problems(details.description),
        *_choice_problems("kind", details.kind, tuple(ServiceKind)),
        *number_problems("duration_minutes", details.duration_minutes, 1, LONGEST_DURATION),
        *number_problems("buffer_before_minutes", details.buffer_before_minutes, 0, LONGEST_BUFFER),
        *number_problems("buffer_after_minutes", details.buffer_after_minutes, 0, LONGEST_BUFFER),
        *price_problems(details.price, currency),
        *_seats_problems(details),
        *_start_times_problems(details.start_times),
        *_gap_problems(details),
        *_choice_problems("color", details.color, COLORS),
    )


def resource_problems(details: ResourceDetails) -> Problems:
    """What is wrong with a resource, references to services apart."""
    return (
        *text_problems("name", details.name, max_length=LONGEST_NAME, is_required=True),
        *number_problems("capacity", details.capacity, 1, MOST_CAPACITY),
    )


def employee_problems(details: EmployeeDetails, currency: str) -> Problems:
    """What is wrong with an employee, references to other rows apart; own terms are `terms.<service>.price` etc."""
    found = [
        *text_problems("name", details.name, max_length=LONGEST_NAME, is_required=True),
        *_choice_problems("color", details.color, COLORS),
    ]
    for service_id, terms in (details.terms or {}).items():
        found.extend(
            replace(problem, field=f"terms.{service_id}.{problem.field}") for problem in offer_problems(terms, currency)
        )
    return tuple(found)


def offer_problems(details: OfferDetails, currency: str) -> Problems:
    """What is wrong with an employee's own duration and price."""
    duration = details.duration_minutes
    return (
        *(() if duration is None else number_problems("duration_minutes", duration, 1, LONGEST_DURATION)),
        *price_problems(details.price, currency),
    )


def extra_field_problems(details: ExtraFieldDetails) -> Problems:
    """What is wrong with an extra field, references to services apart; a choice is `choices.<place>.<language>`."""
    return (
        *_worded_problems("label", details.label),
        *_choice_problems("kind", details.kind, tuple(ExtraFieldKind)),
        *_choices_problems(details),
    )


def worded(texts: Worded, language: str, default_language: str) -> str:
    """A text in a language, else in that of the business, else in whichever it has."""
    wished = (texts.get(each, "") for each in (language, default_language, *sorted(texts)))
    return next((text for text in wished if text.strip()), "")


def number_problems(field: str, value: int, least: int, most: int) -> Problems:
    """Whether a number lies within its bounds, both included."""
    if least <= value <= most:
        return ()
    return (Problem(field, "out_of_range", gettext_noop("This number is too small or too large.")),)


def price_problems(given: PriceGiven | None, currency: str) -> Problems:
    """What is wrong with a price; it is in the currency of the business or says none."""
    if given is None:
        return ()
    if given.currency not in {"", currency}:
        return (Problem("price", "wrong_currency", gettext_noop("Prices are in the currency of the business.")),)
    amount = parse_amount("price", given.amount, currency)
    return (amount,) if isinstance(amount, Problem) else ()


def amount_of(given: PriceGiven | None, currency: str) -> Decimal | None:
    """The price to store, of a price without problems."""
    amount = None if given is None else parse_amount("price", given.amount, currency)
    return None if isinstance(amount, Problem) else amount


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> dict[str, tuple[object, object]]:
    """What changed, for the audit log; amounts as text, so that they fit JSON (S57)."""
    return {name: (_plain(before.get(name)), _plain(after[name])) for name in after if before.get(name) != after[name]}


def moved(ids: Sequence[int], chosen: int, step: int) -> list[int]:
    """The order after one of them went `step` places down (or up, below zero); it stops at the ends."""
    others = [item for item in ids if item != chosen]
    place = max(0, min(len(others), ids.index(chosen) + step))
    return [*others[:place], chosen, *others[place:]]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _choice_problems(field: str, value: str, choices: Sequence[str]) -> Problems:
    if value in choices:
        return ()
    return (Problem(field, "unknown", gettext_noop("This is none of the possible values.")),)


def _description_problems(description: Mapping[str, str]) -> Problems:
    found: list[Problem] = []
    for language, text in description.items():
        field = f"description.{language}"
        if language not in LANGUAGES:
            found.append(Problem("description", "unknown", gettext_noop("This is none of the languages.")))
        else:
            found.extend(text_problems(field, text, max_length=LONGEST_DESCRIPTION))
    return tuple(found)


def _seats_problems(details: ServiceDetails) -> Problems:
    if details.kind != ServiceKind.CLASS.value:
        if details.seats is None:
            return ()
        return (Problem("seats", "only_classes", gettext_noop("Only a class has seats.")),)
    if details.seats is None:
        return (Problem("seats", "required", gettext_noop("A class needs a number of seats.")),)
    return number_problems("seats", details.seats, 1, MOST_SEATS)


def _gap_problems(details: ServiceDetails) -> Problems:
    gap = details.gap
    if gap is None:
        return ()
    if details.kind == ServiceKind.CLASS.value:
        return (Problem("gap", "only_appointments", gettext_noop("A class has no gap.")),)
    found = (
        *number_problems("gap.after_minutes", gap.after_minutes, 1, LONGEST_DURATION),
        *number_problems("gap.minutes", gap.minutes, 1, LONGEST_DURATION),
    )
    if found or gap.within(details.duration_minutes):
        return found
    return (Problem("gap", "too_long", gettext_noop("The gap has to end before the service does.")),)


def _start_times_problems(start_times: tuple[int, ...] | None) -> Problems:
    if start_times is None:
        return ()
    if not start_times:
        return (Problem("start_times", "required", gettext_noop("List at least one time.")),)
    if len(start_times) > MOST_START_TIMES:
        return (Problem("start_times", "too_many", gettext_noop("These are too many times.")),)
    if any(minute not in range(DAY_MINUTES) for minute in start_times):
        return (Problem("start_times", "not_a_time", gettext_noop("Write times such as 09:00.")),)
    return ()


def _worded_problems(field: str, texts: Worded) -> Problems:
    """What is wrong with a short text by language; one language is enough."""
    found: list[Problem] = []
    for language, text in texts.items():
        if language not in LANGUAGES:
            found.append(Problem(field, "unknown", gettext_noop("This is none of the languages.")))
        else:
            found.extend(text_problems(f"{field}.{language}", text, max_length=LONGEST_LABEL))
    if not any(text.strip() for text in texts.values()):
        found.append(Problem(field, "required", gettext_noop("This must not be empty.")))
    return tuple(found)


def _choices_problems(details: ExtraFieldDetails) -> Problems:
    if details.kind != ExtraFieldKind.CHOICE.value:
        if not details.choices:
            return ()
        return (Problem("choices", "only_choice", gettext_noop("Only a choice has choices.")),)
    if not details.choices:
        return (Problem("choices", "required", gettext_noop("List at least one choice.")),)
    if len(details.choices) > MOST_CHOICES:
        return (Problem("choices", "too_many", gettext_noop("These are too many choices.")),)
    found = [one for at, texts in enumerate(details.choices) for one in _worded_problems(f"choices.{at}", texts)]
    every = [text for texts in details.choices for text in {each for each in texts.values() if each.strip()}]
    if len(every) != len(set(every)):
        found.append(Problem("choices", "taken", gettext_noop("Two choices have the same text.")))
    return tuple(found)
