"""What is asked about a business?"""

from zoneinfo import available_timezones

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.values import LANGUAGES, BusinessChanges, BusinessLike
from kartotek.web.kit.fields import LongText

_LANGUAGES = [(code, str(LANG_INFO[code]["name_local"]).capitalize()) for code in LANGUAGES]


class BusinessForm(forms.Form):
    """The business as it is, or as it was typed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=200)
    timezone = forms.ChoiceField(label=_("Time zone"), choices=[(zone, zone) for zone in sorted(available_timezones())])
    country = forms.CharField(
        label=_("Country"),
        max_length=2,
        help_text=_("Two letters, as DK. Phone numbers without a country code are read as of this country."),
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, as DKK."))
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=_LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The booking page speaks these."),
    )
    default_language = forms.ChoiceField(
        label=_("Main language"), choices=_LANGUAGES, help_text=_("For visitors whose language is none of these.")
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, widget=forms.TextInput(attrs={"inputmode": "email"})
    )
    address_line = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=_("City"), max_length=100, required=False)
    opening_text = LongText(
        label=_("Opening times in words"),
        max_length=500,
        required=False,
        help_text=_("Stands beside phone and address on the booking page. It changes no opening hours."),
    )

    def changes(self) -> BusinessChanges:
        """What was typed, as the action takes it."""
        typed = self.cleaned_data
        return BusinessChanges(
            name=typed["name"],
            timezone=typed["timezone"],
            country=typed["country"].upper(),
            currency=typed["currency"].upper(),
            languages=typed["languages"],
            default_language=typed["default_language"],
            phone=typed["phone"],
            email=typed["email"],
            address_line=typed["address_line"],
            postcode=typed["postcode"],
            city=typed["city"],
            opening_text=typed["opening_text"],
        )


def stored(business: BusinessLike) -> BusinessForm:
    """The form with what is stored."""
    return BusinessForm(initial={name: getattr(business, name) for name in BusinessForm.base_fields})
