"""What happens every minute in a worker? It shows that it lives, and calls what has fallen due (joint 10)."""

from procrastinate.contrib.django import app

from kartotek.domain.access.jobs import expire_locks
from kartotek.domain.booking.jobs import expire_offers
from kartotek.domain.messaging.jobs import settle_lost
from kartotek.kernel import clock
from kartotek.plumbing import idempotency, ratelimits, readiness

# Before anything that waits: a long queue must not look like a dead worker.
FIRST = 100


def beat() -> None:
    """Write the heartbeat that /readyz and every desk page look at."""
    readiness.beat(readiness.WORKER, now=clock.now())


def tick() -> None:
    """What one minute asks for; our clock decides what is due."""
    beat()
    now = clock.now()
    settle_lost(now=now)
    expire_locks(now=now)
    expire_offers(now=now)
    idempotency.forget_old(now=now)
    ratelimits.forget_passed(now=now)


def register() -> None:
    """Let Procrastinate call the tick; only a worker process does so."""
    task = app.task(name="kartotek.tick", queueing_lock="kartotek.tick", priority=FIRST)
    app.periodic(cron="* * * * *")(task(_tick))


def _tick(timestamp: int) -> None:
    del timestamp  # of the database's clock
    tick()
