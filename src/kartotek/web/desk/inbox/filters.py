"""Which reminders of the inbox are shown? By state, type, area and customer."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.queries import list_areas
from kartotek.domain.reminders.queries import list_reminder_types
from kartotek.domain.reminders.values.firings import InboxWanted, ItemState

STATES = (("open", _("Open")), ("snoozed", _("Snoozed")), ("done", _("Done")))


class FilterForm(forms.Form):
    """What is not said is not narrowed; what cannot be read neither."""

    show = forms.ChoiceField(choices=STATES, required=False, widget=forms.HiddenInput)
    type = forms.TypedChoiceField(label=_("Type"), required=False, coerce=int, empty_value=None)
    area = forms.TypedChoiceField(label=_("Area"), required=False, coerce=int, empty_value=None)
    customer = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def __init__(self, data: Mapping[str, object], *, viewer: Actor) -> None:
        super().__init__(data)
        types = [(each.id, each.name) for each in list_reminder_types()]
        areas = [(each.id, each.name) for each in list_areas() if viewer.area_ids is None or each.id in viewer.area_ids]
        self.fields["type"] = forms.TypedChoiceField(
            label=_("Type"), required=False, coerce=int, empty_value=None, choices=[("", _("All types")), *types]
        )
        self.fields["area"] = forms.TypedChoiceField(
            label=_("Area"), required=False, coerce=int, empty_value=None, choices=[("", _("All areas")), *areas]
        )
        self.has_areas = bool(areas)

    @property
    def state(self) -> ItemState:
        """The list that is shown."""
        return ItemState(self.cleaned_data.get("show") or ItemState.OPEN)

    @property
    def wanted(self) -> InboxWanted:
        """The question to the inbox."""
        typed = self.cleaned_data
        return InboxWanted(self.state, typed.get("type"), typed.get("area"), typed.get("customer"))

    @property
    def is_filtered(self) -> bool:
        """Whether anything is narrowed."""
        return any(self.cleaned_data.get(name) for name in ("type", "area", "customer"))

    def address(self, here: str, **parts: str) -> str:
        """The same list with other parts."""
        kept = {name: str(value) for name, value in self.cleaned_data.items() if value}
        return f"{here}?{urlencode({**kept, **parts})}"
