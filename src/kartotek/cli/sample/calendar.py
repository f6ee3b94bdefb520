"""On which days is the sample clinic closed, who is away, and which minutes of a day does somebody work?"""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from kartotek.cli.sample.clinic import EMPLOYEES, Span


@dataclass(frozen=True)
class Absence:
    """An employee (position) is away on whole days, or in these minutes of each; both dates included."""

    employee: int
    from_on: date
    to_on: date
    note: str
    span: Span | None = None


def list_closed_days(first: date, last: date) -> list[tuple[date, str]]:
    """Danish public holidays and the days between Christmas and New Year, within the two dates, both included."""
    found: list[tuple[date, str]] = []
    for year in range(first.year, last.year + 1):
        sunday = easter(year)
        found += [
            (date(year, 1, 1), "New Year’s Day"),
            (sunday - timedelta(days=3), "Maundy Thursday"),
            (sunday - timedelta(days=2), "Good Friday"),
            (sunday + timedelta(days=1), "Easter Monday"),
            (sunday + timedelta(days=39), "Ascension Day"),
            (sunday + timedelta(days=50), "Whit Monday"),
            (date(year, 6, 5), "Constitution Day"),
            (date(year, 12, 24), "Christmas Eve"),
            (date(year, 12, 25), "Christmas Day"),
            (date(year, 12, 26), "Boxing Day"),
            (date(year, 12, 31), "New Year’s Eve"),
        ]
    return [(on, name) for on, name in sorted(found) if first <= on <= last]


def list_absences(first: date, today: date, last: date) -> list[Absence]:
    """Two weeks each summer, a week somewhere in the next two months, and two dentists."""
    found = []
    for employee in range(len(EMPLOYEES)):
        for year in range(first.year, last.year + 1):
            starts = date(year, 7, 1) + timedelta(days=4 * employee)
            found.append(Absence(employee, starts, starts + timedelta(days=13), "Summer holiday"))
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1 + employee)
        if employee % 2:
            found.append(Absence(employee, monday, monday + timedelta(days=4), "Holiday"))
    for employee, days in ((0, 2), (5, 6)):
        on = today + timedelta(days=days)
        found.append(Absence(employee, on, on, "Dentist", (780, 900)))
    return [absence for absence in found if absence.to_on >= first and absence.from_on <= last]


class WorkPlan:
    """The minutes of a day in which an employee works: weekly hours without breaks, closed days and absences."""

    def __init__(self, closed: list[tuple[date, str]], absences: list[Absence]) -> None:
        self._closed = {on for on, _ in closed}
        self._absences = absences

    def spans(self, employee: int, on: date) -> list[Span]:
        """Stretches of uninterrupted work, in minutes from local midnight, in order."""
        if on in self._closed:
            return []
        away = [one.span or (0, 1440) for one in self._absences if _concerns(one, employee, on)]
        found = []
        for work in EMPLOYEES[employee].week:
            if work.weekday == on.weekday():
                found += _without((work.starts, work.ends), [*work.breaks, *away])
        return found


def _concerns(absence: Absence, employee: int, on: date) -> bool:
    return absence.employee == employee and absence.from_on <= on <= absence.to_on


def _without(span: Span, holes: list[Span]) -> list[Span]:
    """What is left of the span beside the holes."""
    left: list[Span] = []
    starts, ends = span
    for hole_starts, hole_ends in sorted(holes):
        if hole_starts > starts:
            left.append((starts, min(hole_starts, ends)))
        starts = max(starts, hole_ends)
    return [*left, (starts, ends)] if starts < ends else left
