"""Are these possible opening hours, who may change them, and how do plans make room for one another? Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.booking.values.hours import (
    LONGEST_NOTE,
    ClosedDayDetails,
    DayOffDetails,
    HoursDetails,
    OpeningDetails,
    Plan,
    Validity,
)
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import Problem
from kartotek.kernel.periods import DAY_MINUTES
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

MOST_BREAKS = 20
MOST_ITEMS = 500
MOST_CLOSED_AT_ONCE = 366

Problems = tuple[Problem, ...]
_DAY = timedelta(days=1)


def require_calendar(actor: Actor, membership_id: int | None) -> None:
    """Raise NotPermitted unless the actor manages settings, or it is the own calendar (S55, practitioner)."""
    is_own = actor.kind is ActorKind.STAFF and membership_id is not None and actor.id == membership_id
    if not is_own:
        require(actor, Permission.SETTINGS_MANAGE)


def details_of(item: HoursDetails) -> HoursDetails:
    """The hours themselves, without the identity of the row they are stored in."""
    return HoursDetails(
        weekday=item.weekday,
        starts_minute=item.starts_minute,
        ends_minute=item.ends_minute,
        breaks=item.breaks,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
    )


def hours_problems(details: HoursDetails, prefix: str = "") -> Problems:
    """What is wrong with one stretch of weekly hours; `prefix` stands before each field's name."""
    found: list[Problem] = []
    if details.weekday not in range(7):
        found.append(Problem(f"{prefix}weekday", "unknown", gettext_noop("This is no day of the week.")))
    found.extend(span_problems(details.starts_minute, details.ends_minute, prefix))
    if not found:
        found.extend(_break_problems(details, f"{prefix}breaks"))
    found.extend(validity_problems(details.valid_from, details.valid_to, prefix))
    return tuple(found)


def validity_problems(first_on: date | None, last_on: date | None, prefix: str = "") -> Problems:
    """What is wrong with the time hours are valid."""
    if first_on is None or last_on is None or first_on <= last_on:
        return ()
    return (Problem(f"{prefix}valid_to", "before_start", gettext_noop("The last day lies before the first one.")),)


def span_problems(starts_minute: int, ends_minute: int, prefix: str = "") -> Problems:
    """What is wrong with a stretch of a day: it starts from 00:00 on and ends after that, at 24:00 at the latest."""
    found: list[Problem] = []
    if starts_minute not in range(DAY_MINUTES):
        found.append(Problem(f"{prefix}starts", "not_a_time", gettext_noop("Write a time such as 09:00.")))
    if ends_minute not in range(DAY_MINUTES + 1):
        found.append(Problem(f"{prefix}ends", "not_a_time", gettext_noop("Write a time such as 17:00.")))
    if not found and ends_minute <= starts_minute:
        found.append(Problem(f"{prefix}ends", "not_after_start", gettext_noop("The end must lie after the start.")))
    return tuple(found)


def week_problems(items: Sequence[HoursDetails]) -> Problems:
    """What is wrong with all weekly hours of an employee together; fields are `items.0.starts` and so on."""
    if len(items) > MOST_ITEMS:
        return (Problem("items", "too_many", gettext_noop("These are too many hours.")),)
    found: list[Problem] = []
    for number, item in enumerate(items):
        found.extend(hours_problems(item, f"items.{number}."))
        if any(overlap(item, earlier) for earlier in items[:number]):
            found.append(overlaps_at(f"items.{number}.starts"))
    return tuple(found)


def plan_problems(validity: Validity, items: Sequence[HoursDetails]) -> Problems:
    """What is wrong with a week that is valid for a time: the validity once, then each item as in `week_problems`."""
    always = [replace(item, valid_from=None, valid_to=None) for item in items]
    return (*validity_problems(*validity), *week_problems(always))


def overlaps_at(field: str) -> Problem:
    """That hours meet others of the same weekday and time of the year."""
    return Problem(field, "overlaps", gettext_noop("These hours overlap others on the same day of the week."))


def overlap(one: HoursDetails, other: HoursDetails) -> bool:
    """Whether two stretches share a minute on some date."""
    return (
        one.weekday == other.weekday
        and one.starts_minute < other.ends_minute
        and other.starts_minute < one.ends_minute
        and _is_valid_within(one, other.valid_from, other.valid_to)
    )


