"""The same appointment every few weeks: by the wall clock, each date on its own, and what does not fit is told (S2)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.domain.booking.desk import Desk, codes
from tests.factories.booking import MONDAY_10, make_booking
from tests.factories.customers import make_customer
from tests.factories.hours import make_hours

from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions import book_series
from kartotek.domain.booking.errors import MayNotOverride, NeedsOverride, NotAStart, SlotTaken
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import StaffBooking, Wish
from kartotek.domain.booking.values.series import BookedSeries, Series
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid

WEEK = timedelta(weeks=1)


def book(desk: Desk, until_on: date, every_weeks: int = 1, *wishes: Wish, reason: str = "") -> BookedSeries:
    first = StaffBooking(desk.customer.pk, wishes or (desk.salon.wish(employee=desk.salon.jonas),), reason)
    return book_series(
        business=desk.salon.business, actor=desk.actor, now=desk.now, series=Series(first, every_weeks, until_on)
    )


def test_every_date_is_a_visit_of_its_own(desk: Desk) -> None:
    made = book(desk, date(2026, 12, 14), 2)
    assert [one.starts_at for one in made.bookings] == [MONDAY_10, MONDAY_10 + 2 * WEEK, MONDAY_10 + 4 * WEEK]
    assert len({one.visit for one in made.bookings}) == 3
    assert made.conflicts == ()


def test_what_does_not_fit_is_told_and_the_others_stand(desk: Desk) -> None:
    make_booking(desk.salon, make_customer(desk.salon.business), MONDAY_10 + WEEK, desk.salon.jonas)
    made = book(desk, date(2026, 11, 30))
    assert [one.starts_at for one in made.bookings] == [MONDAY_10, MONDAY_10 + 2 * WEEK]
    [missed] = made.conflicts
    assert missed.starts_at == MONDAY_10 + WEEK
    assert isinstance(missed.error, SlotTaken)
    assert missed.error.alternatives


def test_each_date_counts_towards_the_limit(desk: Desk, practitioner: Actor) -> None:
    Customer.objects.filter(pk=desk.customer.pk).update(max_future_bookings=2)
    made = book(desk, date(2026, 12, 7))
    assert len(made.bookings) == 2
    assert {type(one.error) for one in made.conflicts} == {NeedsOverride}
    desk.actor = practitioner
    assert {type(one.error) for one in book(desk, date(2026, 12, 7)).conflicts} == {MayNotOverride}


def test_a_reason_holds_for_every_date(desk: Desk) -> None:
    Customer.objects.filter(pk=desk.customer.pk).update(max_future_bookings=0)
    assert len(book(desk, date(2026, 12, 7), reason="Agreed").bookings) == 4


def test_the_wall_clock_holds_and_a_time_that_is_left_out_is_told(desk: Desk) -> None:
    make_hours(desk.salon.jonas, 6, "00:00", "17:00")
    early = datetime(2027, 3, 21, 1, 30, tzinfo=UTC)  # 02:30, which the next Sunday does not have
    made = book(desk, date(2027, 4, 4), 1, desk.salon.wish(early, desk.salon.jonas), reason="Agreed")
    assert [one.starts_at for one in made.bookings] == [early, datetime(2027, 4, 4, 0, 30, tzinfo=UTC)]
    [missed] = made.conflicts
    assert isinstance(missed.error, NotAStart)


@pytest.mark.parametrize(
    ("until_on", "every_weeks", "field"),
    [
        (date(2026, 11, 15), 1, "until"),
        (date(2028, 11, 13), 1, "until"),
        (date(2026, 11, 30), 0, "every_weeks"),
        (date(2026, 11, 30), 53, "every_weeks"),
    ],
)
def test_a_series_that_cannot_be_is_refused(desk: Desk, until_on: date, every_weeks: int, field: str) -> None:
    with pytest.raises(Invalid) as raised:
        book(desk, until_on, every_weeks)
    assert codes(raised.value) == [(field, "out_of_range")]
    with pytest.raises(NotAStart):
        book(desk, date(2026, 11, 30), 1, desk.salon.wish(MONDAY_10 + timedelta(seconds=5)))
    assert not Booking.objects.exists()
