"""What is a letter made of, and how far is a pile of them?"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from kartotek.domain.messaging.values.codes import BusinessFacts
from kartotek.domain.messaging.values.messages import Text

MOST_LETTERS: Final = 1000


class LetterState(StrEnum):
    """Where a pile of letters is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Letter:
    """One letter as it is printed: to whom, in which language, from whom, when. `to` is the address in lines."""

    to: tuple[str, ...]
    language: str
    business: BusinessFacts
    on: date
    text: Text


@dataclass(frozen=True)
class LetterRunItem:
    """A pile of letters that is being printed, or was. `template`: its event, with a language or without."""

    id: int
    template: str
    state: LetterState
    done: int
    total: int
    created_at: datetime
    finished_at: datetime | None

    @property
    def percent(self) -> int:
        """How much of it is printed."""
        return 100 if self.state is LetterState.DONE else self.done * 100 // max(self.total, 1)

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes."""
        return self.state in {LetterState.DONE, LetterState.FAILED}
