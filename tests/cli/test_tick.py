"""Does the minute tick show that the worker lives, and clear away what is over?"""

from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from kartotek.cli import tick
from kartotek.plumbing import readiness
from kartotek.plumbing.models import IdempotencyKey, RateBucket

pytestmark = pytest.mark.django_db


def test_tick_shows_that_the_worker_lives(now: datetime) -> None:
    assert readiness.is_worker_alive(now=now) is False
    tick.tick()
    tick.tick()
    assert readiness.is_worker_alive(now=now) is True
    assert readiness.is_worker_alive(now=now + timedelta(minutes=3)) is False


def test_beat_of_a_later_clock_does_not_count(now: datetime) -> None:
    tick.tick()
    assert readiness.is_worker_alive(now=now - timedelta(minutes=4)) is False


def test_tick_forgets_what_is_over(now: datetime) -> None:
    for age in (timedelta(days=30), timedelta(0)):
        IdempotencyKey.objects.create(scope="s", key=str(age), body_digest="d", claimed_at=now - age)
        RateBucket.objects.create(name=str(age), window_ends_at=now - age + timedelta(seconds=1), hits=1)
    tick.tick()
    assert list(IdempotencyKey.objects.values_list("key", flat=True)) == ["0:00:00"]
    assert list(RateBucket.objects.values_list("name", flat=True)) == ["0:00:00"]


def test_a_worker_that_starts_asks_for_a_tick_at_once(now: datetime) -> None:
    tick.ask_at_once()
    [job] = ProcrastinateJob.objects.filter(task_name="kartotek.tick")
    assert (job.queueing_lock, job.priority, job.scheduled_at) == ("kartotek.tick", tick.FIRST, None)


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_that_start_together_one_tick_is_asked(now: datetime) -> None:
    tick.ask_at_once()
    tick.ask_at_once()
    assert ProcrastinateJob.objects.filter(task_name="kartotek.tick", status="todo").count() == 1
