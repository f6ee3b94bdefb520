"""How long does a service take for this customer, and what does it cost her? The form of the dialog (S51)."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.booking.values.terms import TermsChanges, TermsDetails, TermsItem
from kartotek.domain.catalog.values import PriceGiven
from kartotek.kernel.money import Money
from kartotek.web.kit.typed import plain_amount

_MOST_MINUTES = 1440


class TermsForm(forms.Form):
    """Minutes, a price, or both; of new terms the service too."""

    duration_minutes = forms.IntegerField(
        label=_("Duration"),
        required=False,
        min_value=1,
        max_value=_MOST_MINUTES,
        help_text=_("Minutes. Empty: as usual."),
    )
    price = forms.CharField(
        label=_("Price"),
        required=False,
        max_length=20,
        help_text=_("Empty: as usual."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        services: Sequence[tuple[str, str]] = (),
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        if services:
            choices = [("", _("Choose a service")), *services]
            self.fields["service"] = forms.ChoiceField(label=_("Service"), choices=choices)
            self.order_fields(["service"])

    @property
    def details(self) -> TermsDetails:
        """New terms in the words of the domain."""
        changes = self.changes
        return TermsDetails(int(self.cleaned_data["service"]), changes["duration_minutes"], changes["price"])

    @property
    def changes(self) -> TermsChanges:
        """Both as they were typed."""
        typed = self.cleaned_data
        price = PriceGiven(plain_amount(typed["price"])) if typed["price"] else None
        return TermsChanges(duration_minutes=typed["duration_minutes"], price=price)


def initial_of(item: TermsItem, currency: str) -> dict[str, object]:
    """What the form begins with."""
    price = "" if item.own.price is None else Money(item.own.price, currency).as_json()["amount"]
    return {"duration_minutes": item.own.duration_minutes, "price": price, "version": item.version}
