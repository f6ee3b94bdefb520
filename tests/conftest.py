"""What does every test find? Personas, a clock that stands still, and the certainty that no scope stays open."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django_scopes import get_scope, scope

from kartotek.domain.businesses.models import Business

pytest_plugins = ["tests.database", "tests.personas"]

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)  # Thursday 12 November 2026, 10:54 in Copenhagen


def pytest_configure() -> None:
    """Passwords of people who do not exist need no slow hash, and a busy machine is no counterexample."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hypothesis.settings.register_profile("patient", hypothesis.settings.default, deadline=None)
    hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True)
def _no_scope_stays_open() -> Iterator[None]:
    yield
    assert get_scope().get("business") is None, "a test left the scope of a business open"


@pytest.fixture
def scoped(business: Business) -> Iterator[Business]:
    """The test runs inside the scope of `business`."""
    with scope(business=business):
        yield business


@pytest.fixture
def at() -> Iterator[Callable[[str], datetime]]:
    """`at("2026-11-12T10:54+01:00")` sets the clock and stops it; it may be called again and again."""
    travellers: list[time_machine.travel] = []

    def travel(moment: str) -> datetime:
        instant = datetime.fromisoformat(moment).astimezone(UTC)
        if travellers:
            travellers.pop().stop()
        traveller = time_machine.travel(instant, tick=False)
        traveller.start()
        travellers.append(traveller)
        return instant

    yield travel
    for traveller in travellers:
        traveller.stop()


@pytest.fixture
def now(at: Callable[[str], datetime]) -> datetime:
    """The moment of the stories, with the clock stopped there."""
    return at(NOW.isoformat())
