"""What does somebody type who waits: who she is, and which days suit her?"""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.web.kit.booker_forms import OwnForm, PersonForm


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class OwnWaitForm(OwnForm):
    """Somebody signed in: from and until, both included; empty: any day."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=32)
    first = forms.DateField(label=_("From"), required=False, widget=_day())
    last = forms.DateField(label=_("Until"), required=False, widget=_day())

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days of a valid form."""
        return self.cleaned_data["first"], self.cleaned_data["last"]


class WaitForm(PersonForm, OwnWaitForm):
    """Everybody else says who they are."""

    field_order = ("first", "last", "first_name", "last_name", "phone", "email")
