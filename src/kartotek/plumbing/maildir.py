"""Which mails wait in the folder that KARTOTEK_BOUNCE_MAILDIR names? One in Maildir format: `new`, `cur`, `tmp`.

A mail is moved to `cur` when it was taken, so it is taken again if we die before; a broken one goes to `broken`, where
somebody may look at it, and never stops the others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

_SEEN: Final = ":2,S"


@dataclass(frozen=True)
class WaitingMail:
    """One mail in `new`."""

    path: Path

    def read(self, *, largest: int) -> bytes | None:
        """The mail; None where it is no file, cannot be read, or is larger than that."""
        try:
            if self.path.is_symlink() or not self.path.is_file() or self.path.stat().st_size > largest:
                return None
            return self.path.read_bytes()
        except OSError:
            return None

    def taken(self) -> None:
        """It was taken: away from what is new. Another worker may have been faster."""
        self._move("cur", f"{self.path.name}{_SEEN}")

    def set_aside(self) -> None:
        """Nothing can be made of it."""
        self._move("broken", self.path.name)

    def _move(self, folder: str, name: str) -> None:
        target = self.path.parent.parent / folder
        target.mkdir(exist_ok=True)
        if self.path.is_symlink() or self.path.exists():
            self.path.rename(target / name)


def waiting_mails(*, most: int) -> Iterator[WaitingMail]:
    """At most so many mails, those first that came first; none where no folder is named or it is not there."""
    folder: str = settings.BOUNCE_MAILDIR
    new = Path(folder) / "new"
    if not folder or not new.is_dir():
        return
    names = sorted(path.name for path in new.iterdir() if not path.name.startswith("."))
    for name in names[:most]:
        yield WaitingMail(new / name)
