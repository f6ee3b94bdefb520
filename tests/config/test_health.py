"""Do the two health pages say what a load balancer and an alarm need to know?"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import OperationalError, connection
from django.test import Client

from kartotek.cli import tick

pytestmark = pytest.mark.django_db


def ask(client: Client, path: str) -> tuple[int, dict[str, bool]]:
    """Status and checks."""
    answer = client.get(path)
    return answer.status_code, json.loads(answer.content)


@contextmanager
def unreachable_database() -> Iterator[None]:
    """Every query fails as it does when the server is gone."""

    def refuse(*_args: object) -> None:
        raise OperationalError("the server is gone")

    with connection.execute_wrapper(refuse):
        yield


def test_healthy_means_process_and_database(client: Client) -> None:
    assert ask(client, "/healthz") == (200, {"database": True})


def test_ready_means_tables_and_worker_too(client: Client, now: datetime) -> None:
    assert ask(client, "/readyz") == (503, {"database": True, "migrations": True, "worker": False})
    tick.tick()
    assert ask(client, "/readyz") == (200, {"database": True, "migrations": True, "worker": True})


def test_without_a_database_neither_holds(client: Client) -> None:
    with unreachable_database():
        assert ask(client, "/healthz") == (503, {"database": False})
        assert ask(client, "/readyz") == (503, {"database": False})


def test_nobody_may_keep_the_answer(client: Client) -> None:
    assert "no-store" in client.get("/healthz")["Cache-Control"]


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
