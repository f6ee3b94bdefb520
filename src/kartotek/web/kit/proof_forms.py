"""What does a person type to prove an address?"""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import Address
from kartotek.kernel.contact import normalise_email, normalise_phone


def address_of(typed: str, channel: str, region: str) -> Address:
    """What was typed as an address a code can go to; raises what a form says at its field."""
    contact = normalise_email(typed) if channel == "email" else normalise_phone(typed, region)
    if contact.problem is not None:
        raise forms.ValidationError(gettext(contact.problem.message))
    return Address(channel=channel, value=contact.value)


class AddressForm(forms.Form):
    """The e-mail address or mobile number the code goes to."""

    address = forms.CharField(
        label=_("E-mail or mobile"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:  # Any: the parts of a Django form
        super().__init__(*args, **kwargs)
        self.region = region

    def clean_address(self) -> Address:
        """What was typed as an address a code can go to."""
        typed: str = self.cleaned_data["address"]
        return address_of(typed, "email" if "@" in typed else "sms", self.region)


class CodeForm(forms.Form):
    """The six digits."""

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
