"""What can somebody of the staff be told by e-mail?"""

from django import forms
from django.utils.translation import gettext_lazy as _


class NoticesForm(forms.Form):
    """Three boxes to tick."""

    new_bookings = forms.BooleanField(
        label=_("New online bookings"),
        required=False,
        help_text=_("When a customer has booked online, or asked for something that wants approval."),
    )
    cancellations = forms.BooleanField(
        label=_("Cancellations by customers"),
        required=False,
        help_text=_("When a customer has cancelled online."),
    )
    daily_overview = forms.BooleanField(
        label=_("The day, every morning at 7"),
        required=False,
        help_text=_("The bookings of the day; none on a day without any."),
    )
