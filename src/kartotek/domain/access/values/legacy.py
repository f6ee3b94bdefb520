"""What does an old list of locks hold, and what became of each of its rows? (S29)"""

from dataclasses import dataclass, field
from datetime import datetime

from kartotek.kernel.errors import Problem


@dataclass(frozen=True)
class LegacyRow:
    """A row as it stands in the file; `line` is where it begins there. `is_too_long`: with fields of no column."""

    line: int
    customer_number: str = ""
    email: str = ""
    phone: str = ""
    reason: str = ""
    note: str = ""
    starts_at: str = ""
    ends_at: str = ""
    placed_by: str = ""
    is_too_long: bool = False


@dataclass(frozen=True)
class LegacyLock:
    """The row read: contacts in their normal spelling, moments as instants, the texts word for word."""

    row: LegacyRow
    number: str
    email: str
    phone: str
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True)
class RejectedRow:
    """A row that was not taken, and why."""

    line: int
    problem: Problem


@dataclass(frozen=True)
class ImportReport:
    """How many locks were made, how many were there already, and what was not taken."""

    taken: int = 0
    already_there: int = 0
    rejected: tuple[RejectedRow, ...] = field(default_factory=tuple)
