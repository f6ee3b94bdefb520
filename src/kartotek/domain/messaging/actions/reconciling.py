"""Bring the messages that wait about a visit into line with what is wanted now: the settings, the words, or the card
changed.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from kartotek.domain.messaging.actions.queueing import LONGEST_SUBJECT, drop_messages, queue_messages
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.queries.addresses import bounced_emails
from kartotek.domain.messaging.values import Draft, Event, MessageChannel, MessageState


def reconcile_messages(
    *, business_id: int, visit: UUID, event: Event, drafts: Sequence[Draft], why: str, now: datetime
) -> int:
    """Rewrite what waits, drop with `why` what is not wanted any more, queue what is missing; how many changed. What
    was sent, or cancelled by staff, stays as it is. The caller holds the bookings of the visit.

    A draft whose moment has come is wanted still where it waits (its way out may be closed), and not written anew.
    """
    waiting = Message.objects.filter(
        business_id=business_id, visit=visit, event=event.value, state=MessageState.QUEUED.value
    )
    wanted = {draft.key: draft for draft in drafts}
    changed = drop_messages(waiting.exclude(key__in=wanted), why)
    known = {row.key: row for row in Message.objects.filter(key__in=wanted)}
    dead = _dead_addresses([wanted[key] for key, row in known.items() if row.state == MessageState.SUPPRESSED.value])
    for key, row in known.items():
        if _may_wait(row, wanted[key], why, dead, now):
            changed += _put_right(row, wanted[key], now)
    missing = [draft for key, draft in wanted.items() if key not in known and _is_ahead(draft, now)]
    return changed + len(queue_messages(business_id=business_id, drafts=missing, caused_by="", now=now))


def _may_wait(row: Message, draft: Draft, why: str, dead: Collection[str], now: datetime) -> bool:
    """Whether it waits, or does not only because of an earlier change like this one, or of an address that was dead."""
    if row.state == MessageState.QUEUED.value:
        return True
    if row.state == MessageState.SUPPRESSED.value:
        return _is_ahead(draft, now) and draft.to not in dead
    return _is_ahead(draft, now) and row.state == MessageState.DROPPED.value and row.error == why


def _put_right(row: Message, draft: Draft, now: datetime) -> int:
    """Write what is wanted into the row. What is due already stays due, or waits for its next attempt."""
    wanted = dict(_columns(draft))
    if row.due_at <= now or not _is_ahead(draft, now):
        wanted["due_at"] = row.due_at
    if row.state == MessageState.QUEUED.value and all(getattr(row, name) == value for name, value in wanted.items()):
        return 0
    rows = Message.objects.filter(pk=row.pk, state=row.state)  # a worker may have taken it meanwhile
    return rows.update(**wanted, state=MessageState.QUEUED.value, error="")


def _is_ahead(draft: Draft, now: datetime) -> bool:
    return draft.due_at is not None and draft.due_at > now


def _dead_addresses(drafts: Sequence[Draft]) -> frozenset[str]:
    """Those of the e-mail addresses that do not work; nothing is asked where nothing was held back."""
    to = [draft.to for draft in drafts if draft.channel is MessageChannel.EMAIL]
    return frozenset(bounced_emails().filter(value__in=to)) if to else frozenset()


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
