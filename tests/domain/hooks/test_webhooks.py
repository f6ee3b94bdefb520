"""Are programs outside told what happens: in order about each object, once each by identifier, for days if need be?"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.factories.access import make_settings
from tests.factories.booking import FREJA, Salon, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock_reason
from tests.receiver import Receiver, receiving

from kartotek.domain.access.actions import expire_locks, extend_lock, place_lock, unlock
from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.values.locks import Days, Extension, Lifting, NewLock
from kartotek.domain.audit.values import STRANGER, SYSTEM, Actor
from kartotek.domain.booking.actions import book_online, cancel_booking, move_booking
from kartotek.domain.booking.values.bookings import BookingItem, Move, OnlineBooking
from kartotek.domain.businesses.models import Business
from kartotek.domain.hooks import actions, queries
from kartotek.domain.hooks.decisions import signature
from kartotek.domain.hooks.errors import NotFinished
from kartotek.domain.hooks.jobs import deliver, wake_deliveries
from kartotek.domain.hooks.models import Delivery, Webhook
from kartotek.domain.hooks.values import (
    PAUSES,
    Happening,
    HookEvent,
    WebhookChanges,
    WebhookDetails,
    WebhookItem,
)
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

ALL = tuple(event.value for event in HookEvent)


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.IS_DEMO = True  # the receiver is on loopback
    with receiving() as found:
        yield found


@pytest.fixture
def salon(scoped: Business) -> Salon:
    make_settings(scoped, horizon_days=365)
    return make_salon(scoped)


def webhook(business: Business, owner: Actor, now: datetime, url: str, events: tuple[str, ...] = ALL) -> WebhookItem:
    details = WebhookDetails(url, events)
    return actions.create_webhook(actor=owner, now=now, business_id=business.pk, details=details)


def tell(business: Business, now: datetime, *about: str) -> None:
    happenings = [Happening(HookEvent.BOOKING_MADE, one, {"n": place}) for place, one in enumerate(about)]
    actions.tell(business_id=business.pk, happenings=happenings, at=now)


def log(business: Business, hook: WebhookItem) -> list[tuple[str, str, int]]:
    page = queries.list_deliveries(business_id=business.pk, webhook_id=hook.id)
    return [(item.about, item.state, item.attempts) for item in reversed(page.items)]


def booked(salon: Salon, now: datetime, at: datetime | None = None) -> BookingItem:
    request = OnlineBooking((salon.wish(at or now + timedelta(days=4)),), "en", FREJA)
    return book_online(business=salon.business, actor=STRANGER, now=now, request=request).bookings[0]


# ---- what is told ------------------------------------------------------------------------------------------------


def test_a_booking_is_told_made_moved_and_cancelled_in_order(
    salon: Salon, owner: Actor, now: datetime, receiver: Receiver
) -> None:
    business = salon.business
    hook = webhook(business, owner, now, receiver.url)
    first = datetime.fromisoformat("2026-11-16T10:00+01:00")
    booking = booked(salon, now, first)
    move = Move(booking.id, first + timedelta(hours=1))
    move_booking(business=business, actor=owner, now=now, move=move)
    cancel_booking(business=business, actor=owner, now=now, booking_id=booking.id, reason="She is unreliable.")
    deliver(business=business.pk)
    told = [(one.headers["webhook-id"], one.data["status"], one.data["version"]) for one in receiver.heard]
    ids = [item.public_id for item in queries.list_deliveries(business_id=business.pk, webhook_id=hook.id).items]
    assert told == [(ids[2], "confirmed", 1), (ids[1], "confirmed", 2), (ids[0], "cancelled", 3)]
    assert receiver.heard[0].data["customer"] == str(booking.customer_id)
    assert "unreliable" not in "".join(one.body for one in receiver.heard)


def test_the_signature_verifies_and_the_address_is_told_as_it_stands(
    scoped: Business, owner: Actor, now: datetime, receiver: Receiver
) -> None:
    hook = webhook(scoped, owner, now, receiver.url)
    tell(scoped, now, "booking 1")
    deliver(business=scoped.pk)
    [heard] = receiver.heard
    made = signature(hook.secret, heard.id, now, heard.body)
    assert (heard.path, heard.headers["webhook-signature"]) == ("/told?by=kartotek", made)
    assert heard.headers["host"] in receiver.url


def test_locks_are_told_and_what_staff_wrote_is_not(
    scoped: Business, owner: Actor, now: datetime, receiver: Receiver
) -> None:
    hook = webhook(scoped, owner, now, receiver.url)
    card, reason = make_customer(scoped), make_lock_reason(scoped)
    lock = NewLock(card.pk, reason.pk, Days(5), note="Secret note")
    placed = place_lock(business=scoped, actor=owner, now=now, lock=lock)
    extension = Extension(placed.id, Days(14), "Secret note")
    extend_lock(business=scoped, actor=owner, now=now, extension=extension)
    unlock(business=scoped, actor=owner, now=now, lifting=Lifting(card.pk, "Secret note"))
    place_lock(business=scoped, actor=owner, now=now, lock=lock)
    expire_locks(actor=SYSTEM, now=now + timedelta(days=7))
    bodies = [item.body for item in queries.list_deliveries(business_id=scoped.pk, webhook_id=hook.id).items]
    events = [item.event for item in queries.list_deliveries(business_id=scoped.pk, webhook_id=hook.id).items]
    assert list(reversed(events)) == [
        "customer.locked",
        "customer.lock_extended",
        "customer.unlocked",
        "customer.locked",
        "customer.lock_expired",
    ]
    assert not any("Secret" in body or reason.label in body for body in bodies)


def test_a_refusal_is_told_without_its_reasons(salon: Salon, owner: Actor, now: datetime, receiver: Receiver) -> None:
    webhook(salon.business, owner, now, receiver.url, ("booking.refused",))
    make_customer(salon.business, email=FREJA.email, max_future_bookings=0)
    with pytest.raises(CustomerRefused):
        booked(salon, now, datetime.fromisoformat("2026-11-16T10:00+01:00"))
    deliver(business=salon.business.pk)
    [heard] = receiver.heard
    assert sorted(heard.data) == ["channel", "customer", "employee", "kind", "refusal", "service", "starts_at"]


def test_only_what_an_address_wants_to_hear_while_it_is_on(scoped: Business, owner: Actor, now: datetime) -> None:
    hook = webhook(scoped, owner, now, "https://example.com/a", ("booking.moved",))
    off = webhook(scoped, owner, now, "https://example.com/b")
    actions.edit_webhook(actor=owner, now=now, business_id=scoped.pk, webhook_id=off.id, changes={"is_active": False})
    tell(scoped, now, "booking 1")
    assert (log(scoped, hook), log(scoped, off)) == ([], [])
    assert ProcrastinateJob.objects.count() == 0


def test_where_nobody_listens_telling_is_one_query(scoped: Business, now: datetime) -> None:
    with CaptureQueriesContext(connection) as counted:
        tell(scoped, now, "booking 1", "booking 2")
    assert len(counted) == 1


# ---- how it is told ----------------------------------------------------------------------------------------------


def test_a_failure_is_tried_again_later_with_the_same_identifier_and_what_follows_waits(
    scoped: Business, owner: Actor, at: Callable[[str], datetime], receiver: Receiver
) -> None:
    now = at("2026-11-12T10:00+01:00")
    hook = webhook(scoped, owner, now, receiver.url)
    receiver.answers = [(500, {}), (204, {})]
    tell(scoped, now, "booking 1", "booking 1", "booking 2")
    deliver(business=scoped.pk)
    assert log(scoped, hook) == [("booking 1", "queued", 1), ("booking 1", "queued", 0), ("booking 2", "delivered", 1)]
    failing = queries.get_webhook(business_id=scoped.pk, webhook_id=hook.id)
    assert failing.failing_since == now
    deliver(business=scoped.pk)
    assert len(receiver.heard) == 2  # its pause is not over
    at("2026-11-12T10:00:05+01:00")
    deliver(business=scoped.pk)
    assert [state for _, state, _ in log(scoped, hook)] == ["delivered"] * 3
    first, other, again, second = receiver.heard
    assert (first.id, again.id) == (first.id, first.id)
    assert [one.data["n"] for one in (first, other, again, second)] == [0, 2, 0, 1]


def test_a_receiver_that_is_down_for_hours_hears_everything_in_order_once_it_is_up(
    scoped: Business, owner: Actor, at: Callable[[str], datetime], receiver: Receiver
) -> None:
    now = at("2026-11-12T08:00+01:00")
    hook = webhook(scoped, owner, now, "http://127.0.0.1:9/")  # nobody listens there
    tell(scoped, now, *["booking 1"] * 3)
    for pause in PAUSES[:5]:
        deliver(business=scoped.pk)
        now = at((now + pause).isoformat())
    assert log(scoped, hook)[0] == ("booking 1", "queued", 5)
    changes = WebhookChanges(url=receiver.url)
    actions.edit_webhook(actor=owner, now=now, business_id=scoped.pk, webhook_id=hook.id, changes=changes)
    assert wake_deliveries(now=now) == 1
    deliver(business=scoped.pk)
    assert [one.data["n"] for one in receiver.heard] == [0, 1, 2]
    assert len({one.id for one in receiver.heard}) == 3


def test_after_the_last_attempt_it_has_failed_and_the_next_is_told(
    scoped: Business, owner: Actor, now: datetime, receiver: Receiver
) -> None:
    hook = webhook(scoped, owner, now, receiver.url)
    receiver.answers = [(404, {}), (204, {})]
    tell(scoped, now, "booking 1", "booking 1")
    first = Delivery.objects.order_by("pk").first()
    assert first is not None
    Delivery.objects.filter(pk=first.pk).update(attempts=len(PAUSES))
    deliver(business=scoped.pk)
    assert [state for _, state, _ in log(scoped, hook)] == ["failed", "delivered"]
    first.refresh_from_db()
    assert (first.status, first.error, first.finished_at) == (404, "no", now)


def test_a_worker_that_died_while_sending_costs_nothing_but_time(
    scoped: Business, owner: Actor, now: datetime, receiver: Receiver
) -> None:
    webhook(scoped, owner, now, receiver.url)
    tell(scoped, now, "booking 1")
    Delivery.objects.update(state="sending", lease_ends_at=now + timedelta(minutes=2))
    assert wake_deliveries(now=now) == 0
    assert wake_deliveries(now=now + timedelta(minutes=2)) == 1
    deliver(business=scoped.pk)
    assert len(receiver.heard) == 1


def test_telling_once_more_keeps_the_identifier(
    scoped: Business, owner: Actor, now: datetime, receiver: Receiver
) -> None:
    hook = webhook(scoped, owner, now, receiver.url)
    tell(scoped, now, "booking 1")
    [waiting] = queries.list_deliveries(business_id=scoped.pk, webhook_id=hook.id).items

    def retry(delivery_id: int) -> str:
        again = actions.retry_delivery(
            actor=owner, now=now, business_id=scoped.pk, webhook_id=hook.id, delivery_id=delivery_id
        )
        return again.state

    with pytest.raises(NotFinished):
        retry(waiting.id)
    deliver(business=scoped.pk)
    assert retry(waiting.id) == "queued"
    deliver(business=scoped.pk)
    assert [one.id for one in receiver.heard] == [waiting.public_id] * 2
    with pytest.raises(NotFound):
        retry(waiting.id + 1)


# ---- who may, and what is kept apart -----------------------------------------------------------------------------


def test_another_tenants_webhooks_do_not_exist(
    scoped: Business, other_business: Business, owner: Actor, other_owner: Actor, now: datetime
) -> None:
    theirs = webhook(other_business, other_owner, now, "https://example.com/")
    tell(scoped, now, "booking 1")
    assert Delivery.objects.count() == 0
    with pytest.raises(NotFound):
        queries.get_webhook(business_id=scoped.pk, webhook_id=theirs.id)
    with pytest.raises(NotFound):
        queries.list_deliveries(business_id=scoped.pk, webhook_id=theirs.id)
    with pytest.raises(NotFound):
        actions.delete_webhook(actor=owner, now=now, business_id=scoped.pk, webhook_id=theirs.id)
    assert queries.list_webhooks(business_id=scoped.pk) == []


def test_changes_need_the_permission_the_version_and_sense(
    scoped: Business, owner: Actor, receptionist: Actor, now: datetime
) -> None:
    with pytest.raises(NotPermitted):
        webhook(scoped, receptionist, now, "https://example.com/")
    with pytest.raises(Invalid):
        webhook(scoped, owner, now, "nowhere")
    hook = webhook(scoped, owner, now, "https://example.com/", ("booking.moved", "booking.made", "booking.made"))
    assert hook.events == ("booking.made", "booking.moved")

    def edit(changes: WebhookChanges, expected_version: int | None = None) -> WebhookItem:
        return actions.edit_webhook(
            actor=owner,
            now=now,
            business_id=scoped.pk,
            webhook_id=hook.id,
            changes=changes,
            expected_version=expected_version,
        )

    with pytest.raises(Stale):
        edit({"url": "https://example.com/b"}, 7)
    with pytest.raises(Invalid):
        edit({"events": ()})
    same = edit({"events": ("booking.moved", "booking.made")})
    assert same.version == 1


def test_a_new_secret_is_another_one(scoped: Business, owner: Actor, now: datetime) -> None:
    hook = webhook(scoped, owner, now, "https://example.com/")
    fresh = actions.rotate_webhook_secret(actor=owner, now=now, business_id=scoped.pk, webhook_id=hook.id)
    assert fresh.secret != hook.secret
    assert fresh.version == 2


def test_a_deleted_address_hears_not_even_what_still_waits(scoped: Business, owner: Actor, now: datetime) -> None:
    hook = webhook(scoped, owner, now, "https://example.com/")
    tell(scoped, now, "booking 1")
    actions.delete_webhook(actor=owner, now=now, business_id=scoped.pk, webhook_id=hook.id)
    assert (Delivery.objects.get().state, queries.list_webhooks(business_id=scoped.pk)) == ("failed", [])


def test_there_may_be_twenty(scoped: Business, owner: Actor, now: datetime) -> None:
    Webhook.objects.bulk_create(
        Webhook(business_id=scoped.pk, url="https://example.com/", events=[], created_at=now) for _ in range(20)
    )
    with pytest.raises(Invalid):
        webhook(scoped, owner, now, "https://example.com/")


def test_the_log_comes_page_by_page(scoped: Business, owner: Actor, now: datetime) -> None:
    hook = webhook(scoped, owner, now, "https://example.com/")
    tell(scoped, now, "booking 1", "booking 2", "booking 3")
    page = queries.list_deliveries(business_id=scoped.pk, webhook_id=hook.id, limit=2)
    assert [item.about for item in page.items] == ["booking 3", "booking 2"]
    rest = queries.list_deliveries(business_id=scoped.pk, webhook_id=hook.id, limit=2, cursor=page.next or "")
    assert ([item.about for item in rest.items], rest.next) == (["booking 1"], None)
    assert [str(one) for one in (Webhook(pk=3), Delivery(event="booking.made", about="booking 1", state="queued"))] == [
        "webhook 3",
        "booking.made of booking 1, queued",
    ]
