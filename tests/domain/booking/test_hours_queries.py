"""Are hours read as stored, one by one for screens and all at once for availability?"""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.catalog import make_employee
from tests.factories.hours import make_closed_day, make_day_off, make_hours, make_opening

from kartotek.domain.booking.queries import hours as queries
from kartotek.domain.booking.values.hours import DayOffRow, HoursRows, OpeningRow, Span, WeeklyRow
from kartotek.domain.businesses.models import Business
from kartotek.kernel.errors import NotFound

pytestmark = pytest.mark.usefixtures("scoped")

NOV_30, DEC_1, DEC_2, DEC_3 = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 3)


def test_rows_are_those_that_meet_the_dates_by_one_query(
    business: Business, other_business: Business, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one, two, unasked = (make_employee(business, name) for name in ("a", "b", "c"))
    foreign = make_employee(other_business)
    make_hours(one, 0, "09:00", "17:00", (("12:00", "12:30"),))
    make_hours(one, 1, valid_to=NOV_30)
    make_hours(two, 2, valid_to=DEC_1)
    make_hours(two, 3, valid_from=DEC_2)
    make_hours(two, 4, valid_from=DEC_3)
    make_day_off(one, NOV_30, DEC_1)
    make_day_off(two, DEC_2, DEC_3, ("13:00", "15:00"))
    make_day_off(one, DEC_3)
    make_opening(one, DEC_2, "10:00", "24:00")
    make_opening(one, NOV_30)
    for person in (unasked, foreign):
        make_hours(person)
        make_day_off(person, DEC_1)
        make_opening(person, DEC_1)
    make_closed_day(business, DEC_1)
    make_closed_day(business, DEC_3)
    make_closed_day(other_business, DEC_2)
    asked = (one.pk, two.pk, foreign.pk)
    with django_assert_num_queries(1):
        rows = queries.get_hours_rows(business_id=business.pk, employee_ids=asked, from_on=DEC_1, to_on=DEC_2)
    assert rows == HoursRows(
        weekly=(
            WeeklyRow(one.pk, 0, 540, 1020, (Span(720, 750),), None, None),
            WeeklyRow(two.pk, 2, 540, 1020, (), None, DEC_1),
            WeeklyRow(two.pk, 3, 540, 1020, (), DEC_2, None),
        ),
        days_off=(DayOffRow(one.pk, NOV_30, DEC_1, None, None), DayOffRow(two.pk, DEC_2, DEC_3, 780, 900)),
        openings=(OpeningRow(one.pk, DEC_2, 600, 1440),),
        closed_on=frozenset({DEC_1}),
    )


def test_week_is_listed_by_validity_then_weekday(business: Business) -> None:
    employee = make_employee(business)
    make_hours(employee, 0, valid_from=DEC_1)
    make_hours(employee, 6)
    make_hours(employee, 0, "13:00", "17:00")
    make_hours(employee, 0, "09:00", "12:00")
    assert [(item.weekday, item.starts_minute, item.valid_from) for item in queries.list_hours(employee.pk)] == [
        (0, 540, None),
        (0, 780, None),
        (6, 540, None),
        (0, 540, DEC_1),
    ]


def test_days_are_listed_from_a_date_on(business: Business) -> None:
    employee = make_employee(business)
    for on in (DEC_2, NOV_30):
        make_day_off(employee, on)
        make_opening(employee, on)
        make_closed_day(business, on)
    assert [item.from_on for item in queries.list_days_off(employee.pk)] == [NOV_30, DEC_2]
    assert [item.from_on for item in queries.list_days_off(employee.pk, since=DEC_2)] == [DEC_2]
    assert [item.on for item in queries.list_openings(employee.pk)] == [NOV_30, DEC_2]
    assert [item.on for item in queries.list_openings(employee.pk, since=DEC_1)] == [DEC_2]
    assert [item.on for item in queries.list_closed_days()] == [NOV_30, DEC_2]
    assert [item.on for item in queries.list_closed_days(since=DEC_1)] == [DEC_2]


def test_rows_of_another_tenant_do_not_exist(other_business: Business) -> None:
    employee = make_employee(other_business)
    for read, row in (
        (queries.get_hours, make_hours(employee)),
        (queries.get_day_off, make_day_off(employee, DEC_1)),
        (queries.get_opening, make_opening(employee, DEC_1)),
    ):
        with pytest.raises(NotFound):
            read(employee.pk, row.pk)
    with pytest.raises(NotFound):
        queries.get_closed_day(make_closed_day(other_business, DEC_1).pk)
