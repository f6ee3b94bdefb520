"""Which seven days, which of them is open, and what is free on it?"""

from datetime import UTC, date, datetime, timedelta

from kartotek.web.kit.weeks import Looked, week_of

TODAY = date(2026, 11, 12)
LAST = date(2027, 2, 10)


def at(on: date, hour: int) -> datetime:
    return datetime(on.year, on.month, on.day, hour, tzinfo=UTC)


def looked(*free: date, from_on: date = TODAY) -> Looked:
    return Looked(TODAY, LAST, from_on, {on: [at(on, 9), at(on, 13)] for on in free})


def test_without_a_wish_the_strip_holds_the_first_free_day() -> None:
    week = week_of(looked(date(2026, 11, 21)), None, None)
    assert (week.first_on, week.open_on) == (date(2026, 11, 19), date(2026, 11, 21))


def test_a_wished_day_is_opened() -> None:
    week = week_of(looked(TODAY, date(2026, 11, 14)), date(2026, 11, 14), None)
    assert [day.is_open for day in week.days] == [False, False, True, False, False, False, False]


def test_a_wished_day_without_times_opens_the_first_that_has_some() -> None:
    week = week_of(looked(date(2026, 11, 15)), date(2026, 11, 13), None)
    assert week.open_on == date(2026, 11, 15)


def test_an_empty_strip_names_the_next_free_day() -> None:
    week = week_of(looked(date(2026, 11, 24)), TODAY, None)
    assert (week.open_on, week.parts, week.next_free_on) == (None, [], date(2026, 11, 24))


def test_with_nothing_free_at_all_the_strip_begins_where_one_looked() -> None:
    week = week_of(looked(), None, None)
    assert (week.first_on, week.open_on, week.next_free_on) == (TODAY, None, None)


def test_nothing_lies_before_today() -> None:
    assert week_of(looked(TODAY), None, None).earlier_on is None


def test_nothing_lies_after_the_last_day_that_may_be_booked() -> None:
    week = week_of(looked(LAST, from_on=LAST - timedelta(days=6)), LAST, None)
    assert (week.earlier_on is not None, week.later_on) == (True, None)


def test_times_stand_in_parts_of_the_local_day() -> None:
    parts = week_of(looked(TODAY), TODAY, None).parts
    assert [(part.name, len(part.starts)) for part in parts] == [("Morning", 1), ("Afternoon", 1)]


def test_the_chosen_time_is_marked() -> None:
    parts = week_of(looked(TODAY), TODAY, at(TODAY, 13)).parts
    assert [start.is_chosen for part in parts for start in part.starts] == [False, True]
