"""What does an event of a provider come to? Its own reason first, where it is plain, then the answer it got (S45)."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from kartotek.domain.messaging.decisions.bounces.judging import judge, status_in
from kartotek.domain.messaging.decisions.bounces.structured import LONGEST_DIAGNOSTIC
from kartotek.domain.messaging.decisions.bounces.texts import on_one_line
from kartotek.domain.messaging.values.bounces import BounceKind, Finding, ProviderEvent, Report
from kartotek.kernel.contact import normalise_email

_PLAIN: Final[Mapping[str, BounceKind]] = {
    "delivered": BounceKind.DELIVERED,
    "complained": BounceKind.COMPLAINT,
    "autoresponded": BounceKind.VACATION,
}
_FAILED: Final = frozenset({"bounced", "rejected", "failed"})
# "bounced": it bounced at the provider before, and is not tried any more.
_REASONS: Final[Mapping[str, BounceKind]] = {
    "invalid": BounceKind.HARD,
    "bounced": BounceKind.HARD,
    "timed_out": BounceKind.DELAYED,
    "blocked": BounceKind.POLICY,
    "spam": BounceKind.SPAM,
}


def report_of(event: ProviderEvent, message_id: int) -> Report:
    """The event as a report about one message of ours; without findings where it is no news of an address."""
    kind = _kind(event)
    address = normalise_email(event.recipient).value
    digest = sha256(f"{event.remote_id} {event.key}".encode()).hexdigest()
    said = on_one_line(event.said)[:LONGEST_DIAGNOSTIC]
    findings = (Finding(address, kind, status_in(said), said),) if address and kind else ()
    return Report(digest, findings, (message_id,), said)


def _kind(event: ProviderEvent) -> BounceKind | None:
    if event.kind in _PLAIN:
        return _PLAIN[event.kind]
    if event.kind == "deferred":
        return judge(action="delayed", status="", text=event.said)
    if event.kind not in _FAILED:
        return None
    told = judge(action="failed", status="", text=event.said)
    if told is not BounceKind.OTHER:
        return told
    return _REASONS.get(event.reject_reason, BounceKind.OTHER)
