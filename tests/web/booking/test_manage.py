"""What can the holder of a booking's link do, and until when? (S7, S12)"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, Salon, make_booking
from tests.factories.customers import make_customer
from tests.web.booking.site import signed_in_as

from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries import manage_token
from kartotek.domain.customers.models import Customer


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        return make_customer(salon.business, "Freja", "Holm", email="freja.holm@example.com")


@pytest.fixture
def booking(salon: Salon, freja: Customer) -> Booking:
    """Monday at ten with Jonas."""
    with scope(business=salon.business):
        return make_booking(salon, freja)


def page_of(booking: Booking, step: str = "") -> str:
    return f"/havnegade/manage/{manage_token(booking.pk)}/{step}"


def fresh(salon: Salon, booking: Booking) -> Booking:
    with scope(business=salon.business):
        return Booking.objects.get(pk=booking.pk)


def test_booking_is_shown_with_what_can_be_done(booking: Booking, visitor: Client) -> None:
    page = visitor.get(page_of(booking)).content.decode()
    assert "Monday 16 November 2026 10:00–10:45" in page
    assert "You can change or cancel it here until Sun 15 Nov 2026 at 10:00." in page


def test_link_moves_the_booking(salon: Salon, booking: Booking, visitor: Client) -> None:
    assert 'value="2026-11-17T09:00Z"' in visitor.get(page_of(booking, "move/?day=2026-11-17")).content.decode()
    response = visitor.post(page_of(booking, "move/"), {"start": "2026-11-17T09:00Z"}, follow=True)
    assert "Moved. This is the new time." in response.content.decode()
    assert fresh(salon, booking).starts_at == MONDAY_10 + timedelta(days=1)


def test_a_longer_booking_is_offered_the_times_it_fits_into(salon: Salon, booking: Booking, visitor: Client) -> None:
    page = visitor.get(page_of(booking, "move/?day=2026-11-17")).content.decode()
    last = max(re.findall(r'value="(2026-11-17T[^"]+)"', page))
    with scope(business=salon.business):
        Booking.objects.update(own_minutes=120, ends_at=MONDAY_10 + timedelta(hours=2))
    shorter = visitor.get(page_of(booking, "move/?day=2026-11-17")).content.decode()
    shown = re.findall(r'value="(2026-11-17T[^"]+)"', shorter)
    assert max(shown) < last
    visitor.post(page_of(booking, "move/"), {"start": max(shown)})
    assert f"{fresh(salon, booking).starts_at:%Y-%m-%dT%H:%MZ}" == max(shown)


def test_move_to_a_lost_time_says_so_above_the_others(
    salon: Salon, booking: Booking, freja: Customer, visitor: Client
) -> None:
    with scope(business=salon.business):
        make_booking(salon, freja, MONDAY_10 + timedelta(days=1))
    response = visitor.post(page_of(booking, "move/"), {"start": "2026-11-17T09:00Z"})
    assert response.status_code == 409
    assert "Somebody else has just taken this time." in response.content.decode()


def test_move_without_a_time_shows_the_times_again(booking: Booking, visitor: Client) -> None:
    assert visitor.post(page_of(booking, "move/"), {"start": "soon"}).status_code == 200


def test_link_cancels_the_booking(salon: Salon, booking: Booking, visitor: Client) -> None:
    assert "Cancel this appointment?" in visitor.get(page_of(booking, "cancel/")).content.decode()
    response = visitor.post(page_of(booking, "cancel/"), {"reason": "Ill"}, follow=True)
    assert "This appointment is cancelled" in response.content.decode()
    assert (fresh(salon, booking).status, fresh(salon, booking).cancel_reason) == ("cancelled", "Ill")


def test_cancelled_twice_is_harmless(booking: Booking, visitor: Client) -> None:
    found = [visitor.post(page_of(booking, "cancel/"), {"reason": ""}).status_code for _ in range(2)]
    assert found == [302, 302]


def test_too_late_gives_the_contact_instead(booking: Booking, visitor: Client, at: Callable[[str], datetime]) -> None:
    at("2026-11-16T08:00+01:00")
    page = visitor.get(page_of(booking)).content.decode()
    assert "It is too late to change this one online." in page
    assert "tel:+4533112233" in page
    assert [visitor.get(page_of(booking, step)).status_code for step in ("move/", "cancel/")] == [302, 302]


def test_blocked_customer_cancels_but_does_not_move(
    salon: Salon, booking: Booking, freja: Customer, now: datetime
) -> None:
    with scope(business=salon.business):
        Customer.objects.filter(pk=freja.pk).update(max_future_bookings=0)
    client = signed_in_as(salon.business, freja, now)
    page = client.get(page_of(booking)).content.decode()
    assert "/move/" not in page
    assert "/cancel/" in page
    assert client.get(page_of(booking, "move/")).status_code == 302


def test_blocked_customer_who_is_not_signed_in_is_told_after_sending(
    salon: Salon, booking: Booking, freja: Customer, visitor: Client
) -> None:
    with scope(business=salon.business):
        Customer.objects.filter(pk=freja.pk).update(max_future_bookings=0)
    response = visitor.post(page_of(booking, "move/"), {"start": "2026-11-17T09:00Z"})
    assert response.status_code == 403
    assert "You cannot book online at the moment." in response.content.decode()


def test_customer_at_the_limit_moves(salon: Salon, booking: Booking, freja: Customer, now: datetime) -> None:
    with scope(business=salon.business):
        make_settings(salon.business, max_future_bookings=1)
    client = signed_in_as(salon.business, freja, now)
    assert client.post(page_of(booking, "move/"), {"start": "2026-11-17T09:00Z"}).status_code == 302
    assert fresh(salon, booking).starts_at == MONDAY_10 + timedelta(days=1)


def test_service_no_longer_online_cannot_be_moved_here(salon: Salon, booking: Booking, visitor: Client) -> None:
    with scope(business=salon.business):
        salon.service.is_online = False
        salon.service.save()
    assert visitor.get(page_of(booking, "move/")).status_code == 302


def test_calendar_file_is_a_calendar(booking: Booking, visitor: Client) -> None:
    response = visitor.get(page_of(booking, "appointment.ics"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.content.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize("step", ["", "move/", "cancel/", "appointment.ics"])
def test_link_we_never_gave_is_not_found(salon: Salon, visitor: Client, step: str) -> None:
    assert visitor.get(f"/havnegade/manage/nonsense/{step}").status_code == 404


@pytest.mark.parametrize("step", ["", "move/", "cancel/", "appointment.ics"])
def test_link_opens_no_other_business(booking: Booking, other_business: object, visitor: Client, step: str) -> None:
    assert visitor.get(page_of(booking, step).replace("havnegade", "elsewhere")).status_code == 404


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("rejected", "This request was declined"),
        ("completed", "This appointment is over"),
        ("pending", "We have your request"),
    ],
)
def test_page_says_what_became_of_it(salon: Salon, freja: Customer, visitor: Client, status: str, words: str) -> None:
    with scope(business=salon.business):
        booking = make_booking(salon, freja, status=status)
    assert words in visitor.get(page_of(booking)).content.decode()
