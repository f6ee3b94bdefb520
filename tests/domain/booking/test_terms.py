"""A service takes another time for one customer, or costs her something else (S51)."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from tests.domain.booking.desk import HOUR, Book, Desk, as_customer, codes, freja, identity_of
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_terms
from tests.factories.catalog import make_service
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import STRANGER, SYSTEM, Actor
from kartotek.domain.booking import actions
from kartotek.domain.booking.errors import SlotTaken, TermsExist
from kartotek.domain.booking.models import Booking, Occupancy, ServiceTerms, WaitlistEntry
from kartotek.domain.booking.values.bookings import Move
from kartotek.domain.booking.values.terms import TermsChanges, TermsDetails, TermsItem
from kartotek.domain.booking.values.waiting import WaitState
from kartotek.domain.catalog.models import EmployeeService, Service
from kartotek.domain.catalog.values import PriceGiven
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

QUARTER = timedelta(minutes=15)
LENGTH = 5 * QUARTER


def add(desk: Desk, details: TermsDetails) -> int:
    return actions.add_service_terms(
        business=desk.salon.business, customer_id=desk.customer.pk, details=details, actor=desk.actor, now=desk.now
    ).id


def test_staff_book_on_her_terms_which_beat_those_of_the_employee(desk: Desk) -> None:
    EmployeeService.objects.update(duration_minutes=30, price=Decimal(900))
    make_terms(desk.customer, desk.salon.service, price=Decimal(100))
    Service.objects.update(buffer_after_minutes=15)
    item = desk.book().bookings[0]
    assert (item.ends_at, item.price, item.own_minutes) == (MONDAY_10 + LENGTH, Decimal(100), None)
    assert Occupancy.objects.get().ends_at == MONDAY_10 + LENGTH + QUARTER


def test_what_is_not_agreed_on_is_as_usual(desk: Desk) -> None:
    terms = make_terms(desk.customer, desk.salon.service, duration_minutes=None, price=Decimal(100))
    item = desk.book().bookings[0]
    assert (item.ends_at, item.price) == (MONDAY_10 + 3 * QUARTER, Decimal(100))
    ServiceTerms.objects.filter(pk=terms.pk).update(duration_minutes=30, price=None)
    item = desk.book(desk.salon.wish(MONDAY_10 + HOUR)).bookings[0]
    assert (item.ends_at, item.price) == (MONDAY_10 + HOUR + 2 * QUARTER, Decimal("450.00"))


def test_somebody_else_books_as_usual(desk: Desk, salon: Salon) -> None:
    make_terms(make_customer(salon.business, "Freja", "Holm"), salon.service)
    assert desk.book().bookings[0].ends_at == MONDAY_10 + 3 * QUARTER


def test_online_they_count_for_the_card_the_booking_joins(salon: Salon, book: Book, now: datetime) -> None:
    card = freja(salon)
    make_terms(card, salon.service)
    unproven = book().bookings[0]
    assert (unproven.customer_id, unproven.ends_at) == (card.pk, MONDAY_10 + LENGTH)
    wish = salon.wish(MONDAY_10 + 2 * HOUR)
    proven = book(salon.online(wish, booker=None, identity=identity_of(salon, card, now))).bookings[0]
    assert proven.ends_at == MONDAY_10 + 2 * HOUR + LENGTH


def test_where_they_do_not_fit_she_is_offered_times_they_fit_into(salon: Salon, book: Book, now: datetime) -> None:
    card = freja(salon)
    make_terms(card, salon.service)
    for who in (salon.jonas, salon.mette):
        make_booking(salon, make_customer(salon.business), MONDAY_10 + HOUR, who)
    with pytest.raises(SlotTaken) as raised:
        book(salon.online(booker=None, identity=identity_of(salon, card, now)))
    starts = [slot.starts_at for slot in raised.value.alternatives]
    assert MONDAY_10 - QUARTER in starts
    assert MONDAY_10 not in starts


def test_a_move_keeps_to_them(desk: Desk) -> None:
    booking = desk.book().bookings[0]
    make_terms(desk.customer, desk.salon.service)
    moved = as_customer(desk).move(Move(booking.id, MONDAY_10 + HOUR))
    assert moved.ends_at == MONDAY_10 + HOUR + LENGTH


def test_a_place_is_offered_where_they_fit(desk: Desk, salon: Salon) -> None:
    make_terms(desk.customer, salon.service, duration_minutes=90)
    make_terms(desk.customer, make_service(salon.business, "Colour"))
    for who in (salon.jonas, salon.mette):
        for hour in (8, 9, 11, 12):  # three quarters each: between them there is room for the usual, not for her
            make_booking(salon, make_customer(salon.business), MONDAY_10.replace(hour=hour), who)
    entry = WaitlistEntry.objects.create(
        business=salon.business,
        service=salon.service,
        customer=desk.customer,
        from_on=MONDAY_10.date(),
        to_on=MONDAY_10.date(),
        language="en",
        state=WaitState.WAITING.value,
        created_at=desk.now,
    )
    actions.offer_places(business=salon.business, actor=SYSTEM, now=desk.now, service_id=salon.service.pk)
    entry.refresh_from_db()
    free = MONDAY_10.replace(hour=12, minute=45)
    assert entry.offer_starts_at == free
    assert Occupancy.objects.get(starts_at=free).ends_at == free + 6 * QUARTER


@pytest.mark.parametrize(
    ("minutes", "price", "expected"),
    [
        (None, None, [("duration_minutes", "required")]),
        (0, None, [("duration_minutes", "out_of_range")]),
        (1441, PriceGiven("-1"), [("duration_minutes", "out_of_range"), ("price", "invalid")]),
    ],
)
def test_what_cannot_be_is_refused(
    desk: Desk, minutes: int | None, price: PriceGiven | None, expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as raised:
        add(desk, TermsDetails(desk.salon.service.pk, minutes, price))
    assert [field for field, _ in codes(raised.value)] == [field for field, _ in expected]
    assert not ServiceTerms.objects.exists()


def test_a_class_has_no_terms_and_a_service_has_them_once(desk: Desk, salon: Salon) -> None:
    with pytest.raises(Invalid) as raised:
        add(desk, TermsDetails(make_service(salon.business, "Yoga", kind="class").pk, 30))
    assert codes(raised.value) == [("service", "is_class")]
    add(desk, TermsDetails(salon.service.pk, 30))
    with pytest.raises(TermsExist):
        add(desk, TermsDetails(salon.service.pk, 60))


def edit(desk: Desk, where: tuple[int, int], changes: TermsChanges, expected: int | None = None) -> TermsItem:
    return actions.edit_service_terms(
        business=desk.salon.business,
        where=where,
        changes=changes,
        actor=desk.actor,
        now=desk.now,
        expected_version=expected,
    )


def remove(desk: Desk, where: tuple[int, int], expected: int | None = None) -> None:
    actions.remove_service_terms(
        business=desk.salon.business, where=where, actor=desk.actor, now=desk.now, expected_version=expected
    )


def test_they_are_changed_and_taken_back(desk: Desk) -> None:
    where = (desk.customer.pk, add(desk, TermsDetails(desk.salon.service.pk, 30, PriceGiven("0"))))
    item = edit(desk, where, {"price": None}, 1)
    assert (item.version, item.own.duration_minutes, item.own.price) == (2, 30, None)
    assert edit(desk, where, {"duration_minutes": 30}).version == 2
    with pytest.raises(Stale):
        edit(desk, where, {}, 1)
    with pytest.raises(Invalid):
        edit(desk, where, {"duration_minutes": None})
    with pytest.raises(Stale):
        remove(desk, where, 1)
    remove(desk, where, 2)
    with pytest.raises(NotFound):
        remove(desk, where)
    assert desk.book().bookings[0].ends_at == MONDAY_10 + 3 * QUARTER


def test_only_who_may_limit_customers_agrees_on_terms(desk: Desk, practitioner: Actor) -> None:
    for actor in (practitioner, STRANGER):
        with pytest.raises(NotPermitted):
            add(Desk(desk.salon, desk.customer, actor, desk.now), TermsDetails(desk.salon.service.pk, 30))
    nobody = Customer(pk=desk.customer.pk + 1000)
    with pytest.raises(NotFound):
        add(Desk(desk.salon, nobody, desk.actor, desk.now), TermsDetails(desk.salon.service.pk, 30))
    assert not Booking.objects.exists()
