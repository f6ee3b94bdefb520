"""Many people at once: real threads, each with a connection of its own, all starting together."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import connection
from django.db.models import Model, QuerySet
from django_scopes import scope
from tests.factories.booking import MONDAY_10, Salon

from kartotek.domain.audit.values import STRANGER
from kartotek.domain.booking.actions import book_online
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking, Wish
from kartotek.domain.businesses.models import Business
from kartotek.kernel.errors import KartotekError
from kartotek.plumbing import locks

CROWD = 50
FEW = 6  # as many as may all hold a connection of the pool while they wait for one another


def outcomes(business: Business, deeds: Sequence[Callable[[], object]]) -> Counter[str]:
    """How often each code came out ("done" for success) when all deeds were done at the same moment."""
    found: list[str] = []
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            with scope(business=business):
                deed()
            found.append("done")
        except KartotekError as error:
            found.append(error.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(deeds), "a thread died of something unforeseen"
    return Counter(found)


def booking(salon: Salon, now: datetime, booker: Booker, wish: Wish) -> Callable[[], object]:
    """The deed of booking this."""
    request = OnlineBooking((wish,), "en", booker)
    return lambda: book_online(business=salon.business, actor=STRANGER, now=now, request=request)


def person(number: int) -> Booker:
    """A person of her own."""
    return Booker("Person", str(number), f"person{number}@example.com")


def time(number: int) -> datetime:
    """A start of its own: eight a day, from Monday on, leaving out the weekends."""
    week, day = divmod(number // 8, 5)
    return MONDAY_10 - timedelta(hours=1) + timedelta(weeks=week, days=day, hours=number % 8)


def finished_meanwhile(
    business: Business, one: Callable[[], object], other: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> bool:
    """Whether the other deed comes to its end while the first stands between its decision and its writes."""
    has_decided, may_go_on = Event(), Event()

    def pause() -> None:
        has_decided.set()
        assert may_go_on.wait(timeout=30)

    def run(deed: Callable[[], object]) -> None:
        try:
            with scope(business=business):
                deed()
        finally:
            connection.close()

    with monkeypatch.context() as patched:
        patched.setattr(locks, "pause_point", pause)
        first = Thread(target=run, args=(one,))
        first.start()
        assert has_decided.wait(timeout=30)
        patched.setattr(locks, "pause_point", lambda: None)
        second = Thread(target=run, args=(other,))
        second.start()
        second.join(timeout=1)
        is_finished = not second.is_alive()
        may_go_on.set()
        first.join()
        second.join()
    return is_finished


@contextmanager
def nothing_held(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """No lock holds: what the controls show is what the locks are for."""

    def hold_nothing(rows: QuerySet[Model]) -> QuerySet[Model]:
        return rows.order_by("pk")

    with monkeypatch.context() as patched:
        patched.setattr(locks, "_hold", lambda _names: None)
        patched.setattr(locks, "hold_rows", hold_nothing)
        patched.setattr(locks, "held", lambda statement: statement)
        yield patched


@contextmanager
def without_locks(monkeypatch: pytest.MonkeyPatch, crowd: int) -> Iterator[None]:
    """No lock holds, and everybody waits between deciding and writing until all have decided."""
    everybody = Barrier(crowd)
    with nothing_held(monkeypatch) as patched:
        patched.setattr(locks, "pause_point", lambda: everybody.wait(timeout=30))
        yield
