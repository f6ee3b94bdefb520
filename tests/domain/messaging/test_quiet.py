"""No text message wakes anybody, as long as it still comes in time."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.domain.messaging.decisions import quiet_period, sms_moment
from kartotek.domain.messaging.values import MessageRules

ZONE = "Europe/Copenhagen"
NIGHT = MessageRules(sms_quiet_from=time(21), sms_quiet_to=time(8))
NOON = MessageRules(sms_quiet_from=time(12), sms_quiet_to=time(13))
LONG_AGO, NEVER = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


@pytest.mark.parametrize(
    ("rules", "moment", "sent"),
    [
        (NIGHT, "2026-11-12T20:59", "2026-11-12T20:59"),
        (NIGHT, "2026-11-12T21:00", "2026-11-13T08:00"),
        (NIGHT, "2026-11-13T03:00", "2026-11-13T08:00"),
        (NIGHT, "2026-11-13T08:00", "2026-11-13T08:00"),
        (NOON, "2026-11-13T12:30", "2026-11-13T13:00"),
        (NOON, "2026-11-13T13:00", "2026-11-13T13:00"),
        (MessageRules(), "2026-11-13T03:00", "2026-11-13T03:00"),
        (NIGHT, "2026-10-25T02:30", "2026-10-25T08:00"),  # the night in which an hour comes twice
        (NIGHT, "2027-03-28T03:30", "2027-03-28T08:00"),  # and the one in which an hour is missing
    ],
)
def test_a_text_message_waits_for_the_morning(rules: MessageRules, moment: str, sent: str) -> None:
    assert sms_moment(at(moment), rules, ZONE, earliest=LONG_AGO, before=NEVER) == at(sent)


def test_what_would_come_too_late_is_sent_the_evening_before_or_at_once() -> None:
    due, start = at("2026-11-13T06:00"), at("2026-11-13T07:00")
    assert sms_moment(due, NIGHT, ZONE, earliest=LONG_AGO, before=start) == at("2026-11-12T21:00")
    assert sms_moment(due, NIGHT, ZONE, earliest=at("2026-11-13T01:00"), before=start) == due


@given(
    moment=st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: at("2025-01-01") + timedelta(minutes=minutes)),
    begins=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda one: one.replace(second=0, microsecond=0)),
)
def test_the_quiet_hours_are_left_at_their_end(moment: datetime, begins: time, ends: time) -> None:
    rules = MessageRules(sms_quiet_from=begins, sms_quiet_to=ends)
    sent = sms_moment(moment, rules, ZONE, earliest=LONG_AGO, before=NEVER)
    assert moment <= sent <= moment + timedelta(hours=26)
    if (quiet := quiet_period(moment, rules, ZONE)) is None:
        assert sent == moment
    else:
        assert quiet.covers(moment)
        assert sent == quiet.ends_at
    assert begins != ends or sent == moment
