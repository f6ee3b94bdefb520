"""Which services do ban tags and rules close to her, and why? In words for the panel (S18, S32)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from kartotek.domain.access.decisions import closing_rules
from kartotek.domain.access.values import RuleFact, Scope
from kartotek.domain.overview.queries.access import CustomerAccess


@dataclass(frozen=True)
class Closed:
    """What is closed to her: by tags, by rules; and the rules that do so."""

    by_tags: tuple[Scope, ...]
    by_rules: tuple[Scope, ...]
    rules: tuple[RuleFact, ...]


def closed_of(access: CustomerAccess, now: datetime) -> Closed:
    """What ban tags and rules close now, without the services an exception speaks of (S17)."""
    on = timezone.localtime(now).date()
    valid = [one for one in access.facts.exceptions if one.is_valid(on)]
    rules = closing_rules(access.facts, access.policy, now)
    scopes = []
    for rule in rules:
        asked = rule.scope
        left = frozenset(one for one in asked.services if not any(fact.covers(rule.id, one) for fact in valid))
        if left or not asked.services:
            scopes.append(Scope(left, asked.categories, asked.employees, asked.locations))
    return Closed(tuple(tag.scope for tag in access.facts.tags if tag.is_banned), tuple(scopes), rules)


def in_short(scopes: Iterable[Scope]) -> str:
    """“2 services closed”, “Closes everything”, “Closes some services”: the verdict of a gate."""
    scopes = tuple(scopes)
    many = _count(scopes)
    if many is None:
        return gettext("Closes some services")
    if not many:
        return gettext("Closes everything")
    return ngettext("%(n)s service closed", "%(n)s services closed", many) % {"n": many}


def remark(closed: Closed) -> str:
    """What the first line adds when something is closed although a time could be booked."""
    scopes = (*closed.by_tags, *closed.by_rules)
    if not scopes:
        return ""
    many = _count(scopes)
    if many is None:
        return gettext("Some services are closed.")
    if not many:
        return gettext("Everything is closed.")
    return ngettext("%(n)s service is closed.", "%(n)s services are closed.", many) % {"n": many}


def _count(scopes: Sequence[Scope]) -> int | None:
    """How many services lie in them; 0 is everything, None is as many as the catalog has in them."""
    if any(scope.is_everything for scope in scopes):
        return 0
    if any(scope.categories or scope.asks_who for scope in scopes):
        return None
    return len(frozenset[int]().union(*(scope.services for scope in scopes)))


def because(access: CustomerAccess, rules: Sequence[RuleFact]) -> str:
    """Why these rules concern her: her tags, a tag she lacks, that she is new, how often she stayed away."""
    if not rules:
        return ""
    many = ngettext("%(n)s rule", "%(n)s rules", len(rules)) % {"n": len(rules)}
    parts = _parts(access, rules)
    return gettext("%(many)s, because of: %(parts)s") % {"many": many, "parts": ", ".join(parts)} if parts else many


def _parts(access: CustomerAccess, rules: Sequence[RuleFact]) -> list[str]:
    wanted = frozenset[int]().union(*(rule.when.has_tags for rule in rules))
    parts = [gettext("“%(label)s”") % {"label": tag.label} for tag in access.facts.tags if tag.id in wanted]
    if any(rule.when.lacks_tags for rule in rules):
        parts.append(gettext("a tag is missing"))
    if any(rule.when.is_new is not None for rule in rules):
        parts.append(gettext("new customer") if access.facts.is_new else gettext("not a new customer"))
    if any(rule.when.no_shows is not None for rule in rules):
        shows = access.facts.no_shows
        parts.append(ngettext("%(n)s no-show", "%(n)s no-shows", shows) % {"n": shows})
    return parts
