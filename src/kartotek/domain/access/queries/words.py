"""How do days, moments and rules read to staff? In the language that is active (S15: none of it is for customers)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import dateformat
from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext, pgettext

from kartotek.domain.access.values import Effect, Scope, When
from kartotek.domain.access.values.trace import Named, NamedRule


def day_in_words(value: date) -> str:
    """“Thu 12 Nov 2026”."""
    return str(dateformat.format(value, pgettext("date pattern", "D j M Y")))


def moment_in_words(value: datetime, zone: ZoneInfo) -> str:
    """“Thu 12 Nov 2026 at 13:00”, by the clocks of the business."""
    local = value.astimezone(zone)
    return gettext("%(day)s at %(time)s") % {"day": day_in_words(local.date()), "time": f"{local:%H:%M}"}


def end_in_words(ends_at: datetime | None, zone: ZoneInfo) -> str:
    """Until when something holds: to the end of a day (S25), until a moment, or without an end."""
    if ends_at is None:
        return gettext("It does not end by itself.")
    last = ends_at.astimezone(zone)
    if last.hour == last.minute == 0:
        until = day_in_words((last - timedelta(microseconds=1)).date())
        return gettext("Until and including %(day)s.") % {"day": until}
    return gettext("Until %(moment)s.") % {"moment": moment_in_words(ends_at, zone)}


def rule_in_words(rule: NamedRule, named: Named) -> str:
    """A rule as one sentence: whom, what, where (S32)."""
    whom = _whom(rule.when, named)
    who = get_text_list(whom, gettext("and")) if whom else gettext("anybody")
    values = {"who": who, "where": scope_in_words(rule.scope, named)}
    if rule.effect is Effect.NEEDS_APPROVAL:
        return gettext("Online only with approval for %(who)s: %(where)s.") % values
    return gettext("Not available online for %(who)s: %(where)s.") % values


def scope_in_words(scope: Scope, named: Named) -> str:
    """What a ban or a rule covers, by the names things had."""
    if scope.is_everything:
        return gettext("everything")
    kinds = (
        (
            "services",
            scope.services,
            ngettext("the service %(names)s", "the services %(names)s", len(scope.services)),
        ),
        (
            "categories",
            scope.categories,
            ngettext("the category %(names)s", "the categories %(names)s", len(scope.categories)),
        ),
        ("employees", scope.employees, gettext("with %(names)s")),
        ("locations", scope.locations, gettext("at %(names)s")),
    )
    parts = [pattern % {"names": names_in_words(ids, named, key)} for key, ids, pattern in kinds if ids]
    return ", ".join(parts)


def names_in_words(ids: Iterable[int], named: Named, key: str) -> str:
    """Names in a row, sorted; those that are not known by their number."""
    known = named.places.get(key, {})
    return _listed(sorted(known.get(one, f"№ {one}") for one in ids))


def tags_in_words(ids: Iterable[int], named: Named) -> str:
    """The labels of tags, each in quotes."""
    labels = sorted(named.tags[one].label if one in named.tags else f"№ {one}" for one in ids)
    return _listed([gettext("“%(label)s”") % {"label": label} for label in labels])


def _listed(words: Sequence[str]) -> str:
    return get_text_list(list(words), gettext("or"))


def _whom(when: When, named: Named) -> list[str]:
    parts = []
    if when.has_tags:
        parts.append(gettext("customers with the tag %(tags)s") % {"tags": tags_in_words(when.has_tags, named)})
    if when.lacks_tags:
        parts.append(gettext("customers without the tag %(tags)s") % {"tags": tags_in_words(when.lacks_tags, named)})
    if when.is_new is not None:
        parts.append(gettext("new customers") if when.is_new else gettext("customers who were here before"))
    if when.no_shows is not None:
        text = ngettext(
            "customers with %(count)s no-show or more", "customers with %(count)s no-shows or more", when.no_shows
        )
        parts.append(text % {"count": when.no_shows})
    return parts
