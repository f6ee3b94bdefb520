"""A ban tag put on, or taken off, while somebody books: one consistent outcome, with control tests (S10, S31)."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import FREJA, Salon, make_salon
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, put_tag
from tests.races.crowd import CROWD, booking, finished_meanwhile, nothing_held, outcomes, time

from kartotek.domain.access.actions import add_tag, remove_tag
from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.models import Booking
from kartotek.domain.customers.models import Customer

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def salon(transactional_db: None, now: datetime) -> Salon:
    business = make_business()
    with scope(business=business):
        made = make_salon(business)
        make_settings(business, horizon_days=365)
    return made


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, "Freja", "Holm", email=FREJA.email)


@pytest.fixture
def ban(salon: Salon) -> Tag:
    with scope(business=salon.business):
        return make_ban(salon.business)


def tagging(freja: Customer, ban: Tag, now: datetime) -> Callable[[], object]:
    """The deed of putting the tag on her card."""
    return lambda: add_tag(actor=SYSTEM, now=now, customer_id=freja.pk, tag_id=ban.pk)


def untagging(freja: Customer, ban: Tag, now: datetime) -> Callable[[], object]:
    """The deed of taking it off."""
    return lambda: remove_tag(actor=SYSTEM, now=now, customer_id=freja.pk, tag_id=ban.pk)


def everything(salon: Salon, now: datetime) -> list[Callable[[], object]]:
    """The deeds of booking many times at once."""
    return [booking(salon, now, FREJA, salon.wish(time(one), salon.jonas)) for one in range(CROWD - 1)]


def made(salon: Salon) -> tuple[int, int]:
    """How many bookings there are, and how many cards carry a tag."""
    with scope(business=salon.business):
        return Booking.objects.count(), CustomerTag.objects.count()


# ---- put on while booking ----------------------------------------------------------------------------------------


def test_what_is_booked_while_a_ban_is_put_on_was_booked_before_or_is_refused(
    salon: Salon, freja: Customer, ban: Tag, now: datetime
) -> None:
    found = outcomes(salon.business, [*everything(salon, now), tagging(freja, ban, now)])
    bookings, carried = made(salon)
    assert (found["done"], found["customer_refused"], carried) == (bookings + 1, CROWD - 1 - bookings, 1)
    with pytest.raises(CustomerRefused), scope(business=salon.business):
        booking(salon, now, FREJA, salon.wish(time(CROWD), salon.jonas))()


def test_a_ban_waits_for_the_booking_that_was_decided_before_it(
    salon: Salon, freja: Customer, ban: Tag, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    deed = booking(salon, now, FREJA, salon.wish(time(0), salon.jonas))
    assert finished_meanwhile(salon.business, deed, tagging(freja, ban, now), monkeypatch) is False
    assert made(salon) == (1, 1)  # she booked first, and is banned now


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_she_books_after_she_was_banned(
    salon: Salon, freja: Customer, ban: Tag, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    deed = booking(salon, now, FREJA, salon.wish(time(0), salon.jonas))
    with nothing_held(monkeypatch):
        assert finished_meanwhile(salon.business, deed, tagging(freja, ban, now), monkeypatch) is True
    assert made(salon) == (1, 1)


# ---- taken off while booking -------------------------------------------------------------------------------------


def test_what_is_booked_while_a_ban_is_taken_off_is_refused_before_and_made_after(
    salon: Salon, freja: Customer, ban: Tag, now: datetime
) -> None:
    with scope(business=salon.business):
        put_tag(freja, ban)
    found = outcomes(salon.business, [*everything(salon, now), untagging(freja, ban, now)])
    bookings, carried = made(salon)
    assert (found["done"], found["customer_refused"], carried) == (bookings + 1, CROWD - 1 - bookings, 0)
    with scope(business=salon.business):
        booking(salon, now, FREJA, salon.wish(time(CROWD), salon.jonas))()


def refused(salon: Salon, now: datetime) -> Callable[[], object]:
    """The deed of booking and being refused."""

    def deed() -> None:
        with pytest.raises(CustomerRefused):
            booking(salon, now, FREJA, salon.wish(time(0), salon.jonas))()

    return deed


def story(salon: Salon) -> list[str]:
    """What came first: the refusal, or the tag that was taken off. By the order in which the rows were written."""
    with scope(business=salon.business):
        rows = Entry.objects.filter(action__in=["customer.tag_removed", "booking.refused"]).order_by("pk")
        return list(rows.values_list("action", flat=True))


def test_a_tag_taken_off_waits_for_the_refusal_that_was_decided_before_it(
    salon: Salon, freja: Customer, ban: Tag, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scope(business=salon.business):
        put_tag(freja, ban)
    deed = refused(salon, now)
    assert finished_meanwhile(salon.business, deed, untagging(freja, ban, now), monkeypatch) is False
    assert (made(salon), story(salon)) == ((0, 0), ["booking.refused", "customer.tag_removed"])


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_she_is_refused_for_a_tag_she_no_longer_has(
    salon: Salon, freja: Customer, ban: Tag, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    with scope(business=salon.business):
        put_tag(freja, ban)
    deed = refused(salon, now)
    with nothing_held(monkeypatch):
        assert finished_meanwhile(salon.business, deed, untagging(freja, ban, now), monkeypatch) is True
    assert (made(salon), story(salon)) == ((0, 0), ["customer.tag_removed", "booking.refused"])


# ---- two staff at once -------------------------------------------------------------------------------------------


def entries(salon: Salon, action: str) -> int:
    """How often the history says so."""
    with scope(business=salon.business):
        return Entry.objects.filter(action=action).count()


def test_of_fifty_who_take_a_tag_off_at_once_one_does(salon: Salon, freja: Customer, ban: Tag, now: datetime) -> None:
    with scope(business=salon.business):
        put_tag(freja, ban)
    assert outcomes(salon.business, [untagging(freja, ban, now)] * CROWD) == {"done": CROWD}
    assert (made(salon), entries(salon, "customer.tag_removed")) == ((0, 0), 1)


def test_of_fifty_who_put_a_tag_on_at_once_one_does(salon: Salon, freja: Customer, ban: Tag, now: datetime) -> None:
    assert outcomes(salon.business, [tagging(freja, ban, now)] * CROWD) == {"done": CROWD}
    assert (made(salon), entries(salon, "customer.tag_added")) == ((0, 1), 1)
