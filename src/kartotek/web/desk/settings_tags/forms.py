"""What can be typed about a tag? The rules are the domain's."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import UNLIMITED, Limit, Scope
from kartotek.domain.access.values.tags import LONGEST_LABEL, TAG_COLORS, TAG_ICONS, TagChanges, TagItem, TagKind
from kartotek.domain.businesses.queries import list_locations
from kartotek.domain.catalog.queries import list_categories, list_employees, list_services
from kartotek.web.kit import language_texts
from kartotek.web.kit.colors import COLOR_NAMES
from kartotek.web.kit.tag_looks import ICON_NAMES

KINDS = ((TagKind.NORMAL.value, _("Normal")), (TagKind.BANNED.value, _("Banned")))
LIMITS = (("nothing", _("Says nothing")), ("number", _("Number")), ("unlimited", _("Unlimited")))
PLACES = ("services", "categories", "employees", "locations")
WHERES = (("all", _("The whole business")), ("some", _("Only what is chosen below")))
FORM_NAMES = {"max_future_bookings": "limit_number", **{f"where.{name}": name for name in PLACES}}


class TagForm(forms.Form):
    """A tag; a message for each language of the business."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(
        label=_("Label"),
        strip=False,
        help_text=_("Staff only. A customer never sees the label, or that a tag is set."),
        widget=forms.TextInput(attrs={"maxlength": str(LONGEST_LABEL)}),
    )
    kind = forms.ChoiceField(label=_("Type"), choices=KINDS, widget=forms.RadioSelect)
    icon = forms.ChoiceField(
        label=_("Icon"), choices=[(each, ICON_NAMES[each]) for each in TAG_ICONS], widget=forms.RadioSelect
    )
    color = forms.ChoiceField(
        label=_("Colour"), choices=[(each, COLOR_NAMES[each]) for each in TAG_COLORS], widget=forms.RadioSelect
    )
    limit = forms.ChoiceField(label=_("Max coming bookings"), choices=LIMITS, widget=forms.RadioSelect)
    limit_number = forms.IntegerField(label=_("Number of coming bookings"), min_value=0, required=False)
    where = forms.ChoiceField(label=_("Where"), choices=WHERES, widget=forms.RadioSelect)

    def __init__(self, data: QueryDict | None = None, *, item: TagItem | None, languages: Sequence[str]) -> None:
        super().__init__(data, initial=_initial(item))
        self.fields["label"].widget.attrs["autofocus"] = item is None and data is None
        self._shown: list[str] = []
        for name, label, choices in _choices(item.where if item else Scope()):
            self._shown += [name] if choices else []
            field = forms.MultipleChoiceField(
                label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.fields[name] = field
        language_texts.add_fields(self, languages, item.messages if item else {})

    def texts(self) -> list[language_texts.LanguageText]:
        """What the customer is told, in each language of the business."""
        return language_texts.texts_of(self)

    def places(self) -> list[BoundField]:
        """What a ban may be narrowed to, where there is anything to choose."""
        return [self[name] for name in self._shown]

    def clean(self) -> dict[str, object]:
        """A number where a number was chosen, and something where not everything was."""
        typed: dict[str, object] = dict(super().clean() or self.cleaned_data)
        if typed.get("limit") == "number" and typed.get("limit_number") is None and "limit_number" not in self.errors:
            self.add_error("limit_number", _("Type a number, or choose one of the other two."))
        if typed.get("where") == "some" and not any(typed.get(name) for name in PLACES):
            self.add_error("where", _("Choose at least one thing below, or the whole business."))
        return typed

    def changes(self, item: TagItem | None) -> TagChanges:
        """What was typed, in the words of the domain; texts in languages the page does not show are kept."""
        typed = self.cleaned_data
        is_some = typed["where"] == "some"
        return TagChanges(
            label=typed["label"],
            kind=typed["kind"],
            icon=typed["icon"],
            color=typed["color"],
            messages=language_texts.typed_texts(self, item.messages if item else {}),
            max_future_bookings=_limit(typed["limit"], typed["limit_number"]),
            where=Scope(**{name: frozenset(map(int, typed[name])) for name in PLACES}) if is_some else Scope(),
        )

    @property
    def names(self) -> dict[str, str]:
        """The action's fields and the form's."""
        return FORM_NAMES | language_texts.problem_names(self)


class ArchiveForm(forms.Form):
    """What becomes of those who carry the tag (S33)."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    carriers = forms.ChoiceField(
        choices=(("keep", _("They keep it")), ("lift", _("Take it off all of them"))), initial="keep"
    )


class MergeForm(forms.Form):
    """Which tag is merged into this one."""

    other = forms.ChoiceField(label=_("Tag that is merged, and then archived"))

    def __init__(self, data: QueryDict | None = None, *, tags: Iterable[TagItem]) -> None:
        super().__init__(data)
        choices = [("", _("Choose a tag")), *((str(tag.id), tag.label) for tag in tags)]
        self.fields["other"] = forms.ChoiceField(label=_("Tag that is merged, and then archived"), choices=choices)


def _initial(item: TagItem | None) -> dict[str, object]:
    if item is None:
        return {"kind": "normal", "icon": "tag", "color": "blue", "limit": "nothing", "where": "all"}
    limit = item.max_future_bookings
    said = "nothing" if limit is None else "unlimited" if limit.count is None else "number"
    return {
        "version": item.version,
        "label": item.label,
        "kind": item.kind,
        "icon": item.icon,
        "color": item.color,
        "limit": said,
        "limit_number": limit.count if limit else None,
        "where": "all" if item.where.is_everything else "some",
        **{name: [str(each) for each in sorted(getattr(item.where, name))] for name in PLACES},
    }


def _limit(chosen: str, number: int | None) -> Limit | None:
    if chosen == "nothing":
        return None
    return UNLIMITED if chosen == "unlimited" else Limit(number)


def _choices(where: Scope) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """What there is; what is put away only where the tag names it."""
    services, employees = list_services(has_archived=True), list_employees(has_archived=True)
    locations = list_locations(has_archived=True)
    return [
        ("services", str(_("These services")), _pairs(services, where.services)),
        (
            "categories",
            str(_("All services in")),
            [(str(each.id), each.name) for each in list_categories()],
        ),
        ("employees", str(_("With")), _pairs(employees, where.employees)),
        ("locations", str(_("At")), _pairs(locations, where.locations)),
    ]


class _Archivable(Protocol):
    """What may be put away."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def name(self) -> str:
        """What staff call it."""

    @property
    def is_archived(self) -> bool:
        """Whether it is."""


def _pairs(found: Iterable[_Archivable], named: frozenset[int]) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in found if not each.is_archived or each.id in named]
