"""Opening hours, absences, openings and closed days, for tests. Times are "HH:MM"."""

from datetime import date

from kartotek.domain.booking.models import ClosedDay, DayOff, Opening, WeeklyHours
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee
from kartotek.kernel.periods import parse_minute


def minute(text: str) -> int:
    """540 for "09:00"."""
    found = parse_minute(text)
    assert found is not None, text
    return found


def make_hours(
    employee: Employee,
    weekday: int = 0,
    starts: str = "09:00",
    ends: str = "17:00",
    breaks: tuple[tuple[str, str], ...] = (),
    **fields: object,
) -> WeeklyHours:
    """Work on one weekday (0 is Monday)."""
    return WeeklyHours.objects.create(
        business_id=employee.business_id,
        employee=employee,
        weekday=weekday,
        starts_minute=minute(starts),
        ends_minute=minute(ends),
        breaks=[[minute(begin), minute(end)] for begin, end in breaks],
        **fields,
    )


def make_week(
    employee: Employee,
    starts: str = "09:00",
    ends: str = "17:00",
    breaks: tuple[tuple[str, str], ...] = (),
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4),
) -> list[WeeklyHours]:
    """The same hours on several weekdays, Monday to Friday unless told."""
    return [make_hours(employee, weekday, starts, ends, breaks) for weekday in weekdays]


def make_day_off(
    employee: Employee, from_on: date, to_on: date | None = None, times: tuple[str, str] | None = None
) -> DayOff:
    """An absence: whole days, or the same part of each."""
    return DayOff.objects.create(
        business_id=employee.business_id,
        employee=employee,
        from_on=from_on,
        to_on=to_on or from_on,
        starts_minute=minute(times[0]) if times else None,
        ends_minute=minute(times[1]) if times else None,
    )


def make_opening(employee: Employee, on: date, starts: str = "09:00", ends: str = "13:00") -> Opening:
    """Extra work on one date."""
    return Opening.objects.create(
        business_id=employee.business_id,
        employee=employee,
        on=on,
        starts_minute=minute(starts),
        ends_minute=minute(ends),
    )


def make_closed_day(business: Business, on: date, name: str = "") -> ClosedDay:
    """A date on which the whole business is closed."""
    return ClosedDay.objects.create(business=business, on=on, name=name)
