"""What becomes of a booking when a lock, a ban, a rule or an exception stands against it?"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from tests.domain.booking.desk import Book, freja
from tests.factories.booking import FREJA, MONDAY_10, Salon, make_booking
from tests.factories.businesses import make_location
from tests.factories.restrictions import (
    make_ban,
    make_exception,
    make_lock,
    make_lock_reason,
    make_rule,
    make_tag,
    put_tag,
)

from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.models import Refusal
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions import book_for_customer
from kartotek.domain.booking.errors import NeedsOverride
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import StaffBooking, Status, Visit
from kartotek.domain.catalog.models import Employee
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import NotPermitted

WEEK = timedelta(days=7)


def refused(book: Book, salon: Salon, employee: Employee | None = None) -> list[str]:
    """The reasons of a refused booking by Freja."""
    with pytest.raises(CustomerRefused):
        book(salon.online(salon.wish(employee=employee)))
    return [reason["code"] for reason in Refusal.objects.latest("id").decision["reasons"]]


def test_a_locked_customer_is_refused_with_the_words_of_the_reason(salon: Salon, book: Book) -> None:
    reason = make_lock_reason(salon.business, messages={"en": "Please call us first."})
    make_lock(freja(salon), reason=reason)
    with pytest.raises(CustomerRefused, match=r"Please call us first\."):
        book(salon.online())


def test_all_four_stand_against_it_and_the_first_gives_the_text(salon: Salon, book: Book) -> None:
    card = freja(salon, max_future_bookings=1)
    make_booking(salon, card, MONDAY_10 + WEEK)
    put_tag(card, make_ban(salon.business, messages={"en": "Sorry, not here."}))
    make_rule(salon.business, messages={"en": "Not this."})
    make_lock(card, customer_text="Come and see us.")
    assert refused(book, salon) == ["locked", "banned_tag", "limit_reached", "service_rule"]
    assert Refusal.objects.latest("id").message == "Come and see us."


def test_anyone_is_somebody_who_is_not_closed_to_her(salon: Salon, book: Book) -> None:
    put_tag(freja(salon), tag := make_tag(salon.business))
    make_rule(salon.business, when={"has_tags": [tag.pk]}, where={"employees": [salon.jonas.pk]})
    assert refused(book, salon, salon.jonas) == ["service_rule"]
    assert book().bookings[0].employee_id == salon.mette.pk


def test_where_everybody_is_closed_to_her_she_is_refused(salon: Salon, book: Book) -> None:
    harbour = make_location(salon.business)
    Employee.objects.update(location=harbour)
    put_tag(freja(salon), make_ban(salon.business, where={"locations": [harbour.pk]}))
    assert refused(book, salon) == ["banned_tag"]


def test_an_exception_beats_the_rule_while_it_lasts(salon: Salon, book: Book) -> None:
    card, rule = freja(salon), make_rule(salon.business)
    assert refused(book, salon) == ["service_rule"]
    make_exception(card, date(2026, 11, 12), date(2026, 11, 12), rule=rule)
    assert book().bookings[0].status is Status.CONFIRMED


def test_what_a_rule_wants_approved_is_pending(salon: Salon, book: Book) -> None:
    make_rule(salon.business, when={"new_customer": True}, then="needs_approval")
    [booking] = book().bookings
    assert booking.status is Status.PENDING


StaffBook = Callable[..., Visit]


@pytest.fixture
def staff_book(salon: Salon, now: datetime) -> StaffBook:
    def run(actor: Actor, reason: str = "") -> Visit:
        card = Customer.objects.get(email=FREJA.email)
        request = StaffBooking(card.pk, (salon.wish(),), override_reason=reason)
        return book_for_customer(business=salon.business, actor=actor, now=now, request=request)

    return run


def test_over_a_lock_goes_who_may_with_a_reason(
    salon: Salon, staff_book: StaffBook, owner: Actor, receptionist: Actor
) -> None:
    make_lock(freja(salon))
    with pytest.raises(NotPermitted):
        staff_book(receptionist, "She is here")
    with pytest.raises(NeedsOverride) as raised:
        staff_book(owner)
    assert [reason.code for reason in raised.value.decision.reasons] == ["locked"]
    staff_book(owner, "She is here")
    assert Booking.objects.get().override_reason == "She is here"


def test_of_a_ban_and_a_rule_staff_are_told(salon: Salon, staff_book: StaffBook, receptionist: Actor) -> None:
    put_tag(freja(salon), make_ban(salon.business))
    make_rule(salon.business)
    told = staff_book(receptionist).decision
    assert told is not None
    assert [reason.code for reason in told.reasons] == ["banned_tag", "service_rule"]
