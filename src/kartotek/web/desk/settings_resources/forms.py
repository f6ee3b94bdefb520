"""What is asked about a room or a piece of equipment? The rules are the domain's."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.catalog.values import LONGEST_NAME, MOST_CAPACITY, ResourceChanges, ServiceItem


class ResourceForm(forms.Form):
    """Its name, how many there are, and which services need it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), widget=forms.TextInput(attrs={"maxlength": str(LONGEST_NAME)}))
    capacity = forms.IntegerField(
        label=_("How many there are"),
        initial=1,
        widget=forms.NumberInput(attrs={"min": "1", "max": str(MOST_CAPACITY)}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        initial: dict[str, object] | None = None,
        services: Sequence[ServiceItem],
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["services"] = forms.TypedMultipleChoiceField(
            label=_("Needed for"),
            coerce=int,
            required=False,
            choices=[(one.id, one.name) for one in services],
            widget=forms.CheckboxSelectMultiple,
        )

    def changes(self) -> ResourceChanges:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return ResourceChanges(name=typed["name"], capacity=typed["capacity"], service_ids=tuple(typed["services"]))
