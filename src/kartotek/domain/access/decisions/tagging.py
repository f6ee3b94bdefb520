"""Is this a possible tag, and what would it say about her who carries it? Pure (S31)."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from kartotek.domain.access.decisions.scopes import scope_as_json
from kartotek.domain.access.decisions.settings import MOST_BOOKINGS
from kartotek.domain.access.decisions.texts import LONGEST_MESSAGE
from kartotek.domain.access.values import Limit, TagFact, TagLimit
from kartotek.domain.access.values.tags import LONGEST_LABEL, TAG_COLORS, TAG_ICONS, TagDetails, TagItem, TagKind
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.kernel.errors import Problem
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

_CHOICES: dict[str, tuple[str, ...]] = {"kind": tuple(TagKind), "icon": TAG_ICONS, "color": TAG_COLORS}
UNLIMITED_STORED = -1


def tag_problems(details: TagDetails) -> tuple[Problem, ...]:
    """Everything wrong with a tag, other rows apart, by field of api.md."""
    return (
        *text_problems("label", details.label, max_length=LONGEST_LABEL, is_required=True),
        *_choice_problems(details),
        *plain_text_problems("messages", details.messages),
        *_limit_problems(details.max_future_bookings),
    )


def plain_text_problems(field: str, messages: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with texts by language that carry no codes: those of tags, rules and locks (S16)."""
    for language, text in messages.items():
        if language not in LANGUAGES:
            yield Problem(f"{field}.{language}", "unknown_language", gettext_noop("This language is not spoken here."))
        else:
            yield from text_problems(f"{field}.{language}", text, max_length=LONGEST_MESSAGE)


def stored_tag_limit(limit: Limit | None) -> int | None:
    """The limit as a row keeps it: null says nothing, -1 is unlimited."""
    if limit is None:
        return None
    return UNLIMITED_STORED if limit.count is None else limit.count


def details_of(item: TagItem) -> TagDetails:
    """What can be changed of a stored tag: `replace(details_of(item), **changes)` is the tag as it would be."""
    return TagDetails(**{field.name: getattr(item, field.name) for field in fields(TagDetails)})


def tag_as_it_would_be(tag_id: int, details: TagDetails) -> tuple[TagFact, TagLimit | None]:
    """What such a tag says of the cards that carry it, before it is saved."""
    fact = TagFact(
        id=tag_id,
        label=details.label,
        is_banned=details.kind == TagKind.BANNED,
        scope=details.where,
        messages=dict(details.messages),
        icon=details.icon,
        color=details.color,
    )
    limit = details.max_future_bookings
    return fact, None if limit is None else TagLimit(tag_id, limit)


def tag_facts_for_log(details: TagDetails) -> dict[str, object]:
    """A tag by the names of api.md, fit for JSON (S57)."""
    limit = details.max_future_bookings
    return {
        "label": details.label,
        "kind": details.kind,
        "icon": details.icon,
        "color": details.color,
        "messages": dict(details.messages),
        "max_future_bookings": None if limit is None else limit.value,
        "where": "all" if details.where.is_everything else scope_as_json(details.where),
    }


def with_tag_replaced(ids: list[int], old_id: int, new_id: int) -> list[int]:
    """The tags a rule names after one of them took another's place; each once, sorted."""
    return sorted({new_id if tag_id == old_id else tag_id for tag_id in ids})


def _choice_problems(details: TagDetails) -> Iterator[Problem]:
    for name, choices in _CHOICES.items():
        if getattr(details, name) not in choices:
            yield Problem(name, "unknown_choice", gettext_noop("This is none of the choices."))


def _limit_problems(limit: Limit | None) -> Iterator[Problem]:
    if limit is not None and limit.count is not None and not 0 <= limit.count <= MOST_BOOKINGS:
        message = gettext_noop("Choose unlimited or a number from 0 to 9999.")
        yield Problem("max_future_bookings", "out_of_range", message)
