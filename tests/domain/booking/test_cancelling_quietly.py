"""Staff may cancel without a word to the customer: nothing goes out, and what waited is dropped (S44)."""

import pytest
from tests.domain.booking.desk import Desk

from kartotek.domain.booking import actions
from kartotek.domain.messaging.models import Message


@pytest.mark.parametrize(("is_told", "events"), [(True, ["booking_cancelled"]), (False, [])])
def test_the_customer_hears_of_it_or_not(told_desk: Desk, is_told: bool, events: list[str]) -> None:
    booking = told_desk.book().bookings[0]
    assert Message.objects.filter(state="queued").exists()
    told_desk.step(actions.cancel_booking, booking.id, is_told=is_told)
    waiting = Message.objects.filter(state="queued")
    assert sorted(set(waiting.values_list("event", flat=True))) == events
