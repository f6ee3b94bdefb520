"""Does a row of the opening hours say what it is?"""

from datetime import date

from kartotek.domain.booking.models import ClosedDay, DayOff, Opening, WeeklyHours

DAY = date(2026, 12, 24)


def test_rows_say_what_they_are() -> None:
    assert str(WeeklyHours(weekday=0, employee_id=7)) == "weekday 0 of employee 7"
    assert str(DayOff(from_on=DAY, to_on=DAY)) == "2026-12-24 to 2026-12-24"
    assert str(Opening(on=DAY)) == "opening on 2026-12-24"
    assert str(ClosedDay(on=DAY)) == "closed on 2026-12-24"
