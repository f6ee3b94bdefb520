"""What may somebody say who cancels?"""

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.web.kit.fields import LongText

LONGEST_REASON = 500


class CancelForm(forms.Form):
    """A reason, if she wishes."""

    reason = LongText(label=_("Would you tell us why?"), max_length=LONGEST_REASON, required=False, rows=2)
