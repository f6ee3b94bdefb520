"""May one wait like this, and what has become of an offer by now? Pure (S9)."""

from datetime import date, datetime, timedelta

from kartotek.domain.booking.values.waiting import LONGEST_WAIT_DAYS, OPEN, WaitState
from kartotek.kernel.errors import Problem
from kartotek.kernel.words import gettext_noop

LOOKED_AT_ONCE = 62  # days, as far as availability answers


def date_problems(from_on: date | None, to_on: date | None, today: date) -> tuple[Problem, ...]:
    """What is wrong with the dates somebody waits for."""
    first, last = from_on or today, to_on or from_on or today
    if last < first:
        return (Problem("to", "range", gettext_noop("The last day lies before the first one.")),)
    if last < today:
        return (Problem("to", "range", gettext_noop("This day is over.")),)
    if (last - today).days > LONGEST_WAIT_DAYS:
        return (Problem("to", "range", gettext_noop("This day is too far ahead.")),)
    return ()


def stretches(from_on: date | None, to_on: date | None, today: date, last_on: date) -> list[tuple[date, date]]:
    """The dates to look at, in pieces that availability answers at once; none when they are over or too far ahead."""
    first, last = max(from_on or today, today), min(to_on or last_on, last_on)
    pieces = []
    while first <= last:
        end = min(last, first + timedelta(days=LOOKED_AT_ONCE - 1))
        pieces.append((first, end))
        first = end + timedelta(days=1)
    return pieces


def state_now(state: WaitState, offer_until: datetime | None, now: datetime) -> WaitState:
    """An offer that has run out is over, also when no worker has noted it."""
    is_over = state is WaitState.OFFERED and offer_until is not None and offer_until <= now
    return WaitState.EXPIRED if is_over else state


def may_leave(state: WaitState) -> bool:
    """Whether there is anything left to leave."""
    return state in OPEN
