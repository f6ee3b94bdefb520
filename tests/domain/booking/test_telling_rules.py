"""Which messages there are about bookings: pure."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tests.factories.booking import MONDAY_10

from kartotek.domain.booking.decisions.telling import (
    awake,
    channels_for,
    made_notices,
    notice_key,
    reminder_notices,
    together,
)
from kartotek.domain.booking.values.bookings import BookingItem, Names, Status
from kartotek.domain.booking.values.telling import Recipient, Telling
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.values import (
    DEFAULT_RULES,
    BookingFacts,
    CustomerFacts,
    Event,
    EventRule,
    MessageChannel,
    MessageRules,
)
from kartotek.kernel.money import Money

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
HOUR = timedelta(hours=1)
BUSINESS = Business(timezone="Europe/Copenhagen", default_language="da")
PERSON = Recipient(CustomerFacts(email="sofie@example.com", phone="+4522550114"), 1)
BOOKING = BookingItem(
    id=1,
    version=1,
    visit=UUID(int=1),
    session_id=None,
    status=Status.CONFIRMED,
    channel="online",
    service_id=7,
    employee_id=1,
    customer_id=1,
    names=Names("Haircut", "c1", "Jonas", "Sofie", "10001"),
    starts_at=MONDAY_10,
    ends_at=MONDAY_10 + HOUR,
    own_minutes=None,
    gap=None,
    resource_ids=(),
    has_own_resources=False,
    price=None,
    currency="DKK",
    note="",
    internal_note="",
    is_squeezed=False,
    was_anyone=False,
    override_reason="",
    possible_matches=(),
    proposal={},
    created_at=NOW,
    created_by="",
    closed_at=None,
    cancelled_by="",
    cancel_channel="",
    cancel_reason="",
)


def telling(person: Recipient = PERSON, rules: MessageRules | None = None) -> Telling:
    return Telling(BUSINESS, person, rules or MessageRules(), {}, {}, 60, NOW)


def test_a_visit_of_which_a_part_wants_approval_is_told_in_two_messages() -> None:
    asked = replace(BOOKING, id=2, status=Status.PENDING, starts_at=MONDAY_10 + HOUR, ends_at=MONDAY_10 + 2 * HOUR)
    told = [(one.event, [each.id for each in one.bookings]) for one in made_notices(telling(), [BOOKING, asked])]
    assert told == [
        (Event.BOOKING_CONFIRMED, [1]),
        (Event.BOOKING_REQUESTED, [2]),
        (Event.BOOKING_REMINDER, [1]),
    ]


def test_a_reminder_that_is_past_is_not_written() -> None:
    soon = replace(BOOKING, starts_at=NOW + 23 * HOUR, ends_at=NOW + 24 * HOUR)
    assert reminder_notices(telling(), [soon]) == []
    begun = replace(BOOKING, starts_at=NOW - HOUR)
    assert reminder_notices(telling(), [begun]) == []


def test_one_service_may_be_reminded_of_more_often_than_another() -> None:
    often = {Event.BOOKING_REMINDER: EventRule(email=False, sms=True, hours_before=(48, 2))}
    later = replace(BOOKING, id=2, service_id=8, starts_at=MONDAY_10 + HOUR, ends_at=MONDAY_10 + 2 * HOUR)
    told = reminder_notices(telling(rules=MessageRules(services={8: often})), [later, BOOKING])
    assert [(one.channel, one.hours, one.due_at) for one in told] == [
        (MessageChannel.EMAIL, 24, MONDAY_10 - 24 * HOUR),
        (MessageChannel.SMS, 48, MONDAY_10 - 48 * HOUR),
        (MessageChannel.SMS, 2, MONDAY_10 - 2 * HOUR),
    ]
    assert {tuple(each.id for each in one.bookings) for one in told} == {(1, 2)}


def test_wishes_hold_for_reminders_and_not_for_news() -> None:
    silent = replace(PERSON, wants_email=False, wants_sms=False)
    every = {event: EventRule(email=True, sms=True) for event in DEFAULT_RULES}
    assert channels_for(telling(silent, MessageRules(events=every)), Event.BOOKING_REMINDER, [7]) == []
    assert (
        channels_for(telling(silent, MessageRules(events=every)), Event.BOOKING_MOVED, [7]) == list(MessageChannel)[:2]
    )


def test_an_email_knows_no_quiet_hours() -> None:
    assert awake(telling(), MessageChannel.EMAIL, NOW) == NOW


def test_the_key_tells_messages_apart_and_asked_again_it_is_the_same() -> None:
    other = replace(BOOKING, id=2)
    [confirmed, reminder] = made_notices(telling(), [BOOKING])
    keys = [
        notice_key(confirmed, [BOOKING]),
        notice_key(reminder, [BOOKING]),
        notice_key(confirmed, [BOOKING, other]),
        notice_key(confirmed, [replace(BOOKING, version=2)]),
        notice_key(replace(reminder, hours=2), [BOOKING]),
        notice_key(replace(confirmed, channel=MessageChannel.SMS), [BOOKING]),
        notice_key(replace(confirmed, bookings=(other,)), [BOOKING]),
    ]
    assert len(set(keys)) == len(keys)
    assert keys[0] == notice_key(confirmed, [BOOKING])
    assert max(map(len, keys)) <= 200


def facts(number: int, price: Money | None) -> BookingFacts:
    starts_at = MONDAY_10 + number * HOUR
    return BookingFacts(
        starts_at=starts_at, ends_at=starts_at + HOUR, service=f"S{number}", employee="Jonas", price=price
    )


def test_bookings_made_together_read_as_one() -> None:
    one, two = facts(0, Money(Decimal(450), "DKK")), facts(1, Money(Decimal("99.50"), "DKK"))
    both = together([one, two])
    assert (both.starts_at, both.ends_at) == (MONDAY_10, MONDAY_10 + 2 * HOUR)
    assert (both.service, both.employee, both.price) == ("S0, S1", "Jonas", Money(Decimal("549.50"), "DKK"))
    assert together([one]) == one
    assert together([one, facts(1, None)]).price is None
    assert together([one, facts(1, Money(Decimal(1), "EUR"))]).price is None


@given(
    hours=st.lists(st.integers(1, 1440), unique=True, max_size=5),
    starts=st.lists(st.integers(-48, 2000), min_size=1, max_size=4),
)
def test_reminders_come_before_the_start_and_after_now(hours: list[int], starts: list[int]) -> None:
    rules = {**DEFAULT_RULES, Event.BOOKING_REMINDER: EventRule(email=True, sms=True, hours_before=tuple(hours))}
    visit = [
        replace(BOOKING, id=number, starts_at=NOW + start * HOUR, ends_at=NOW + (start + 1) * HOUR)
        for number, start in enumerate(starts)
    ]
    told = reminder_notices(telling(rules=MessageRules(events=rules)), visit)
    for one in told:
        first = min(each.starts_at for each in one.bookings)
        assert NOW < one.due_at < first
        assert one.expires_at == first
    keys = [notice_key(one, visit) for one in told]
    assert len(set(keys)) == len(keys)
