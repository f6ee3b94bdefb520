"""How does somebody prove an address in the middle of booking?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The six digits, when proof is demanded before a booking (S22)."""

    proof = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        widget=forms.TextInput(
            attrs={"class": "k-otp", "inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12"}
        ),
    )

    def clean_code(self) -> str:
        """The digits alone: people paste blanks and dashes along."""
        return "".join(sign for sign in str(self.cleaned_data["code"]) if sign.isdigit())
