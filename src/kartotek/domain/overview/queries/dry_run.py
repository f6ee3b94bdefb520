"""Whom would a rule, a tag or the general limit hit if it were as described? Before it is saved, over everybody.

A coming booking is judged as if it were asked for today, one of the last 90 days as when it was made; all as if they
came from the booking site. The number of queries does not depend on how many there are (joint 3).
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import nsmallest

from kartotek.domain.access.decisions import settings_problems, stored_limit
from kartotek.domain.access.decisions.ruling import rule_problems
from kartotek.domain.access.decisions.tagging import details_of, tag_as_it_would_be, tag_problems
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.queries.rules import find_rule_problems
from kartotek.domain.access.queries.scopes import find_scope_problems
from kartotek.domain.access.queries.tags import get_tag
from kartotek.domain.access.values import (
    ExceptionFact,
    Limit,
    Policy,
    Question,
    Scope,
    SettingsChanges,
    TagLimit,
)
from kartotek.domain.access.values.rules import RuleDetails, rule_fact_of
from kartotek.domain.access.values.tags import TagChanges
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.overview.decisions.hitting import Known, Thing, Trial
from kartotek.domain.overview.queries.dry_run_rows import (
    BookingRow,
    CardRow,
    Looks,
    Params,
    read_bookings,
    read_cards,
    read_exceptions,
    read_names,
    read_places,
    read_tag_limits,
)
from kartotek.domain.overview.values import DryRun, HitCustomer
from kartotek.kernel.errors import Invalid

MOST_ITEMS = 200
PAST = timedelta(days=90)


def dry_run_rule(
    *, business: BusinessLike, viewer: Actor, details: RuleDetails, now: datetime, rule_id: int = 0
) -> DryRun:
    """Whom a rule would hit; 0 is one that is not stored yet. Raises NotPermitted, Invalid as saving it would."""
    require(viewer, Permission.RULE_MANAGE)
    if problems := (*rule_problems(details), *find_rule_problems(details)):
        raise Invalid(problems=problems)
    return _run(Thing(rule=rule_fact_of(details, rule_id)), get_policy(business=business), business, viewer, now)


def dry_run_tag(*, business: BusinessLike, viewer: Actor, tag_id: int, changes: TagChanges, now: datetime) -> DryRun:
    """Whom a tag would hit after these changes, of those who carry it; its ban, and the limit it sets.

    Raises NotPermitted, NotFound, Invalid as saving them would.
    """
    require(viewer, Permission.TAG_MANAGE)
    details = replace(details_of(get_tag(tag_id)), **changes)
    if problems := (*tag_problems(details), *find_scope_problems(details.where)):
        raise Invalid(problems=problems)
    tag, limit = tag_as_it_would_be(tag_id, details)
    thing = Thing(tag=tag, tag_limit=None if limit is None else limit.limit)
    return _run(thing, get_policy(business=business), business, viewer, now)


def dry_run_settings(*, business: BusinessLike, viewer: Actor, changes: SettingsChanges, now: datetime) -> DryRun:
    """Whom the general limit would hit after these changes; raises NotPermitted, Invalid as saving them would."""
    require(viewer, Permission.SETTINGS_MANAGE)
    if problems := settings_problems(changes):
        raise Invalid(problems=problems)
    policy = get_policy(business=business)
    limit = policy.general_limit
    if "max_future_bookings" in changes:
        limit = Limit(stored_limit(changes["max_future_bookings"]))
    return _run(Thing(general=limit), policy, business, viewer, now)


@dataclass
class _Run:
    """One dry run under way."""

    trial: Trial
    now: datetime
    exceptions: dict[int, list[ExceptionFact]]
    known: dict[int, Known] = field(default_factory=dict)
    hit: set[int] = field(default_factory=set)
    coming: Counter[int] = field(default_factory=Counter)
    past: Counter[int] = field(default_factory=Counter)

    def look_at_cards(self, rows: Iterable[CardRow]) -> None:
        """Whom it concerns today; those without an exception share the answer."""
        for row in rows:
            known = Known(*row[:5])
            self.known.update(dict.fromkeys(row.customer_ids, known))
            special = [one for one in row.customer_ids if one in self.exceptions]
            if len(special) < len(row.customer_ids) and self.trial.concerns(known, (), self.now):
                self.hit.update(row.customer_ids)
                self.hit.difference_update(special)
            for one in special:
                if self.trial.concerns(known, self.exceptions[one], self.now):
                    self.hit.add(one)

    def look_at_bookings(
        self, rows: Iterable[BookingRow], categories: dict[int, int | None], locations: dict[int, int | None]
    ) -> None:
        """Which of the bookings it would have stopped; what is asked again is answered from memory."""
        answers: dict[tuple[Known, int, int], bool] = {}
        for row in rows:
            today = self.known.get(row.customer_id)
            if today is None:
                continue
            known = _known_then(today, row)
            key = (known, row.service_id, row.employee_id)
            answer = answers.get(key) if row.customer_id not in self.exceptions else None
            if answer is None:
                asked = Question(
                    service_id=row.service_id,
                    employee_id=row.employee_id,
                    category_id=categories[row.service_id],
                    location_id=locations[row.employee_id],
                )
                at = self.now if row.is_coming else row.created_at
                answer = self.trial.hits(known, asked, self.exceptions.get(row.customer_id, ()), at)
                if row.customer_id not in self.exceptions:
                    answers[key] = answer
            if answer:
                (self.coming if row.is_coming else self.past)[row.customer_id] += 1

    def first(self) -> list[int]:
        """Those with most to lose first."""
        return nsmallest(MOST_ITEMS, self.hit, key=lambda one: (-self.coming[one], -self.past[one], one))


def _known_then(today: Known, row: BookingRow) -> Known:
    """What matters for a booking: those before it, and for one that is over what was known when it was made."""
    if row.is_coming:
        return Known(today.own, today.tags, row.visits, today.is_new, today.no_shows)
    return Known(today.own, today.tags, row.visits, row.is_new, row.no_shows)


def _run(thing: Thing, policy: Policy, business: BusinessLike, viewer: Actor, now: datetime) -> DryRun:
    limits = _limits(thing, business)
    categories, locations = read_places(business.id)
    looks = Looks(
        counts=thing.counts,
        asks_history=thing.asks_history,
        is_carried=thing.carried is not None,
        follows_general=thing.general is not None,
    )
    scope = thing.rule.scope if thing.rule is not None else Scope()
    params: Params = {
        "business": business.id,
        "now": now,
        "since": now - PAST,
        "areas": None if viewer.area_ids is None else list(viewer.area_ids),
        "tags": _tags_looked_at(thing, limits),
        "carried": list(thing.carried or ()),
        "services": _within(scope.services, scope.categories, categories),
        "employees": _within(scope.employees, scope.locations, locations),
    }
    trial = Trial(thing, thing.policy(policy), limits)
    run = _Run(trial, now, {} if thing.rule is None else read_exceptions(business.id, thing.rule.id))
    run.look_at_cards(read_cards(params, looks))
    run.look_at_bookings(read_bookings(params, looks), categories, locations)
    first = run.first()
    names = read_names(business.id, first)
    return DryRun(
        customers=len(run.hit),
        coming_bookings=run.coming.total(),
        bookings_90_days=run.past.total(),
        items=tuple(HitCustomer(one, *names[one], run.coming[one], run.past[one]) for one in first),
    )


def _limits(thing: Thing, business: BusinessLike) -> list[TagLimit]:
    """The limits of the tags, with that of the tag that is tried as it would be; a rule looks at none."""
    if thing.rule is not None:
        return []
    limits = read_tag_limits(business.id)
    if thing.tag is None:
        return limits
    others = [one for one in limits if one.tag_id != thing.tag.id]
    return others if thing.tag_limit is None else [*others, TagLimit(thing.tag.id, thing.tag_limit)]


def _tags_looked_at(thing: Thing, limits: Iterable[TagLimit]) -> list[int]:
    named = {one.tag_id for one in limits}
    if thing.rule is not None:
        named |= thing.rule.when.has_tags | thing.rule.when.lacks_tags
    if thing.tag is not None:
        named.add(thing.tag.id)
    return sorted(named)


def _within(ids: Collection[int], places: Collection[int], place_of: dict[int, int | None]) -> list[int] | None:
    """The ids a scope leaves over; None when it narrows neither way."""
    if not ids and not places:
        return None
    return [one for one, place in place_of.items() if (not ids or one in ids) and (not places or place in places)]
