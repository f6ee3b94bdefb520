"""Which attempts are asked for? Typed into the address; what cannot be read there is left out."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.values import LocationItem


def _picker() -> forms.DateInput:
    return forms.DateInput({"type": "date", "class": "form-control w-auto"}, "%Y-%m-%d")


def _sane(on: date | None) -> date | None:
    """A date with which one can count; before and after nobody came."""
    return None if on is None else min(max(on, date(1970, 1, 2)), date(2500, 1, 1))


class ListForm(forms.Form):
    """Two dates, both included, and a place."""

    first = forms.DateField(label=_("From"), required=False, widget=_picker())
    last = forms.DateField(label=_("Until"), required=False, widget=_picker())
    customer = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, str], *, locations: Sequence[LocationItem]) -> None:
        super().__init__(data)
        self.fields["location"] = forms.TypedChoiceField(
            label=_("Location"),
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.Select({"class": "form-select w-auto"}),
            choices=[("", _("All locations")), *((str(one.id), one.name) for one in locations)],
        )

    def dates(self) -> tuple[date | None, date | None]:
        """The dates that could be read."""
        self.full_clean()
        return _sane(self.cleaned_data.get("first")), _sane(self.cleaned_data.get("last"))

    def number(self, name: str) -> int | None:
        """A place or a customer, if one was asked for."""
        return self.cleaned_data.get(name)
