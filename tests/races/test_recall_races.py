"""Any number of workers at once: each attempt invites once; with the control (docs/algorithms/recall.md)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django_scopes import scope
from tests.factories.booking import make_booking, make_salon
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer
from tests.factories.recall import make_enrolment, make_plan
from tests.races.crowd import FEW, outcomes

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.models import Message
from kartotek.domain.recall import actions
from kartotek.domain.recall.actions import inviting
from kartotek.domain.recall.models import Invitation
from kartotek.plumbing import locks

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

MANY = 40
SIX_WEEKS = timedelta(days=42)


@pytest.fixture
def business(transactional_db: None, now: datetime) -> Business:
    """Forty customers who came six weeks ago and are to be invited this morning."""
    made: Business = make_business()
    with scope(business=made):
        salon = make_salon(made)
        plan = make_plan(salon.service)
        for number in range(MANY):
            customer = make_customer(made, "Person", str(number), email=f"person{number}@example.com")
            at = now - SIX_WEEKS + number * timedelta(hours=1)
            make_booking(salon, customer, at, status="completed")
            make_enrolment(plan, customer)
    return made


def worker(at: datetime) -> Callable[[], object]:
    """A worker that takes batch after batch until nothing is left."""

    def work() -> None:
        while actions.invite_due(actor=SYSTEM, now=at):
            pass

    return work


def invited(business: Business) -> tuple[int, int]:
    """How many invitations and messages there are."""
    with scope(business=business):
        return Invitation.objects.count(), Message.objects.count()


def test_of_several_workers_each_takes_whom_nobody_else_holds(
    business: Business, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inviting, "MOST_AT_ONCE", 7)
    assert outcomes(business, [worker(now)] * FEW) == {"done": FEW}
    assert invited(business) == (MANY, MANY)


@contextmanager
def nothing_taken(monkeypatch: pytest.MonkeyPatch, workers: int) -> Iterator[None]:
    """Nobody holds whom he found, the database lets everything pass, and all have read before the first writes."""

    def take_nothing(rows: QuerySet[Model]) -> QuerySet[Model]:
        return rows

    everybody = Barrier(workers)

    def wait() -> None:
        try:
            everybody.wait(timeout=10)
        except BrokenBarrierError:
            return  # whoever comes later finds nobody to wait for

    names = ("invitation_once", "invitation_once_a_visit")
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"ALTER TABLE recall_invitation DROP CONSTRAINT {name}")
    try:
        with monkeypatch.context() as patched:
            patched.setattr(locks, "take_rows", take_nothing)
            patched.setattr(locks, "pause_point", wait)
            yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM recall_invitation")
            for name, column in zip(names, ("due_on", "after_on"), strict=True):
                cursor.execute(
                    f"ALTER TABLE recall_invitation ADD CONSTRAINT {name} UNIQUE (enrolment_id, {column}, attempt)"
                )


@pytest.mark.parametrize("_again", range(3))
def test_control_without_locks_and_constraints_everybody_is_invited_twice(
    business: Business, now: datetime, monkeypatch: pytest.MonkeyPatch, _again: int
) -> None:
    monkeypatch.setattr(inviting, "queue_messages", lambda **_values: [])  # messages have a key of their own
    with nothing_taken(monkeypatch, 2):
        outcomes(business, [lambda: actions.invite_due(actor=SYSTEM, now=now)] * 2)
        invitations, _messages = invited(business)
    assert invitations == 2 * MANY
