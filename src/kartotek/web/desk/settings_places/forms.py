"""What is asked about a location or an area, and who looks after one?"""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.decisions import areas_with_parts
from kartotek.domain.businesses.values import AreaItem, LocationChanges, StaffItem
from kartotek.web.kit.area_choices import area_choices


class LocationForm(forms.Form):
    """A place where customers are received."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=200)
    address_line = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=_("City"), max_length=100, required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object] | None = None,
        areas: Sequence[AreaItem],
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["area"] = forms.TypedChoiceField(
            label=_("Area"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", _("None")), *area_choices(areas)],
        )

    def changes(self) -> LocationChanges:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return LocationChanges(
            name=typed["name"],
            address_line=typed["address_line"],
            postcode=typed["postcode"],
            city=typed["city"],
            area_id=typed["area"],
        )


class AreaForm(forms.Form):
    """A part of the business."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=200)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object] | None = None,
        areas: Sequence[AreaItem],
        own_id: int | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        parents = {area.id: area.parent_id for area in areas}
        excluded = areas_with_parts({own_id}, parents) if own_id else frozenset()
        possible = [area for area in areas if area.id not in excluded]
        self.fields["parent"] = forms.TypedChoiceField(
            label=_("Part of"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", _("Nothing: it stands alone")), *area_choices(possible)],
        )


class InspectorsForm(forms.Form):
    """Who looks after an area."""

    def __init__(
        self, data: QueryDict | None = None, *, initial: dict[str, object], people: Sequence[StaffItem]
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["inspectors"] = forms.TypedMultipleChoiceField(
            label=_("Inspectors"),
            coerce=int,
            required=False,
            choices=[(one.id, one.name) for one in people],
            widget=forms.CheckboxSelectMultiple,
            help_text=_("They see its customers and those of its parts, and no others but those of their other areas."),
        )
