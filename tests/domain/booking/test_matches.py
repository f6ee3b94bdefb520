"""Who may be somebody we know already is marked, refused by nobody, and settled by staff (S20, S21)."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection
from tests.domain.booking.desk import Book, freja
from tests.factories.booking import FREJA, MONDAY_10, Salon, make_booking
from tests.factories.customers import MADE_AT, make_customer

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.booking import jobs
from kartotek.domain.booking.actions import mark_near_names, settle_match
from kartotek.domain.booking.actions.matches import SeatTaken
from kartotek.domain.booking.models import Booking, ClassSession
from kartotek.domain.booking.queries import get_booking, list_doubtful
from kartotek.domain.booking.values.bookings import PossibleMatch
from kartotek.domain.businesses.models import Area
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid, NotFound

GMAIL = replace(FREJA, email="freja.holm@gmail.com", phone="")


def test_another_spelling_of_a_blocked_mailbox_is_marked_and_not_refused(salon: Salon, book: Book) -> None:
    blocked = freja(salon, email="frejaholm@googlemail.com", phone="", max_future_bookings=0)
    [booking] = book(salon.online(booker=GMAIL)).bookings
    assert booking.customer_id != blocked.pk
    assert booking.possible_matches == (PossibleMatch(blocked.pk, "similar_email"),)


def test_the_own_card_is_joined_although_another_spelling_is_known(salon: Salon, book: Book) -> None:
    own = freja(salon, email=GMAIL.email, phone="")
    freja(salon, email="frejaholm+old@gmail.com", phone="", max_future_bookings=0)
    assert book(salon.online(booker=GMAIL)).bookings[0].customer_id == own.pk


def test_the_spelling_of_a_mailbox_is_found_through_an_index(salon: Salon) -> None:
    first = int(make_customer(salon.business).number)
    names = [
        Customer(business=salon.business, number=str(first + n), email=f"f.{n}@x.dk", last_name="F", created_at=MADE_AT)
        for n in range(1, 2_000)
    ]
    Customer.objects.bulk_create(names)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE customers_customer")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM customers_customer WHERE business_id = %s AND email <> '' AND "
            "replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@' || split_part(email, '@', 2)"
            " = ANY('{f7@x.dk}')",
            [salon.business.pk],
        )
        assert "customer_by_mailbox" in "\n".join(line for (line,) in cursor.fetchall())


def test_a_new_card_is_marked_with_those_called_alike(salon: Salon, book: Book, now: datetime) -> None:
    alike = make_customer(salon.business, "Sofie", "Bjerregard")
    sofie = replace(FREJA, first_name="Sofie", last_name="Bjerregaard")
    [booking] = book(salon.online(booker=sofie)).bookings
    jobs.mark_near_names(business=salon.business.pk, customer=booking.customer_id)
    row = Booking.objects.get()
    assert row.possible_matches == [{"customer": alike.pk, "why": "similar_name"}]
    assert Customer.objects.get(pk=booking.customer_id).is_possible_match
    version = row.version
    mark_near_names(business=salon.business, actor=SYSTEM, now=now, customer_id=booking.customer_id)
    assert Booking.objects.get().version == version


def test_a_name_nobody_or_everybody_has_is_not_marked(salon: Salon, book: Book, now: datetime) -> None:
    [booking] = book().bookings
    assert mark_near_names(business=salon.business, actor=SYSTEM, now=now, customer_id=booking.customer_id) == 0
    for _ in range(4):
        make_customer(salon.business, "Freja", "Holm")
    assert mark_near_names(business=salon.business, actor=SYSTEM, now=now, customer_id=booking.customer_id) == 0
    assert Booking.objects.get().possible_matches == []


@pytest.fixture
def doubtful(salon: Salon, book: Book) -> Booking:
    """Viggo Skov booked with Freja's phone."""
    freja(salon)
    visit = book(salon.online(salon.wish(), booker=replace(FREJA, first_name="Viggo", last_name="Skov", email="")))
    return Booking.objects.get(pk=visit.bookings[0].id)


def settle(booking: Booking, actor: Actor, now: datetime, same_as: int | None) -> Booking:
    settle_match(business=booking.business, actor=actor, now=now, booking_id=booking.pk, same_as=same_as)
    return Booking.objects.get(pk=booking.pk)


def test_somebody_else_keeps_the_new_card(doubtful: Booking, receptionist: Actor, now: datetime) -> None:
    after = settle(doubtful, receptionist, now, None)
    assert (after.possible_matches, after.customer_id) == ([], doubtful.customer_id)
    card = Customer.objects.get(pk=doubtful.customer_id)
    assert (card.is_possible_match, card.archived_at) == (False, None)


