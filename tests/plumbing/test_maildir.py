"""Are the mails of a Maildir folder found, read, and moved out of the way?"""

from pathlib import Path

import pytest
from pytest_django import Settings

from kartotek.plumbing.maildir import WaitingMail, waiting_mails


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.BOUNCE_MAILDIR = str(tmp_path)
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


def put(folder: Path, name: str, content: bytes = b"Subject: x\n\ny") -> WaitingMail:
    (folder / "new" / name).write_bytes(content)
    return WaitingMail(folder / "new" / name)


def names(folder: Path, where: str) -> list[str]:
    return sorted(path.name for path in (folder / where).iterdir())


def test_what_is_new_is_found_oldest_first_and_so_many_at_once(folder: Path) -> None:
    for name in ("1700000002.b", "1700000001.a", ".hidden"):
        put(folder, name)
    assert [mail.path.name for mail in waiting_mails(most=5)] == ["1700000001.a", "1700000002.b"]
    assert [mail.path.name for mail in waiting_mails(most=1)] == ["1700000001.a"]


@pytest.mark.parametrize("named", ["", "/nowhere/at/all"])
def test_without_a_folder_there_is_nothing(settings: Settings, named: str) -> None:
    settings.BOUNCE_MAILDIR = named
    assert list(waiting_mails(most=5)) == []


def test_a_mail_is_read_and_marked_as_seen(folder: Path) -> None:
    mail = put(folder, "1.a")
    assert mail.read(largest=100) == b"Subject: x\n\ny"
    mail.taken()
    mail.taken()
    assert (names(folder, "new"), names(folder, "cur")) == ([], ["1.a:2,S"])


def test_what_is_no_mail_is_set_aside(folder: Path) -> None:
    large = put(folder, "1.a", b"x" * 101)
    (folder / "new" / "2.folder").mkdir()
    (folder / "new" / "3.link").symlink_to(folder / "nothing")
    broken = [large, WaitingMail(folder / "new" / "2.folder"), WaitingMail(folder / "new" / "3.link")]
    assert [mail.read(largest=100) for mail in broken] == [None, None, None]
    for mail in broken:
        mail.set_aside()
    assert (names(folder, "new"), names(folder, "broken")) == ([], ["1.a", "2.folder", "3.link"])


def test_a_mail_that_somebody_else_took_is_nothing(folder: Path) -> None:
    gone = WaitingMail(folder / "new" / "9.gone")
    assert gone.read(largest=100) is None
    gone.set_aside()
    assert names(folder, "broken") == []


def test_a_mail_that_goes_while_it_is_read_is_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(path: Path) -> bytes:
        raise FileNotFoundError(path)

    monkeypatch.setattr(Path, "read_bytes", gone)
    assert put(folder, "1.a").read(largest=100) is None
