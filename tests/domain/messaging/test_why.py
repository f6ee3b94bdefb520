"""Does the list of coming messages say why each is sent?"""

from datetime import UTC, datetime, timedelta

import pytest

from kartotek.domain.messaging.decisions import Why, why_sent
from kartotek.domain.messaging.values import Event

START = datetime(2026, 11, 16, 9, tzinfo=UTC)


def test_a_reminder_says_how_long_before() -> None:
    due_at = START - timedelta(hours=24)
    assert why_sent("booking_reminder", due_at=due_at, starts_at=START) == Why(
        "Reminder %(length)s before %(booking)s", 1440
    )
    assert why_sent("booking_reminder", due_at=START, starts_at=START) == Why("Reminder of %(booking)s")
    assert why_sent("booking_reminder", due_at=due_at, starts_at=None) == Why("Reminder of a booking")


@pytest.mark.parametrize("event", list(Event))
@pytest.mark.parametrize("starts_at", [None, START])
def test_every_event_has_its_sentence(event: Event, starts_at: datetime | None) -> None:
    why = why_sent(event, due_at=START, starts_at=starts_at)
    said = why.message % {"booking": "Haircut", "length": "2 h", "name": "Mette"}
    assert said
    assert ("Haircut" in said) == (starts_at is not None and event.value.startswith(("booking", "no_show")))
