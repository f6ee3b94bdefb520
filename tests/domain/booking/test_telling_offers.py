"""Somebody who waits is told of the place that is kept for her."""

from datetime import date, datetime, time, timedelta

from tests.domain.booking.desk import freja
from tests.factories.booking import FREJA, MONDAY_10, Salon, make_booking
from tests.factories.businesses import make_location
from tests.factories.waiting import make_waiting

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.actions import offers
from kartotek.domain.booking.models import WaitlistEntry
from kartotek.domain.booking.queries import wait_token
from kartotek.domain.booking.values.bookings import Booker
from kartotek.domain.messaging.models import Message, MessageSettings, Template

MONDAY = date(2026, 11, 16)


def offered(salon: Salon, now: datetime) -> list[Message]:
    """What is sent when a place comes free."""
    offers.offer_places(business=salon.business, actor=SYSTEM, now=now, service_id=salon.service.pk)
    return list(Message.objects.filter(event="waitlist_offer").order_by("id"))


def wait(salon: Salon, booker: Booker | None = FREJA, **fields: object) -> WaitlistEntry:
    """Freja waits for a haircut on Monday."""
    return make_waiting(salon.business, salon.service, booker, **{"from_on": MONDAY, "to_on": MONDAY, **fields})


def test_who_is_offered_a_place_is_told_at_once_by_both_ways(salon: Salon, now: datetime) -> None:
    entry = wait(salon)
    mail, text = offered(salon, now)
    entry.refresh_from_db()
    assert (mail.to, text.to, mail.customer_id) == (FREJA.email, FREJA.phone, None)
    assert {mail.due_at, text.due_at} == {now}
    assert {mail.expires_at, text.expires_at} == {entry.offer_until}
    assert f"/havnegade/waiting/{wait_token(entry.pk)}/" in mail.body
    assert "Hello Freja Holm" in mail.body


def test_in_the_quiet_hours_an_offer_goes_by_email_only(salon: Salon, now: datetime) -> None:
    wait(salon)
    MessageSettings.objects.create(business=salon.business, sms_quiet_from=time(8), sms_quiet_to=time(12))
    assert [one.channel for one in offered(salon, now)] == ["email"]


def test_somebody_signed_in_is_told_on_her_card(salon: Salon, now: datetime) -> None:
    card = freja(salon, email="card@example.com", phone="", language="da")
    wait(salon, customer=card, booker=None)
    [mail] = offered(salon, now)
    assert (mail.to, mail.customer_id, mail.language) == ("card@example.com", card.pk, "da")


def test_the_words_of_the_business_name_the_coming_bookings(salon: Salon, now: datetime) -> None:
    card = freja(salon, language="da")
    place = make_location(salon.business, "Ved havnen")
    type(salon.jonas).objects.filter(pk=salon.jonas.pk).update(location=place)
    make_booking(salon, card, MONDAY_10 + timedelta(days=1))
    loop = "[customerFutureBookingsBegin]\n[DATO] [STED]\n[customerFutureBookingsEnd]"
    words = {"event": "waitlist_offer", "channel": "email", "language": "da", "subject": "Hej"}
    Template.objects.create(business=salon.business, **words, body=f"[ANTAL_AFTALER]\n{loop}[TILBUD_INDTIL]")
    entry = wait(salon, customer=card, booker=None)
    mail = offered(salon, now)[0]
    entry.refresh_from_db()
    assert mail.body.startswith("1\n17-11-2026 Ved havnen\n12-11-2026")
