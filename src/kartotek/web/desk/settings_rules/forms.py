"""What can be chosen for a service rule? When, where, then, and what she is told; the rules are the domain's."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.queries.rules import list_rule_tags
from kartotek.domain.access.values import Effect, Scope, When
from kartotek.domain.access.values.rules import MOST_NO_SHOWS, RuleDetails
from kartotek.domain.businesses.queries import list_locations
from kartotek.domain.catalog.queries import list_categories, list_employees, list_services
from kartotek.web.kit import language_texts

NEW = (("", _("New or not")), ("new", _("Only new customers")), ("known", _("Only customers who have been here")))
THEN = (
    (Effect.UNAVAILABLE.value, _("Make it unavailable")),
    (Effect.NEEDS_APPROVAL.value, _("Let staff approve it first")),
)
PLACES = ("services", "categories", "employees", "locations")
_TAGS = ("has_tags", "lacks_tags")
_IS_NEW = {"": None, "new": True, "known": False}
Choices = list[tuple[str, str]]


class RuleForm(forms.Form):
    """A rule in one screen; nothing chosen in a group is no condition."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    has_tags = forms.MultipleChoiceField(
        label=_("has one of these tags"), required=False, widget=forms.CheckboxSelectMultiple
    )
    lacks_tags = forms.MultipleChoiceField(
        label=_("has none of these tags"), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_customer = forms.ChoiceField(label=_("is new"), choices=NEW, required=False, widget=forms.RadioSelect)
    no_shows = forms.IntegerField(
        label=_("has at least so many no-shows"),
        required=False,
        widget=forms.NumberInput(attrs={"min": "1", "max": str(MOST_NO_SHOWS)}),
    )
    services = forms.MultipleChoiceField(label=_("these services"), required=False, widget=forms.CheckboxSelectMultiple)
    categories = forms.MultipleChoiceField(
        label=_("all services in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    employees = forms.MultipleChoiceField(label=_("with"), required=False, widget=forms.CheckboxSelectMultiple)
    locations = forms.MultipleChoiceField(label=_("at"), required=False, widget=forms.CheckboxSelectMultiple)
    then = forms.ChoiceField(label=_("Then"), choices=THEN, widget=forms.RadioSelect)

    def __init__(
        self, data: QueryDict | None = None, *, details: RuleDetails, version: int | None, languages: Sequence[str]
    ) -> None:
        super().__init__(data, initial={"version": version, **_initial(details)})
        for name, choices in _choices(details).items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - those named are
            field.choices = choices
        language_texts.add_fields(self, languages, details.messages)

    def texts(self) -> list[language_texts.LanguageText]:
        """What the customer is told, in each language of the business."""
        return language_texts.texts_of(self)

    def details(self, stored: RuleDetails) -> RuleDetails:
        """What was chosen, in the words of the domain."""
        typed = self.cleaned_data
        return RuleDetails(
            when=When(
                has_tags=_numbers(typed["has_tags"]),
                lacks_tags=_numbers(typed["lacks_tags"]),
                is_new=_IS_NEW[typed["new_customer"]],
                no_shows=typed["no_shows"],
            ),
            where=Scope(**{name: _numbers(typed[name]) for name in PLACES}),
            then=typed["then"],
            messages=language_texts.typed_texts(self, stored.messages),
        )


def prefilled(query: QueryDict) -> RuleDetails:
    """The part that the page one comes from fills in: `?service=1&tag=2`."""
    return RuleDetails(
        When(has_tags=_asked(query, "tag")),
        Scope(
            services=_asked(query, "service"),
            categories=_asked(query, "category"),
            employees=_asked(query, "employee"),
            locations=_asked(query, "location"),
        ),
    )


def _asked(query: QueryDict, name: str) -> frozenset[int]:
    return frozenset(int(value) for value in query.getlist(name) if value.isascii() and value.isdigit())


def _initial(details: RuleDetails) -> dict[str, object]:
    when = details.when
    return {
        "has_tags": _texts(when.has_tags),
        "lacks_tags": _texts(when.lacks_tags),
        "new_customer": {None: "", True: "new", False: "known"}[when.is_new],
        "no_shows": when.no_shows,
        **{name: _texts(getattr(details.where, name)) for name in PLACES},
        "then": details.then,
    }


def _choices(details: RuleDetails) -> Mapping[str, Choices]:
    """What there is; what is put away only where the rule names it."""
    when, where = details.when, details.where
    tags = list_rule_tags()
    named = {"has_tags": when.has_tags, "lacks_tags": when.lacks_tags}
    found = {name: _pairs((tag.id, tag.label) for tag in tags if _is_shown(tag, named[name])) for name in _TAGS}
    services, employees = list_services(has_archived=True), list_employees(has_archived=True)
    locations = list_locations(has_archived=True)
    return found | {
        "services": _pairs((one.id, one.name) for one in services if _is_shown(one, where.services)),
        "categories": _pairs((one.id, one.name) for one in list_categories()),
        "employees": _pairs((one.id, one.name) for one in employees if _is_shown(one, where.employees)),
        "locations": _pairs((one.id, one.name) for one in locations if _is_shown(one, where.locations)),
    }


class _Archivable(Protocol):
    """What may be put away."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def is_archived(self) -> bool:
        """Whether it is."""


def _is_shown(one: _Archivable, named: Collection[int]) -> bool:
    return not one.is_archived or one.id in named


def _pairs(found: Iterable[tuple[int, str]]) -> Choices:
    return [(str(own), name) for own, name in found]


def _texts(ids: Collection[int]) -> list[str]:
    return [str(one) for one in sorted(ids)]


def _numbers(chosen: Iterable[str]) -> frozenset[int]:
    return frozenset(map(int, chosen))
