"""What may a customer change of her own card?"""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.conf.locale import LANG_INFO
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import Address
from kartotek.domain.customers.values import CustomerCard, CustomerChanges
from kartotek.web.kit.proof_forms import address_of


def _text(autocomplete: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete})


class DetailsForm(forms.Form):
    """Name, address, birth date. The rules are the domain's."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    first_name = forms.CharField(label=_("First name"), required=False, widget=_text("given-name"))
    last_name = forms.CharField(label=_("Last name"), required=False, widget=_text("family-name"))
    address_line = forms.CharField(label=_("Address"), required=False, widget=_text("street-address"))
    postcode = forms.CharField(label=_("Postcode"), required=False, widget=_text("postal-code"))
    city = forms.CharField(label=_("Town"), required=False, widget=_text("address-level2"))
    date_of_birth = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, card: CustomerCard) -> None:
        super().__init__(data, initial={name: getattr(card, name) for name in self.base_fields})

    @property
    def changes(self) -> CustomerChanges:
        """What was typed."""
        typed = self.cleaned_data
        born_on: date | None = typed["date_of_birth"]
        return {
            "first_name": typed["first_name"],
            "last_name": typed["last_name"],
            "address_line": typed["address_line"],
            "postcode": typed["postcode"],
            "city": typed["city"],
            "date_of_birth": born_on,
        }


class WishesForm(forms.Form):
    """By which way she is reminded, and in which language."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    wants_sms = forms.BooleanField(label=_("By SMS"), required=False)
    wants_email = forms.BooleanField(label=_("By e-mail"), required=False)

    def __init__(
        self, data: Mapping[str, object] | None = None, *, card: CustomerCard, languages: Sequence[str]
    ) -> None:
        names = ("version", "wants_sms", "wants_email")
        super().__init__(data, initial={name: getattr(card, name) for name in names})
        offered = [(code, str(LANG_INFO[code]["name_local"]).capitalize()) for code in languages]
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"),
            choices=offered,
            initial=card.language if card.language in languages else get_language(),
        )

    @property
    def changes(self) -> CustomerChanges:
        """What was chosen."""
        typed = self.cleaned_data
        return {
            "wants_sms": typed["wants_sms"],
            "wants_email": typed["wants_email"],
            "language": typed["language"],
        }


class ContactForm(forms.Form):
    """A new e-mail address or a new number; a code goes there."""

    address = forms.CharField(max_length=254)

    def __init__(self, data: Mapping[str, object] | None = None, *, channel: str, region: str) -> None:
        super().__init__(data)
        self._channel, self._region = channel, region
        is_email = channel == "email"
        field = self.fields["address"]
        field.label = _("New e-mail") if is_email else _("New mobile")
        field.widget.attrs.update(
            {"type": "email" if is_email else "tel", "autocomplete": "email" if is_email else "tel", "autofocus": True}
        )

    def clean_address(self) -> Address:
        """What was typed as an address a code can go to."""
        return address_of(str(self.cleaned_data["address"]), self._channel, self._region)
