"""What happens every minute in a worker? It shows that it lives, and calls what has fallen due (joint 10)."""

from contextlib import suppress

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kartotek.domain.access.jobs import expire_locks
from kartotek.domain.booking.jobs import expire_offers, forget_old_changes
from kartotek.domain.booking.jobs.staff_mail import send_overviews, tell_staff
from kartotek.domain.hooks.jobs import wake_deliveries
from kartotek.domain.messaging.jobs import mind_outbox, read_bounce_mails
from kartotek.domain.recall.jobs import invite_due
from kartotek.domain.reminders.jobs import close_done, fire_due
from kartotek.domain.reminders.queries.watchdog import RUNS
from kartotek.kernel import clock
from kartotek.plumbing import idempotency, ratelimits, readiness
from kartotek.plumbing.jobs import revive_lost

# Before anything that waits: a long queue must not look like a dead worker.
FIRST = 100
NAME = "kartotek.tick"


def beat() -> None:
    """Write the heartbeat that /readyz and every desk page look at."""
    readiness.beat(readiness.WORKER, now=clock.now())


def tick() -> None:
    """What one minute asks for; our clock decides what is due."""
    beat()
    now = clock.now()
    mind_outbox(now=now)
    revive_lost()
    expire_locks(now=now)
    expire_offers(now=now)
    wake_deliveries(now=now)
    tell_staff(now=now)
    send_overviews(now=now)
    fire_due(now=now)
    readiness.beat(RUNS, now=now)
    close_done(now=now)
    invite_due(now=now)
    forget_old_changes()
    idempotency.forget_old(now=now)
    ratelimits.forget_passed(now=now)
    read_bounce_mails(now=now)


def register() -> None:
    """Let Procrastinate call the tick; only a worker process does so."""
    task = app.task(name=NAME, queueing_lock=NAME, priority=FIRST)
    app.periodic(cron="* * * * *")(task(_tick))


def ask_at_once() -> None:
    """Have the first tick without waiting for the full minute: much may have fallen due while nobody worked."""
    with suppress(AlreadyEnqueued):  # by another worker
        app.configure_task(NAME, queueing_lock=NAME, priority=FIRST).defer(timestamp=0)


def _tick(timestamp: int) -> None:
    del timestamp  # of the database's clock
    tick()
