"""Bring the messages that wait about a visit into line with what is wanted now: the settings, the words, or the card
changed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from kartotek.domain.messaging.actions.queueing import LONGEST_SUBJECT, drop_messages, queue_messages
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values import Draft, Event, MessageState


def reconcile_messages(
    *, business_id: int, visit: UUID, event: Event, drafts: Sequence[Draft], why: str, now: datetime
) -> int:
    """Rewrite what waits, drop with `why` what is not wanted any more, queue what is missing; how many changed. What
    was sent, or cancelled by staff, stays as it is. The caller holds the bookings of the visit.
    """
    waiting = Message.objects.filter(
        business_id=business_id, visit=visit, event=event.value, state=MessageState.QUEUED.value
    )
    wanted = {draft.key: draft for draft in drafts}
    changed = drop_messages(waiting.exclude(key__in=wanted), why)
    known = {row.key: row for row in Message.objects.filter(key__in=wanted)}
    for key, row in known.items():
        changed += _put_right(row, wanted[key], why)
    missing = [draft for key, draft in wanted.items() if key not in known]
    return changed + len(queue_messages(business_id=business_id, drafts=missing, caused_by="", now=now))


def _put_right(row: Message, draft: Draft, why: str) -> int:
    """Write what is wanted into a row that waits, or that does not only because of an earlier change like this one."""
    if not _may_wait(row, draft, why):
        return 0
    wanted = _columns(draft)
    if row.state == MessageState.QUEUED.value and all(getattr(row, name) == value for name, value in wanted.items()):
        return 0
    rows = Message.objects.filter(pk=row.pk, state=row.state)  # a worker may have taken it meanwhile
    return rows.update(**wanted, state=MessageState.QUEUED.value, error="")


def _may_wait(row: Message, draft: Draft, why: str) -> bool:
    if row.state == MessageState.SUPPRESSED.value:
        return row.to != draft.to
    return row.state == MessageState.QUEUED.value or (row.state == MessageState.DROPPED.value and row.error == why)


def _columns(draft: Draft) -> Mapping[str, str | datetime | None]:
    return {
        "to": draft.to,
        "language": draft.language,
        "subject": draft.text.subject[:LONGEST_SUBJECT],
        "body": draft.text.body,
        "html": draft.html,
        "due_at": draft.due_at,
        "expires_at": draft.expires_at,
    }
