"""What was remembered is never given when anything it depends on has changed; unknown things are not there."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.hours import make_closed_day, make_day_off, make_hours, make_opening

from kartotek.domain.access.queries import get_policy
from kartotek.domain.booking.models import Occupancy
from kartotek.domain.booking.queries import get_availability, list_free_starts
from kartotek.domain.booking.queries.availability import get_frame
from kartotek.domain.booking.queries.coming import _COMING
from kartotek.domain.booking.values.availability import Availability
from kartotek.domain.booking.values.bookings import COMING
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import EmployeeService
from kartotek.kernel.errors import Invalid, NotFound

MONDAY = date(2026, 11, 16)


@pytest.fixture
def salon(scoped: Business, now: datetime) -> Salon:
    return make_salon(scoped)


def monday(
    salon: Salon, now: datetime, employee_id: int | None = None, dates: tuple[date, date] = (MONDAY, MONDAY)
) -> Availability:
    salon.business.refresh_from_db()
    return get_availability(
        business=salon.business, service_id=salon.service.pk, employee_id=employee_id, dates=dates, now=now
    )


def count(salon: Salon, now: datetime) -> int:
    return sum(len(slot.employee_ids) for slot in monday(salon, now).days[0].slots)


def test_anyone_is_everybody_who_is_free(salon: Salon, now: datetime) -> None:
    make_booking(salon, make_customer(salon.business))
    slots = {slot.starts_at: slot.employee_ids for slot in monday(salon, now).days[0].slots}
    assert slots[MONDAY_10 - timedelta(minutes=45)] == (salon.jonas.pk, salon.mette.pk)
    assert slots[MONDAY_10 - timedelta(minutes=30)] == (salon.mette.pk,)
    assert slots[MONDAY_10 + timedelta(minutes=45)] == (salon.jonas.pk, salon.mette.pk)


def test_one_employee_is_asked_for_alone(salon: Salon, now: datetime) -> None:
    found = monday(salon, now, salon.mette.pk)
    assert {slot.employee_ids for slot in found.days[0].slots} == {(salon.mette.pk,)}
    assert found.timezone == "Europe/Copenhagen"


def test_every_date_of_the_range_is_listed(salon: Salon, now: datetime) -> None:
    found = monday(salon, now, dates=(MONDAY - timedelta(days=2), MONDAY))
    assert [(day.on.day, bool(day.slots)) for day in found.days] == [(14, False), (15, False), (16, True)]


def test_the_notice_is_kept_to_the_minute(salon: Salon) -> None:
    before = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
    assert monday(salon, before).days[0].slots[0].starts_at == datetime(2026, 11, 16, 13, 0, tzinfo=UTC)
    after = before + timedelta(seconds=1)
    assert monday(salon, after).days[0].slots[0].starts_at == datetime(2026, 11, 16, 13, 15, tzinfo=UTC)


def test_nothing_is_offered_beyond_the_horizon(salon: Salon, now: datetime) -> None:
    make_settings(salon.business, horizon_days=4)
    found = monday(salon, now, dates=(MONDAY, MONDAY + timedelta(days=1)))
    assert [bool(day.slots) for day in found.days] == [True, False]


def test_a_class_has_no_slots(salon: Salon, now: datetime) -> None:
    type(salon.service).objects.update(kind="class")
    assert monday(salon, now).days[0].slots == ()


CHANGES: dict[str, Callable[[Salon], object]] = {
    "a booking": lambda salon: make_booking(salon, make_customer(salon.business)),
    "a day off": lambda salon: make_day_off(salon.jonas, MONDAY),
    "an opening": lambda salon: make_opening(salon.mette, MONDAY, "18:00", "20:00"),
    "more hours": lambda salon: make_hours(salon.mette, 0, "18:00", "20:00"),
    "a closed day": lambda salon: make_closed_day(salon.business, MONDAY),
    "another grid": lambda salon: make_settings(salon.business, slot_minutes=30),
    "a longer service": lambda salon: type(salon.service).objects.update(duration_minutes=90),
    "an archived employee": lambda salon: type(salon.jonas).objects.filter(pk=salon.jonas.pk).update(is_archived=True),
    "a new employee": lambda salon: make_hours(make_employee(salon.business, "Ny", (salon.service,)), 0),
    "nobody performing it": lambda salon: EmployeeService.objects.filter(service=salon.service).delete(),
    "another zone": lambda salon: Business.objects.filter(pk=salon.business.pk).update(timezone="Asia/Tokyo"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_change_shows_at_once(salon: Salon, now: datetime, change: Callable[[Salon], object]) -> None:
    before = monday(salon, now)
    change(salon)
    assert monday(salon, now) != before


def test_an_unchanged_answer_costs_one_query_and_a_new_booking_two_more(salon: Salon, now: datetime) -> None:
    monday(salon, now)
    customer = make_customer(salon.business)
    ask = {"service_id": salon.service.pk, "employee_id": None, "dates": (MONDAY, MONDAY), "now": now}
    for expected in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            get_availability(business=salon.business, **ask)  # type: ignore[arg-type] # the same question twice
        assert len(queries) == expected
        make_booking(salon, customer, MONDAY_10 + timedelta(hours=expected))


def test_a_moved_booking_frees_one_and_takes_another(salon: Salon, now: datetime) -> None:
    make_booking(salon, make_customer(salon.business))
    before = count(salon, now)
    Occupancy.objects.update(employee_id=salon.mette.pk)
    assert count(salon, now) == before
    assert len(monday(salon, now, salon.jonas.pk).days[0].slots) > len(monday(salon, now, salon.mette.pk).days[0].slots)


@pytest.mark.parametrize("days", [-1, 62, 400_000])
def test_a_range_has_one_to_62_days(salon: Salon, now: datetime, days: int) -> None:
    with pytest.raises(Invalid) as refused:
        monday(salon, now, dates=(MONDAY, MONDAY + timedelta(days=days)))
    assert [problem.code for problem in refused.value.problems] == ["range"]
    assert len(monday(salon, now, dates=(MONDAY, MONDAY + timedelta(days=61))).days) == 62


def test_what_is_not_bookable_online_is_not_there(salon: Salon, now: datetime) -> None:
    stranger = make_employee(salon.business, "Other")
    with pytest.raises(NotFound):
        monday(salon, now, stranger.pk)
    type(salon.service).objects.update(is_online=False)
    with pytest.raises(NotFound):
        monday(salon, now)
    type(salon.service).objects.update(is_archived=True)
    with pytest.raises(NotFound):
        monday(salon, now)


def test_another_business_has_no_such_service(salon: Salon, other_business: Business) -> None:
    with pytest.raises(NotFound):
        get_frame(other_business, salon.service.pk)


def test_an_employee_has_her_own_duration_and_price(salon: Salon) -> None:
    EmployeeService.objects.filter(employee=salon.mette).update(duration_minutes=60, price="500.00")
    frame = get_frame(salon.business, salon.service.pk)
    assert [(offer.duration_minutes, str(offer.price)) for offer in frame.offers] == [(45, "450.00"), (60, "500.00")]


def test_a_service_nobody_performs_has_no_offers(scoped: Business) -> None:
    assert get_frame(scoped, make_service(scoped).pk).offers == ()


def test_the_statuses_that_count_are_those_of_the_query() -> None:
    assert all(f"'{status.value}'" in _COMING for status in COMING)
    assert _COMING.count("'") == 2 * len(COMING)


def test_old_bookings_are_not_read(salon: Salon, now: datetime) -> None:
    customer = make_customer(salon.business)
    for week in range(1, 60):
        make_booking(salon, customer, MONDAY_10 - timedelta(weeks=week))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE booking_occupancy")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN (FORMAT JSON, ANALYZE) SELECT starts_at FROM booking_occupancy WHERE business_id = %s "
            "AND employee_id = ANY(%s) AND ends_at > %s AND ends_at <= %s + interval '2 days'",
            [salon.business.pk, [salon.jonas.pk], MONDAY_10, MONDAY_10],
        )
        plan = cursor.fetchone()[0][0]["Plan"]
    assert (plan["Index Name"], plan["Actual Rows"]) == ("occupancy_by_end", 0)


def test_staff_see_free_starts_whatever_notice_and_horizon_say(salon: Salon) -> None:
    make_settings(salon.business, min_notice_minutes=600, horizon_days=0)
    type(salon.jonas).objects.filter(pk=salon.jonas.pk).update(is_online=False)
    type(salon.service).objects.update(is_online=False)
    at_noon = datetime(2026, 11, 16, 11, 0, tzinfo=UTC)
    ask = partial(list_free_starts, business=salon.business, service_id=salon.service.pk, on=MONDAY, now=at_noon)
    both = ask(employee_id=None)
    assert (both[0].starts_at, both[0].employee_ids) == (at_noon, (salon.jonas.pk, salon.mette.pk))
    assert {slot.employee_ids for slot in ask(employee_id=salon.mette.pk)} == {(salon.mette.pk,)}
    with pytest.raises(NotFound):
        ask(employee_id=make_employee(salon.business, "Other").pk)


def test_the_rules_that_came_with_a_service_are_the_general_ones(salon: Salon) -> None:
    assert get_frame(salon.business, salon.service.pk).policy == get_policy(business=salon.business)
    make_settings(
        salon.business,
        max_future_bookings=3,
        verify_contact="restricted",
        refusal_texts="neutral",
        limit_messages={"da": "Nej"},
        blocked_messages={"fr": "Non"},
        cancel_notice_minutes=7,
    )
    assert get_frame(salon.business, salon.service.pk).policy == get_policy(business=salon.business)
