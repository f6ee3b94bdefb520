"""What is asked when staff book, move, close or note? The rules are the domain's."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kartotek.domain.booking.values.series import MOST_WEEKS_APART
from kartotek.kernel.periods import DAY_MINUTES, opening_instant, parse_minute
from kartotek.web.kit import extra_fields

LONGEST_REASON = 500


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ReasonForm(forms.Form):
    """Why a booking is closed."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=_text(2), strip=False)


class CancelForm(ReasonForm):
    """Why it is cancelled, and whether the customer hears of it."""

    is_told = forms.BooleanField(label=_("Tell the customer"), required=False, initial=True)


class OverrideForm(forms.Form):
    """Why it is done against the rules."""

    override_reason = forms.CharField(label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=_text(2))


class AskingForm(forms.Form):
    """What the service asks besides; of staff nothing is demanded."""

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        initial: dict[str, object] | None = None,
        asked: extra_fields.Asked = extra_fields.NOTHING,
    ) -> None:
        super().__init__(data, initial=initial)
        extra_fields.add_to(self, asked)

    @property
    def extra_fields(self) -> list[BoundField]:
        """The fields of the questions."""
        return extra_fields.bound_in(self)


class NotesForm(AskingForm):
    """The notes of a booking, and the answers to what its service asks."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("Note of the customer"), required=False, widget=_text(2), strip=False)
    internal_note = forms.CharField(label=_("Internal note"), required=False, widget=_text(2), strip=False)


class TimeForm(OverrideForm):
    """At what time, and what to do where a rule or another appointment stands against it."""

    start = forms.CharField(required=False)
    other_time = forms.CharField(
        label=_("Another time"),
        required=False,
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "13:15", "autocomplete": "off"}),
    )
    is_squeezed = forms.BooleanField(label=_("Squeeze in, over the other appointment"), required=False)

    def starts_at(self, on: date, timezone: str) -> datetime | None:
        """The typed time, else the chosen one; None, with the error on the field, where neither can be read."""
        other = self.cleaned_data["other_time"].strip()
        if other:
            minute = parse_minute(other)
            if minute is None or minute == DAY_MINUTES:
                self.add_error("other_time", _("Write the time as 13:15."))
                return None
            return self._on_the_wall(on, minute, ZoneInfo(timezone))
        try:
            chosen = datetime.fromisoformat(self.cleaned_data["start"])
        except ValueError:
            chosen = None
        if chosen is None or chosen.tzinfo is None:
            self.add_error("other_time", _("Choose a time, or write one."))
            return None
        return chosen

    def _on_the_wall(self, on: date, minute: int, zone: ZoneInfo) -> datetime | None:
        """The instant, unless the clocks leave this time out on that day."""
        found = opening_instant(on, minute, zone)
        shown = found.astimezone(zone)
        if shown.hour * 60 + shown.minute != minute:
            self.add_error("other_time", _("There is no such time on that day: the clocks go forward."))
            return None
        return found


class BookForm(AskingForm, TimeForm):
    """A new booking by staff."""

    note = forms.CharField(label=_("Note of the customer"), required=False, widget=_text(2), strip=False)
    internal_note = forms.CharField(label=_("Internal note"), required=False, widget=_text(2), strip=False)
    every_weeks = forms.IntegerField(
        label=_("Every … weeks"), required=False, min_value=1, max_value=MOST_WEEKS_APART, initial=1
    )
    until = forms.DateField(
        label=_("Until and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class MoveForm(TimeForm):
    """Where a booking goes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
