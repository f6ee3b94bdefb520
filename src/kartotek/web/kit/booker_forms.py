"""What does a person type to book, or to wait for a place?"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kartotek.domain.booking.decisions.asking import LONGEST_NOTE, checked_booker
from kartotek.domain.booking.values.bookings import Booker
from kartotek.kernel.errors import Invalid
from kartotek.web.kit import errors, extra_fields
from kartotek.web.kit.fields import LongText


def _text(autocomplete: str, kind: str = "text") -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": autocomplete, "type": kind})


class OwnForm(forms.Form):
    """What somebody signed in types: the card knows the rest."""

    def __init__(
        self, *args: Any, region: str, asked: extra_fields.Asked = extra_fields.NOTHING, **kwargs: Any
    ) -> None:  # Any: the parts of a Django form
        super().__init__(*args, **kwargs)
        self.region = region
        extra_fields.add_to(self, asked)

    @property
    def booker(self) -> Booker | None:
        """Nobody but the person signed in."""
        return None

    @property
    def extra_fields(self) -> list[BoundField]:
        """What the service asks besides."""
        return extra_fields.bound_in(self)


class NoteForm(OwnForm):
    """A note besides."""

    note = LongText(label=_("Anything we should know?"), max_length=LONGEST_NOTE, required=False, rows=2)

    @property
    def note_text(self) -> str:
        """The note of a valid form."""
        return str(self.cleaned_data["note"])


class PersonForm(OwnForm):
    """What everybody else types. The rules for names and contacts are the domain's."""

    first_name = forms.CharField(label=_("First name"), required=False, widget=_text("given-name"))
    last_name = forms.CharField(label=_("Last name"), required=False, widget=_text("family-name"))
    phone = forms.CharField(label=_("Mobile"), required=False, widget=_text("tel", "tel"))
    email = forms.CharField(label=_("E-mail"), required=False, widget=_text("email", "email"))

    def clean(self) -> dict[str, Any]:  # Any: what a form cleaned
        """Put what the domain would say on the fields before anything is sent."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                checked_booker(self._typed(), self.region)
            except Invalid as error:
                errors.apply(error, self)
        return cleaned

    def _typed(self) -> Booker:
        typed = self.cleaned_data
        return Booker(
            first_name=typed["first_name"], last_name=typed["last_name"], email=typed["email"], phone=typed["phone"]
        )

    @property
    def booker(self) -> Booker | None:
        """Who somebody says they are."""
        return self._typed()


class DetailsForm(PersonForm, NoteForm):
    """Who books, and a note."""

    field_order = ("first_name", "last_name", "phone", "email", "note")
