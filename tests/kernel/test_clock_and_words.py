"""Time that can be set, and sentences that can be marked."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from kartotek.kernel import clock
from kartotek.kernel.words import gettext_noop


@pytest.fixture(autouse=True)
def _real_time_again() -> Iterator[None]:
    yield
    clock.reset()


def test_the_clock_starts_where_it_is_told_and_ticks_on() -> None:
    clock.start_at(datetime(2026, 12, 1, 9, tzinfo=UTC))
    first = clock.now()
    assert timedelta(0) <= first - datetime(2026, 12, 1, 9, tzinfo=UTC) < timedelta(minutes=1)
    assert clock.now() >= first


def test_the_clock_needs_an_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        clock.start_at(datetime(2026, 12, 1, 9))  # noqa: DTZ001 - the fault under test


def test_a_marked_sentence_stays_as_it_is() -> None:
    assert gettext_noop("Hello") == "Hello"
