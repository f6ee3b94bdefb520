"""What staff send by hand: their own words with codes, and the appointment card of S46 and S47."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import make_location
from tests.factories.customers import make_customer
from tests.naughty import naughty_strings

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.actions import send_appointment_card, send_free_message
from kartotek.domain.booking.queries.composing import appointment_card_for, preview_for
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.messaging.errors import NoFutureBooking, NoMobile
from kartotek.domain.messaging.models import Address, Message, Template
from kartotek.domain.messaging.queries import opt_out_link
from kartotek.domain.messaging.values import FreeMessage, MessageChannel, MessageLine, Text
from kartotek.kernel.contact import is_mobile
from kartotek.kernel.errors import Invalid, NotFound

EMAIL, SMS = MessageChannel.EMAIL, MessageChannel.SMS
AT_13 = datetime(2026, 11, 12, 12, tzinfo=UTC)  # 12 November, 13:00 in Copenhagen
AT_1430 = datetime(2026, 12, 10, 13, 30, tzinfo=UTC)
KEY = "k" * 32


@pytest.fixture(autouse=True)
def transports(settings: Settings) -> None:
    settings.EMAIL_URL, settings.SMS_URL = "smtp://127.0.0.1:1", "json://127.0.0.1:1"


@pytest.fixture
def salon(scoped: Business) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def sofie(scoped: Business) -> Customer:
    return make_customer(scoped, email="sofie@example.com", phone="+4522550114", language="da")


@pytest.fixture
def booked(salon: Salon, sofie: Customer) -> Customer:
    """Sofie, with the two bookings of the example."""
    for starts_at in (AT_1430, AT_13):
        make_booking(salon, sofie, starts_at)
    return sofie


@pytest.fixture
def write(receptionist: Actor, scoped: Business, now: datetime) -> Callable[..., MessageLine]:
    def write(customer: Customer, body: str, channel: MessageChannel = EMAIL, subject: str = "Hej") -> MessageLine:
        text = Text(subject if channel is EMAIL else "", body)
        message = FreeMessage(customer.pk, channel, text, KEY)
        return send_free_message(business=scoped, actor=receptionist, now=now, message=message)

    return write


def card(business: Business, actor: Actor, now: datetime, customer: Customer, key: str = KEY) -> MessageLine:
    return send_appointment_card(business=business, actor=actor, now=now, customer_id=customer.pk, key=key)


def own_card_text(business: Business, body: str, language: str = "da") -> None:
    Template.objects.create(business=business, event="appointment_card", channel="sms", language=language, body=body)


EXAMPLE = "[customerFutureBookingsBegin_skipToday]\nd. [DATO] Kl. [KLOKKEN_FRATID]\n[customerFutureBookingsEnd]"


def test_the_danish_card_reads_exactly_as_in_the_example(
    scoped: Business, booked: Customer, receptionist: Actor, at: Callable[[str], datetime]
) -> None:
    own_card_text(scoped, EXAMPLE)
    sent = card(scoped, receptionist, at("2026-11-11T23:59+01:00"), booked)
    assert sent.body == "d. 12-11-2026 Kl. 13:00\nd. 10-12-2026 Kl. 14:30\n"
    assert (sent.event, sent.channel, sent.to, sent.language) == ("appointment_card", "sms", "+4522550114", "da")
    assert (sent.state, sent.subject, sent.html, sent.caused_by) == ("queued", "", "", "Signe Kragh")


def test_today_is_a_day_on_the_walls_of_the_business(
    scoped: Business, booked: Customer, receptionist: Actor, at: Callable[[str], datetime]
) -> None:
    own_card_text(scoped, EXAMPLE)
    sent = card(scoped, receptionist, at("2026-11-12T00:01+01:00"), booked)  # still 11 November in UTC
    assert sent.body == "d. 10-12-2026 Kl. 14:30\n"


def test_the_built_in_card_of_every_language_lists_all_that_is_coming(
    scoped: Business, booked: Customer, receptionist: Actor, at: Callable[[str], datetime]
) -> None:
    now = at("2026-11-12T13:10+01:00")  # one is under way: it is not over (S1)
    for number, language in enumerate(("da", "sv", "de", "fr", "en")):
        Customer.objects.update(language=language)
        body = card(scoped, receptionist, now, booked, str(number)).body
        dates = {"da": "12-11-2026", "sv": "2026-11-12", "de": "12.11.2026", "fr": "12/11/2026", "en": "12 Nov 2026"}
        assert dates[language] in body
        assert "14:30" in body
        assert "[" not in body


def test_the_card_is_queued_once_a_key_and_audited(
    scoped: Business, booked: Customer, receptionist: Actor, now: datetime
) -> None:
    first = card(scoped, receptionist, now, booked)
    assert card(scoped, receptionist, now, booked).id == first.id
    assert card(scoped, receptionist, now, booked, "another").id != first.id
    assert ProcrastinateJob.objects.count() == 2
    entry = Entry.objects.filter(action="message.queued").earliest("pk")
    assert (entry.target_id, entry.customer_id, entry.actor_name) == (first.id, booked.pk, "Signe Kragh")


@pytest.mark.parametrize("phone", ["", "+442079460018"])  # none, and a telephone in London
def test_the_card_needs_a_mobile(
    scoped: Business, booked: Customer, receptionist: Actor, now: datetime, phone: str
) -> None:
    Customer.objects.update(phone=phone)
    with pytest.raises(NoMobile) as caught:
        card(scoped, receptionist, now, booked)
    assert [(one.field, one.code) for one in caught.value.problems] == [("phone", "no_mobile")]


def test_which_numbers_may_be_mobiles() -> None:
    numbers = {"+4522550114": True, "+46701740605": True, "+442079460018": False, "": False, "x": False}
    numbers |= {"+12015550123": True}  # where mobiles are not told apart
    assert {number: is_mobile(number) for number in numbers} == numbers


@pytest.mark.parametrize("status", ["cancelled", "no_show", "rejected", "completed"])
def test_the_card_needs_a_coming_booking(
    salon: Salon, sofie: Customer, receptionist: Actor, now: datetime, status: str
) -> None:
    make_booking(salon, sofie, AT_1430, status=status)
    make_booking(salon, sofie, now - timedelta(hours=2))
    with pytest.raises(NoFutureBooking) as caught:
        card(salon.business, receptionist, now, sofie)
    assert [(one.field, one.code) for one in caught.value.problems] == [("booking", "no_future_booking")]


def test_a_card_of_nobody_of_mine_is_not_there(
    scoped: Business, booked: Customer, inspector: Actor, other_area: Area, now: datetime
) -> None:
    for customer_id in (booked.pk, 2**60):
        with pytest.raises(NotFound):
            send_appointment_card(business=scoped, actor=inspector, now=now, customer_id=customer_id, key=KEY)
        message = FreeMessage(customer_id, EMAIL, Text("Hej", "Hej"), KEY)
        with pytest.raises(NotFound):
            send_free_message(business=scoped, actor=inspector, now=now, message=message)


def test_own_words_are_filled_and_go_out_at_once(booked: Customer, write: Callable[..., MessageLine]) -> None:
    sent = write(booked, "Kære [FORNAVN]\n\nVi ses [DATO] kl. [TIME_FROM]: [YDELSE].", subject="Om [dato]")
    assert (sent.event, sent.subject, sent.to) == ("free", "Om 12-11-2026", "sofie@example.com")
    assert sent.body == "Kære Sofie\n\nVi ses 12-11-2026 kl. 13:00: Haircut."
    assert "<p" in sent.html
    assert "Vi ses 12-11-2026" in sent.html
    assert sent.due_at == sent.created_at
    assert write(booked, "the same key, other words").id == sent.id


def test_own_words_as_text_message(booked: Customer, write: Callable[..., MessageLine]) -> None:
    sent = write(booked, "Hej [FORNAVN]", SMS)
    assert (sent.channel, sent.to, sent.subject, sent.body, sent.html) == ("sms", "+4522550114", "", "Hej Sofie", "")


def test_an_e_mail_without_a_subject_gets_a_general_one(booked: Customer, write: Callable[..., MessageLine]) -> None:
    assert write(booked, "Hej", subject=" ").subject == f"Besked fra {booked.business.name}"


def test_whoever_wants_no_reminders_or_may_not_book_is_written_to(
    booked: Customer, write: Callable[..., MessageLine]
) -> None:
    Customer.objects.update(wants_email=False, wants_sms=False, max_future_bookings=0)
    assert [write(booked, "Hej", channel).state for channel in (EMAIL, SMS)] == ["queued", "queued"]


def test_the_link_that_stops_reminders_is_of_the_channel(
    scoped: Business, booked: Customer, write: Callable[..., MessageLine]
) -> None:
    for channel in (EMAIL, SMS):
        assert write(booked, "[OPT_OUT_LINK]", channel).body == opt_out_link(scoped, booked.pk, channel)


def test_to_an_address_that_does_not_work_it_is_suppressed(
    scoped: Business, booked: Customer, write: Callable[..., MessageLine], now: datetime
) -> None:
    Address.objects.create(business=scoped, channel="email", value=booked.email, state="bounced", at=now, reason="Gone")
    sent = write(booked, "Hej")
    assert (sent.state, sent.error) == ("suppressed", "Gone")
    assert not ProcrastinateJob.objects.exists()


def test_every_fault_is_told_at_once_with_its_place(booked: Customer, write: Callable[..., MessageLine]) -> None:
    with pytest.raises(Invalid) as caught:
        write(booked, "Hej\n [FORNAVM]\n[customerFutureBookingsBegin]", subject="[X_Y]")
    assert [(one.field, one.code, one.line, one.column) for one in caught.value.problems] == [
        ("subject", "unknown_code", 1, 1),
        ("body", "unknown_code", 2, 2),
        ("body", "open_loop", 3, 1),
    ]
    assert not Message.objects.exists()


@pytest.mark.parametrize(("channel", "field"), [(EMAIL, "email"), (SMS, "phone")])
def test_without_an_address_the_field_is_named(
    booked: Customer, write: Callable[..., MessageLine], channel: MessageChannel, field: str
) -> None:
    Customer.objects.update(email="", phone="")
    with pytest.raises(Invalid) as caught:
        write(booked, "Hej", channel)
    assert [(one.field, one.code) for one in caught.value.problems] == [(field, "no_address")]


@pytest.mark.parametrize(
    ("body", "code"), [("", "required"), (" \n", "required"), ("[DATE]", "empty"), ("x" * 10_001, "too_long")]
)
def test_nothing_and_too_much_are_refused(
    sofie: Customer, write: Callable[..., MessageLine], body: str, code: str
) -> None:
    with pytest.raises(Invalid) as caught:
        write(sofie, body)
    assert [(one.field, one.code) for one in caught.value.problems] == [("body", code)]


def test_naughty_names_are_inert_in_every_message(
    scoped: Business, sofie: Customer, receptionist: Actor, now: datetime
) -> None:
    """They stand in the text as they are, escaped in HTML, and never break the line of a subject."""
    for number, name in enumerate(naughty_strings()):
        if any(sign < " " and sign not in "\t\n" for sign in name) or len(name) > 200:
            continue  # no card has such a name
        Customer.objects.filter(pk=sofie.pk).update(first_name=name)
        for channel in (EMAIL, SMS):
            text = Text("For [FIRSTNAME]" if channel is EMAIL else "", "To [FIRSTNAME]!")
            message = FreeMessage(sofie.pk, channel, text, f"{number}{channel}")
            sent = send_free_message(business=scoped, actor=receptionist, now=now, message=message)
            assert sent.body == f"To {name}!"
            assert not any(sign < " " or sign == "\x7f" for sign in sent.subject)
            assert "<script" not in sent.html.lower()
            assert "<img" not in sent.html.lower()


def test_a_preview_reads_as_what_is_sent_and_may_be_unfinished(
    scoped: Business, booked: Customer, receptionist: Actor, write: Callable[..., MessageLine], now: datetime
) -> None:
    viewed = get_customer(booked.pk, viewer=receptionist)
    seen = preview_for(viewed, Text("Hej", "Hej [FORNAVN] [DATO]"), business=scoped, channel=EMAIL, now=now)
    sent = write(booked, "Hej [FORNAVN] [DATO]")
    assert (seen.said.text.body, seen.said.html, seen.to) == (sent.body, sent.html, sent.to)
    empty = preview_for(viewed, Text("", ""), business=scoped, channel=SMS, now=now)
    assert (empty.said.text.body, empty.to, empty.size.parts) == ("", "+4522550114", 1)
    with pytest.raises(Invalid):
        preview_for(viewed, Text("", "[X_Y]"), business=scoped, channel=SMS, now=now)
    assert appointment_card_for(viewed, business=scoped, now=now).size.encoding == "gsm7"


def test_a_card_of_which_the_words_of_the_business_leave_nothing_is_not_sent(
    scoped: Business, salon: Salon, sofie: Customer, receptionist: Actor, now: datetime
) -> None:
    make_booking(salon, sofie, AT_13)
    own_card_text(scoped, EXAMPLE)
    with pytest.raises(NoFutureBooking):
        card(scoped, receptionist, now, sofie)
    assert not Message.objects.exists()


def test_the_place_is_that_of_who_does_it(
    salon: Salon, booked: Customer, write: Callable[..., MessageLine], scoped: Business
) -> None:
    place = make_location(scoped, "Ved havnen", address_line="Kaj 4", postcode="1058", city="København")
    type(salon.jonas).objects.filter(pk=salon.jonas.pk).update(location=place)
    loop = "[customerFutureBookingsBegin][STED], [customerFutureBookingsEnd]"
    sent = write(booked, f"[STED], [STED_ADRESSE]: {loop}")
    assert sent.body == "Ved havnen, Kaj 4, 1058 København: Ved havnen, Ved havnen, "
