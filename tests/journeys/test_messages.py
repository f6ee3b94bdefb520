"""A customer books, moves and cancels, and reads of it in her mail; staff write to her and see what went out."""

import re
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.message import Message as Letter
from email.parser import BytesParser
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler
from django_scopes import scope
from icalendar import Calendar, Component
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.messages import make_message
from tests.journeys.test_booking_site import go_on, next_monday, type_details, walk_to_details

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.jobs import deliver
from kartotek.domain.messaging.models import Message, MessageSettings

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Check = Callable[[Page], None]
Enter = Callable[[Page, Actor], str]


class Mailbox(Handler):
    """What a real mail server on loopback was given."""

    def __init__(self) -> None:
        super().__init__()
        self.letters: list[EmailMessage] = []

    def handle_message(self, message: Letter) -> None:
        self.letters.append(BytesParser(EmailMessage, policy=default).parsebytes(message.as_bytes()))


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    yield box
    server.stop()


def send_what_is_due(business: Business) -> None:
    """What the worker does; reminders wait for their day."""
    with scope(business=business):
        due = list(Message.objects.filter(state="queued", due_at__lte=datetime.now(UTC)).order_by("id"))
    for message in due:
        deliver(business=business.pk, message=message.pk)


def invitation(letter: EmailMessage) -> tuple[str, Component]:
    """The method and the event of the part that mail clients answer."""
    [part] = [one for one in letter.walk() if one.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert part.get_param("method") == calendar["method"]
    return str(calendar["method"]), calendar.walk("VEVENT")[0]


def book_in_danish(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/havnegade/")
    phone.locator("#language").select_option(label="Dansk")
    expect(phone.locator("h1")).to_have_text("Hvad kunne du tænke dig?")
    walk_to_details(phone, live_server)
    type_details(phone)
    go_on(phone)
    go_on(phone)
    expect(phone).to_have_url(re.compile("/done/|/manage/"))


def manage_link(letter: EmailMessage) -> str:
    """The address that the plain text carries."""
    text = letter.get_body(("plain",))
    assert text is not None
    found = re.search(r"http\S+/havnegade/manage/\S+/", text.get_content())
    assert found is not None
    return found[0]


def test_she_books_moves_and_cancels_and_gets_three_mails(
    phone: Page, live_server: LiveServer, settings: Settings, mailbox: Mailbox
) -> None:
    settings.BASE_URL = live_server.url
    business = make_business(default_language="en")
    with scope(business=business):
        make_salon(business)
        MessageSettings.objects.create(business=business, grace_seconds=0)
    book_in_danish(phone, live_server)
    send_what_is_due(business)
    link = manage_link(mailbox.letters[0])
    phone.goto(f"{link}move/")
    phone.locator("a.k-day").nth(3).click()
    phone.locator("label.k-slot").nth(1).click()
    go_on(phone)
    expect(phone.get_by_role("status")).to_be_visible()
    send_what_is_due(business)
    phone.goto(f"{link}cancel/")
    phone.locator("main form button[type=submit]").last.click()
    expect(phone.locator("main form button[type=submit]")).to_have_count(0)
    send_what_is_due(business)

    told = [invitation(letter) for letter in mailbox.letters]
    assert [method for method, _ in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({str(event["uid"]) for _, event in told}) == 1
    assert [str(event["sequence"]) for _, event in told] == ["0", "1", "2"]
    starts = [event.decoded("dtstart") for _, event in told]
    assert starts[0] != starts[1] == starts[2]
    subjects = " | ".join(str(letter["Subject"]) for letter in mailbox.letters)
    assert re.fullmatch(r"Din aftale .* \| .*flyttet.* \| .*aflyst.*", subjects)
    with scope(business=business):
        left = Message.objects.filter(event="booking_reminder").values_list("state", flat=True)
        assert set(left) <= {"dropped"}


@pytest.fixture
def salon(business: Business) -> Salon:
    with scope(business=business):
        return make_salon(business)


@pytest.fixture
def sofie(salon: Salon, settings: Settings) -> Customer:
    """She has a booking, and a mail to her failed; nothing is set up that would send one."""
    settings.EMAIL_URL = settings.SMS_URL = ""
    with scope(business=salon.business):
        sofie = make_customer(salon.business, email="sofie@example.com", phone="+4522550114", language="en")
        make_booking(salon, sofie, next_monday())
        make_message(salon.business, sofie, state="failed", error="The mail server refused it.")
        return sofie


def test_staff_write_to_her_and_send_her_card(
    screen: Page, enter: Enter, receptionist: Actor, sofie: Customer, accessible: Check
) -> None:
    screen.goto(f"{enter(screen, receptionist)}customers/{sofie.pk}/")
    screen.locator("#open-write").focus()
    screen.keyboard.press("Enter")
    text = screen.locator("#m-write textarea")
    expect(text).to_be_focused()
    screen.keyboard.type("Hello [FIRSTNAME], see you at [TIME_FROM]")
    expect(screen.locator("#write-preview .k-said")).to_contain_text("Hello Sofie, see you at 10:00")
    accessible(screen)
    screen.keyboard.type(" [NOBODY]")
    expect(screen.locator("#write-preview")).to_contain_text("There is no such code")
    screen.locator("#m-write button[type=submit]").last.click()
    expect(text).to_have_attribute("aria-invalid", "true")  # that is, the answer is here
    expect(text).to_have_value("Hello [FIRSTNAME], see you at [TIME_FROM] [NOBODY]")
    text.fill("Hello [FIRSTNAME]")
    screen.locator("#m-write button[type=submit]").last.click()
    expect(screen.locator("#m-write")).to_be_hidden()
    expect(screen.locator("#open-write")).to_be_focused()
    screen.locator("#open-card").click()
    expect(screen.locator("#m-card .k-said")).to_contain_text("at 10:00")
    accessible(screen)
    screen.keyboard.press("Enter")
    expect(screen.locator("#card-sent")).to_contain_text("Sent")


def test_all_messages_are_on_one_page_and_what_failed_is_tried_again(
    screen: Page, enter: Enter, receptionist: Actor, sofie: Customer, accessible: Check
) -> None:
    screen.goto(enter(screen, receptionist))
    screen.keyboard.press("g")
    screen.keyboard.press("o")
    expect(screen.locator("h1")).to_have_text("Messages")
    accessible(screen)
    screen.get_by_role("link", name=re.compile("^Show:")).first.click()
    expect(screen.locator("#m-message")).to_contain_text("Sofie")
    accessible(screen)
    screen.keyboard.press("Escape")
    screen.get_by_role("link", name="Did not get through").click()
    screen.get_by_role("button", name=re.compile("^Try again:")).click()
    expect(screen.get_by_role("link", name="Did not get through")).to_be_visible()
    expect(screen.get_by_role("button", name=re.compile("^Try again:"))).to_have_count(0)


def test_settings_of_messages_are_accessible(
    screen: Page, enter: Enter, owner: Actor, salon: Salon, accessible: Check
) -> None:
    desk = enter(screen, owner)
    screen.goto(f"{desk}settings/messages/")
    accessible(screen)
    screen.get_by_role("button", name="Let it differ…").click()
    expect(screen.locator("h1")).to_contain_text("Messages of Haircut")
    accessible(screen)
    screen.get_by_role("checkbox", name="Reminder of a booking differs for this service").check()
    screen.fill("[name=hours_before]", "48, 3")
    screen.get_by_role("button", name="Save").click()
    expect(screen.get_by_role("link", name="Haircut")).to_be_visible()
