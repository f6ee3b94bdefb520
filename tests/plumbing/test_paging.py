"""Does a cursor bring back what was packed, and refuse what was not?"""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.kernel.errors import Invalid
from kartotek.plumbing.paging import checked_limit, decode_cursor, decode_moment, encode_cursor

_STORED = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=410)


@given(_STORED, st.integers(min_value=-(2**63) + 1, max_value=2**63 - 1))
def test_a_cursor_brings_back_what_was_packed(text: str, number: int) -> None:
    assert decode_cursor(encode_cursor(text, number), str, int) == (text, number)


@pytest.mark.parametrize("cursor", ["x", "!!!", "bnVsbA", "WzFd", "é", "\x00", "W1tb" * 2000])
def test_a_foreign_cursor_is_invalid_by_name(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        decode_cursor(cursor, str, int)
    assert refused.value.problems[0].field == "cursor"


@pytest.mark.parametrize(
    ("text", "number"), [("\x00", 1), ("\ud800", 1), ("x" * 1001, 1), ("x", 2**63), ("x", -(2**63))]
)
def test_a_cursor_that_no_row_can_have_is_invalid(text: str, number: int) -> None:
    with pytest.raises(Invalid):
        decode_cursor(encode_cursor(text, number), str, int)


def test_a_moment_comes_back_and_a_word_is_no_moment() -> None:
    at = datetime(2026, 11, 12, 9, tzinfo=UTC)
    assert decode_moment(encode_cursor(at.isoformat(), 7)) == (at, 7)
    with pytest.raises(Invalid):
        decode_moment(encode_cursor("yesterday", 7))


@pytest.mark.parametrize("moment", ["2026-11-12", "2026-11-12T09:00:00"])
def test_a_moment_without_an_offset_is_none_of_ours(moment: str) -> None:
    with pytest.raises(Invalid):
        decode_moment(encode_cursor(moment, 7))


@pytest.mark.parametrize(("given_limit", "checked"), [(None, 50), (1, 1), (200, 200)])
def test_the_limit_is_what_was_asked_for_or_fifty(given_limit: int | None, checked: int) -> None:
    assert checked_limit(given_limit) == checked


@pytest.mark.parametrize("given_limit", [0, -1, 201])
def test_a_limit_out_of_bounds_is_invalid(given_limit: int) -> None:
    with pytest.raises(Invalid):
        checked_limit(given_limit)
