"""How does a service rule read, as a sentence for staff? (S32)"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.text import get_text_list
from django.utils.translation import gettext, ngettext

from kartotek.domain.access.queries.rules import list_rule_tags
from kartotek.domain.access.values import Effect, Scope, When
from kartotek.domain.access.values.rules import RuleDetails
from kartotek.domain.businesses.queries import list_locations
from kartotek.domain.catalog.queries import list_categories, list_employees, list_services


class Names(NamedTuple):
    """What staff call everything a rule may name, put away or not."""

    tags: Mapping[int, str]
    services: Mapping[int, str]
    categories: Mapping[int, str]
    employees: Mapping[int, str]
    locations: Mapping[int, str]


def read_names() -> Names:
    """All of them; seven queries, however many rules."""
    return Names(
        tags={tag.id: tag.label for tag in list_rule_tags()},
        services={each.id: each.name for each in list_services(has_archived=True)},
        categories={each.id: each.name for each in list_categories()},
        employees={each.id: each.name for each in list_employees(has_archived=True)},
        locations={each.id: each.name for each in list_locations(has_archived=True)},
    )


def sentence_of(rule: RuleDetails, names: Names) -> str:
    """“When a customer has the tag “Late” – for Full colour or Balayage – make it unavailable.”"""
    who = _who(rule.when, names)
    parts = {"who": who, "what": _what(rule.where, names), "then": _then(rule.then)}
    if not who:
        return gettext("For every customer – for %(what)s – %(then)s.") % parts
    return gettext("When a customer %(who)s – for %(what)s – %(then)s.") % parts


def _who(when: When, names: Names) -> str:
    said = []
    if when.has_tags:
        one, many = gettext("has the tag %(tags)s"), gettext("has one of the tags %(tags)s")
        said.append((one if len(when.has_tags) == 1 else many) % {"tags": _quoted(when.has_tags, names.tags)})
    if when.lacks_tags:
        one, many = gettext("does not have the tag %(tags)s"), gettext("has none of the tags %(tags)s")
        said.append((one if len(when.lacks_tags) == 1 else many) % {"tags": _quoted(when.lacks_tags, names.tags)})
    if when.is_new is not None:
        said.append(gettext("is new") if when.is_new else gettext("has been here before"))
    if when.no_shows is not None:
        words = ngettext("has at least %(n)s no-show", "has at least %(n)s no-shows", when.no_shows)
        said.append(words % {"n": when.no_shows})
    return str(get_text_list(said, gettext("and")))


def _what(scope: Scope, names: Names) -> str:
    services = _listed(scope.services, names.services) or gettext("everything")
    said = services
    if scope.categories:
        words = gettext("%(what)s in %(categories)s")
        said = words % {"what": said, "categories": _listed(scope.categories, names.categories)}
    if scope.employees:
        said = gettext("%(what)s with %(people)s") % {
            "what": said,
            "people": _listed(scope.employees, names.employees),
        }
    if scope.locations:
        said = gettext("%(what)s at %(places)s") % {"what": said, "places": _listed(scope.locations, names.locations)}
    return said


def _then(effect: str) -> str:
    return gettext("make it unavailable") if effect == Effect.UNAVAILABLE else gettext("let staff approve it first")


def _quoted(ids: Iterable[int], names: Mapping[int, str]) -> str:
    quoted = [gettext("“%(name)s”") % {"name": name} for name in _sorted(ids, names)]
    return str(get_text_list(quoted, gettext("or")))


def _listed(ids: Iterable[int], names: Mapping[int, str]) -> str:
    return str(get_text_list(_sorted(ids, names), gettext("or")))


def _sorted(ids: Iterable[int], names: Mapping[int, str]) -> list[str]:
    """In the order in which they stand elsewhere; what is named must be there."""
    wanted = frozenset(ids)
    return [name for own, name in names.items() if own in wanted]
