"""Does every message arrive once, and how many a minute, while workers are killed? `python -m bench.outbox`.

Real workers against a real mail server on loopback. The result is one line of JSON; faults end it with 1.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from email.message import Message as Letter
from pathlib import Path
from random import Random
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from bench import product
from kartotek.cli.installation import installation

DATA = Path(__file__).parents[1] / "build" / "outbox-data"
BATCH = 500
SECONDS_TO_FINISH = 900.0


@dataclass(frozen=True)
class Result:
    """What came of it. `missing` neither arrived nor is unknown; `doubled` arrived more than once."""

    messages: int
    workers: int
    kills: int
    arrived: int
    doubled: int
    missing: int
    unknown: int
    unknown_but_arrived: int
    states: dict[str, int]
    seconds: float
    per_minute: int

    @property
    def is_right(self) -> bool:
        """Each once, none missing, at most one unknown a kill."""
        return not self.doubled and not self.missing and self.unknown <= self.kills


class Mailbox(Message):
    """A mail server that counts what it takes by the name the message has at us."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: Counter[int] = Counter()

    def handle_message(self, message: Letter) -> None:
        """Take the letter."""
        self.arrived[int(message["X-Kartotek-Message"])] += 1


def main(arguments: list[str]) -> int:
    """Queue, work, kill, count."""
    parser = argparse.ArgumentParser(prog="python -m bench.outbox", description=__doc__)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args(arguments)
    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=product.free_port())
    os.environ["KARTOTEK_EMAIL_URL"] = f"smtp://127.0.0.1:{server.port}"
    os.environ.setdefault("KARTOTEK_SECRET_KEY", "bench-only")
    server.start()
    try:
        with installation(DATA):
            result = _run(options, mailbox)
    finally:
        server.stop()
        product.remove_data(DATA)
    print(json.dumps(asdict(result)))
    return 0 if result.is_right else 1


def _run(options: argparse.Namespace, mailbox: Mailbox) -> Result:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    ids = _queue(options.messages)
    began = time.monotonic()
    with _Workers(options.workers) as workers:
        _kill_along(workers, mailbox, options)
        _wait(mailbox)
    seconds = time.monotonic() - began
    states = _states()
    unknown = {message for message, state in states.items() if state == "unknown"}
    return Result(
        messages=len(ids),
        workers=options.workers,
        kills=workers.kills,
        arrived=len(mailbox.arrived),
        doubled=sum(times > 1 for times in mailbox.arrived.values()),
        missing=len(set(ids) - set(mailbox.arrived) - unknown),
        unknown=len(unknown),
        unknown_but_arrived=len(unknown & set(mailbox.arrived)),
        states=dict(Counter(states.values())),
        seconds=round(seconds, 1),
        per_minute=round(len(mailbox.arrived) / seconds * 60),
    )


class _Workers:
    """Worker processes; one that is killed is followed by another."""

    def __init__(self, many: int) -> None:
        self._many = many
        self._running: list[subprocess.Popen[bytes]] = []
        self.kills = 0

    def __enter__(self) -> Self:
        self._running = [self._started() for _ in range(self._many)]
        return self

    def __exit__(self, *_error: object) -> None:
        for worker in self._running:
            worker.send_signal(signal.SIGTERM)
        for worker in self._running:
            worker.wait(60)

    def kill_one(self, number: int) -> None:
        """SIGKILL: it has no time to say anything."""
        victim = self._running[number % self._many]
        victim.kill()
        victim.wait(30)
        self._running[number % self._many] = self._started()
        self.kills += 1

    @staticmethod
    def _started() -> subprocess.Popen[bytes]:
        return product.started("worker", "--data-dir", str(DATA))


def _kill_along(workers: _Workers, mailbox: Mailbox, options: argparse.Namespace) -> None:
    """Kill them spread over the work, each time at another moment of a message."""
    rng = Random(7)
    for number in range(options.kills):
        share = options.messages * (number + 1) // (options.kills + 1)
        deadline = time.monotonic() + SECONDS_TO_FINISH
        while len(mailbox.arrived) < share:
            if time.monotonic() > deadline:
                raise SystemExit(f"the work stands still at {len(mailbox.arrived)} messages")
            time.sleep(0.002)
        time.sleep(rng.random() * 0.02)
        workers.kill_one(number)


def _wait(mailbox: Mailbox) -> None:
    """Until nothing is on its way."""
    deadline = time.monotonic() + SECONDS_TO_FINISH
    while any(state in {"queued", "sending"} for state in _states().values()):
        if time.monotonic() > deadline:
            raise SystemExit(f"not done in time: {Counter(_states().values())}, {len(mailbox.arrived)} arrived")
        time.sleep(0.2)


def _queue(many: int) -> list[int]:
    from django_scopes import scopes_disabled

    from kartotek.domain.businesses.models import Business
    from kartotek.domain.messaging.actions import queue_messages
    from kartotek.domain.messaging.values import Draft, Event, MessageChannel, Text
    from kartotek.kernel import clock

    now = clock.now()
    drafts = [
        Draft(
            event=Event.FREE,
            channel=MessageChannel.EMAIL,
            to=f"person{number}@example.com",
            language="en",
            text=Text(f"Message {number}", "Hello,\nwe look forward to seeing you.\n"),
            key=f"bench:{number}",
            html="<p>Hello,<br>we look forward to seeing you.</p>",
        )
        for number in range(many)
    ]
    with scopes_disabled():
        business = Business.objects.create(
            slug="outbox", name="Outbox", languages=["en"], default_language="en", timezone="UTC", created_at=now
        )
        made: list[int] = []
        for first in range(0, many, BATCH):
            some = drafts[first : first + BATCH]
            made += queue_messages(business_id=business.pk, drafts=some, caused_by="bench", now=now)
    return made


def _states() -> dict[int, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT id, state FROM messaging_message")
        return dict(cursor.fetchall())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