def test_the_same_person_gets_the_visit_and_the_new_card_is_put_away(
    doubtful: Booking, receptionist: Actor, now: datetime
) -> None:
    known = Customer.objects.get(first_name="Freja")
    after = settle(doubtful, receptionist, now, known.pk)
    assert (after.customer_id, after.possible_matches) == (known.pk, [])
    assert after.proposal == {
        "first_name": {"card": "Freja", "typed": "Viggo"},
        "last_name": {"card": "Holm", "typed": "Skov"},
    }
    assert Customer.objects.get(pk=doubtful.customer_id).archived_at == now
    assert [item.id for item in list_doubtful(viewer=receptionist).items] == [doubtful.pk]


def test_a_card_with_another_doubtful_booking_stays_marked(
    salon: Salon, doubtful: Booking, receptionist: Actor, now: datetime
) -> None:
    matches = doubtful.possible_matches
    make_booking(salon, doubtful.customer, MONDAY_10.replace(day=17), possible_matches=matches)
    settle(doubtful, receptionist, now, None)
    assert Customer.objects.get(pk=doubtful.customer_id).is_possible_match


def test_only_a_marked_card_that_one_may_see_can_be_the_same(
    salon: Salon, doubtful: Booking, inspector: Actor, receptionist: Actor, area: Area, now: datetime
) -> None:
    with pytest.raises(Invalid):
        settle(doubtful, receptionist, now, make_customer(salon.business).pk)
    with pytest.raises(NotFound):
        settle(doubtful, inspector, now, None)
    Customer.objects.filter(pk=doubtful.customer_id).update(area=area)
    with pytest.raises(Invalid):
        settle(doubtful, inspector, now, Customer.objects.get(first_name="Freja").pk)


def test_a_possible_match_of_another_area_is_named_to_nobody_there_and_left_for_others_to_answer(
    salon: Salon, doubtful: Booking, inspector: Actor, receptionist: Actor, area: Area, now: datetime
) -> None:
    Customer.objects.filter(pk=doubtful.customer_id).update(area=area)
    marked = doubtful.possible_matches
    assert get_booking(doubtful.pk, viewer=inspector).possible_matches == ()
    assert list_doubtful(viewer=inspector).items == []
    settle(doubtful, inspector, now, None)
    assert Booking.objects.get(pk=doubtful.pk).possible_matches == marked
    assert [item.id for item in list_doubtful(viewer=receptionist).items] == [doubtful.pk]
    Customer.objects.filter(first_name="Freja").update(area=area)
    assert [item.id for item in list_doubtful(viewer=inspector).items] == [doubtful.pk]
    assert [one.customer_id for one in get_booking(doubtful.pk, viewer=inspector).possible_matches] == [
        marked[0]["customer"]
    ]
    settle(doubtful, inspector, now, None)
    assert Booking.objects.get(pk=doubtful.pk).possible_matches == []


def test_one_seat_a_person(salon: Salon, doubtful: Booking, receptionist: Actor, now: datetime) -> None:
    known = Customer.objects.get(first_name="Freja")
    session = ClassSession.objects.create(
        business=salon.business,
        service=salon.service,
        employee=salon.mette,
        starts_at=MONDAY_10,
        ends_at=MONDAY_10.replace(hour=10),
        seats=5,
        created_at=now,
    )
    make_booking(salon, known, employee=salon.mette, session=session)
    Booking.objects.filter(pk=doubtful.pk).update(session=session)
    with pytest.raises(SeatTaken):
        settle(doubtful, receptionist, now, known.pk)


def test_the_doubtful_are_listed_latest_first_page_by_page_and_by_card(
    salon: Salon, receptionist: Actor, now: datetime
) -> None:
    sofie, plain = make_customer(salon.business), make_customer(salon.business, "Anders")
    rows = [
        make_booking(salon, sofie, MONDAY_10.replace(hour=hour), possible_matches=[{"customer": 1, "why": "phone"}])
        for hour in (8, 9, 10)
    ]
    make_booking(salon, plain, MONDAY_10.replace(hour=11))
    first = list_doubtful(viewer=receptionist, limit=2)
    assert [item.id for item in first.items] == [rows[2].pk, rows[1].pk]
    assert first.next is not None
    second = list_doubtful(viewer=receptionist, limit=2, cursor=first.next)
    assert ([item.id for item in second.items], second.next) == ([rows[0].pk], None)
    assert len(list_doubtful(viewer=receptionist, customer_id=sofie.pk).items) == 3
    assert list_doubtful(viewer=receptionist, customer_id=plain.pk).items == []


def test_the_bookings_of_a_visit_are_settled_together(
    salon: Salon, doubtful: Booking, receptionist: Actor, now: datetime
) -> None:
    unmarked = make_booking(salon, doubtful.customer, MONDAY_10.replace(day=17), visit=doubtful.visit)
    settle(doubtful, receptionist, now, None)
    assert Booking.objects.get(pk=unmarked.pk).version == unmarked.version
    known = Customer.objects.get(first_name="Freja")
    Booking.objects.filter(pk=doubtful.pk).update(possible_matches=[{"customer": known.pk, "why": "phone"}])
    settle(doubtful, receptionist, now, known.pk)
    assert {row.customer_id for row in Booking.objects.filter(visit=doubtful.visit)} == {known.pk}
