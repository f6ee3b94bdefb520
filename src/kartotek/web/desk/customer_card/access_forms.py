"""How many coming bookings may this customer have? The form of the dialog."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import Limit
from kartotek.domain.customers.values import UNLIMITED, CustomerChanges

CHOICES = (
    ("inherit", _("Follows the general setting")),
    ("number", _("Own number")),
    ("unlimited", _("Unlimited")),
    ("zero", _("0, blocked")),
)
MOST = 9999
LONGEST_REASON = 500


class MaxForm(forms.Form):
    """Follows the general setting, an own number, unlimited, or 0; and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect(attrs={"class": "form-check-input mt-1"}))
    number = forms.IntegerField(label=_("Own number"), min_value=1, max_value=MOST, required=False)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("For staff only. It stands on the card and in the log."),
    )

    def clean(self) -> dict[str, object]:
        """A number has to be given where a number was chosen."""
        typed: dict[str, object] = dict(super().clean() or self.cleaned_data)
        if typed.get("choice") == "number" and typed.get("number") is None and "number" not in self.errors:
            self.add_error("number", _("Type a number, or choose one of the others."))
        return typed

    @property
    def changes(self) -> CustomerChanges:
        """What was chosen, as the card keeps it."""
        typed = self.cleaned_data
        stored = {"inherit": None, "unlimited": UNLIMITED, "zero": 0, "number": typed["number"]}
        return {"max_future_bookings": stored[typed["choice"]], "limit_reason": typed["reason"]}


def initial_of(own: Limit | None, version: int) -> dict[str, object]:
    """What the form shows first."""
    if own is None:
        choice = "inherit"
    elif own.count is None:
        choice = "unlimited"
    else:
        choice = "number" if own.count else "zero"
    return {"version": version, "choice": choice, "number": own.count if own and own.count else None}
