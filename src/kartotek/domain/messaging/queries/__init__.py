"""Reads of this app."""

from kartotek.domain.messaging.queries.log import list_messages_of, message_line
from kartotek.domain.messaging.queries.staff_notices import (
    count_staff_notices,
    list_staff_notices,
    staff_notice_item,
    staff_notices_visible_to,
)

__all__ = [
    "count_staff_notices",
    "list_messages_of",
    "list_staff_notices",
    "message_line",
    "staff_notice_item",
    "staff_notices_visible_to",
]
