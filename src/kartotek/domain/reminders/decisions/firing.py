"""What does a due reminder come to, when is it due next, and who is told? (S36 to S39)"""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Final

from kartotek.domain.businesses.values import Role
from kartotek.domain.reminders.decisions.occurrences import dates_of, first_date, occurrence
from kartotek.domain.reminders.values.firings import Fired, FiringPlan, Note, Person, Schedule, Told
from kartotek.domain.reminders.values.reminders import Audience
from kartotek.domain.reminders.values.rules import Coming, Repeat
from kartotek.kernel.periods import local_date

# Longer than a worker needs for what falls due in one minute: what is older was missed (S38).
LATE_AFTER: Final = timedelta(minutes=10)
ADMINISTRATORS: Final = frozenset({Role.OWNER, Role.ADMINISTRATOR})
_DAY: Final = timedelta(days=1)


def next_from(schedule: Schedule, since: date) -> Coming | None:
    """The first occurrence on or after a date."""
    on = next((on for on in dates_of(schedule.rule, since) if on not in schedule.skipped), None)
    return None if on is None else occurrence(on, schedule.minute, schedule.zone)


def is_to_come(schedule: Schedule, on: date, last_on: date | None) -> bool:
    """Whether this is a date of the series that has not fired."""
    is_over = last_on is not None and on <= last_on
    return not is_over and on not in schedule.skipped and first_date(schedule.rule, on) == on


def first_due(schedule: Schedule, now: datetime) -> Coming | None:
    """When a new reminder is due: an earlier hour of today, and a single date that lies behind, are due at once."""
    today = local_date(now, schedule.zone)
    is_single = schedule.rule.repeat is Repeat.NEVER
    coming = next_from(schedule, min(today, schedule.rule.starts_on) if is_single else today)
    return None if coming is None else Coming(coming.on, max(coming.at, now))


def due_after_change(
    schedule: Schedule, now: datetime, last_on: date | None, *, is_today_open: bool = False
) -> Coming | None:
    """When a changed or restored reminder is due: never for what lies behind, nor again for a date that has fired.

    `is_today_open`: it was moved to this date only now, so an earlier hour of today is due at once.
    """
    today = local_date(now, schedule.zone)
    since = today if last_on is None else max(today, last_on + _DAY)
    coming = next_from(schedule, since)
    if coming is None or coming.at > now:
        return coming
    if is_today_open:
        return Coming(coming.on, now)
    return next_from(schedule, coming.on + _DAY)


def plan_firing(schedule: Schedule, due: Coming, now: datetime) -> FiringPlan:
    """One firing for all dates up to now, the latest of them, and the first date after it (S38).

    A date that is not there yet, because the clocks of the business were set to another zone, waits.
    """
    if occurrence(due.on, schedule.minute, schedule.zone).at > now:
        return FiringPlan(None, next_from(schedule, due.on))
    dates = (on for on in dates_of(schedule.rule, due.on) if on not in schedule.skipped)
    past = list(takewhile(lambda coming: coming.at <= now, (_at(schedule, on) for on in dates)))
    if not past:
        return FiringPlan(None, next_from(schedule, due.on))
    past[0] = Coming(past[0].on, max(past[0].at, due.at))
    missed = tuple(coming.on for coming in past if now - coming.at > LATE_AFTER)
    last = past[-1].on
    return FiringPlan(Fired(last, missed), next_from(schedule, last + _DAY))


def recipients(audience: Audience, area_id: int | None, people: Collection[Person]) -> Told:
    """Who is told of a customer of that area, each once: nobody inspects it, then the administrators (S39)."""
    administrators = [person for person in people if person.role in ADMINISTRATORS]
    inspectors = [person for person in people if person.role is Role.INSPECTOR and area_id in person.area_ids]
    if audience is Audience.ADMINISTRATORS:
        return Told(administrators)
    if not inspectors:
        return Told(administrators, Note.NO_INSPECTOR)
    return Told(inspectors if audience is Audience.INSPECTORS else [*administrators, *inspectors])


def _at(schedule: Schedule, on: date) -> Coming:
    return occurrence(on, schedule.minute, schedule.zone)
