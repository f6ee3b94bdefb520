"""What may somebody say who cancels?"""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 500


class CancelForm(forms.Form):
    """A reason, if she wishes."""

    reason = forms.CharField(
        label=_("Would you tell us why?"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
