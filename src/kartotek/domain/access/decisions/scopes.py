"""How are the scope and the condition of a ban or a rule kept as JSON (S18, S32)? Keys as in api.md, ids as numbers."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from kartotek.domain.access.values import EVERYTHING, Scope, When

StoredScope = Mapping[str, Sequence[int]]
SCOPE_KEYS = ("services", "categories", "employees", "locations")


class StoredWhen(TypedDict, total=False):
    """A condition in JSON; what is not said is left out."""

    has_tags: list[int]
    lacks_tags: list[int]
    new_customer: bool
    no_shows: int


def scope_from_json(stored: StoredScope) -> Scope:
    """The scope a row keeps; {} is everything."""
    return Scope(**{key: frozenset(ids) for key, ids in stored.items()}) if stored else EVERYTHING


def scope_as_json(scope: Scope) -> dict[str, list[int]]:
    """The scope as a row keeps it: only what narrows it, sorted."""
    return {key: sorted(getattr(scope, key)) for key in SCOPE_KEYS if getattr(scope, key)}


def when_from_json(stored: StoredWhen) -> When:
    """The condition a row keeps."""
    return When(
        has_tags=frozenset(stored.get("has_tags", ())),
        lacks_tags=frozenset(stored.get("lacks_tags", ())),
        is_new=stored.get("new_customer"),
        no_shows=stored.get("no_shows"),
    )


def when_as_json(when: When) -> StoredWhen:
    """The condition as a row keeps it."""
    stored: StoredWhen = {}
    if when.has_tags:
        stored["has_tags"] = sorted(when.has_tags)
    if when.lacks_tags:
        stored["lacks_tags"] = sorted(when.lacks_tags)
    if when.is_new is not None:
        stored["new_customer"] = when.is_new
    if when.no_shows is not None:
        stored["no_shows"] = when.no_shows
    return stored
