"""Who looks at the calendar learns of every change of those days, and of no other (joint 9)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_tag

from kartotek.domain.access.models import CustomerTag
from kartotek.domain.booking.models import Booking, ClosedDay, DayChange, WeeklyHours
from kartotek.domain.booking.queries import day_changes
from kartotek.domain.booking.queries.day_changes import find_news, forget_old_changes, is_mark
from kartotek.domain.customers.models import Customer

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
HOUR = timedelta(hours=1)


@pytest.fixture
def salon() -> Iterator[Salon]:
    business = make_business()
    with scope(business=business):
        make_settings(business)
        yield make_salon(business)


@pytest.fixture
def customer(salon: Salon) -> Customer:
    return make_customer(salon.business)


def changed(salon: Salon, deed: Callable[[], object], *dates: date) -> bool:
    """Whether who looks at the dates is told of what the deed does, and afterwards of nothing more."""
    mark = find_news(salon.business.pk, dates, "").mark
    assert not find_news(salon.business.pk, dates, mark).is_changed
    deed()
    news = find_news(salon.business.pk, dates, mark)
    assert not find_news(salon.business.pk, dates, news.mark).is_changed
    return news.is_changed


def test_a_booking_changes_its_day_and_no_other(salon: Salon, customer: Customer) -> None:
    assert changed(salon, lambda: make_booking(salon, customer), MONDAY)
    assert not changed(salon, lambda: make_booking(salon, customer, MONDAY_10 + HOUR), TUESDAY)
    assert changed(salon, lambda: Booking.objects.filter(starts_at=MONDAY_10).update(status="arrived"), MONDAY)
    assert not changed(salon, lambda: None, MONDAY)


def test_a_move_changes_both_days(salon: Salon, customer: Customer) -> None:
    booking = make_booking(salon, customer)

    def move(by: timedelta) -> Callable[[], object]:
        return lambda: Booking.objects.filter(pk=booking.pk).update(
            starts_at=booking.starts_at + by, ends_at=booking.ends_at + by
        )

    assert changed(salon, move(24 * HOUR), MONDAY)
    assert changed(salon, move(0 * HOUR), TUESDAY)


def test_the_day_is_that_of_the_business_and_a_night_has_two(salon: Salon, customer: Customer) -> None:
    midnight = datetime(2026, 11, 16, 23, 0, tzinfo=UTC)  # in Copenhagen
    assert changed(salon, lambda: make_booking(salon, customer, midnight), TUESDAY)
    ends_at = midnight + HOUR
    night = [lambda: make_booking(salon, customer, midnight - HOUR, salon.mette, ends_at=ends_at)]
    assert changed(salon, night[0], TUESDAY)


def test_hours_closed_days_tags_and_notes_change_every_day(salon: Salon, customer: Customer) -> None:
    business, tag = salon.business, make_tag(salon.business)
    deeds: list[Callable[[], object]] = [
        lambda: ClosedDay.objects.create(business=business, on=TUESDAY, name="Fair"),
        lambda: WeeklyHours.objects.filter(employee=salon.jonas).delete(),
        lambda: CustomerTag.objects.create(business=business, customer=customer, tag=tag, added_at=MONDAY_10),
        lambda: Customer.objects.update(important_note="Allergic"),
    ]
    assert [changed(salon, deed, MONDAY) for deed in deeds] == [True] * 4


def test_other_changes_of_a_card_and_other_businesses_are_no_news(salon: Salon, customer: Customer) -> None:
    assert not changed(salon, lambda: Customer.objects.update(city="Aarhus"), MONDAY)
    other = make_business("other")

    def elsewhere() -> None:
        with scope(business=other):
            make_booking(make_salon(other), make_customer(other))

    assert not changed(salon, elsewhere, MONDAY)


def test_who_ends_late_is_still_news(salon: Salon, customer: Customer) -> None:
    """A transaction that began first and ends last, while others come and go and are seen."""
    began, may_end = Event(), Event()

    def slowly() -> None:
        with scope(business=salon.business), transaction.atomic():
            make_booking(salon, customer)
            began.set()
            may_end.wait(10)
        connection.close()

    thread = Thread(target=slowly)
    thread.start()
    assert began.wait(10)
    make_booking(salon, customer, MONDAY_10 + HOUR, salon.mette)
    mark = find_news(salon.business.pk, [MONDAY], "").mark
    assert not find_news(salon.business.pk, [MONDAY], mark).is_changed
    may_end.set()
    thread.join()
    assert find_news(salon.business.pk, [MONDAY], mark).is_changed


@pytest.mark.parametrize(
    "text", ["", "1", "1:2", "a:b:", "1:2:3:4", "2:1:", "0:1:", "1:9:8,7", "1:5:7", "1:2:\n", "²:3:", "1" * 3000]
)
def test_a_mark_that_nobody_gave_is_answered_with_news(salon: Salon, text: str) -> None:
    assert not is_mark(text)
    assert find_news(salon.business.pk, [MONDAY], text).is_changed


def test_a_mark_of_another_life_of_the_database_is_news(salon: Salon) -> None:
    assert is_mark("900000000000:900000000000:")
    assert find_news(salon.business.pk, [MONDAY], "900000000000:900000000000:").is_changed


def test_old_changes_are_forgotten_and_who_slept_is_told_to_look(
    salon: Salon, customer: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = find_news(salon.business.pk, [TUESDAY], "").mark
    make_booking(salon, customer)
    assert forget_old_changes() == 0
    for _ in range(3):
        make_booking(salon, customer, MONDAY_10 + HOUR * (Booking.objects.count() + 1))
    monkeypatch.setattr(day_changes, "KEPT_TRANSACTIONS", 1)
    assert forget_old_changes() > 0
    assert DayChange.objects.count() <= 2
    assert find_news(salon.business.pk, [TUESDAY], mark).is_changed
