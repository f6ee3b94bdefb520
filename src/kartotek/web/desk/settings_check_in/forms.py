"""What can be set about the check-in?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class CheckInForm(forms.Form):
    """Whether the screen says why."""

    shows_reason = forms.BooleanField(
        label=_("Show the reason on the check-in screen"),
        required=False,
        help_text=_("Only where customers cannot see the screen: it names locks, tags and limits."),
    )
