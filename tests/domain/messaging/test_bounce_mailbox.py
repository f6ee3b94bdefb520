"""Are reports taken from the mailbox for them, and does a broken one never stop the rest?"""

from datetime import datetime
from pathlib import Path

import pytest
from django.db import DataError
from django_scopes import scope
from pytest_django import Settings
from tests.factories.bounces import SOFIE, dsn, make_message

from kartotek.cli import tick
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging import actions
from kartotek.domain.messaging.jobs import read_bounce_mails
from kartotek.domain.messaging.models import Address
from kartotek.kernel.errors import Busy


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.BOUNCE_MAILDIR = str(tmp_path)
    for name in ("new", "cur"):
        (tmp_path / name).mkdir()
    return tmp_path


def names(folder: Path, where: str) -> list[str]:
    return sorted(path.name for path in (folder / where).iterdir())


def test_the_minute_tick_takes_what_lies_there(business: Business, folder: Path, now: datetime) -> None:
    with scope(business=business):
        message = make_message(business, now)
    (folder / "new" / "1.large").write_bytes(b"x" * 2 * 1024 * 1024)
    (folder / "new" / "2.noise").write_bytes(b"\0\xff not a mail")
    (folder / "new" / "3.report").write_bytes(dsn(message_id=message.pk))
    tick.tick()
    with scope(business=business):
        assert list(Address.objects.values_list("value", "state")) == [(SOFIE, "bounced")]
    assert names(folder, "new") == []
    assert names(folder, "cur") == ["2.noise:2,S", "3.report:2,S"]
    assert names(folder, "broken") == ["1.large"]
    assert read_bounce_mails(now=now) == 0


@pytest.mark.parametrize(
    ("error", "left", "aside"), [(Busy, ["1.a"], False), (DataError, [], True), (ValueError, [], True)]
)
@pytest.mark.usefixtures("db")
def test_one_that_cannot_be_taken_stops_no_other(
    folder: Path,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    error: type[Exception],
    left: list[str],
    aside: bool,
) -> None:
    seen: list[bytes] = []

    def take(*, raw: bytes, actor: Actor, now: datetime) -> None:
        seen.append(raw)
        if raw == b"first":
            raise error

    monkeypatch.setattr(actions, "take_bounce_mail", take)
    (folder / "new" / "1.a").write_bytes(b"first")
    (folder / "new" / "2.b").write_bytes(b"second")
    assert read_bounce_mails(now=now) == 1
    assert (seen, names(folder, "new"), (folder / "broken").exists()) == ([b"first", b"second"], left, aside)
