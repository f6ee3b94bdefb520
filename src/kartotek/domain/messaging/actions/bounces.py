"""Take a report that a message did not arrive. It is believed only of addresses to which something of ours went lately:
reports come as mail, and anybody can write one (S45).
"""

from datetime import datetime
from hashlib import sha256
from typing import assert_never

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.messaging.actions.addresses import (
    Deed,
    add_trouble,
    clear_troubles,
    hold_cards,
    lock_of,
    mark_bounced,
)
from kartotek.domain.messaging.models import Bounce, Message
from kartotek.domain.messaging.queries.addresses import sent_lately
from kartotek.domain.messaging.values.bounces import BounceEffect, BounceKind, BounceOutcome, Finding, Report
from kartotek.plumbing import locks


def record_bounce(*, business_id: int, report: Report, actor: Actor, now: datetime) -> list[BounceOutcome]:
    """What each finding of the report came to; the same report again changes nothing."""
    deed = Deed(business_id, actor, now)
    with locks.holding(*(lock_of(business_id, finding.address) for finding in report.findings)):
        hold_cards([finding.address for finding in report.findings])
        return [_taken(deed, finding, report) for finding in report.findings]


def address_refused(*, business_id: int, message_id: int, finding: Finding, actor: Actor, now: datetime) -> None:
    """The server did not even take the message, for its address does not work: the same as a report about it."""
    deed = Deed(business_id, actor, now)
    with locks.holding(lock_of(business_id, finding.address)):
        hold_cards([finding.address])
        message = Message.objects.get(pk=message_id)
        _keep(deed, finding, message, Report(f"refused {message_id}", (finding,)))
        mark_bounced(deed, finding, message)


def _taken(deed: Deed, finding: Finding, report: Report) -> BounceOutcome:
    """Believe it or not, write it down once, and do what follows."""
    message = _message_of(deed, finding, report)
    if message is None:
        return BounceOutcome(finding, BounceEffect.NOT_WRITTEN_TO)
    if finding.kind is BounceKind.DELIVERED:  # the commonest of all, and mostly no news
        effect = clear_troubles(deed, finding)
        if effect is BounceEffect.KEPT:
            return BounceOutcome(finding, effect, message.pk)
        _keep(deed, finding, message, report)
        return BounceOutcome(finding, effect, message.pk)
    if not _keep(deed, finding, message, report):
        return BounceOutcome(finding, BounceEffect.REPEATED, message.pk)
    return BounceOutcome(finding, _effect(deed, finding, message), message.pk)


def _effect(deed: Deed, finding: Finding, message: Message) -> BounceEffect:
    match finding.kind:
        case BounceKind.HARD:
            return mark_bounced(deed, finding, message)
        case BounceKind.DELAYED | BounceKind.MAILBOX_FULL:
            return add_trouble(deed, finding, message)
        case (
            BounceKind.POLICY
            | BounceKind.SPAM
            | BounceKind.SIZE
            | BounceKind.VACATION
            | BounceKind.COMPLAINT
            | BounceKind.DELIVERED
            | BounceKind.OTHER
        ):
            return BounceEffect.KEPT
        case _:
            assert_never(finding.kind)


def _message_of(deed: Deed, finding: Finding, report: Report) -> Message | None:
    """The message it is about: of those it names, the one to this address; where it names none, the last one there."""
    lately = sent_lately(finding.address, viewer=deed.actor, now=deed.now)
    return (lately.filter(pk__in=report.message_ids) if report.message_ids else lately).first()


def _keep(deed: Deed, finding: Finding, message: Message, report: Report) -> bool:
    """Write the report down; False when it is there already."""
    row, is_new = Bounce.objects.get_or_create(
        business_id=deed.business_id,
        digest=sha256(f"{report.digest} {finding.address}".encode()).hexdigest(),
        defaults={
            "message": message,
            "address": finding.address,
            "kind": finding.kind.value,
            "status": finding.status,
            "diagnostic": finding.diagnostic,
            "raw": report.text,
            "at": deed.now,
        },
    )
    if is_new:
        target = Target("bounce", row.pk, message.customer_id)
        said = " ".join(part for part in (finding.status, finding.diagnostic) if part)
        changes = {"kind": (None, finding.kind.value), "address": (None, finding.address)}
        record(
            actor=deed.actor,
            now=deed.now,
            business_id=deed.business_id,
            action="bounce.recorded",
            target=target,
            changes=changes,
            reason=said,
        )
    return is_new
