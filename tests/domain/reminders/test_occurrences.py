"""On which dates does a reminder come? What holds for every rule, against a second opinion (S34 to S37)."""

from datetime import UTC, date, datetime, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.reminders.recurrence import day_by_day, is_met, rule_of

from kartotek.domain.reminders.decisions.occurrences import (
    LAST_DATE,
    dates_of,
    first_date,
    nth_and_weekday,
    occurrence,
)
from kartotek.domain.reminders.values.rules import LAST, MonthlyBy, Repeat, Rule

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FEW_YEARS = 365 * 9

days = st.dates(date(1999, 1, 1), date(2105, 12, 31))
starts = st.one_of(
    days,
    st.sampled_from([date(2023, 1, 31), date(2024, 2, 29), date(2096, 2, 29), date(2026, 12, 28), date(2027, 1, 1)]),
)
rules = st.builds(
    Rule,
    starts_on=starts,
    repeat=st.sampled_from(Repeat),
    every=st.one_of(st.integers(1, 5), st.integers(1, 60)),
    weekdays=st.lists(st.integers(0, 6), max_size=4).map(tuple),
    monthly_by=st.sampled_from(MonthlyBy),
    nth=st.none() | st.sampled_from([1, 2, 3, 4, LAST]),
    weekday=st.none() | st.integers(0, 6),
    ends_on=st.none() | days,
)


def some(rule: Rule, since: date | None = None) -> list[date]:
    return list(islice(dates_of(rule, since), 40))


@settings(deadline=None)
@given(rules)
def test_the_dates_are_those_a_second_opinion_finds_day_by_day(rule: Rule) -> None:
    until = rule.starts_on + timedelta(FEW_YEARS)
    found = [on for on in islice(dates_of(rule), FEW_YEARS + 1) if on < until]
    assert found == list(day_by_day(rule, FEW_YEARS))


@settings(deadline=None)
@given(rules)
def test_they_are_strictly_increasing_on_days_of_the_rule_and_none_is_after_the_end(rule: Rule) -> None:
    found = some(rule)
    assert all(earlier < later for earlier, later in pairwise(found))
    assert [on for on in found if not is_met(rule, on)] == []
    assert [on for on in found if on < rule.starts_on or (rule.ends_on and on > rule.ends_on)] == []


@settings(deadline=None)
@given(rules, st.integers(-400, 40_000))
def test_asking_from_a_later_day_on_only_leaves_the_earlier_ones_out(rule: Rule, later: int) -> None:
    since = rule.starts_on + timedelta(later)
    everything = (on for on in dates_of(rule) if on >= since)
    near = list(islice(everything, 3)) if later < 4000 else None
    found = list(islice(dates_of(rule, since), 3))
    assert found == list(islice(dates_of(rule, since), 3))
    assert near is None or found == near
    assert [on for on in found if on < since or not is_met(rule, on)] == []


@settings(deadline=None)
@given(rules, st.integers(0, 30))
def test_asking_again_from_a_date_of_the_series_goes_on_as_the_series_does(rule: Rule, number: int) -> None:
    whole = some(rule)
    if number < len(whole):
        assert some(rule, whole[number])[: 40 - number] == whole[number:]


@settings(deadline=None)
@given(rules, st.integers(0, 1439))
def test_every_instant_lies_on_its_date_and_they_increase(rule: Rule, minute: int) -> None:
    found = [occurrence(on, minute, COPENHAGEN) for on in some(rule)]
    assert [coming.at.astimezone(COPENHAGEN).date() for coming in found] == [coming.on for coming in found]
    assert all(earlier.at < later.at for earlier, later in pairwise(found))


def test_a_series_ends_with_the_calendar() -> None:
    for words in ("daily", "weekly", "monthly", "monthly, last fri", "yearly"):
        assert list(dates_of(rule_of("9998-12-31", words)))[-1:] in ([LAST_DATE], [])
    assert list(dates_of(rule_of("9998-11-30", "monthly"))) == [date(9998, 11, 30), date(9998, 12, 30)]
    assert list(dates_of(rule_of("9992-02-29", "yearly, every 4"))) == [date(9992, 2, 29), date(9996, 2, 29)]
    assert occurrence(LAST_DATE, 1439, ZoneInfo("Pacific/Honolulu")).at.year == 9999


def test_an_end_before_the_start_leaves_nothing() -> None:
    assert list(dates_of(rule_of("2026-11-12", "daily, until 2026-11-11"))) == []
    assert first_date(rule_of("2026-11-12", "daily, until 2026-11-20"), date(2026, 11, 21)) is None


def test_a_series_of_a_century_ago_is_asked_for_its_next_date_at_once() -> None:
    for words in ("daily", "weekly", "monthly", "yearly"):
        assert first_date(rule_of("1900-01-31", words), date(2926, 11, 12)) is not None


def test_a_fifth_weekday_counts_as_the_last_unless_it_is_said() -> None:
    assert nth_and_weekday(rule_of("2026-01-29", "monthly, weekday of the start")) == (LAST, 3)
    assert nth_and_weekday(rule_of("2026-01-22", "monthly, weekday of the start")) == (4, 3)
    assert nth_and_weekday(Rule(date(2026, 1, 29), nth=2)) == (2, 3)
    assert nth_and_weekday(Rule(date(2026, 1, 29), weekday=0)) == (LAST, 0)


def test_a_minute_that_is_skipped_is_the_next_valid_one_and_one_that_comes_twice_the_first() -> None:
    skipped = occurrence(date(2026, 3, 29), 150, COPENHAGEN)
    assert skipped.at == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # 03:00 in Copenhagen
    twice = occurrence(date(2026, 10, 25), 150, COPENHAGEN)
    assert twice.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
