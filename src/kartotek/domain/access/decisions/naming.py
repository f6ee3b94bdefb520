"""What a decision speaks of, as it is kept in JSON with a refusal: what to look up, and how to read it again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple, TypedDict

from kartotek.domain.access.decisions.scopes import SCOPE_KEYS, StoredScope, StoredWhen, scope_from_json, when_from_json
from kartotek.domain.access.values import Decision, Effect, Limit, Source, SourceKind
from kartotek.domain.access.values.trace import Named, NamedException, NamedLimit, NamedLock, NamedRule, NamedTag


class StoredLock(TypedDict):
    """A lock in JSON."""

    placed_at: str
    placed_by: str
    agent: str
    is_legacy: bool


class StoredTag(TypedDict):
    """A tag in JSON."""

    label: str
    where: StoredScope


class StoredRule(TypedDict):
    """A rule in JSON."""

    when: StoredWhen
    where: StoredScope
    then: str


StoredException = TypedDict(
    "StoredException", {"from": str, "until": str, "by": str, "rule": int | None, "service": int | None}
)


class StoredLimit(TypedDict):
    """Who set the card's limit, in JSON."""

    by: str
    at: str | None
    reason: str


class StoredNames(TypedDict, total=False):
    """All of it; {} where nothing was kept. `general_limit` is null for unlimited."""

    locks: dict[str, StoredLock]
    tags: dict[str, StoredTag]
    rules: dict[str, StoredRule]
    exceptions: list[StoredException]
    places: dict[str, dict[str, str]]
    own_limit: StoredLimit | None
    general_limit: int | None


class Spoken(NamedTuple):
    """The ids a decision speaks of."""

    locks: list[int]
    tags: list[int]
    rules: list[int]


def spoken_of(decision: Decision) -> Spoken:
    """Which locks, tags and rules the checks looked at, those that passed too; with an old one, its reasons."""
    looked_at = decision.checks or decision.reasons
    sources = {decision.limit_source, *(one.source for one in looked_at)}
    return Spoken(*(_ids(sources, kind) for kind in (SourceKind.LOCK, SourceKind.TAG, SourceKind.RULE)))


def _ids(sources: set[Source], kind: SourceKind) -> list[int]:
    return sorted({source.id for source in sources if source.kind is kind and source.id is not None})


def named_from_json(stored: StoredNames) -> Named:
    """What was kept, as words are made of it."""
    return Named(
        locks={int(key): _lock(one) for key, one in stored.get("locks", {}).items()},
        tags={
            int(key): NamedTag(one["label"], scope_from_json(one["where"]))
            for key, one in stored.get("tags", {}).items()
        },
        rules={int(key): _rule(one) for key, one in stored.get("rules", {}).items()},
        exceptions=tuple(map(_exception, stored.get("exceptions", ()))),
        places={key: _names(stored.get("places", {}), key) for key in SCOPE_KEYS},
        own_limit=_own_limit(stored.get("own_limit")),
        general_limit=Limit(stored["general_limit"]) if "general_limit" in stored else None,
    )


def _lock(stored: StoredLock) -> NamedLock:
    placed_at = datetime.fromisoformat(stored["placed_at"])
    return NamedLock(placed_at, stored["placed_by"], stored["agent"], is_legacy=stored["is_legacy"])


def _rule(stored: StoredRule) -> NamedRule:
    return NamedRule(when_from_json(stored["when"]), scope_from_json(stored["where"]), Effect(stored["then"]))


def _exception(stored: StoredException) -> NamedException:
    from_on, until_on = date.fromisoformat(stored["from"]), date.fromisoformat(stored["until"])
    return NamedException(from_on, until_on, stored["by"], stored["rule"], stored["service"])


def _names(places: Mapping[str, Mapping[str, str]], key: str) -> dict[int, str]:
    return {int(number): name for number, name in places.get(key, {}).items()}


def _own_limit(stored: StoredLimit | None) -> NamedLimit:
    if stored is None:
        return NamedLimit()
    at = stored["at"]
    return NamedLimit(stored["by"], None if at is None else datetime.fromisoformat(at), stored["reason"])
