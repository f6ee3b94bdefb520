"""Somebody joins a class: never more than it has seats, each person once, and what stops an appointment stops it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import make_customer_token, make_settings
from tests.factories.booking import FREJA
from tests.factories.catalog import make_offer
from tests.factories.classes import TUESDAY_18, Studio, make_session, make_studio
from tests.factories.customers import make_customer

from kartotek.domain.access.errors import CustomerRefused, ProofRequired
from kartotek.domain.access.models import Refusal
from kartotek.domain.access.queries import find_customer_identity
from kartotek.domain.access.values import Question
from kartotek.domain.audit.values import STRANGER, SYSTEM, Actor, ActorKind
from kartotek.domain.booking import actions
from kartotek.domain.booking.errors import (
    AlreadyBooked,
    ClassFull,
    NeedsOverride,
    NoticePassed,
    SeatStays,
    TooLate,
    TooSoon,
)
from kartotek.domain.booking.models import Booking, ClassSession, Occupancy
from kartotek.domain.booking.queries import get_managed, list_coming, manage_token
from kartotek.domain.booking.values.bookings import (
    Booker,
    BookingItem,
    Move,
    OnlineBooking,
    StaffBooking,
    Status,
    Visit,
)
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.overview.queries.access import get_customer_access
from kartotek.kernel.errors import NotFound, NotPermitted

WEEK = timedelta(weeks=1)
Book = Callable[[OnlineBooking], BookingItem]
BookFor = Callable[..., BookingItem]


@pytest.fixture
def studio(scoped: Business, now: datetime) -> Studio:
    return make_studio(scoped)


@pytest.fixture
def book(studio: Studio, now: datetime) -> Book:
    def run(request: OnlineBooking) -> BookingItem:
        visit = actions.book_online(business=studio.business, actor=STRANGER, now=now, request=request)
        return visit.bookings[0]

    return run


@pytest.fixture
def book_for(studio: Studio, receptionist: Actor, now: datetime) -> BookFor:
    def run(row: ClassSession, customer: Customer, reason: str = "", actor: Actor = receptionist) -> Visit:
        request = StaffBooking(customer.pk, (), reason, is_squeezed=True, session_id=row.pk)
        return actions.book_for_customer(business=studio.business, actor=actor, now=now, request=request)

    return lambda *args, **fields: run(*args, **fields).bookings[0]


def other(number: int) -> Booker:
    return Booker("Person", str(number), f"person{number}@example.com")


def taken(row: ClassSession) -> int:
    row.refresh_from_db()
    return row.seats_taken


def test_a_seat_is_a_booking_at_the_time_of_its_class_that_holds_nobodys_time_itself(
    studio: Studio, book: Book
) -> None:
    row = make_session(studio)
    seat = book(studio.seat(row, note="First time"))
    assert (seat.session_id, seat.status, seat.note) == (row.pk, Status.CONFIRMED, "First time")
    assert (seat.starts_at, seat.ends_at, seat.employee_name) == (row.starts_at, row.ends_at, "Ida Skov")
    assert (seat.price, seat.is_squeezed, seat.customer_name) == (studio.yoga.price, False, "Freja Holm")
    assert taken(row) == 1
    assert Occupancy.objects.get().session_id == row.pk
    assert [one.id for one in list_coming(seat.customer_id, now=TUESDAY_18)] == [seat.id]


def test_the_last_seat_is_the_last(studio: Studio, book: Book) -> None:
    row = make_session(studio)
    book(studio.seat(row))
    book(studio.seat(row, booker=other(1)))
    with pytest.raises(ClassFull):
        book(studio.seat(row, booker=other(2)))
    assert (taken(row), Booking.objects.count(), Customer.objects.count()) == (2, 2, 2)


def test_one_person_has_one_seat_even_in_a_full_class(studio: Studio, book: Book) -> None:
    row = make_session(studio, seats=1)
    book(studio.seat(row))
    with pytest.raises(AlreadyBooked):
        book(studio.seat(row, booker=replace(FREJA, phone="")))
    assert taken(row) == 1


def test_whoever_shares_a_phone_only_is_another_person(studio: Studio, book: Book) -> None:
    row = make_session(studio)
    first = book(studio.seat(row))
    second = book(studio.seat(row, booker=Booker("Otto", "Holm", phone=FREJA.phone)))
    assert second.customer_id != first.customer_id
    assert [one.customer_id for one in second.possible_matches] == [first.customer_id]


def test_the_constraints_have_the_last_word(
    studio: Studio, book: Book, book_for: BookFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = make_session(studio)
    seat = book(studio.seat(row))
    for room in ("book_online", "book_for_customer"):
        module = import_module(f"kartotek.domain.booking.actions.{room}")
        monkeypatch.setattr(module, "has_seat", lambda *_: False)
    with pytest.raises(AlreadyBooked):
        book(studio.seat(row))
    with pytest.raises(AlreadyBooked):
        book_for(row, Customer.objects.get(pk=seat.customer_id))
    assert taken(row) == 1


@pytest.mark.parametrize("step", [actions.cancel_booking, actions.no_show_booking])
def test_a_seat_comes_free_again(studio: Studio, book: Book, now: datetime, step: Callable[..., BookingItem]) -> None:
    row = make_session(studio, seats=1)
    seat = book(studio.seat(row))
    step(business=studio.business, actor=SYSTEM, now=now, booking_id=seat.id)
    assert taken(row) == 0
    book(studio.seat(row))
    assert taken(row) == 1


def test_who_came_keeps_the_seat(studio: Studio, book: Book, now: datetime) -> None:
    row = make_session(studio, seats=1)
    seat = book(studio.seat(row))
    for step in (actions.arrive_booking, actions.complete_booking):
        step(business=studio.business, actor=SYSTEM, now=TUESDAY_18, booking_id=seat.id)
    assert taken(row) == 1


def test_a_class_may_need_approval(scoped: Business, now: datetime) -> None:
    studio = make_studio(scoped, needs_approval=True)
    row = make_session(studio, seats=1)
    visit = actions.book_online(business=scoped, actor=STRANGER, now=now, request=studio.seat(row))
    assert (visit.bookings[0].status, taken(row)) == (Status.PENDING, 1)
    booking_id = visit.bookings[0].id
    approved = actions.approve_booking(business=scoped, actor=SYSTEM, now=now, booking_id=booking_id)
    assert (approved.status, taken(row)) == (Status.CONFIRMED, 1)


def test_a_declined_request_gives_the_seat_back(scoped: Business, now: datetime) -> None:
    studio = make_studio(scoped, needs_approval=True)
    row = make_session(studio, seats=1)
    visit = actions.book_online(business=scoped, actor=STRANGER, now=now, request=studio.seat(row))
    actions.decline_booking(business=scoped, actor=SYSTEM, now=now, booking_id=visit.bookings[0].id)
    assert taken(row) == 0


def test_a_refusal_is_kept_as_that_of_a_seat(studio: Studio, book: Book) -> None:
    row = make_session(studio)
    card = make_customer(studio.business, "Freja", "Holm", email=FREJA.email, max_future_bookings=0)
    with pytest.raises(CustomerRefused):
        book(studio.seat(row))
    refusal = Refusal.objects.get()
    assert (refusal.kind, refusal.customer_id, refusal.starts_at) == ("seat", card.pk, TUESDAY_18)
    assert (refusal.service_id, refusal.employee_id) == (studio.yoga.pk, studio.ida.pk)
    assert taken(row) == 0


def test_each_seat_counts_for_the_limit(studio: Studio, book: Book) -> None:
    make_settings(studio.business, max_future_bookings=1)
    book(studio.seat(make_session(studio)))
    with pytest.raises(CustomerRefused):
        book(studio.seat(make_session(studio, TUESDAY_18 + WEEK)))


def test_notice_and_horizon_hold_for_classes(studio: Studio, book: Book, now: datetime) -> None:
    with pytest.raises(TooSoon):
        book(studio.seat(make_session(studio, now - timedelta(days=1))))
    with pytest.raises(TooSoon):
        book(studio.seat(make_session(studio, now + timedelta(minutes=59))))
    with pytest.raises(TooLate):
        book(studio.seat(make_session(studio, TUESDAY_18 + 20 * WEEK)))


def test_what_is_no_class_here_is_not_found(studio: Studio, book: Book, scoped: Business) -> None:
    row = make_session(studio)
    with pytest.raises(NotFound):
        book(OnlineBooking((), "en", FREJA, session_id=0))
    ClassSession.objects.update(cancelled_at=TUESDAY_18)
    with pytest.raises(NotFound):
        book(studio.seat(row))
    hidden = make_studio(scoped, is_online=False)
    with pytest.raises(NotFound):
        book(hidden.seat(make_session(hidden)))


def test_proof_is_asked_for_as_for_an_appointment(studio: Studio, book: Book) -> None:
    make_settings(studio.business, verify_contact="always")
    with pytest.raises(ProofRequired):
        book(studio.seat(make_session(studio)))


def test_a_signed_in_customer_needs_to_type_nothing(studio: Studio, now: datetime) -> None:
    card = make_customer(studio.business, "Freja", "Holm", email=FREJA.email)
    identity = find_customer_identity(make_customer_token(studio.business, now, card), now=now)
    actor = Actor(ActorKind.CUSTOMER, card.pk, "Freja Holm")
    row = make_session(studio)
    request = studio.seat(row, booker=None, identity=identity)
    visit = actions.book_online(business=studio.business, actor=actor, now=now, request=request)
    assert visit.bookings[0].customer_id == card.pk


def test_known_and_unknown_cost_the_same_number_of_queries(studio: Studio, book: Book) -> None:
    """Up to where a card is made or joined, as for an appointment (S22)."""
    make_settings(studio.business, max_future_bookings=0)
    make_customer(studio.business, "Freja", "Holm", email=FREJA.email)
    row = make_session(studio)
    counts = []
    for booker in (FREJA, other(1)):
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            pytest.raises(CustomerRefused),
        ):
            book(studio.seat(row, booker=booker))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_own_price_of_the_employee_holds(studio: Studio, book: Book) -> None:
    studio.ida.offers.update(price=99)
    assert book(studio.seat(make_session(studio))).price == 99


def test_whoever_holds_a_class_need_not_perform_it(studio: Studio, book: Book) -> None:
    studio.ida.offers.all().delete()
    assert book(studio.seat(make_session(studio))).price == studio.yoga.price
    make_offer(studio.ida, studio.yoga)


def test_staff_book_a_seat(studio: Studio, book_for: BookFor) -> None:
    row, customer = make_session(studio, seats=1), make_customer(studio.business)
    seat = book_for(row, customer)
    assert (seat.channel, seat.session_id, taken(row)) == ("staff", row.pk, 1)
    with pytest.raises(AlreadyBooked):
        book_for(row, customer)
    with pytest.raises(ClassFull):  # nobody is squeezed in
        book_for(row, make_customer(studio.business, "Otto"), "He is a friend.")


def test_staff_override_a_limit_with_a_reason(studio: Studio, book_for: BookFor, practitioner: Actor) -> None:
    row, customer = make_session(studio), make_customer(studio.business, max_future_bookings=0)
    with pytest.raises(NeedsOverride):
        book_for(row, customer)
    with pytest.raises(NotPermitted):
        book_for(row, customer, "Because.", practitioner)
    assert book_for(row, customer, "She called.").override_reason == "She called."


def test_staff_book_a_class_that_has_begun_with_a_reason(studio: Studio, book_for: BookFor, now: datetime) -> None:
    row, customer = make_session(studio, now - timedelta(minutes=10)), make_customer(studio.business)
    with pytest.raises(NeedsOverride):
        book_for(row, customer)
    assert book_for(row, customer, "Walked in.").session_id == row.pk


def test_a_seat_is_cancelled_but_not_moved_by_its_link(studio: Studio, book: Book, now: datetime) -> None:
    row = make_session(studio)
    seat = book(studio.seat(row))
    managed = get_managed(manage_token(seat.id), business=studio.business, now=now)
    assert (managed.may_cancel, managed.may_move) == (True, False)
    holder = Actor(ActorKind.CUSTOMER, seat.customer_id, "Freja Holm")
    with pytest.raises(SeatStays):
        actions.move_booking(business=studio.business, actor=holder, now=now, move=Move(seat.id, TUESDAY_18 + WEEK))
    with pytest.raises(NoticePassed):
        actions.cancel_booking(business=studio.business, actor=holder, now=TUESDAY_18, booking_id=seat.id)
    actions.cancel_booking(business=studio.business, actor=holder, now=now, booking_id=seat.id)
    assert taken(row) == 0


def test_hours_are_no_matter_for_a_class(studio: Studio, now: datetime) -> None:
    customer = make_customer(studio.business)
    question = Question(service_id=studio.yoga.pk, employee_id=studio.ida.pk, starts_at=TUESDAY_18)
    access = get_customer_access(
        business=studio.business, viewer=SYSTEM, customer_id=customer.pk, now=now, question=question
    )
    assert access.decision.reasons == ()