def making_room(items: Iterable[HoursDetails], first_on: date | None, last_on: date | None) -> list[HoursDetails]:
    """The items without the dates from `first_on` to `last_on` (None is open): cut short, split in two, or left out.

    So a plan for Christmas can be laid over the usual one, which goes on afterwards.
    """
    kept: list[HoursDetails] = []
    for item in items:
        if not _is_valid_within(item, first_on, last_on):
            kept.append(item)
            continue
        if first_on is not None and first_on > date.min and (item.valid_from is None or item.valid_from < first_on):
            kept.append(replace(item, valid_to=first_on - _DAY))
        if last_on is not None and last_on < date.max and (item.valid_to is None or item.valid_to > last_on):
            kept.append(replace(item, valid_from=last_on + _DAY))
    return kept


def with_plan(items: Iterable[HoursDetails], plan: Plan) -> list[HoursDetails]:
    """All weekly hours once a plan is laid among them, in place of the one it replaces."""
    first_on, last_on = plan.validity
    others = [details_of(item) for item in items if Validity(item.valid_from, item.valid_to) != plan.replaces]
    mine = [replace(item, valid_from=first_on, valid_to=last_on) for item in plan.items]
    return [*making_room(others, first_on, last_on), *mine]


def day_off_problems(details: DayOffDetails) -> Problems:
    """What is wrong with an absence."""
    found: list[Problem] = []
    if details.to_on < details.from_on:
        found.append(Problem("to", "before_start", gettext_noop("The last day lies before the first one.")))
    if details.starts_minute is not None and details.ends_minute is not None:
        found.extend(span_problems(details.starts_minute, details.ends_minute))
    elif details.starts_minute is not None:
        found.append(Problem("ends", "required", gettext_noop("Give both times, or neither for whole days.")))
    elif details.ends_minute is not None:
        found.append(Problem("starts", "required", gettext_noop("Give both times, or neither for whole days.")))
    return (*found, *text_problems("note", details.note, max_length=LONGEST_NOTE))


def opening_problems(details: OpeningDetails) -> Problems:
    """What is wrong with an extra opening."""
    return (
        *span_problems(details.starts_minute, details.ends_minute),
        *text_problems("note", details.note, max_length=LONGEST_NOTE),
    )


def closed_day_problems(details: ClosedDayDetails) -> Problems:
    """What is wrong with a closed day."""
    return text_problems("name", details.name, max_length=LONGEST_NOTE)


def stretch_problems(first_on: date, last_on: date) -> Problems:
    """Why the dates from the first to the last cannot be closed at once."""
    if last_on < first_on:
        return (Problem("to", "before_start", gettext_noop("The last day lies before the first one.")),)
    if (last_on - first_on).days >= MOST_CLOSED_AT_ONCE:
        return (Problem("to", "too_long", gettext_noop("Close at most one year at once.")),)
    return ()


def dates_between(first_on: date, last_on: date) -> list[date]:
    """Every date of a stretch, both bounds included."""
    return [first_on + _DAY * number for number in range((last_on - first_on).days + 1)]


def _is_valid_within(item: HoursDetails, first_on: date | None, last_on: date | None) -> bool:
    starts_before_end = item.valid_from is None or last_on is None or item.valid_from <= last_on
    ends_after_start = item.valid_to is None or first_on is None or first_on <= item.valid_to
    return starts_before_end and ends_after_start


def _break_problems(details: HoursDetails, field: str) -> Problems:
    if len(details.breaks) > MOST_BREAKS:
        return (Problem(field, "too_many", gettext_noop("These are too many breaks.")),)
    reached = details.starts_minute
    for pause in sorted(details.breaks):
        if pause.starts_minute < 0 or pause.ends_minute < 0:
            return (Problem(field, "not_a_time", gettext_noop("Write a time such as 09:00.")),)
        if pause.ends_minute <= pause.starts_minute:
            return (Problem(field, "not_after_start", gettext_noop("A break must end after it starts.")),)
        if pause.starts_minute < details.starts_minute or pause.ends_minute > details.ends_minute:
            return (Problem(field, "outside", gettext_noop("A break must lie within the hours.")),)
        if pause.starts_minute < reached:
            return (Problem(field, "overlaps", gettext_noop("Breaks must not overlap.")),)
        reached = pause.ends_minute
    return ()
