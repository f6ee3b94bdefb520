"""What may be asked of the list? Whatever else stands in the address is left aside."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import State
from kartotek.domain.access.values.tags import TagItem
from kartotek.domain.businesses.values import AreaItem
from kartotek.domain.customers.values import Sort
from kartotek.web.kit.area_choices import area_choices

STATES = (State.OPEN, State.LIMITED, State.BLOCKED, State.LOCKED)
SORTS = (
    (Sort.NAME.value, _("By name")),
    (Sort.NUMBER.value, _("By card number")),
    (Sort.CREATED_DOWN.value, _("Newest first")),
)
LONGEST_SEARCH = 200
BOUNCED = "bounced"


class ListForm(forms.Form):
    """Search, access, area, tag, sort, and whether the archive is meant."""

    search = forms.CharField(label=_("Search customers"), max_length=LONGEST_SEARCH, required=False)
    access = forms.ChoiceField(choices=[("", ""), *((state.value, "") for state in STATES)], required=False)
    email = forms.ChoiceField(choices=[("", ""), (BOUNCED, "")], required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    tag = forms.ChoiceField(label=_("Tag"), required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)
    archived = forms.ChoiceField(choices=[("", ""), ("1", "")], required=False)

    def __init__(self, *args: object, areas: Sequence[AreaItem], tags: Sequence[TagItem], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came
        choices = [("", _("All areas")), *area_choices(areas)]
        self.fields["area"] = forms.ChoiceField(label=_("Area"), choices=choices, required=False)
        self.has_tags = bool(tags)
        labels = [("", _("All tags")), *((str(tag.id), tag.label) for tag in tags)]
        self.fields["tag"] = forms.ChoiceField(label=_("Tag"), choices=labels, required=False)

    def chosen(self) -> dict[str, str]:
        """What was asked for, by the names in the address; "" where it was nothing sensible."""
        self.full_clean()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
