"""Who waits too long is told so, and nothing is half done."""

from collections.abc import Iterator
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, transaction
from tests.factories.businesses import make_user

from kartotek.domain.businesses.models import User
from kartotek.kernel.errors import Busy
from kartotek.plumbing import locks


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "LONGEST_WAIT_MS", 50)


@pytest.fixture
def somebody_holds(transactional_db: None) -> Iterator[None]:
    """Another connection holds the name "a" and every account until the test has ended."""
    make_user("one@example.com")
    held, done = Event(), Event()

    def hold() -> None:
        try:
            with locks.holding("a"):
                list(locks.hold_rows(User.objects.all()))
                held.set()
                done.wait(timeout=30)
        finally:
            connection.close()

    thread = Thread(target=hold)
    thread.start()
    held.wait(timeout=30)
    yield
    done.set()
    thread.join()


@pytest.mark.race
@pytest.mark.usefixtures("impatience", "somebody_holds")
def test_who_waits_too_long_for_a_name_is_told_busy() -> None:
    with pytest.raises(Busy), locks.holding("b", "a"):
        raise AssertionError("the name was free")  # pragma: no cover


def make_one_and_hold_all() -> None:
    with locks.holding():
        make_user("two@example.com")
        list(locks.hold_rows(User.objects.all()))


@pytest.mark.race
@pytest.mark.usefixtures("impatience", "somebody_holds")
def test_who_waits_too_long_for_a_row_is_told_busy() -> None:
    with pytest.raises(Busy):
        make_one_and_hold_all()
    assert list(User.objects.values_list("email", flat=True)) == ["one@example.com"]


@pytest.mark.django_db
def test_another_fault_of_the_database_stays_what_it_is() -> None:
    with pytest.raises(OperationalError, match="lost"), locks.holding():
        raise OperationalError("lost")


@pytest.mark.django_db
def test_rows_are_held_in_order_and_names_only_in_a_transaction() -> None:
    users = [make_user(f"{name}@example.com") for name in "cab"]
    with locks.holding("a", "a"):
        assert transaction.get_connection().in_atomic_block
        assert list(locks.hold_rows(User.objects.all())) == users
        locks.pause_point()
