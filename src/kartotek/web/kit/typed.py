"""How are amounts and times read as people type them?"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kartotek.kernel.periods import minute_text
from kartotek.kernel.wallclock import parse_typed


def plain_amount(text: str) -> str:
    """“1.195,50” and “1,195.50” as 1195.50: the last of both signs divides, blanks count for nothing."""
    bare = "".join(text.split())
    if "," in bare and "." in bare:
        thousands = "," if bare.rindex(".") > bare.rindex(",") else "."
        bare = bare.replace(thousands, "")
    return bare.replace(",", ".")


class ClockField(forms.CharField):
    """A time of day, typed: 9, 9.30, 0930; 24:00 is the end of the day. The value is minutes from midnight or None."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "5", "autocomplete": "off"})

    def clean(self, value: object) -> int | None:
        """Minutes from local midnight."""
        text = super().clean(value)
        if not text:
            return None
        minute = parse_typed(text)
        if minute is None:
            raise ValidationError(_("Write a time such as 09:00."))
        return minute

    def prepare_value(self, value: object) -> object:
        """Minutes of what is stored as 09:00; what was typed as it was typed."""
        return minute_text(value) if isinstance(value, int) else value
