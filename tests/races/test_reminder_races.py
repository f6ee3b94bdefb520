"""Any number of workers at once: each occurrence fires once for each recipient; with the control (S38)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django_scopes import scope
from tests.factories.businesses import make_business, make_membership
from tests.factories.customers import make_customer
from tests.factories.reminders import make_item, make_reminder
from tests.races.crowd import FEW, outcomes

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Business, Membership
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Role
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message
from kartotek.domain.reminders import actions
from kartotek.domain.reminders.actions import firing
from kartotek.domain.reminders.models import Delivery, Firing, Reminder
from kartotek.plumbing import locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

MANY = 60


@pytest.fixture
def business(transactional_db: None, now: datetime) -> Business:
    made: Business = make_business()
    return made


@pytest.fixture
def owner(business: Business) -> Membership:
    return make_membership(business, Role.OWNER)


@pytest.fixture
def freja(business: Business, owner: Membership) -> Customer:
    with scope(business=business):
        return make_customer(business, "Freja", "Holm")


@pytest.fixture
def due(freja: Customer, now: datetime) -> datetime:
    """So many reminders of hers are due then, by e-mail, every day."""
    with scope(business=freja.business):
        for _ in range(MANY):
            make_reminder(freja, repeat="daily", channel="email")
    return now + timedelta(days=1)


def worker(at: datetime) -> Callable[[], object]:
    """A worker that takes batch after batch until nothing is left."""

    def work() -> None:
        while actions.fire_due(actor=SYSTEM, now=at):
            pass

    return work


def fired(business: Business) -> tuple[int, int, int]:
    """How many occurrences, items and messages there are."""
    with scope(business=business):
        items = Delivery.objects.filter(channel="system").count()
        return Firing.objects.count(), items, Message.objects.count()


def test_of_several_workers_each_takes_what_nobody_else_holds(
    business: Business, due: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(firing, "MOST_AT_ONCE", 7)
    assert outcomes(business, [worker(due)] * FEW) == {"done": FEW}
    assert fired(business) == (MANY, MANY, MANY)


def test_two_workers_in_the_same_minute_fire_once(business: Business, due: datetime) -> None:
    assert outcomes(business, [lambda: actions.fire_due(actor=SYSTEM, now=due)] * 2) == {"done": 2}
    assert fired(business) == (MANY, MANY, MANY)


@contextmanager
def nothing_taken(monkeypatch: pytest.MonkeyPatch, workers: int) -> Iterator[None]:
    """Nobody holds what is due, the database lets everything pass, and all have read before the first writes."""

    def take_nothing(rows: QuerySet[Model]) -> QuerySet[Model]:
        return rows

    everybody = Barrier(workers)

    def wait() -> None:
        try:
            everybody.wait(timeout=10)
        except BrokenBarrierError:
            return  # whoever comes later finds nobody to wait for

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reminders_firing DROP CONSTRAINT firing_once")
    try:
        with monkeypatch.context() as patched:
            patched.setattr(locks, "take_rows", take_nothing)
            patched.setattr(locks, "pause_point", wait)
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM reminders_delivery")
            cursor.execute("DELETE FROM reminders_firing")
            cursor.execute('ALTER TABLE reminders_firing ADD CONSTRAINT firing_once UNIQUE (reminder_id, "on")')


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_and_constraint_everything_comes_twice(
    business: Business, due: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    with nothing_taken(monkeypatch, 2):
        outcomes(business, [lambda: actions.fire_due(actor=SYSTEM, now=due)] * 2)
        occurrences, items, _messages = fired(business)
    assert (occurrences, items) == (2 * MANY, 2 * MANY)


def test_a_reminder_that_is_being_deleted_does_not_fire_and_nothing_of_it_is_sent(
    business: Business, due: datetime, owner: Membership
) -> None:
    actor: Actor = actor_for_membership(owner)
    with scope(business=business):
        ids = list(Reminder.objects.values_list("pk", flat=True))

    def delete() -> None:
        for number in ids:
            actions.delete_reminder(actor=actor, now=due, reminder_id=number)

    assert outcomes(business, [delete, worker(due)]) == {"done": 2}
    with scope(business=business):
        assert Reminder.objects.filter(due_at__isnull=False).count() == 0
        assert set(Message.objects.values_list("state", flat=True)) <= {"dropped", "captured"}


def test_two_recipients_who_are_done_at_once_close_it_together(
    business: Business, freja: Customer, now: datetime
) -> None:
    members = [make_membership(business, Role.OWNER, name=f"Owner {number}") for number in range(2)]
    with scope(business=business):
        first = make_item(make_reminder(freja), members[0])
        second = make_item(first.firing.reminder, members[1], first.firing)
    deeds = [
        lambda: actions.done_item(actor=actor_for_membership(members[0]), now=now, item_id=first.pk),
        lambda: actions.done_item(actor=actor_for_membership(members[1]), now=now, item_id=second.pk),
    ]
    assert outcomes(business, deeds) == {"done": 2}
    with scope(business=business):
        assert Firing.objects.get().closed_by == "staff"
