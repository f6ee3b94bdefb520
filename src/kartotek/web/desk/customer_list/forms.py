"""What may be asked of the list? Whatever else stands in the address is left aside."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import State
from kartotek.domain.access.values.tags import TagItem
from kartotek.domain.businesses.values import AreaItem
from kartotek.domain.catalog.values import ServiceItem
from kartotek.domain.customers.values import Sort
from kartotek.domain.overview.decisions.narrowing import check_traits
from kartotek.kernel.errors import Invalid
from kartotek.web.desk.customer_list.narrowing import TYPED, NarrowForm, traits_of
from kartotek.web.kit import errors
from kartotek.web.kit.area_choices import area_choices

STATES = (State.OPEN, State.LIMITED, State.BLOCKED, State.LOCKED)
SORTS = (
    (Sort.NAME.value, _("By name")),
    (Sort.NUMBER.value, _("By card number")),
    (Sort.CREATED_DOWN.value, _("Newest first")),
)
LONGEST_SEARCH = 200
BOUNCED = "bounced"


@dataclass(frozen=True)
class Choices:
    """What there is to choose from."""

    areas: Sequence[AreaItem]
    tags: Sequence[TagItem]
    services: Sequence[ServiceItem]


class ListForm(NarrowForm):
    """Search, access, area, tag, sort, whether the archive is meant, and what else may narrow the list."""

    search = forms.CharField(label=_("Search customers"), max_length=LONGEST_SEARCH, required=False)
    access = forms.ChoiceField(choices=[("", ""), *((state.value, "") for state in STATES)], required=False)
    email = forms.ChoiceField(choices=[("", ""), (BOUNCED, "")], required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)
    archived = forms.ChoiceField(choices=[("", ""), ("1", "")], required=False)

    def __init__(self, data: QueryDict, *, choices: Choices, languages: Sequence[str]) -> None:
        super().__init__(data, services=choices.services, languages=languages)
        areas = [("", _("All areas")), *area_choices(choices.areas)]
        self.fields["area"] = forms.ChoiceField(label=_("Area"), choices=areas, required=False)
        self.has_tags = bool(choices.tags)
        labels = [("", _("All tags")), *((str(tag.id), tag.label) for tag in choices.tags)]
        self.fields["tag"] = forms.ChoiceField(label=_("Tag"), choices=labels, required=False)

    def clean(self) -> dict[str, object]:
        """What cannot be meant is said, and left aside."""
        super().clean()
        try:
            check_traits(traits_of(self.texts()))
        except Invalid as error:
            errors.apply(error, self)
        return self.cleaned_data

    def texts(self) -> dict[str, str]:
        """What could be read, as the address writes it."""
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        return {name: "" if value is None else str(value) for name, value in given.items()}

    def chosen(self) -> dict[str, str]:
        """What was asked for, by the names in the address; "" where it was nothing sensible."""
        self.full_clean()
        return self.texts()

    def faults(self) -> list[str]:
        """What is wrong with what was typed."""
        return [f"{self[name].label}: {text}" for name in TYPED for text in self.errors.get(name, ())]
