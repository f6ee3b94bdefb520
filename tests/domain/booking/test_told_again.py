"""What was not yet told of one booking of a visit is not lost when another one of it changes (S43, S44)."""

from datetime import timedelta

import pytest
from tests.domain.booking.desk import HOUR, Desk
from tests.factories.booking import MONDAY_10
from tests.factories.catalog import make_service
from tests.factories.customers import make_customer

from kartotek.domain.booking import actions
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import Move
from kartotek.domain.messaging.models import Message

Told = list[tuple[str, int | None]]


def waiting() -> Told:
    """What waits to be told, and of which booking; the reminders aside."""
    rows = Message.objects.filter(state="queued").exclude(event="booking_reminder")
    return sorted(rows.values_list("event", "booking_id"))


@pytest.fixture
def visit(told_desk: Desk) -> tuple[int, ...]:
    """Three bookings made together, of which she has been told."""
    salon = told_desk.salon
    colour = make_service(salon.business, "Colour")
    salon.jonas.offers.create(business=salon.business, service=colour)
    wish = salon.wish(MONDAY_10, salon.jonas)
    wishes = [type(wish)(colour.pk, MONDAY_10 + number * HOUR, salon.jonas.pk) for number in (1, 2)]
    made = told_desk.book(wish, *wishes).bookings
    Message.objects.filter(event="booking_confirmed").update(state="sent")
    return tuple(one.id for one in made)


def test_each_that_is_cancelled_is_told_though_another_follows_at_once(told_desk: Desk, visit: tuple[int, ...]) -> None:
    for booking_id in visit:
        told_desk.step(actions.cancel_booking, booking_id)
    assert waiting() == [("booking_cancelled", booking_id) for booking_id in visit]
    mails = Message.objects.filter(state="queued", event="booking_cancelled")
    assert all("METHOD:CANCEL" in mail.attachments[0]["content"] for mail in mails)


def test_each_that_is_moved_is_told_at_its_last_time(told_desk: Desk, visit: tuple[int, ...]) -> None:
    first, second, _third = visit
    told_desk.move(Move(first, MONDAY_10 + 4 * HOUR))
    told_desk.move(Move(second, MONDAY_10 + 5 * HOUR))
    told_desk.move(Move(first, MONDAY_10 + 6 * HOUR))
    assert waiting() == [("booking_moved", first), ("booking_moved", second)]
    assert "16:00" in Message.objects.get(state="queued", event="booking_moved", booking_id=first).body


def test_one_that_moved_before_the_visit_was_confirmed_is_told_of_once(told_desk: Desk, visit: tuple[int, ...]) -> None:
    Message.objects.filter(event="booking_confirmed").update(state="queued")
    first, second, third = visit
    told_desk.move(Move(first, MONDAY_10 + 4 * HOUR))
    told_desk.step(actions.cancel_booking, second)
    assert waiting() == [("booking_cancelled", second), ("booking_confirmed", third), ("booking_moved", first)]


def test_who_arrives_for_one_is_still_told_that_another_is_cancelled(told_desk: Desk, visit: tuple[int, ...]) -> None:
    first, second, third = visit
    told_desk.move(Move(third, MONDAY_10 + 4 * HOUR))
    told_desk.step(actions.cancel_booking, first)
    told_desk.step(actions.arrive_booking, second)
    assert waiting() == [("booking_cancelled", first), ("booking_moved", third)]
    told_desk.step(actions.arrive_booking, third)
    assert waiting() == [("booking_cancelled", first)]


def test_one_approved_long_ago_is_not_told_of_again(told_desk: Desk, visit: tuple[int, ...]) -> None:
    _first, second, third = visit
    Booking.objects.filter(pk=second).update(status="pending")
    told_desk.step(actions.approve_booking, second)
    told_desk.step(actions.cancel_booking, third)
    assert waiting() == [("booking_approved", second), ("booking_cancelled", third)]


def test_the_right_card_is_told_what_the_wrong_one_was_not_yet(told_desk: Desk, visit: tuple[int, ...]) -> None:
    own = make_customer(told_desk.salon.business, "Sofie", "Bjerregaard", email="sofie.own@example.com")
    first, second, _third = visit
    told_desk.move(Move(first, MONDAY_10 + 4 * HOUR))
    Booking.objects.update(possible_matches=[{"customer": own.pk, "why": "similar_name"}])
    business, actor, now = told_desk.salon.business, told_desk.actor, told_desk.now
    actions.settle_match(business=business, actor=actor, now=now, booking_id=second, same_as=own.pk)
    assert waiting() == [("booking_moved", first)]
    assert {row.to for row in Message.objects.filter(state="queued")} == {"sofie.own@example.com"}


def test_the_reminder_of_the_others_is_written_anew(told_desk: Desk, visit: tuple[int, ...]) -> None:
    told_desk.step(actions.cancel_booking, visit[0])
    told_desk.step(actions.cancel_booking, visit[1])
    [reminder] = Message.objects.filter(state="queued", event="booking_reminder")
    assert (reminder.booking_id, reminder.due_at) == (visit[2], MONDAY_10 + 2 * HOUR - timedelta(days=1))
