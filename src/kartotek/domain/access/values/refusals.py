"""What is written down when somebody was refused (S19)?"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kartotek.domain.access.values.decision import Decision
from kartotek.domain.access.values.facts import Question
from kartotek.domain.access.values.trace import Named


@dataclass(frozen=True)
class Claimed:
    """What a person typed about themselves: the claimed identity of a refusal (S19)."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""


class RefusalKind(StrEnum):
    """What was refused (S12)."""

    BOOKING = "booking"
    MOVE = "move"
    SEAT = "seat"
    WAITLIST = "waitlist"


@dataclass(frozen=True)
class RefusalDetails:
    """A refusal about to be written down (S19): the whole decision, and what the person was told."""

    decision: Decision
    question: Question
    message: str
    language: str
    kind: RefusalKind = RefusalKind.BOOKING
    customer_id: int | None = None
    claimed: Claimed = field(default_factory=Claimed)


@dataclass(frozen=True)
class RefusalLine:
    """A refusal as staff read it: the decision as it was made, and what it speaks of as that was then (joint 19)."""

    id: int
    at: datetime
    customer_id: int | None
    customer_name: str
    claimed: Claimed
    channel: str
    kind: str
    service_id: int | None
    service_name: str
    employee_id: int | None
    employee_name: str
    starts_at: datetime | None
    decision: Decision
    message: str
    language: str
    named: Named = field(default_factory=Named)


@dataclass(frozen=True)
class RefusalFilter:
    """Which refusals to list: half-open in time, of one customer, with one reason among others, on one channel."""

    from_at: datetime | None = None
    to_at: datetime | None = None
    customer_id: int | None = None
    reason: str = ""
    channel: str = ""
