"""Is a customer due, and is today a day to invite her? (docs/algorithms/recall.md)"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.recall.values import (
    BY_LETTER,
    MORNING_MINUTE,
    Invite,
    Made,
    RecallState,
    Rhythm,
    Situation,
    Standing,
    Stop,
    Visit,
)
from kartotek.kernel.periods import local_date, opening_instant

_DAY = timedelta(days=1)
_ASKED = frozenset({RecallState.DUE, RecallState.INVITED})


def counted_from(visits: Iterable[Visit], rhythm: Rhythm) -> date | None:
    """The date from which the interval counts; None before the first visit for the service.

    A visit for the service always counts. Another one does when it lies within the tolerance before the due date, or
    behind it: she has been here, and to invite her then would be importunate.
    """
    anchor: date | None = None
    for visit in visits:
        if visit.is_of_service or (anchor is not None and visit.on >= _tolerated(anchor, rhythm)):
            anchor = visit.on
    return anchor


def standing(situation: Situation, rhythm: Rhythm, today: date) -> Standing:
    """How an enrolment stands on a local date."""
    after_on = counted_from(situation.visits, rhythm)
    if after_on is None:
        return Standing(*_without_date(situation))
    due_on = after_on + timedelta(days=rhythm.interval_days)
    invite_on = due_on - timedelta(days=rhythm.ahead_days)
    since = [made for made in situation.made if made.after_on == after_on or made.due_on == due_on]
    attempts = max((made.attempt for made in since), default=0)
    state, stop = _state(situation, since, is_due=today >= invite_on)
    is_turn = state in _ASKED and _is_turn(since, attempts, rhythm, today)
    by_letter = is_turn and bool(_by_letter(situation))
    return Standing(
        state=state,
        stop=stop,
        after_on=after_on,
        due_on=due_on,
        invite_on=invite_on,
        attempts=attempts,
        invited_at=since[-1].at if since else None,
        invite=Invite(after_on, due_on, attempts + 1) if is_turn else None,
        by_letter=by_letter,
    )


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """The next time the clock of the business shows the hour of invitations."""
    today = local_date(now, zone)
    morning = opening_instant(today, MORNING_MINUTE, zone)
    return morning if morning > now else opening_instant(today + _DAY, MORNING_MINUTE, zone)


def _tolerated(anchor: date, rhythm: Rhythm) -> date:
    return anchor + timedelta(days=rhythm.interval_days - rhythm.tolerance_days)


def _without_date(situation: Situation) -> tuple[RecallState, Stop | None]:
    return (RecallState.PAUSED, None) if situation.is_paused else (RecallState.NO_VISIT, None)


def _state(situation: Situation, since: list[Made], *, is_due: bool) -> tuple[RecallState, Stop | None]:
    if situation.is_paused:
        return RecallState.PAUSED, None
    if since and situation.booked_at is not None and situation.booked_at > since[0].at:
        return RecallState.BOOKED, None
    stop = next((stop for stop in Stop if stop in situation.stops - _by_letter(situation)), None)
    if stop is not None:
        return RecallState.STOPPED, stop
    if since:
        return RecallState.INVITED, None
    return (RecallState.DUE if is_due else RecallState.LATER), None


def _by_letter(situation: Situation) -> frozenset[Stop]:
    """What would stop her, were it not for letters."""
    return situation.stops & BY_LETTER if situation.has_letters else frozenset()


def _is_turn(since: list[Made], attempts: int, rhythm: Rhythm, today: date) -> bool:
    """Whether another attempt is left, and the pause since the last one is over."""
    if not since:
        return True
    return attempts < rhythm.attempts and today >= since[-1].on + timedelta(days=rhythm.pause_days)
