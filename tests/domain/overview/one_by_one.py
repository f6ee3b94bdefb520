"""A dry run as one would count it by hand: each customer and each booking, the facts of each, the one decision."""

from dataclasses import replace
from datetime import datetime, timedelta

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.values import Coming, Decision, Facts, Policy, Question, TagLimit, Verdict
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries.facts import facts_of
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.overview.decisions.hitting import Thing
from kartotek.domain.overview.values import DryRun, HitCustomer

COMING = ("pending", "confirmed", "arrived")


def count_one_by_one(thing: Thing, business: Business, policy: Policy, now: datetime) -> DryRun:
    """Over everybody who is not archived."""
    policy = thing.policy(policy)
    cards = list(Customer.objects.filter(archived_at=None))
    limits = {card.pk: card.max_future_bookings for card in cards}
    facts = facts_of(limits, business=business, policy=policy, now=now)
    items = []
    past = 0
    for card in cards:
        mine = _with_thing(facts[card.pk], thing)
        bookings = list(Booking.objects.filter(customer=card).select_related("service", "employee"))
        coming = [one for one in bookings if one.ends_at > now and one.status in COMING]
        recent = [
            one
            for one in bookings
            if now - timedelta(days=90) <= one.starts_at <= now
            and one.status not in {"cancelled", "rejected"}
            and one not in coming
        ]
        hit_coming = sum(_is_hit(thing, _coming_facts(mine, one, coming), policy, now) for one in coming)
        hit_past = sum(_is_hit(thing, _facts_then(mine, one, bookings), policy, one.created_at) for one in recent)
        past += hit_past
        if _is_concerned(thing, decide(replace(mine, question=Question()), policy, now)):
            name = f"{card.first_name} {card.last_name}"
            items.append(HitCustomer(card.pk, card.number, name, hit_coming, hit_past))
        else:
            assert hit_coming == 0
    items.sort(key=lambda item: (-item.coming_bookings, -item.bookings_90_days, item.customer_id))
    return DryRun(len(items), sum(item.coming_bookings for item in items), past, tuple(items))


def _with_thing(facts: Facts, thing: Thing) -> Facts:
    if thing.tag is None:
        return facts
    tags = tuple(thing.tag if tag.id == thing.tag.id else tag for tag in facts.tags)
    limits = [one for one in facts.tag_limits if one.tag_id != thing.tag.id]
    if thing.tag in tags and thing.tag_limit is not None:
        limits.append(TagLimit(thing.tag.id, thing.tag_limit))
    return replace(facts, tags=tags, tag_limits=tuple(limits))


def _asked(booking: Booking) -> Question:
    return Question(
        service_id=booking.service_id,
        employee_id=booking.employee_id,
        category_id=booking.service.category_id,
        location_id=booking.employee.location_id,
    )


def _is_before(other: Booking, booking: Booking) -> bool:
    return (other.created_at, other.pk) < (booking.created_at, booking.pk) and other.visit != booking.visit


def _coming_facts(facts: Facts, booking: Booking, coming: list[Booking]) -> Facts:
    before = tuple(Coming(one.ends_at, one.visit) for one in coming if _is_before(one, booking))
    return replace(facts, coming=before, question=_asked(booking))


def _facts_then(facts: Facts, booking: Booking, bookings: list[Booking]) -> Facts:
    at = booking.created_at
    before = tuple(
        Coming(one.ends_at, one.visit)
        for one in bookings
        if _is_before(one, booking) and one.ends_at > at and (one.closed_at is None or one.closed_at > at)
    )
    came = [one for one in bookings if one.status in {"confirmed", "arrived", "completed"} and one.ends_at <= at]
    stayed = {one.visit for one in bookings if one.status == "no_show" and (one.closed_at or one.ends_at) <= at}
    return replace(facts, coming=before, question=_asked(booking), is_new=not came, no_shows=len(stayed))


def _is_hit(thing: Thing, facts: Facts, policy: Policy, at: datetime) -> bool:
    return _says(thing, decide(facts, policy, at), {Verdict.STOPS, Verdict.NEEDS_APPROVAL})


def _is_concerned(thing: Thing, decision: Decision) -> bool:
    return _says(thing, decision, {Verdict.STOPS, Verdict.NEEDS_APPROVAL, Verdict.ELSEWHERE})


def _says(thing: Thing, decision: Decision, verdicts: set[Verdict]) -> bool:
    source = thing.source
    return any(
        check.verdict in verdicts and (check.source.kind, check.source.id) == (source.kind, source.id)
        for check in decision.checks
    )
