"""What is asked of somebody who accepts an invitation?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class JoinForm(forms.Form):
    """The name shown to colleagues; for a new account its password too."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        help_text=_("At least 10 characters, not a common password."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
