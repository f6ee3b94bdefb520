"""What is asked about a new token?"""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.values import StaffItem


class TokenForm(forms.Form):
    """For which program, and for whom."""

    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("Which program will use it?"))
    member = forms.TypedChoiceField(label=_("Acts as"), coerce=int)

    def __init__(self, data: QueryDict | None = None, *, people: Sequence[StaffItem], own_id: int | None) -> None:
        super().__init__(data)
        self.fields["member"] = forms.TypedChoiceField(
            label=_("Acts as"),
            coerce=int,
            choices=[(person.id, person.name) for person in people],
            initial=own_id,
            help_text=_("The program may do what this person may do, as long as the person works here."),
        )
