"""What is a line in the inbox of the staff?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class NewStaffNotice:
    """A line for the inbox of the staff. `key` makes it one line however often it is told; `data` is fit for JSON."""

    kind: str
    key: str
    customer_id: int | None = None
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StaffNoticeItem:
    """A line of the inbox; the words are made from `kind` and `data` when it is shown."""

    id: int
    kind: str
    customer_id: int | None
    customer_name: str
    data: Mapping[str, str]
    at: datetime
    done_at: datetime | None
    done_by: str
