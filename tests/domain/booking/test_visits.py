"""Is a visit of several services planned one after the other, with whoever is free, and told when it does not fit?"""

from datetime import datetime, timedelta

import pytest
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.hours import make_week

from kartotek.domain.booking.models import ServiceTerms
from kartotek.domain.booking.queries.visits import list_free_visits, plan_visit
from kartotek.domain.booking.values.visits import Following, Plan
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Employee, EmployeeService, Service
from kartotek.kernel.errors import Invalid, NotFound

MONDAY = MONDAY_10.date()


@pytest.fixture
def salon(scoped: Business) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def colour(salon: Salon) -> Service:
    """An hour, by Mette and by Nora."""
    colour = make_service(salon.business, "Colour", duration_minutes=60)
    perform(salon.mette, colour)
    make_week(make_employee(salon.business, "Nora Dahl", (colour,)))
    return colour


def perform(employee: Employee, service: Service) -> None:
    EmployeeService.objects.create(business=employee.business, employee=employee, service=service)


def told(plan: Plan) -> list[tuple[str, str, str]]:
    return [(one.service_name, f"{one.starts_at:%H:%M}", one.offer.employee_name.split()[0]) for one in plan]


def free(salon: Salon, now: datetime, *services: Following, customer_id: int | None = None) -> list[Plan]:
    return list_free_visits(business=salon.business, following=services, on=MONDAY, now=now, customer_id=customer_id)


def planned(salon: Salon, *services: Following, at: datetime = MONDAY_10) -> Plan:
    return plan_visit(business=salon.business, following=services, starts_at=at, customer_id=None)


def test_the_second_service_begins_when_the_first_ends(salon: Salon, colour: Service, now: datetime) -> None:
    plans = free(salon, now, Following(salon.service.pk, salon.jonas.pk), Following(colour.pk, salon.mette.pk))
    assert told(plans[0]) == [("Haircut", "08:00", "Jonas"), ("Colour", "08:45", "Mette")]
    assert plans[-1][-1].ends_at <= MONDAY_10.replace(hour=16)
    assert len(plans) == len({plan[0].starts_at for plan in plans})


def test_whoever_does_the_first_goes_on_if_she_can(salon: Salon, colour: Service, now: datetime) -> None:
    both = (Following(salon.service.pk), Following(colour.pk))
    by_mette = planned(salon, Following(salon.service.pk, salon.mette.pk), Following(colour.pk))
    assert told(by_mette) == [("Haircut", "09:00", "Mette"), ("Colour", "09:45", "Mette")]
    make_booking(salon, make_customer(salon.business), MONDAY_10 + timedelta(minutes=60), salon.mette)
    by_two = planned(salon, Following(salon.service.pk, salon.mette.pk), Following(colour.pk))
    assert told(by_two) == [("Haircut", "09:00", "Mette"), ("Colour", "09:45", "Nora")]
    assert MONDAY_10 in [plan[0].starts_at for plan in free(salon, now, *both)]


def test_a_start_is_offered_only_where_all_of_it_is_free(salon: Salon, colour: Service, now: datetime) -> None:
    make_booking(salon, make_customer(salon.business), MONDAY_10 + timedelta(minutes=60), salon.mette)
    plans = free(salon, now, Following(salon.service.pk), Following(colour.pk, salon.mette.pk))
    assert MONDAY_10 not in [plan[0].starts_at for plan in plans]


def test_time_before_and_after_lies_between_two_services_of_one_employee(salon: Salon) -> None:
    wax = make_service(salon.business, "Wax", duration_minutes=30, buffer_before_minutes=10, buffer_after_minutes=5)
    perform(salon.mette, wax)
    wish = Following(wax.pk, salon.mette.pk)
    assert told(planned(salon, wish, wish)) == [("Wax", "09:00", "Mette"), ("Wax", "09:45", "Mette")]
    assert all(one.fits for one in planned(salon, wish, wish))


def test_the_visit_does_not_meet_itself(salon: Salon) -> None:
    long = make_service(salon.business, "Peeling", duration_minutes=30, buffer_after_minutes=60)
    perform(salon.mette, long)
    plan = planned(
        salon,
        Following(long.pk, salon.mette.pk),
        Following(salon.service.pk, salon.jonas.pk),
        Following(salon.service.pk, salon.mette.pk),
    )
    assert [one.is_free for one in plan] == [True, True, False]


def test_what_does_not_fit_is_told_by_part(salon: Salon, colour: Service) -> None:
    make_booking(salon, make_customer(salon.business), MONDAY_10, salon.jonas)
    plan = planned(salon, Following(salon.service.pk, salon.jonas.pk), Following(colour.pk))
    assert [(one.is_free, one.is_within_hours) for one in plan] == [(False, True), (True, True)]
    late = planned(salon, Following(salon.service.pk), Following(colour.pk), at=MONDAY_10 + timedelta(hours=6))
    assert [one.is_within_hours for one in late] == [True, False]


def test_it_takes_as_long_as_for_this_customer(salon: Salon, colour: Service, now: datetime) -> None:
    customer = make_customer(salon.business)
    ServiceTerms.objects.create(business=salon.business, customer=customer, service=salon.service, duration_minutes=75)
    both = (Following(salon.service.pk, salon.jonas.pk), Following(colour.pk))
    plans = free(salon, now, *both, customer_id=customer.pk)
    assert [time for _, time, _ in told(plans[0])] == ["08:00", "09:15"]


def test_classes_and_employees_who_do_not_perform_it_are_refused(salon: Salon, colour: Service) -> None:
    yoga = make_service(salon.business, "Yoga", kind="class")
    with pytest.raises(NotFound):
        planned(salon, Following(salon.service.pk), Following(yoga.pk))
    with pytest.raises(Invalid):
        planned(salon, Following(salon.service.pk), Following(colour.pk, salon.jonas.pk))


def test_what_led_nowhere_is_not_tried_again(salon: Salon, colour: Service, now: datetime) -> None:
    nails = make_service(salon.business, "Nails")
    make_employee(salon.business, "Olga Berg", (nails,))  # she is never at work
    perform(salon.jonas, colour)
    assert free(salon, now, Following(salon.service.pk), Following(colour.pk), Following(nails.pk)) == []
    plan = planned(salon, Following(salon.service.pk), Following(colour.pk), Following(nails.pk))
    assert [one.is_within_hours for one in plan] == [True, True, False]
