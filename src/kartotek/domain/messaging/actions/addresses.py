"""Write down what is known of an address: on its row, on the cards that carry it, on what waits to be sent there.

The mark belongs to the value: a card that gets the address later shows it, and one that loses it does not (S45).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kartotek.domain.audit.actions import record_on_cards
from kartotek.domain.audit.values import Actor
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries import visible_to
from kartotek.domain.messaging.actions.staff_notices import add_staff_notices
from kartotek.domain.messaging.decisions.bounces import QUIET, UNREACHABLE, is_unreachable, reason_of, still_counting
from kartotek.domain.messaging.models import Address, Bounce, Message
from kartotek.domain.messaging.values import MessageChannel, MessageState, NewStaffNotice
from kartotek.domain.messaging.values.bounces import TROUBLES, AddressState, BounceEffect, Finding
from kartotek.kernel.errors import NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.jobs import enqueue

EMAIL: Final = MessageChannel.EMAIL.value
_OK, _UNREACHABLE, _BOUNCED = (
    state.value for state in (AddressState.OK, AddressState.UNREACHABLE, AddressState.BOUNCED)
)


@dataclass(frozen=True)
class Deed:
    """Who writes, when, in which business."""

    business_id: int
    actor: Actor
    now: datetime


def lock_of(business_id: int, email: str) -> str:
    """The name under which everything about an address is done one after the other."""
    return f"{business_id} address {email}"


def hold_cards(emails: Sequence[str]) -> None:
    """Hold the cards with these addresses, in the order of all locks."""
    list(locks.hold_rows(Customer.objects.filter(email__in=emails)).values_list("pk"))


def mark_bounced(deed: Deed, finding: Finding, message: Message) -> BounceEffect:
    """The address does not work: nothing more is sent there, and staff are told."""
    reason = reason_of(finding)
    waiting = Message.objects.filter(channel=EMAIL, to=finding.address, state=MessageState.QUEUED.value)
    waiting.update(state=MessageState.SUPPRESSED.value, error=reason)
    Message.objects.filter(pk=message.pk).update(state=MessageState.BOUNCED.value, error=reason, lease_ends_at=None)
    row = _row(deed, finding.address)
    if row.state != _BOUNCED:
        _turn(row, _BOUNCED, deed.now, reason)
        cards = Customer.objects.filter(email=finding.address)
        cards.update(email_bounced_at=deed.now)
        ids = list(cards.order_by("pk").values_list("pk", flat=True))
        _tell(deed, finding.address, reason, ids, message)
        _note(deed, "customer.email_bounced", ids, _OK, _BOUNCED)
    return BounceEffect.BOUNCED


def add_trouble(deed: Deed, finding: Finding, message: Message) -> BounceEffect:
    """The message is late or met a full mailbox; the third one within thirty days makes the address unreachable.

    A message counts once, however often its server says that it is still trying.
    """
    row = _row(deed, finding.address)
    reports = Bounce.objects.filter(message=message, kind__in=[kind.value for kind in TROUBLES])
    if reports.count() > 1 or row.state == _BOUNCED:  # this report is written already
        return BounceEffect.TROUBLE
    known = [datetime.fromisoformat(one) for one in row.troubles]
    counting = still_counting([*known, deed.now], now=deed.now, success_at=_success_at(finding.address, deed.now))
    row.troubles = [one.isoformat() for one in counting]
    if not is_unreachable(counting, now=deed.now):
        row.save(update_fields=["troubles"])
        return BounceEffect.TROUBLE
    _turn(row, _UNREACHABLE, deed.now, UNREACHABLE)
    ids = list(Customer.objects.filter(email=finding.address).order_by("pk").values_list("pk", flat=True))
    _note(deed, "customer.email_unreachable", ids, _OK, _UNREACHABLE)
    return BounceEffect.UNREACHABLE


def clear_troubles(deed: Deed, finding: Finding) -> BounceEffect:
    """A message arrived: earlier troubles do not count any more. What bounced stays so until staff say otherwise."""
    row = Address.objects.filter(channel=EMAIL, value=finding.address).exclude(state=_BOUNCED).first()
    if row is None or not row.troubles:
        return BounceEffect.KEPT
    _turn(row, _OK, deed.now, "", troubles=[])
    return BounceEffect.CLEARED


def confirm_email_address(*, actor: Actor, now: datetime, customer_id: int) -> None:
    """Staff say that the address of a card works after all: it is written to again, on whatever card it stands, also
    the reminders that were held back.

    An address without a mark stays as it is. Raises NotFound; Invalid where the card has no address.
    """
    card = visible_to(actor).filter(pk=customer_id).first()
    if card is None:
        raise NotFound
    if not card.email:
        raise invalid("email", "no_address", gettext_noop("There is no e-mail address on the card."))
    with locks.holding(lock_of(card.business_id, card.email)):
        hold_cards([card.email])
        row = Address.objects.filter(channel=EMAIL, value=card.email).exclude(state=_OK).first()
        if row is not None:
            before = row.state
            _turn(row, _OK, now, "", troubles=[])
            cards = Customer.objects.filter(email=card.email)
            cards.update(email_bounced_at=None)
            ids = list(cards.values_list("pk", flat=True))
            _note(Deed(card.business_id, actor, now), "customer.email_confirmed", ids, before, _OK)
            for one in ids:
                enqueue("booking.refresh_messages", business=card.business_id, customer=one)


def _row(deed: Deed, email: str) -> Address:
    row, _ = Address.objects.get_or_create(
        business_id=deed.business_id, channel=EMAIL, value=email, defaults={"at": deed.now}
    )
    return row


def _turn(row: Address, state: str, now: datetime, reason: str, *, troubles: list[str] | None = None) -> None:
    row.state, row.at, row.reason = state, now, reason
    row.troubles = row.troubles if troubles is None else troubles
    row.save(update_fields=["state", "at", "reason", "troubles"])


def _success_at(email: str, now: datetime) -> datetime | None:
    """When a message last went to the address of which nothing was heard for longer than servers try."""
    silent = Message.objects.filter(
        channel=EMAIL, to=email, state=MessageState.SENT.value, sent_at__lte=now - QUIET, bounces=None
    )
    return silent.order_by("-sent_at").values_list("sent_at", flat=True).first()


def _tell(deed: Deed, email: str, reason: str, customer_ids: Sequence[int], message: Message) -> None:
    """A line in the inbox of the staff for each card, or one where the address stands on none."""
    data = {"address": email, "reason": reason}
    whose: list[int | None] = [*customer_ids] or [None]
    lines = [NewStaffNotice("email_bounced", f"email_bounced {message.pk} {card or ''}", card, data) for card in whose]
    add_staff_notices(notices=[(deed.business_id, line) for line in lines], now=deed.now)


def _note(deed: Deed, action: str, customer_ids: Sequence[int], before: str, after: str) -> None:
    record_on_cards(
        actor=deed.actor,
        now=deed.now,
        business_id=deed.business_id,
        action=action,
        customer_ids=customer_ids,
        changes={"email_state": (before, after)},
    )
