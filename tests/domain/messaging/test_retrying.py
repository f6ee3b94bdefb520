"""What becomes of a message that did not go out, by the kind of the failure?"""

from datetime import UTC, datetime, timedelta

import pytest

from kartotek.domain.messaging.decisions.retrying import PATIENCE, PAUSES, Attempt, Outcome, after_failure
from kartotek.domain.messaging.values import MessageState
from kartotek.kernel.delivery import OF_THE_LINE, SENTENCES, FailureKind

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
SOON = NOW + timedelta(seconds=20)


def failed(kind: FailureKind, attempts: int = 1, **more: datetime) -> Outcome:
    since = more.pop("trying_since", NOW)
    return after_failure(Attempt(kind, attempts, since, closed_until=SOON, **more), now=NOW)


@pytest.mark.parametrize(
    ("kind", "state"),
    [
        (FailureKind.REFUSED_ADDRESS, MessageState.BOUNCED),
        (FailureKind.PERMANENT, MessageState.FAILED),
        (FailureKind.LOST, MessageState.UNKNOWN),
    ],
)
def test_what_no_other_attempt_would_help_is_over(kind: FailureKind, state: MessageState) -> None:
    assert failed(kind) == Outcome(state)


def test_pauses_grow_until_the_last_attempt() -> None:
    outcomes = [failed(FailureKind.TEMPORARY, attempts) for attempts in range(1, len(PAUSES) + 2)]
    assert outcomes[:-1] == [Outcome(MessageState.QUEUED, NOW + pause) for pause in PAUSES]
    assert outcomes[-1] == Outcome(MessageState.FAILED)
    assert list(PAUSES) == sorted(PAUSES)


@pytest.mark.parametrize("kind", sorted(OF_THE_LINE))
def test_a_closed_way_out_is_waited_for_and_is_no_attempt_of_the_message(kind: FailureKind) -> None:
    assert failed(kind, attempts=20) == Outcome(MessageState.QUEUED, SOON, counts=False)


@pytest.mark.parametrize("kind", [FailureKind.UNREACHABLE, FailureKind.TEMPORARY])
def test_after_a_day_it_is_given_up(kind: FailureKind) -> None:
    assert failed(kind, trying_since=NOW - PATIENCE) == Outcome(MessageState.FAILED)
    assert failed(kind, trying_since=NOW - PATIENCE + timedelta(seconds=1)).state is MessageState.QUEUED


@pytest.mark.parametrize("kind", [FailureKind.UNREACHABLE, FailureKind.TEMPORARY])
def test_what_would_come_too_late_is_not_tried_again(kind: FailureKind) -> None:
    assert failed(kind, expires_at=NOW + timedelta(seconds=5)) == Outcome(MessageState.FAILED)
    assert failed(kind, expires_at=NOW + timedelta(seconds=60)).state is MessageState.QUEUED


def test_there_is_a_sentence_for_each_kind_on_each_channel() -> None:
    assert {channel: set(words) for channel, words in SENTENCES.items()} == {
        "email": set(FailureKind),
        "sms": set(FailureKind),
    }
