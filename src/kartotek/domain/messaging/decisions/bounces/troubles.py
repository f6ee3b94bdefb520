"""When have the troubles of an address become too many? Three within thirty days without a success (S45).

That a mail server took a message proves nothing: it may come back days later. A message counts as having arrived when
its provider says so, or when nothing was heard of it for longer than servers try (five days, RFC 5321).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

WINDOW: Final = timedelta(days=30)
QUIET: Final = timedelta(days=5)
TOO_MANY: Final = 3


def still_counting(
    troubles: Sequence[datetime], *, now: datetime, success_at: datetime | None = None
) -> list[datetime]:
    """The troubles that count now: of the last thirty days, and since the last success."""
    since = now - WINDOW if success_at is None else max(success_at, now - WINDOW)
    return sorted(one for one in troubles if since < one <= now)


def is_unreachable(troubles: Sequence[datetime], *, now: datetime) -> bool:
    """Whether an address is one that cannot be reached for the moment; it lapses by itself when nothing new happens."""
    return len(still_counting(troubles, now=now)) >= TOO_MANY
