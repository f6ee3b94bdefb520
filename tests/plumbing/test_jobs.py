"""Does a job that died with its worker run again, and is a job that many ask for asked once?"""

import pytest
from django.db import connection
from django_scopes import get_scope
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kartotek.plumbing import jobs

pytestmark = pytest.mark.django_db


def make_job(status: str, *, lock: str | None = None, silent_seconds: int | None = None) -> int:
    with connection.cursor() as cursor:
        worker = None
        if silent_seconds is not None:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat)"
                " VALUES (now() - make_interval(secs => %s)) RETURNING id",
                [silent_seconds],
            )
            worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock, worker_id)"
            " VALUES ('default', 'some.job', %s::procrastinate_job_status, %s, %s) RETURNING id",
            [status, lock, worker],
        )
        return int(cursor.fetchone()[0])


def status_of(job: int) -> str | None:
    return ProcrastinateJob.objects.filter(pk=job).values_list("status", flat=True).first()


def test_a_job_whose_worker_is_dead_runs_again() -> None:
    gone = make_job("doing")
    silent = make_job("doing", silent_seconds=31)
    alive = make_job("doing", silent_seconds=5)
    failed = make_job("failed")
    assert jobs.revive_lost() == 2
    assert [status_of(one) for one in (gone, silent, alive, failed)] == ["todo", "todo", "doing", "failed"]


def test_a_job_that_somebody_asks_for_anew_is_forgotten() -> None:
    make_job("todo", lock="tick")
    lost = make_job("doing", lock="tick")
    assert jobs.revive_lost() == 0
    assert status_of(lost) is None


def test_a_job_the_clock_asked_for_stays_until_the_clock_has_asked_again() -> None:
    lost = make_job("doing", lock="tick")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, job_id) VALUES ('t', 1, %s)", [lost]
        )
    assert jobs.revive_lost() == 0
    assert status_of(lost) == "doing"


@pytest.mark.django_db(transaction=True)
def test_of_many_that_ask_with_one_lock_one_waits() -> None:
    for _ in range(2):
        jobs.enqueue_once("some.job", lock="slot")
    jobs.enqueue_once("some.job", lock="other", seconds=5)
    found = ProcrastinateJob.objects.order_by("id").values_list("queueing_lock", "scheduled_at")
    assert [(lock, at is None) for lock, at in found] == [("slot", True), ("other", False)]


def test_a_job_of_the_installation_runs_outside_every_scope() -> None:
    seen: list[object] = []
    jobs.installation_job("test.everywhere")(lambda: seen.append(get_scope()["_enabled"]))
    task = app.tasks["test.everywhere"]
    task.func()
    assert (seen, task.priority) == ([False], jobs.BEHIND)
    del app.tasks["test.everywhere"]
