"""How does a reason look on the wire? For staff only (S15)."""

from datetime import datetime
from typing import Literal

from ninja import Schema


class SourceOut(Schema):
    """Where a reason comes from."""

    kind: Literal["lock", "card", "tag", "rule", "general", "hours"]
    id: str | None
    label: str


class ReasonOut(Schema):
    """One thing that stands against it."""

    code: str
    text: str
    source: SourceOut
    until: datetime | None


class CheckOut(ReasonOut):
    """One thing that was looked at, what it said, and where that can be changed."""

    verdict: Literal["stops", "passes", "needs_approval", "elsewhere", "excepted"]
    remedies: list[Literal["unlock", "tags", "max", "exception", "rule", "settings", "hours"]]
