"""Until when does a lock hold, and which ends may be chosen? Examples of S24 to S27, and what holds for every date."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.domain.access.decisions.first_reasons import FIRST_REASONS, first_reasons
from kartotek.domain.access.decisions.locking import (
    check_ends,
    check_later,
    check_lock_texts,
    check_note,
    end_of,
    is_active,
    is_offered,
    is_standing,
    months_later,
    offered_as_json,
    offered_from_json,
    reason_problems,
    review_before,
)
from kartotek.domain.access.errors import EndNotOffered, InThePast, NoteRequired, NotLater
from kartotek.domain.access.values.locks import AnyDate, Days, Endless, Ends, Months, OfferedEnd, On, StoredEnd
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.kernel.errors import Invalid
from kartotek.kernel.periods import local_date

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)


def at(text: str, zone: ZoneInfo = COPENHAGEN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "ends", "expected"),
    [
        ("2026-03-01T10:00", Days(5), "2026-03-07T00:00"),
        ("2026-03-01T00:00", Days(5), "2026-03-07T00:00"),
        ("2026-03-01T23:59", Days(5), "2026-03-07T00:00"),
        ("2026-11-12T10:54", Days(14), "2026-11-27T00:00"),
        ("2026-11-12T10:54", On(date(2026, 11, 12)), "2026-11-13T00:00"),
        ("2026-11-12T10:54", On(date(2026, 12, 24)), "2026-12-25T00:00"),
        ("2026-11-12T10:54", Months(1), "2026-12-13T00:00"),
        ("2026-01-31T12:00", Months(1), "2026-03-01T00:00"),
        ("2028-01-31T12:00", Months(1), "2028-03-01T00:00"),
        ("2026-10-31T12:00", Months(1), "2026-12-01T00:00"),
        ("2026-12-31T12:00", Months(1), "2027-02-01T00:00"),
        # at half past eleven in the evening before the clocks go forward, and before they go back
        ("2026-03-28T23:30", Days(5), "2026-04-03T00:00"),
        ("2026-03-28T23:30", On(date(2026, 3, 28)), "2026-03-29T00:00"),
        ("2026-03-28T23:30", On(date(2026, 3, 29)), "2026-03-30T00:00"),
        ("2026-03-28T23:30", Months(1), "2026-04-29T00:00"),
        ("2026-10-24T23:30", Days(14), "2026-11-08T00:00"),
        ("2026-10-24T23:30", On(date(2026, 10, 25)), "2026-10-26T00:00"),
        ("2026-10-24T23:30", Months(1), "2026-11-25T00:00"),
    ],
)
def test_a_lock_ends_with_a_local_day(now: str, ends: Ends, expected: str) -> None:
    found = end_of(ends, at(now).astimezone(UTC), COPENHAGEN)
    assert found == at(expected)


def test_the_day_is_that_of_the_business() -> None:
    now = at("2026-03-28T23:30")  # in the evening in Copenhagen, in the afternoon in New York
    assert end_of(Days(1), now, NEW_YORK) == at("2026-03-30T00:00", NEW_YORK)


def test_a_day_that_begins_at_one_oclock_ends_the_day_before_it_there() -> None:
    santiago = ZoneInfo("America/Santiago")  # the clocks of Chile go forward at midnight: 5 September 24:00 is 01:00
    found = end_of(On(date(2026, 9, 5)), at("2026-09-01T10:00", santiago), santiago)
    assert found == at("2026-09-06T01:00", santiago)


def test_an_endless_lock_has_no_end() -> None:
    assert end_of(Endless(), NOW, COPENHAGEN) is None


MOMENTS = st.integers(0, 100_000_000).map(lambda minutes: datetime(2001, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


@given(MOMENTS, st.integers(1, 3660))
def test_days_end_on_their_day_and_never_before_now(now: datetime, count: int) -> None:
    end = end_of(Days(count), now, COPENHAGEN)
    assert end is not None
    assert end > now
    last = local_date(end - timedelta(microseconds=1), COPENHAGEN)
    assert last == local_date(now, COPENHAGEN) + timedelta(days=count)
    assert local_date(end, COPENHAGEN) == last + timedelta(days=1)


@given(st.dates(date(2001, 1, 1), date(2199, 1, 1)), st.integers(1, 120))
def test_months_land_in_the_right_month_and_never_after_the_same_day(on: date, count: int) -> None:
    later = months_later(on, count)
    assert (later.year * 12 + later.month) - (on.year * 12 + on.month) == count
    assert later.day == on.day or (later + timedelta(days=1)).day == 1
    assert later.day <= on.day
    assert months_later(on.replace(day=1), -count) == months_later(on, -count).replace(day=1)


@given(MOMENTS, st.integers(1, 60), st.integers(0, 60))
def test_a_later_choice_never_ends_earlier(now: datetime, count: int, more: int) -> None:
    for kind in (Days, Months):
        first, second = end_of(kind(count), now, COPENHAGEN), end_of(kind(count + more), now, COPENHAGEN)
        assert first is not None
        assert second is not None
        assert first <= second


def test_a_reason_offers_only_what_it_says() -> None:
    offered: tuple[OfferedEnd, ...] = (Days(5), Months(1))
    assert is_offered(Days(5), offered)
    assert not is_offered(Days(6), offered)
    assert not is_offered(On(date(2026, 12, 1)), offered)
    assert not is_offered(Endless(), offered)
    assert is_offered(On(date(2026, 12, 1)), (AnyDate(),))
    assert is_offered(Endless(), (Endless(),))


def test_an_end_that_is_not_offered_is_refused() -> None:
    with pytest.raises(EndNotOffered) as refused:
        check_ends(Days(5), (AnyDate(),), NOW, COPENHAGEN)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("ends", "end_not_offered")]


def test_a_date_before_today_is_in_the_past_and_today_is_not() -> None:
    check_ends(On(date(2026, 11, 12)), (AnyDate(),), NOW, COPENHAGEN)
    with pytest.raises(InThePast):
        check_ends(On(date(2026, 11, 11)), (AnyDate(),), NOW, COPENHAGEN)


@pytest.mark.parametrize("ends", [Days(0), Days(-1), Days(3661), Months(0), Months(121), On(date(2200, 1, 1))])
def test_an_end_that_cannot_be_meant_is_refused(ends: Ends) -> None:
    with pytest.raises(Invalid) as refused:
        check_ends(ends, None, NOW, COPENHAGEN)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("ends", "out_of_range")]


def test_where_no_reason_speaks_every_end_is_offered() -> None:
    for ends in (Days(77), Months(7), On(date(2027, 1, 1)), Endless()):
        check_ends(ends, None, NOW, COPENHAGEN)


def test_an_endless_lock_needs_a_note() -> None:
    check_note(Endless(), "Threatened Mette.")
    check_note(Days(5), "")
    with pytest.raises(NoteRequired) as refused:
        check_note(Endless(), " \n")
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("note", "note_required")]


def test_an_extension_moves_the_end_away() -> None:
    check_later(NOW, NOW + timedelta(days=1))
    check_later(NOW, None)
    for before, after in ((NOW, NOW), (NOW, NOW - timedelta(days=1)), (None, NOW), (None, None)):
        with pytest.raises(NotLater):
            check_later(before, after)


def test_a_lock_is_active_from_its_start_up_to_its_end() -> None:
    end = NOW + timedelta(hours=1)
    assert is_active(NOW, end, NOW, is_lifted=False)
    assert not is_active(NOW, end, end, is_lifted=False)
    assert not is_active(end, None, NOW, is_lifted=False)
    assert not is_active(NOW, end, NOW, is_lifted=True)
    assert is_active(None, None, NOW, is_lifted=False)
    assert is_standing(end, NOW, is_lifted=False)


@pytest.mark.parametrize(
    ("now", "months", "expected"),
    [
        ("2026-11-12T10:54", 6, "2026-05-13T00:00"),
        ("2026-08-31T10:00", 6, "2026-03-01T00:00"),
        ("2027-01-01T00:10", 6, "2026-07-02T00:00"),
    ],
)
def test_an_endless_lock_is_looked_at_again_on_the_same_day_some_months_later(
    now: str, months: int, expected: str
) -> None:
    assert review_before(at(now), months, COPENHAGEN) == at(expected)


def test_a_reason_that_is_right_has_no_problems() -> None:
    assert reason_problems("Unpaid", (Days(5), AnyDate(), Endless()), {"da": "Betal venligst [25]."}) == ()


def test_every_problem_of_a_reason_is_told_at_once() -> None:
    found = reason_problems(" ", (), {"pl": "Nie", "en": "x" * 1001})
    assert [(problem.field, problem.code) for problem in found] == [
        ("label", "required"),
        ("ends", "required"),
        ("messages.pl", "unknown_language"),
        ("messages.en", "too_long"),
    ]
    assert [problem.code for problem in reason_problems("x", (Days(0),), {})] == ["out_of_range"]
    assert [problem.code for problem in reason_problems("x", (Days(1),) * 21, {})] == ["required"]


def test_texts_that_cannot_be_stored_are_refused_together() -> None:
    check_lock_texts(note="Called twice.", agent="Signe Kragh", customer_text="Please call us.")
    with pytest.raises(Invalid) as refused:
        check_lock_texts(note="a\0b", agent="x" * 201, customer_text="x" * 1001)
    assert [problem.field for problem in refused.value.problems] == ["note", "agent", "customer_text"]


def test_ends_are_kept_as_the_contract_has_them() -> None:
    stored: list[StoredEnd] = [{"days": 5}, {"months": 1}, "date", "none"]
    values = (Days(5), Months(1), AnyDate(), Endless())
    assert offered_as_json((*values, Days(5))) == stored
    assert offered_from_json(stored) == values


def test_a_new_business_has_sensible_reasons_in_its_language() -> None:
    assert [reason.label for reason in first_reasons("en")] == [
        "Missing data or documents",
        "Deferral",
        "Unpaid",
        "Conduct",
        "Other",
    ]
    assert first_reasons("en")[0].ends == (Days(5), Days(14), Months(1))
    assert first_reasons("en")[1].ends == (AnyDate(),)
    assert [reason.label for reason in first_reasons("pl")] == [reason.label for reason in first_reasons("en")]
    for language in LANGUAGES:
        for reason in first_reasons(language):
            assert reason_problems(reason.label, reason.ends, reason.messages) == ()
    assert all(set(labels) == set(LANGUAGES) for _, labels in FIRST_REASONS)
