"""Locking and unlocking as staff do it: for a time, without end, with a reason; at once in every other browser."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django_scopes import scope
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason

from kartotek.domain.access.models import CustomerTag, LockReason, ServiceRule, Tag
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import add_staff_notice
from kartotek.domain.messaging.values import NewStaffNotice
from kartotek.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Enter = Callable[[Page, Actor], str]
Check = Callable[[Page], None]


@pytest.fixture
def salon(business: Business) -> Salon:
    """Two reasons: missing documents for a time, unpaid without end; Freja has one coming booking."""
    with scope(business=business):
        LockReason.objects.all().delete()
        make_lock_reason(business, "Missing documents", ends=[{"days": 5}, {"days": 14}, {"months": 1}], position=1)
        make_lock_reason(business, "Unpaid", ends=["date", "none"], position=2)
        make_settings(business, max_future_bookings=5)
        return make_salon(business)


@pytest.fixture
def freja(salon: Salon) -> Customer:
    with scope(business=salon.business):
        customer = make_customer(salon.business, "Freja", "Holm", email="freja.holm@example.com", language="en")
        start = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
        make_booking(salon, customer, start)
        return customer


@pytest.fixture
def visitor(chromium: Browser, faults: list[str], live_server: LiveServer) -> Iterator[Page]:
    """The customer's own phone, beside the screen of the desk."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="en-GB", reduced_motion="reduce", base_url=live_server.url
    )
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()


def test_a_customer_is_locked_for_a_time_and_unlocked_by_keyboard(
    screen: Page, enter: Enter, accessible: Check, receptionist: Actor, freja: Customer
) -> None:
    screen.goto(f"{enter(screen, receptionist)}customers/{freja.pk}/")
    panel = screen.locator("#k-access")
    expect(panel.locator(".k-gate")).to_have_count(4)
    accessible(screen)
    screen.locator("h1").click()
    screen.keyboard.press("l")
    dialog = screen.get_by_role("dialog", name="Lock Freja Holm")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    accessible(screen)
    screen.keyboard.press("Tab")
    expect(dialog.get_by_role("radio", name="5 days")).to_be_checked()
    screen.keyboard.press("ArrowRight")
    expect(dialog.get_by_role("radio", name="14 days")).to_be_checked()
    expect(dialog.locator("#lock-line")).to_contain_text("Unlocks by itself on")
    dialog.get_by_role("button", name="Lock customer").press("Enter")
    expect(dialog).to_be_hidden()
    expect(panel).to_contain_text("No, until and including")
    expect(panel).to_contain_text("By Signe Kragh")
    expect(screen.locator(".k-toasts")).to_contain_text("Can Freja book online? No, until and including")
    button = panel.get_by_role("link", name="Unlock…", exact=True)
    expect(button).to_be_focused()
    accessible(screen)

    screen.keyboard.press("Enter")
    dialog = screen.get_by_role("dialog", name="Unlock Freja Holm")
    reason = dialog.get_by_label("Why is the lock lifted?")
    expect(reason).to_be_focused()
    dialog.get_by_role("button", name="Unlock customer").press("Enter")
    expect(dialog.get_by_text("Please give a reason.")).to_be_visible()
    expect(reason).to_be_focused()
    accessible(screen)
    screen.keyboard.type("Signed the form at reception")
    dialog.get_by_role("button", name="Unlock customer").press("Enter")
    expect(panel).to_contain_text("Yes, 1 of 5 coming bookings used.")
    expect(panel.get_by_role("link", name="Lock…", exact=True)).to_be_focused()
    expect(screen.locator("#k-tab")).to_contain_text("Signed the form at reception")


def test_a_lock_without_end_asks_for_a_note_at_once(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, freja: Customer
) -> None:
    screen.goto(f"{enter(screen, owner)}customers/{freja.pk}/")
    screen.locator("#open-lock").click()
    dialog = screen.get_by_role("dialog", name="Lock Freja Holm")
    dialog.get_by_label("Reason").select_option("Unpaid")
    expect(dialog.get_by_role("radio", name="Date")).to_be_checked()
    expect(dialog.get_by_label("Last day of the lock")).to_be_visible()
    dialog.get_by_text("No end", exact=True).click()
    expect(dialog.get_by_label("Last day of the lock")).to_be_hidden()
    expect(dialog.locator("#lock-line")).to_contain_text("Needs a note")
    dialog.get_by_role("radiogroup").get_by_text("Cancel", exact=True).click()
    dialog.get_by_label("Text for the customer").fill("Please call us")
    dialog.get_by_role("button", name="Lock customer").click()
    expect(dialog.get_by_text("An endless lock needs a note.")).to_be_visible()
    expect(dialog.get_by_label("Text for the customer")).to_have_value("Please call us")
    expect(dialog.get_by_role("radio", name="No end")).to_be_checked()
    accessible(screen)
    dialog.get_by_label("Note").fill("Two invoices open")
    dialog.get_by_role("button", name="Lock customer").click()
    expect(screen.locator("#k-access")).to_contain_text("No, until someone unlocks. Unpaid.")
    expect(screen.locator("#k-tab")).to_contain_text("Nothing is booked.")
    screen.locator(".k-tabs").get_by_role("link", name="Locks").click()
    expect(screen.get_by_text("Text for the customer: “Please call us”")).to_be_visible()
    accessible(screen)
    screen.locator(".k-tabs").get_by_role("link", name="Notices").click()
    expect(screen.locator("#k-tab")).to_contain_text("Two invoices open")
    pin = screen.get_by_role("button", name="Pin to the top: Two invoices open")
    pin.focus()
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("button", name="Unpin: Two invoices open")).to_be_focused()
    accessible(screen)


