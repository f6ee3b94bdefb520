"""A customer books: is there room, at a time that can be booked, of a service that is there?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from tests.domain.booking.desk import HOUR, Book, codes, freja
from tests.factories.access import make_settings
from tests.factories.booking import FREJA, MONDAY_10, Salon, make_booking
from tests.factories.catalog import make_employee, make_service

from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.models import Refusal
from kartotek.domain.audit.models import Entry
from kartotek.domain.booking.actions import placing
from kartotek.domain.booking.errors import NotAStart, OutsideHours, SlotTaken, TooLate, TooSoon
from kartotek.domain.booking.models import Booking, Occupancy
from kartotek.domain.booking.queries import count_coming
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking, Status
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid, NotFound
from kartotek.plumbing import locks


def test_a_first_booking_makes_a_card_a_booking_and_takes_the_time(salon: Salon, book: Book) -> None:
    [booking] = book(salon.online(salon.wish(employee=salon.mette), note="Window seat")).bookings
    card = Customer.objects.get()
    assert (card.first_name, card.email, card.phone) == ("Freja", FREJA.email, FREJA.phone)
    assert (booking.customer_id, booking.employee_id, booking.status) == (card.pk, salon.mette.pk, Status.CONFIRMED)
    assert (booking.starts_at, booking.ends_at) == (MONDAY_10, MONDAY_10 + timedelta(minutes=45))
    assert (booking.service_name, booking.employee_name, booking.customer_name) == (
        "Haircut",
        "Mette Lund",
        "Freja Holm",
    )
    assert (str(booking.price), booking.note, booking.channel, booking.was_anyone) == (
        "450.00", "Window seat", "online", False,
    )  # fmt: skip
    taken = Occupancy.objects.get()
    assert (taken.booking_id, taken.starts_at, taken.is_exclusive) == (booking.id, MONDAY_10, True)
    assert list(Entry.objects.values_list("action", flat=True).order_by("id")) == ["customer.created", "booking.made"]


def test_buffers_are_taken_too(salon: Salon, book: Book) -> None:
    Service.objects.update(buffer_before_minutes=5, buffer_after_minutes=10)
    book()
    taken = Occupancy.objects.get()
    assert (taken.starts_at, taken.ends_at) == (MONDAY_10 - timedelta(minutes=5), MONDAY_10 + timedelta(minutes=55))


def test_the_number_of_queries_is_the_same_for_known_and_unknown_until_it_is_written(salon: Salon, book: Book) -> None:
    make_settings(salon.business, max_future_bookings=0)
    freja(salon)
    counts = []
    for booker in (FREJA, Booker("Nobody", "Known", "nobody@example.com", "+4550550199")):
        with CaptureQueriesContext(connection) as queries, pytest.raises(CustomerRefused):
            book(salon.online(salon.wish(employee=salon.mette), booker=booker))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_booking_by_a_known_person_takes_few_queries(salon: Salon, book: Book) -> None:
    make_settings(salon.business)
    freja(salon)
    with CaptureQueriesContext(connection) as queries:
        book(salon.online(salon.wish(employee=salon.mette)))
    assert len(queries) == 15  # two of them begin and end the transaction, one queues what is told


def test_anyone_is_the_one_with_the_fewest_minutes_that_day(salon: Salon, book: Book) -> None:
    make_booking(salon, freja(salon), MONDAY_10 + 3 * HOUR)
    [booking] = book().bookings
    assert (booking.employee_id, booking.was_anyone) == (salon.mette.pk, True)


@pytest.mark.parametrize(("jonas", "mette"), [(1, None), (2, None), (30, 31), (400, 401)])
def test_anyone_is_the_one_who_has_been_idle_for_longest(
    salon: Salon, book: Book, jonas: int, mette: int | None
) -> None:
    card = freja(salon)
    make_booking(salon, card, MONDAY_10 - timedelta(days=jonas))
    make_booking(salon, card, MONDAY_10 - timedelta(days=500))
    if mette is not None:
        make_booking(salon, card, MONDAY_10 - timedelta(days=mette), salon.mette)
    assert book().bookings[0].employee_id == salon.mette.pk


def test_anyone_may_be_the_only_one_who_is_free(salon: Salon, book: Book) -> None:
    make_booking(salon, freja(salon), MONDAY_10)
    make_booking(salon, Customer.objects.get(), MONDAY_10 + 2 * HOUR, salon.mette)
    make_booking(salon, Customer.objects.get(), MONDAY_10 + 4 * HOUR, salon.mette)
    assert book().bookings[0].employee_id == salon.mette.pk


def test_a_visit_of_two_services_is_one_for_the_limit(salon: Salon, book: Book, now: datetime) -> None:
    make_settings(salon.business, max_future_bookings=1)
    visit = book(salon.online(salon.wish(), salon.wish(MONDAY_10 + HOUR)))
    assert [booking.visit for booking in visit.bookings] == [visit.id, visit.id]
    assert count_coming(Customer.objects.get().pk, now=now) == 1


def test_anyone_leaves_the_time_of_an_employee_named_in_the_same_visit(salon: Salon, book: Book) -> None:
    visit = book(salon.online(salon.wish(), salon.wish(employee=salon.jonas)))
    assert [booking.employee_id for booking in visit.bookings] == [salon.mette.pk, salon.jonas.pk]


def test_services_of_a_visit_do_not_overlap_with_one_employee(salon: Salon, book: Book) -> None:
    with pytest.raises(SlotTaken):
        book(salon.online(salon.wish(employee=salon.jonas), salon.wish(employee=salon.jonas)))
    both = book(salon.online(salon.wish(), salon.wish()))
    assert {booking.employee_id for booking in both.bookings} == {salon.jonas.pk, salon.mette.pk}


def test_a_service_that_wants_approval_is_pending(salon: Salon, book: Book) -> None:
    Service.objects.update(needs_approval=True)
    assert book().bookings[0].status is Status.PENDING


def test_a_taken_time_gives_the_nearest_free_ones(salon: Salon, book: Book) -> None:
    customer = freja(salon, email="someone@example.com", phone="")
    make_booking(salon, customer)
    with pytest.raises(SlotTaken) as lost:
        book(salon.online(salon.wish(employee=salon.jonas)))
    assert [slot.starts_at - MONDAY_10 for slot in lost.value.alternatives] == [
        timedelta(minutes=minutes) for minutes in (-60, -45, 45, 60, 75, 90)
    ]
    members = lost.value.members()
    assert members["alternatives"][0]["employees"] == [str(salon.jonas.pk)]  # type: ignore[index]  # JSON for programs
    assert Booking.objects.count() == 1


def test_the_exclusion_constraint_has_the_last_word(salon: Salon, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    make_booking(salon, freja(salon))
    monkeypatch.setattr(placing, "get_taken", lambda *_args, **_named: {})
    with pytest.raises(SlotTaken):
        book(salon.online(salon.wish(employee=salon.jonas)))


def test_another_integrity_error_is_not_a_lost_race(salon: Salon, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise IntegrityError

    monkeypatch.setattr(locks, "pause_point", fail)
    with pytest.raises(IntegrityError):
        book()


def test_with_anyone_a_lost_race_is_run_again(salon: Salon, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    customer = freja(salon)
    hold = placing.hold_employees
    seen: list[int] = []

    def somebody_is_faster(employee_ids: list[int]) -> None:
        seen.extend(employee_ids)
        if len(seen) == 1:
            make_booking(salon, customer)
        hold(employee_ids)

    monkeypatch.setattr(placing, "hold_employees", somebody_is_faster)
    assert book().bookings[0].status is Status.CONFIRMED
    assert seen[:1] == [salon.jonas.pk]
    assert len(seen) == 2


@pytest.mark.parametrize("minutes", [1, 7, 20, 1 / 60, 1 / 60_000_000])
def test_off_the_grid_is_no_start(salon: Salon, book: Book, minutes: float) -> None:
    with pytest.raises(NotAStart):
        book(salon.online(salon.wish(MONDAY_10 + timedelta(minutes=minutes))))


def test_listed_times_are_the_only_starts(salon: Salon, book: Book) -> None:
    Service.objects.update(start_times=[10 * 60])
    with pytest.raises(NotAStart):
        book(salon.online(salon.wish(MONDAY_10 + HOUR)))
    assert book().bookings[0].starts_at == MONDAY_10


@pytest.mark.parametrize(
    ("starts_at", "refusal"),
    [
        (datetime(2026, 11, 11, 9, 0, tzinfo=UTC), TooSoon),
        (datetime(2026, 11, 12, 10, 45, tzinfo=UTC), TooSoon),
        (datetime(2027, 3, 1, 9, 0, tzinfo=UTC), TooLate),
        (datetime(2026, 11, 15, 9, 0, tzinfo=UTC), OutsideHours),
        (datetime(2026, 11, 16, 15, 30, tzinfo=UTC), OutsideHours),
    ],
)
def test_notice_horizon_and_hours_refuse(salon: Salon, book: Book, starts_at: datetime, refusal: type[Invalid]) -> None:
    with pytest.raises(refusal):
        book(salon.online(salon.wish(starts_at)))
    assert Refusal.objects.get().starts_at == starts_at
    assert not Booking.objects.exists()


@pytest.mark.parametrize("year", [1, 1999, 2200, 9999])
def test_an_unthinkable_time_is_invalid(salon: Salon, book: Book, year: int) -> None:
    with pytest.raises(Invalid) as refused:
        book(salon.online(salon.wish(datetime(year, 6, 1, 9, tzinfo=UTC))))
    assert codes(refused.value) == [("starts_at", "out_of_range")]


@pytest.mark.parametrize("count", [0, 11])
def test_a_visit_has_one_to_ten_services(salon: Salon, book: Book, count: int) -> None:
    with pytest.raises(Invalid) as refused:
        book(OnlineBooking((salon.wish(),) * count, "en", FREJA))
    assert codes(refused.value) == [("services", "out_of_range")]


def test_an_unknown_service_is_not_there(salon: Salon, book: Book, other_business: Business) -> None:
    for service_id in (0, 10**12, make_service(other_business).pk, make_service(salon.business, is_online=False).pk):
        with pytest.raises(NotFound):
            book(salon.online(replace(salon.wish(), service_id=service_id)))
    klass = make_service(salon.business, kind="class")
    make_employee(salon.business, "Yogi", (klass,))
    with pytest.raises(NotFound):
        book(salon.online(replace(salon.wish(), service_id=klass.pk)))


def test_an_employee_of_another_service_is_invalid(salon: Salon, book: Book) -> None:
    for employee in (
        make_employee(salon.business, "Other"),
        make_employee(salon.business, "Off", (salon.service,), is_online=False),
    ):
        with pytest.raises(Invalid) as refused:
            book(salon.online(salon.wish(employee=employee)))
        assert codes(refused.value) == [("employee", "unknown")]
