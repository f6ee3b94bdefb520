"""Write down what happened. The only way into the audit log."""

from collections.abc import Mapping
from datetime import datetime

from kartotek.domain.audit.models import Change, Entry
from kartotek.domain.audit.values import Actor, Target


def record(  # noqa: PLR0913 - an entry has that many parts, and each caller names them
    *,
    actor: Actor,
    now: datetime,
    business_id: int,
    action: str,
    target: Target,
    changes: Mapping[str, tuple[object, object]] | None = None,
    reason: str = "",
) -> Entry:
    """Append one entry; `changes` maps a field's name to (before, after), both fit for JSON (S57)."""
    entry = Entry.objects.create(
        business_id=business_id,
        at=now,
        action=action,
        actor_kind=actor.kind.value,
        actor_id=actor.id,
        actor_name=actor.name,
        on_behalf_of=actor.on_behalf_of,
        address=actor.address,
        target_kind=target.kind,
        target_id=target.id,
        customer_id=target.customer_id,
    )
    if changes or reason:
        Change.objects.create(
            entry=entry, changes={name: list(pair) for name, pair in (changes or {}).items()}, reason=reason
        )
    return entry
