"""Let somebody in, or not: decide about the card that was scanned, and write every attempt down."""

from dataclasses import replace
from datetime import datetime

from django.db import connection

from kartotek.domain.access.decisions import decide, decision_as_json
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Channel, Decision, Facts, Question
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.decisions.admitting import admission, checked_scan
from kartotek.domain.booking.models import CheckIn
from kartotek.domain.booking.queries.check_ins import find_next_booking
from kartotek.domain.booking.queries.facts import facts_of
from kartotek.domain.booking.values.check_ins import Admission, CheckInAnswer, Scan, ScannedCard
from kartotek.domain.businesses.models import Location
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.kernel.errors import NotPermitted, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.rows import Insert

# Written once: a turnstile asks them all day. An archived card is nobody's (S54).
_CARD = """
SELECT id, number, first_name, last_name, important_note, area_id, max_future_bookings FROM customers_customer
WHERE business_id = %s AND number = %s AND archived_at IS NULL
"""
_INSERT = Insert(CheckIn)
_WRITE = f"{_INSERT} RETURNING id"


def check_in(*, business: BusinessLike, actor: Actor, now: datetime, scan: Scan) -> CheckInAnswer:
    """The answer at the door, whoever's area the customer is of; every attempt is written down, refused ones too.

    Raises Invalid for what cannot be a number, and NotPermitted where somebody without the permission would let a
    locked customer in: that attempt is kept as well.
    """
    deed = Deed(business, actor, now)
    asked = checked_scan(scan)
    with locks.holding():
        _check_location(asked.location_id)
        answer = _answer(deed, asked)
    if answer.admission.is_denied:
        raise NotPermitted
    return answer


def _check_location(location_id: int | None) -> None:
    if location_id is not None and not Location.objects.filter(pk=location_id).exists():
        raise invalid("location", "unknown", gettext_noop("There is no such location."))


def _answer(deed: Deed, scan: Scan) -> CheckInAnswer:
    card = _hold_card(deed, scan.card_number)
    facts, decision = _decide(deed, card, scan.location_id) if card else (Facts(), None)
    outcome = admission(decision, scan.override_reason, may_override=deed.actor.may(Permission.LOCK_OVERRIDE))
    row = CheckIn(
        business_id=deed.business.id,
        at=deed.now,
        card_number=scan.card_number,
        customer_id=card.id if card else None,
        location_id=scan.location_id,
        is_admitted=outcome.is_admitted,
        decision=decision_as_json(decision) if decision else {},
        override_reason=scan.override_reason if outcome.is_overridden else "",
        by=deed.actor.name,
    )
    _write(deed, row, outcome, "" if outcome.is_admitted and not outcome.is_overridden else scan.override_reason)
    booking = find_next_booking(card.id, business=deed.business, now=deed.now) if card else None
    return CheckInAnswer(row.pk, deed.now, outcome, card, decision, booking, facts.tags)


def _hold_card(deed: Deed, number: str) -> ScannedCard | None:
    """The card, held: a lock that is being placed decides before or after, never in between."""
    with connection.cursor() as cursor:
        cursor.execute(locks.held(_CARD), [deed.business.id, number])
        row = cursor.fetchone()
    return ScannedCard(*row) if row else None


def _decide(deed: Deed, card: ScannedCard, location_id: int | None) -> tuple[Facts, Decision]:
    policy = get_policy(business=deed.business)
    limits = {card.id: card.max_future_bookings}
    facts = facts_of(limits, business=deed.business, policy=policy, now=deed.now)[card.id]
    question = Question(Channel.CHECK_IN, location_id=location_id)
    return facts, decide(replace(facts, question=question), policy, deed.now)


def _write(deed: Deed, row: CheckIn, outcome: Admission, reason: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, _INSERT.values(row))
        [row.pk] = cursor.fetchone()
    record(
        actor=deed.actor,
        now=deed.now,
        business_id=deed.business.id,
        action="check_in.admitted" if outcome.is_admitted else "check_in.refused",
        target=Target("check_in", row.pk, row.customer_id),
        reason=reason,
    )
