"""What is asked about a customer?"""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.values import LANGUAGES, AreaItem
from kartotek.domain.customers.values import CustomerCard, CustomerChanges, CustomerDetails
from kartotek.web.kit.area_choices import area_choices
from kartotek.web.kit.fields import LongText

LANGUAGE_WORDS = {"da": _("Danish"), "sv": _("Swedish"), "de": _("German"), "fr": _("French"), "en": _("English")}
TEXTS = (
    *("first_name", "last_name", "email", "phone", "external_ref", "address_line", "postcode", "city", "country"),
    *("language", "note", "important_note"),
)
ASKED = (*TEXTS, "date_of_birth", "wants_email", "wants_sms")


class CardForm(forms.Form):
    """A card. What is valid is for the action to say; the form only keeps what was typed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    first_name = forms.CharField(label=_("First name"), max_length=200, required=False, strip=False)
    last_name = forms.CharField(label=_("Last name"), max_length=200, required=False, strip=False)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    date_of_birth = forms.DateField(
        label=_("Date of birth"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        choices=[("", _("That of the business")), *((code, LANGUAGE_WORDS[code]) for code in LANGUAGES)],
    )
    address_line = forms.CharField(label=_("Street and number"), max_length=200, required=False, strip=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False, strip=False)
    city = forms.CharField(label=_("City"), max_length=100, required=False, strip=False)
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False, help_text=_("Two capital letters, as in DK.")
    )
    area = forms.TypedChoiceField(label=_("Area"), required=False)
    external_ref = forms.CharField(label=_("Reference no."), max_length=100, required=False, strip=False)
    wants_email = forms.BooleanField(label=_("Reminders by e-mail"), required=False, initial=True)
    wants_sms = forms.BooleanField(label=_("Reminders by SMS"), required=False, initial=True)
    important_note = LongText(
        label=_("Important note"),
        max_length=2000,
        required=False,
        strip=False,
        rows=2,
        help_text=_("Shown with a warning sign wherever staff meet the customer. Never shown to the customer."),
    )
    note = LongText(label=_("Note"), max_length=20_000, required=False, strip=False, rows=4)

    def __init__(
        self, *args: object, areas: Sequence[AreaItem], is_area_needed: bool = False, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came
        self.has_areas = bool(areas)
        none = [] if is_area_needed else [("", _("None"))]
        self.fields["area"] = forms.TypedChoiceField(
            label=_("Area"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=[*none, *area_choices(areas)],
        )

    def details(self) -> CustomerDetails:
        """What was typed, for a new card."""
        return CustomerDetails(**self._typed())  # type: ignore[arg-type]  # the names are its fields

    def changes(self) -> CustomerChanges:
        """What was typed, for a card that exists."""
        return CustomerChanges(**self._typed())  # type: ignore[typeddict-item, no-any-return]  # the names are its keys

    def _typed(self) -> Mapping[str, object]:
        return {**{name: self.cleaned_data[name] for name in ASKED}, "area_id": self.cleaned_data["area"]}


def stored(card: CustomerCard) -> dict[str, object]:
    """A card as the form shows it first."""
    return {
        **{name: getattr(card, name) for name in ASKED},
        "area": "" if card.area_id is None else str(card.area_id),
        "version": card.version,
    }
