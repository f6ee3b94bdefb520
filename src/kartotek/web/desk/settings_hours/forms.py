"""What can be typed about a plan's validity, a day away, an extra opening, a closed day? The rules are the domain's."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.booking.values.hours import (
    LONGEST_NOTE,
    ClosedDayChanges,
    ClosedDayDetails,
    ClosedDayItem,
    DayOffChanges,
    DayOffDetails,
    DayOffItem,
    OpeningChanges,
    OpeningDetails,
    OpeningItem,
    Validity,
)
from kartotek.web.kit.typed import ClockField

_NOTE = {"maxlength": str(LONGEST_NOTE)}


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PlanForm(forms.Form):
    """From when to when a plan holds; hidden, the week that was seen and the plan that this one replaces."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    is_new = forms.BooleanField(widget=forms.HiddenInput, required=False)
    old_from = forms.DateField(widget=forms.HiddenInput, required=False)
    old_to = forms.DateField(widget=forms.HiddenInput, required=False)
    valid_from = forms.DateField(label=_("Valid from"), widget=_date(), required=False)
    valid_to = forms.DateField(label=_("until and including"), widget=_date(), required=False)

    @property
    def validity(self) -> Validity:
        """From when to when."""
        return Validity(self.cleaned_data["valid_from"], self.cleaned_data["valid_to"])

    @property
    def replaces(self) -> Validity | None:
        """The plan it takes the place of; None for a new one."""
        if self.cleaned_data["is_new"]:
            return None
        return Validity(self.cleaned_data["old_from"], self.cleaned_data["old_to"])


class AwayForm(forms.Form):
    """A time away: whole days, or the same part of each."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    from_on = forms.DateField(label=_("From"), widget=_date())
    to_on = forms.DateField(label=_("Until and including"), widget=_date(), required=False)
    starts = ClockField(label=_("From, time"), required=False)
    ends = ClockField(label=_("to, time"), required=False)
    note = forms.CharField(label=_("Note (staff only)"), required=False, widget=forms.TextInput(attrs=_NOTE))

    names = {"from": "from_on", "to": "to_on"}  # noqa: RUF012 - the domain's fields and the form's, never changed

    def details(self) -> DayOffDetails:
        """What was typed; one day when no last one was given."""
        typed = self.cleaned_data
        return DayOffDetails(
            from_on=typed["from_on"],
            to_on=typed["to_on"] or typed["from_on"],
            starts_minute=typed["starts"],
            ends_minute=typed["ends"],
            note=typed["note"],
        )

    def changes(self) -> DayOffChanges:
        """The same, of an absence that is there."""
        details = self.details()
        return DayOffChanges(
            from_on=details.from_on,
            to_on=details.to_on,
            starts_minute=details.starts_minute,
            ends_minute=details.ends_minute,
            note=details.note,
        )

    @staticmethod
    def initial_of(item: DayOffItem) -> dict[str, object]:
        """A stored absence."""
        return {
            "version": item.version,
            "from_on": item.from_on,
            "to_on": item.to_on,
            "starts": item.starts_minute,
            "ends": item.ends_minute,
            "note": item.note,
        }


class ExtraForm(forms.Form):
    """Extra work on one date."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = forms.DateField(label=_("Date"), widget=_date())
    starts = ClockField(label=_("From, time"))
    ends = ClockField(label=_("to, time"))
    note = forms.CharField(label=_("Note (staff only)"), required=False, widget=forms.TextInput(attrs=_NOTE))

    names = {"date": "on"}  # noqa: RUF012 - the domain's fields and the form's, never changed

    def details(self) -> OpeningDetails:
        """What was typed."""
        typed = self.cleaned_data
        return OpeningDetails(
            on=typed["on"], starts_minute=typed["starts"], ends_minute=typed["ends"], note=typed["note"]
        )

    def changes(self) -> OpeningChanges:
        """The same, of an opening that is there."""
        details = self.details()
        return OpeningChanges(
            on=details.on, starts_minute=details.starts_minute, ends_minute=details.ends_minute, note=details.note
        )

    @staticmethod
    def initial_of(item: OpeningItem) -> dict[str, object]:
        """A stored opening."""
        return {
            "version": item.version,
            "on": item.on,
            "starts": item.starts_minute,
            "ends": item.ends_minute,
            "note": item.note,
        }


class ClosedForm(forms.Form):
    """A date on which everybody is away; `to_on` only while adding."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = forms.DateField(label=_("Date"), widget=_date())
    to_on = forms.DateField(label=_("Until and including"), widget=_date(), required=False)
    name = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput(attrs=_NOTE))

    names = {"date": "on", "to": "to_on"}  # noqa: RUF012 - the domain's fields and the form's, never changed

    def details(self) -> ClosedDayDetails:
        """What was typed."""
        return ClosedDayDetails(on=self.cleaned_data["on"], name=self.cleaned_data["name"])

    def changes(self) -> ClosedDayChanges:
        """The same, of a closed day that is there."""
        return ClosedDayChanges(on=self.cleaned_data["on"], name=self.cleaned_data["name"])

    @staticmethod
    def initial_of(item: ClosedDayItem) -> dict[str, object]:
        """A stored closed day."""
        return {"version": item.version, "on": item.on, "name": item.name}