def test_a_customer_is_locked_from_the_list_in_two_actions(
    screen: Page, enter: Enter, accessible: Check, receptionist: Actor, freja: Customer
) -> None:
    screen.goto(f"{enter(screen, receptionist)}customers/?search=freja")
    screen.get_by_role("link", name="Lock Freja Holm…").click()
    screen.get_by_role("dialog").get_by_role("button", name="Lock customer").click()
    row = screen.get_by_role("row").filter(has_text="Freja Holm")
    expect(row).to_contain_text("Locked")
    expect(screen.get_by_role("link", name="Unlock Freja Holm…")).to_be_focused()
    accessible(screen)


def test_a_lock_stops_a_booking_begun_elsewhere(
    screen: Page,
    visitor: Page,
    enter: Enter,
    receptionist: Actor,
    salon: Salon,
    freja: Customer,
) -> None:
    today = clock.now().date()
    monday = today + timedelta(days=14 - today.weekday())
    visitor.goto(f"/havnegade/when/?service={salon.service.pk}&employee=any&day={monday}")
    visitor.locator("label.k-slot").first.click()
    visitor.locator(".k-sticky .primary").click()
    fields = {"first_name": "Freja", "last_name": "Holm", "phone": "50 55 01 62", "email": "freja.holm@example.com"}
    for name, text in fields.items():
        visitor.fill(f"[name={name}]", text)
    visitor.locator(".k-sticky .primary").click()

    screen.goto(f"{enter(screen, receptionist)}customers/{freja.pk}/")
    screen.locator("#open-lock").click()
    dialog = screen.get_by_role("dialog", name="Lock Freja Holm")
    dialog.get_by_label("Text for the customer").fill("Please call us first.")
    dialog.get_by_role("button", name="Lock customer").click()
    expect(screen.locator("#k-access")).to_contain_text("No, until and including")

    visitor.locator(".k-sticky .primary").click()
    expect(visitor.get_by_text("Please call us first.")).to_be_visible()
    expect(visitor.get_by_text("Missing documents")).to_have_count(0)


def test_staff_see_four_reasons_in_order_and_the_customer_one_text(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, salon: Salon, freja: Customer
) -> None:
    business, now = salon.business, clock.now()
    with scope(business=business):
        make_lock(freja, now, make_lock_reason(business, "Conduct", messages={"en": "Please call us first."}))
        banned = Tag.objects.create(business=business, label="Do not book", kind="banned", created_at=now)
        CustomerTag.objects.create(business=business, customer=freja, tag=banned, added_at=now)
        ServiceRule.objects.create(business=business, when={}, where={"services": [salon.service.pk]}, created_at=now)
        Customer.objects.filter(pk=freja.pk).update(max_future_bookings=1)
    screen.goto(f"{enter(screen, owner)}customers/{freja.pk}/")
    verdicts = screen.locator(".k-gate .v")
    expect(verdicts).to_have_text(["No end", "Stops everything", "Stops too: 1 of 1", "1 service closed"])
    expect(screen.locator(".k-gate.decides")).to_have_count(1)
    expect(screen.locator(".k-gate.decides")).to_contain_text("Please call us first.")
    accessible(screen)


def test_an_endless_lock_comes_up_and_an_ended_one_stands_in_the_inbox(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, salon: Salon, freja: Customer
) -> None:
    with scope(business=salon.business):
        make_lock(freja, datetime(2020, 1, 2, 9, tzinfo=UTC), make_lock_reason(salon.business, "Conduct"))
        data = {"reason": "Missing documents", "ended_at": "2026-01-02T23:00:00+00:00"}
        notice = NewStaffNotice("lock_expired", "one", freja.pk, data)
        add_staff_notice(business_id=salon.business.pk, notice=notice, now=clock.now())
    screen.goto(f"{enter(screen, owner)}inbox/")
    expect(screen.locator(".k-nav .count .k-n")).to_have_text("2")
    accessible(screen)
    screen.get_by_role("button", name="Done: A lock has ended, Freja Holm").press("Enter")
    expect(screen.get_by_role("button", name="Undo: A lock has ended, Freja Holm")).to_be_focused()
    expect(screen.locator(".k-nav .count .k-n")).to_have_text("1")
    accessible(screen)
    screen.get_by_role("link", name="Look at them").click()
    accessible(screen)
    screen.get_by_role("link", name="Shorten the lock of Freja Holm…").click()
    dialog = screen.get_by_role("dialog", name="Give the lock an end")
    dialog.get_by_text("14 days", exact=True).click()
    dialog.get_by_label("Why does it get an end?").fill("Pays in two parts")
    accessible(screen)
    dialog.get_by_role("button", name="Shorten").click()
    expect(screen.get_by_role("heading", name="Nothing to review")).to_be_visible()


def test_reasons_are_kept_by_keyboard(
    screen: Page, enter: Enter, accessible: Check, owner: Actor, salon: Salon
) -> None:
    screen.goto(f"{enter(screen, owner)}settings/lock-reasons/")
    accessible(screen)
    screen.get_by_role("link", name="New reason").press("Enter")
    screen.get_by_label("Text for staff").fill("Conduct")
    screen.get_by_label("No end").check()
    screen.get_by_role("button", name="English").click()
    screen.get_by_label("English", exact=True).fill("Please call us first.")
    accessible(screen)
    screen.get_by_role("button", name="Save").press("Enter")
    expect(screen.get_by_role("link", name="Conduct")).to_be_visible()
    screen.get_by_role("button", name="Archive Conduct").press("Enter")
    expect(screen.get_by_role("button", name="Restore Conduct")).to_be_visible()
    accessible(screen)
