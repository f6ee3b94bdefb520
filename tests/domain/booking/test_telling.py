"""A customer is told what happens to her bookings, once, and never what is not true any more (S43, S44)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from tests.domain.booking.desk import HOUR, Book, Desk, as_customer, freja
from tests.factories.booking import FREJA, MONDAY_10, Salon
from tests.factories.businesses import make_location
from tests.factories.catalog import make_service
from tests.factories.classes import TUESDAY_18, make_session, make_studio
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock_reason

from kartotek.domain.access.values.locks import Days, NewLock
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking import actions
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import Move, StaffBooking
from kartotek.domain.booking.values.classes import SessionChanges
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.actions import edit_template
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import MessageSettingsChanges

GRACE = timedelta(minutes=3)
DAY = timedelta(days=1)
Told = tuple[str, str, str]
Change = Callable[[MessageSettingsChanges], None]


def told(*states: str) -> list[Told]:
    """Event, channel and state of every message, in the order they were written."""
    rows = Message.objects.order_by("id")
    if states:
        rows = rows.filter(state__in=states)
    return [(row.event, row.channel, row.state) for row in rows]


# ---- what is told when -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("transported")
def test_a_booking_is_confirmed_after_the_grace_and_reminded_a_day_before(book: Book, now: datetime) -> None:
    booking = book().bookings[0]
    confirmed, reminder = Message.objects.order_by("id")
    assert (confirmed.event, confirmed.to, confirmed.state) == ("booking_confirmed", FREJA.email, "queued")
    assert (confirmed.due_at, confirmed.expires_at) == (now + GRACE, booking.ends_at)
    assert (confirmed.booking_id, confirmed.visit, confirmed.customer_id) == (
        booking.id,
        booking.visit,
        booking.customer_id,
    )
    assert (reminder.event, reminder.due_at) == ("booking_reminder", MONDAY_10 - DAY)
    assert reminder.expires_at == MONDAY_10
    assert "16 Nov 2026" in confirmed.subject
    assert "10:00" in confirmed.body
    assert "/manage/" in confirmed.body


@pytest.mark.usefixtures("transported")
def test_what_is_told_costs_a_booking_one_statement(salon: Salon, book: Book) -> None:
    freja(salon)
    with CaptureQueriesContext(connection) as queries:
        book(salon.online(salon.wish(employee=salon.mette)))
    assert [query["sql"] for query in queries if "messaging_message " in query["sql"]] != []
    assert sum("INSERT INTO messaging_message " in query["sql"] for query in queries) == 1
    assert not any(query["sql"].startswith("SELECT") and "messaging_" in query["sql"] for query in queries)


@pytest.mark.usefixtures("transported")
def test_a_request_is_acknowledged_and_its_answer_told(salon: Salon, book: Book, desk: Desk) -> None:
    type(salon.service).objects.update(needs_approval=True)
    first, second = book().bookings[0], book(salon.online(salon.wish(MONDAY_10 + HOUR))).bookings[0]
    assert told() == [("booking_requested", "email", "queued")] * 2
    assert [row.attachments for row in Message.objects.all()] == [[], []]
    desk.step(actions.approve_booking, first.id)
    desk.step(actions.decline_booking, second.id, reason="Ill")
    assert Message.objects.get(event="booking_declined").attachments == []
    assert told("queued") == [
        ("booking_approved", "email", "queued"),
        ("booking_reminder", "email", "queued"),
        ("booking_declined", "email", "queued"),
    ]
    assert [row.error for row in Message.objects.filter(state="dropped").order_by("id")] == [
        "The booking was approved.",
        "The booking was declined.",
    ]


def test_moving_drops_what_waits_and_tells_the_new_time(told_desk: Desk) -> None:
    booking = told_desk.book().bookings[0]
    told_desk.move(Move(booking.id, MONDAY_10 + HOUR))
    assert told() == [
        ("booking_confirmed", "email", "dropped"),
        ("booking_reminder", "email", "dropped"),
        ("booking_moved", "email", "queued"),
        ("booking_reminder", "email", "queued"),
    ]
    moved, reminder = Message.objects.filter(state="queued").order_by("id")
    assert "11:00" in moved.body
    assert reminder.due_at == MONDAY_10 + HOUR - DAY
    assert {row.error for row in Message.objects.filter(state="dropped")} == {"The booking was moved."}


def test_a_customer_who_moves_what_wants_approval_has_asked_again(salon: Salon, book: Book, desk: Desk) -> None:
    booking = book().bookings[0]
    type(salon.service).objects.update(needs_approval=True)
    customer = as_customer(Desk(salon, Booking.objects.get().customer, desk.actor, desk.now))
    customer.move(Move(booking.id, MONDAY_10 + HOUR))
    assert told("queued", "captured") == [("booking_requested", "email", "queued")]
    [asked] = Message.objects.get(event="booking_requested").attachments  # the old time stands in her calendar
    assert ("METHOD:REQUEST" in asked["content"], "STATUS:TENTATIVE" in asked["content"]) == (True, True)
    desk.step(actions.decline_booking, booking.id)
    [declined] = Message.objects.get(event="booking_declined").attachments
    assert ("METHOD:CANCEL" in declined["content"], "SEQUENCE:2" in declined["content"]) == (True, True)


def test_cancelling_says_by_whom_and_nothing_else_goes_out(told_desk: Desk) -> None:
    booking = told_desk.book().bookings[0]
    told_desk.step(actions.cancel_booking, booking.id)
    [cancelled] = Message.objects.filter(state="queued")
    assert (cancelled.event, "cancelled by us" in cancelled.body, cancelled.expires_at) == (
        "booking_cancelled",
        True,
        None,
    )
    by_herself = told_desk.book().bookings[0]
    as_customer(told_desk).step(actions.cancel_booking, by_herself.id)
    assert "cancelled by you" in Message.objects.filter(state="queued").latest("id").body
    assert {row.error for row in Message.objects.filter(state="dropped")} == {"The booking was cancelled."}


def test_arriving_drops_the_reminder_and_a_second_step_finds_nothing(told_desk: Desk) -> None:
    booking = told_desk.book().bookings[0]
    told_desk.step(actions.arrive_booking, booking.id)
    assert told() == [("booking_confirmed", "email", "dropped"), ("booking_reminder", "email", "dropped")]
    with CaptureQueriesContext(connection) as queries:
        told_desk.step(actions.complete_booking, booking.id)
    assert not any("messaging_template" in query["sql"] for query in queries)


def test_who_stayed_away_is_told_so_only_where_it_is_on_and_wished(told_desk: Desk, change: Change) -> None:
    one, two = (told_desk.book(told_desk.salon.wish(MONDAY_10 + number * HOUR)).bookings[0] for number in (0, 1))
    told_desk.now = MONDAY_10 + DAY
    told_desk.step(actions.no_show_booking, one.id)
    assert "no_show" not in [event for event, _, _ in told()]
    change({"events": {"no_show": {"email": True, "sms": True}}})
    type(told_desk.customer).objects.update(wants_sms=False)
    told_desk.step(actions.no_show_booking, two.id)
    assert told("queued")[-1] == ("no_show", "email", "queued")
    assert Message.objects.filter(event="no_show").count() == 1


def test_a_booking_that_is_over_is_no_news(told_desk: Desk) -> None:
    booking = told_desk.book().bookings[0]
    told_desk.now = MONDAY_10 + DAY
    told_desk.step(actions.cancel_booking, booking.id)
    assert told("queued") == []


def test_no_address_no_message(desk: Desk) -> None:
    desk.book()
    assert told() == []


def test_a_text_message_goes_to_a_mobile_only(told_desk: Desk, change: Change) -> None:
    change({"events": {"booking_confirmed": {"sms": True, "email": False}}})
    told_desk.book()
    assert told() == [("booking_confirmed", "sms", "queued"), ("booking_reminder", "email", "queued")]
    Message.objects.all().delete()
    type(told_desk.customer).objects.update(phone="+4533550120")
    told_desk.book(told_desk.salon.wish(MONDAY_10 + HOUR))
    assert [channel for _, channel, _ in told()] in (["email"], ["sms", "email"])  # where a country tells them apart


# ---- one visit ---------------------------------------------------------------------------------------------------


def _two(desk: Desk) -> tuple[int, int]:
    colour = make_service(desk.salon.business, "Colour")
    jonas = desk.salon.jonas
    jonas.offers.create(business=desk.salon.business, service=colour)
    wish = desk.salon.wish(MONDAY_10, jonas)
    later = type(wish)(colour.pk, MONDAY_10 + HOUR, jonas.pk)
    first, second = desk.book(wish, later).bookings
    return first.id, second.id


def test_what_is_booked_together_is_told_together(told_desk: Desk) -> None:
    _two(told_desk)
    confirmed, reminder = Message.objects.order_by("id")
    assert (confirmed.event, reminder.event) == ("booking_confirmed", "booking_reminder")
    assert "Haircut, Colour" in confirmed.body
    assert "10:00–11:45" in confirmed.body
    assert len(confirmed.attachments) == 2


def test_when_one_of_two_is_cancelled_the_other_is_confirmed_still(told_desk: Desk) -> None:
    first, _second = _two(told_desk)
    told_desk.step(actions.cancel_booking, first)
    waiting = list(Message.objects.filter(state="queued").order_by("id"))
    assert [row.event for row in waiting] == ["booking_cancelled", "booking_confirmed", "booking_reminder"]
    assert ["Haircut" in row.body for row in waiting] == [True, False, False]
    assert "Colour" in waiting[1].body
    assert waiting[2].due_at == MONDAY_10 + HOUR - DAY


def test_a_visit_of_two_days_is_reminded_of_each(told_desk: Desk) -> None:
    told_desk.book(told_desk.salon.wish(), told_desk.salon.wish(MONDAY_10 + DAY))
    assert [row.due_at for row in Message.objects.filter(event="booking_reminder").order_by("id")] == [
        MONDAY_10 - DAY,
        MONDAY_10,
    ]


def test_staff_settle_who_it_was_and_she_is_reminded(told_desk: Desk, book: Book, salon: Salon) -> None:
    own = make_customer(salon.business, "Freja", "Holm", email="freja.own@example.com")
    booking = book().bookings[0]
    Booking.objects.update(possible_matches=[{"customer": own.pk, "why": "similar_name"}])
    actions.settle_match(
        business=salon.business, actor=told_desk.actor, now=told_desk.now, booking_id=booking.id, same_as=own.pk
    )
    assert {row.to for row in Message.objects.filter(state="queued")} == {"freja.own@example.com"}
    assert [event for event, _, _ in told("queued")] == ["booking_confirmed", "booking_reminder"]


# ---- classes -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("transported")
def test_a_class_that_moves_or_falls_out_is_told_to_everybody_in_it(
    scoped: Business, owner: Actor, now: datetime
) -> None:
    studio = make_studio(scoped)
    session = make_session(studio)
    for name in ("Freja", "Viggo"):
        person = make_customer(studio.business, name, email=f"{name}@example.com".lower())
        actions.book_for_customer(
            business=studio.business, actor=owner, now=now, request=StaffBooking(person.pk, (), session_id=session.pk)
        )
    changes: SessionChanges = {"starts_at": TUESDAY_18 + HOUR}
    actions.edit_class_session(
        business=studio.business, actor=owner, now=now, session_id=session.pk, changes=changes, expected_version=None
    )
    assert [event for event, _, _ in told("queued")] == ["booking_moved", "booking_reminder"] * 2
    actions.cancel_class_session(business=studio.business, actor=owner, now=now, session_id=session.pk)
    assert [event for event, _, _ in told("queued")] == ["booking_cancelled"] * 2


# ---- words -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("transported")
@pytest.mark.parametrize(("language", "said"), [("da", "Din aftale"), ("de", "Ihr Termin"), ("fr", "rendez-vous")])
def test_she_is_written_to_in_the_language_she_booked_in(salon: Salon, book: Book, language: str, said: str) -> None:
    freja(salon)  # her card names no language
    book(salon.online(language=language))
    assert {row.language for row in Message.objects.all()} == {language}
    assert said in Message.objects.earliest("id").subject


@pytest.mark.usefixtures("transported")
def test_what_happens_to_the_booking_later_is_told_in_the_same_language(salon: Salon, book: Book, desk: Desk) -> None:
    freja(salon)
    booking = book(salon.online(language="fr")).bookings[0]
    desk.move(Move(booking.id, MONDAY_10 + HOUR))
    assert {row.language for row in Message.objects.all()} == {"fr"}


@pytest.mark.usefixtures("transported")
def test_the_language_of_the_card_wins(salon: Salon, book: Book) -> None:
    freja(salon, language="sv")
    book(salon.online(language="fr"))
    assert {row.language for row in Message.objects.all()} == {"sv"}


def test_the_words_of_the_business_and_the_place_fill_the_message(told_desk: Desk, owner: Actor) -> None:
    salon = told_desk.salon
    place = make_location(salon.business, "Ved havnen", address_line="Kaj 4", postcode="1058", city="København")
    type(salon.jonas).objects.update(location=place)
    edit_template(
        business_id=salon.business.pk,
        template_id="booking_confirmed.email.en",
        changes={
            "body": "[LOCATION] [LOCATION_ADDRESS] [FUTURE_BOOKINGS][customerFutureBookingsBegin] [TIME_FROM]"
            "[customerFutureBookingsEnd]"
        },
        expected_version=None,
        actor=owner,
        now=told_desk.now,
    )
    told_desk.book()
    told_desk.book(salon.wish(MONDAY_10 + HOUR))
    last = Message.objects.filter(event="booking_confirmed").latest("id")
    assert last.body == "Ved havnen Kaj 4, 1058 København 2 10:00 11:00"


# ---- the calendar part -------------------------------------------------------------------------------------------


def _part(message: Message) -> str:
    [attachment] = message.attachments
    method = "CANCEL" if message.event == "booking_cancelled" else "REQUEST"
    assert attachment["media_type"] == f"text/calendar; charset=utf-8; method={method}"
    text: str = attachment["content"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    assert text.endswith("END:VCALENDAR\r\n")
    assert vobject.readOne(text).method.value == method
    return text


def test_the_mails_carry_an_invitation_that_follows_the_booking(told_desk: Desk) -> None:
    booking = told_desk.book().bookings[0]
    told_desk.move(Move(booking.id, MONDAY_10 + HOUR))
    told_desk.step(actions.cancel_booking, booking.id)
    mails = Message.objects.exclude(event="booking_reminder").order_by("id")
    events = [Calendar.from_ical(_part(mail)).walk("VEVENT")[0] for mail in mails]
    assert {str(event["uid"]) for event in events} == {f"booking-{booking.id}@havnegade.kartotek"}
    assert [int(str(event["sequence"])) for event in events] == [0, 1, 2]
    assert [event.decoded("dtstart") for event in events] == [
        MONDAY_10.astimezone(UTC),
        (MONDAY_10 + HOUR).astimezone(UTC),
        (MONDAY_10 + HOUR).astimezone(UTC),
    ]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert str(events[0]["attendee"]) == "mailto:sofie@example.com"
    assert events[0]["attendee"].params["partstat"] == "ACCEPTED"
    assert events[0]["organizer"].params["cn"] == told_desk.salon.business.name
    assert {event.decoded("dtstamp") for event in events} == {told_desk.now}


def test_names_do_not_break_out_of_the_calendar(told_desk: Desk) -> None:
    name = 'Evil";CN=x\r\nATTENDEE:mailto:other@example.com'
    type(told_desk.customer).objects.update(last_name=name)
    type(told_desk.salon.service).objects.update(name="Cut\r\nBEGIN:VALARM")
    told_desk.book()
    [event] = Calendar.from_ical(_part(Message.objects.earliest("id"))).walk("VEVENT")
    assert str(event["attendee"]) == "mailto:sofie@example.com"
    assert not event.subcomponents


# ---- offers and locks --------------------------------------------------------------------------------------------


def test_a_lock_is_told_only_where_the_business_wants_that(told_desk: Desk, owner: Actor, change: Change) -> None:
    reason = make_lock_reason(told_desk.salon.business)

    def lock() -> None:
        new = NewLock(customer_id=told_desk.customer.pk, reason_id=reason.pk, ends=Days(5), note="Internal words")
        actions.lock_customer(business=told_desk.salon.business, actor=owner, now=told_desk.now, lock=new)

    lock()
    assert told() == []
    change({"events": {"lock_told": {"email": True, "sms": True}}, "sms_quiet_from": "00:00", "sms_quiet_to": "23:00"})
    lock()
    mail, text = Message.objects.order_by("id")
    assert (mail.event, mail.due_at, "Internal" in mail.body) == ("lock_told", told_desk.now + GRACE, False)
    assert (text.channel, text.due_at) == ("sms", datetime(2026, 11, 12, 22, 0, tzinfo=UTC))
