"""Real workers, a real mail server, a clock that stands before seven: does the daily reminder come once? (S38)"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection

import pytest
from tests.cli.conftest import Kartotek, free_port
from tests.plumbing.transport.servers import MailServer, mail_server

pytestmark = pytest.mark.process

Json = dict[str, object]
SHORTLY_BEFORE = "2026-11-13T05:59:50Z"  # ten to seven o'clock in Copenhagen, in seconds
NINE_DAYS_ON = "2026-11-22T08:00:00Z"
PATIENCE = 150.0


@dataclass(frozen=True)
class Api:
    """The API of one person."""

    port: int
    token: str

    def call(self, method: str, path: str, payload: Json | None = None) -> Json:
        """The answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection.request(method, f"/api/v1/{path}", json.dumps(payload) if payload is not None else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        assert answer.status < 300, content
        read: Json = json.loads(content)
        return read

    def inbox(self) -> list[Json]:
        """What came."""
        items = self.call("GET", "inbox?state=open")["items"]
        assert isinstance(items, list)
        return items


def until(what: Callable[[], bool]) -> None:
    """Wait for the minute tick."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.3)


def ended(kartotek: Kartotek) -> None:
    """All processes, in order."""
    for process in kartotek.started:
        process.terminate()
    for process in kartotek.started:
        process.communicate(timeout=60)
    kartotek.started.clear()


def served(kartotek: Kartotek, token: str) -> Api:
    port = free_port()
    kartotek.start("serve", "--port", str(port), "--workers", "1")
    kartotek.wait_for(port, "/healthz")
    return Api(port, token)


def remind_daily(api: Api) -> None:
    customer = api.call("POST", "customers", {"first_name": "Sofie", "last_name": "Bjerregaard"})
    kind = api.call("POST", "reminder-types", {"name": "Insurance"})
    details: Json = {
        "name": "Renew the contract",
        "starts_on": "2026-11-13",
        "time": "07:00",
        "type": kind["id"],
        "repeat": "daily",
        "channel": "email",
        "recipients": "administrators",
    }
    api.call("POST", f"customers/{customer['id']}/reminders", details)


def test_once_by_two_workers_and_late_once_after_nine_days(kartotek: Kartotek, migrated_database_url: str) -> None:
    with mail_server() as mailbox:
        kartotek.environment |= {
            "KARTOTEK_DATABASE_URL": migrated_database_url,
            "KARTOTEK_DEMO": "1",
            "KARTOTEK_CLOCK": SHORTLY_BEFORE,
            "KARTOTEK_EMAIL_URL": mailbox.url,
        }
        about = ("--name", "Seven", "--timezone", "Europe/Copenhagen", "--country", "DK", "--currency", "DKK")
        assert kartotek.run("business", *about, "--language", "en", "seven").returncode == 0
        token = kartotek.run("token", "--business", "seven", "--role", "owner").stdout.strip()
        api = served(kartotek, token)
        remind_daily(api)
        for _ in range(2):
            kartotek.start("worker")
        until(lambda: bool(mailbox.letters and api.inbox()))
        time.sleep(3)  # for the worker that would do it again
        assert [(one["occurrence"], one["late"]) for one in api.inbox()] == [("2026-11-13", False)]
        _one_letter(mailbox, "Renew the contract")
        ended(kartotek)

        kartotek.environment["KARTOTEK_CLOCK"] = NINE_DAYS_ON
        mailbox.letters.clear()
        api = served(kartotek, token)
        for _ in range(2):
            kartotek.start("worker")
        until(lambda: len(api.inbox()) == 2 and bool(mailbox.letters))
        time.sleep(3)
        late = api.inbox()[0] if api.inbox()[0]["late"] else api.inbox()[1]
        assert late["occurrence"] == "2026-11-22"
        assert late["missed"] == [f"2026-11-{day}" for day in range(14, 23)]
        _one_letter(mailbox, "14 Nov 2026")
        ended(kartotek)


def _one_letter(mailbox: MailServer, said: str) -> None:
    assert len(mailbox.letters) == 1
    body = mailbox.read().get_body(("plain",))
    assert body is not None
    assert said in str(mailbox.read()["Subject"]) + body.get_content()
