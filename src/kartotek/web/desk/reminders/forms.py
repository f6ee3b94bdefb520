"""What is asked about a reminder? The sentence of its rule, what it says, and whom it tells."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.reminders.values.reminders import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_CLOSING_DAYS,
    MOST_EVERY,
    Audience,
    Channel,
    Closing,
    ReminderChanges,
    ReminderDetails,
    ReminderItem,
    ReminderTypeItem,
    RuleChanges,
    RuleDetails,
)
from kartotek.domain.reminders.values.rules import DEFAULT_MINUTE
from kartotek.web.kit import reminder_words as words
from kartotek.web.kit.fields import LongText
from kartotek.web.kit.typed import ClockField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PROBLEM_NAMES = {"time": "minute", "type": "type_id", "closes_on.days_after_visit": "closes_days"}


class DateField(forms.DateField):
    """A date of the calendar of the browser."""

    def __init__(self, *, label: "StrOrPromise", required: bool = True) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], label=label, required=required)


class RuleForm(forms.Form):
    """When it comes: what the next dates are computed from while somebody types."""

    starts_on = DateField(label=_("Starts"))
    minute = ClockField(label=_("Time"), required=False)
    repeat = forms.ChoiceField(
        label=_("Repeat"), choices=[*words.REPEATS.items()], widget=forms.RadioSelect, initial="never"
    )
    every = forms.IntegerField(label=_("Every"), min_value=1, max_value=MOST_EVERY, required=False, initial=1)
    weekdays = forms.MultipleChoiceField(
        label=_("Days of the week"),
        choices=[*words.SHORT_DAYS.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    monthly_by = forms.ChoiceField(
        label=_("In the month"),
        choices=[("date", _("On the date of the start")), ("weekday", _("On the"))],
        widget=forms.RadioSelect,
        initial="date",
        required=False,
    )
    nth = forms.TypedChoiceField(
        label=_("Which week"), choices=[*words.NTHS.items()], coerce=int, empty_value=None, required=False
    )
    weekday = forms.ChoiceField(label=_("Day of the week"), choices=[*words.DAYS.items()], required=False)
    ends = forms.ChoiceField(
        label=_("Ends"),
        choices=[("never", _("Never")), ("on", _("On"))],
        widget=forms.RadioSelect,
        initial="never",
        required=False,
    )
    ends_on = DateField(label=_("Last day"), required=False)

    @property
    def rule(self) -> RuleChanges:
        """The rule as it was typed; what does not belong to the repetition is left out."""
        typed = self.cleaned_data
        is_weekday = typed["repeat"] == "monthly" and typed["monthly_by"] == "weekday"
        is_ended = typed["repeat"] != "never" and typed["ends"] == "on"
        return RuleChanges(
            starts_on=typed["starts_on"],
            minute=DEFAULT_MINUTE if typed["minute"] is None else typed["minute"],
            repeat=typed["repeat"],
            every=typed["every"] or 1,
            weekdays=tuple(typed["weekdays"]) if typed["repeat"] == "weekly" else (),
            monthly_by="weekday" if is_weekday else "date",
            nth=typed["nth"] if is_weekday else None,
            weekday=(typed["weekday"] or None) if is_weekday else None,
            ends_on=typed["ends_on"] if is_ended else None,
        )

    def rule_details(self) -> RuleDetails:
        """The same for the preview."""
        return RuleDetails(**self.rule)


class ReminderForm(RuleForm):
    """The whole reminder; of a series that is changed also: this one, or all that follow."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME, required=False)
    text = LongText(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        rows=3,
        help_text=_("Plain text, for staff only."),
    )
    channel = forms.ChoiceField(
        label=_("Send"), choices=[*words.CHANNELS.items()], widget=forms.RadioSelect, initial=Channel.SYSTEM.value
    )
    recipients = forms.ChoiceField(
        label=_("Recipients"),
        choices=[*words.AUDIENCES.items()],
        widget=forms.RadioSelect,
        initial=Audience.BOTH.value,
        help_text=_("Inspectors: those of the customer's area at that time. Without one the administrators get it."),
    )
    closes = forms.ChoiceField(
        label=_("Closes by itself"),
        choices=[("", _("Never")), ("booking", _("When a booking is made")), ("visit", _("After the last visit"))],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    closes_days = forms.IntegerField(
        label=_("Days after the last visit"), min_value=0, max_value=MOST_CLOSING_DAYS, required=False
    )
    scope = forms.ChoiceField(
        label=_("Change"),
        choices=[("following", _("All that follow")), ("this", _("Only the next one"))],
        widget=forms.RadioSelect,
        initial="following",
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        types: Collection[ReminderTypeItem],
        item: ReminderItem | None = None,
        today: date,
    ) -> None:
        fresh: dict[str, object] = {"starts_on": today, "minute": DEFAULT_MINUTE}
        super().__init__(data, initial=fresh if item is None else _initial(item))
        own = [] if item is None or item.type_id in {each.id for each in types} else [(item.type_id, item.type_name)]
        choices = [*((each.id, each.name) for each in types), *own]
        self.type_choices = [(str(number), name) for number, name in choices]
        self.fields["type_id"] = forms.TypedChoiceField(
            label=_("Type"), choices=self.type_choices, coerce=int, empty_value=None, required=False
        )
        self.fields["name"].widget.attrs["autofocus"] = data is None and item is None

    @property
    def changes(self) -> ReminderChanges:
        """Everything that was typed."""
        typed = self.cleaned_data
        closes = {"": None, "booking": Closing(), "visit": Closing(typed["closes_days"] or 0)}
        return {
            **self.rule,
            "name": typed["name"],
            "type_id": typed["type_id"] or 0,
            "text": typed["text"],
            "channel": typed["channel"],
            "recipients": typed["recipients"],
            "closes_on": closes[typed["closes"]],
        }

    def details(self) -> ReminderDetails:
        """A new reminder."""
        return ReminderDetails(**self.changes)


class TypeForm(forms.Form):
    """The name of a new type, added from within the form of a reminder."""

    new_type = forms.CharField(label=_("Name of the new type"), required=False)


def _initial(item: ReminderItem) -> dict[str, object]:
    closing = item.closes_on
    return {
        "version": item.version,
        "name": item.name,
        "starts_on": item.starts_on,
        "minute": item.minute,
        "type_id": item.type_id,
        "text": item.text,
        "repeat": item.repeat,
        "every": item.every,
        "weekdays": list(item.weekdays),
        "monthly_by": item.monthly_by,
        "nth": item.nth,
        "weekday": item.weekday,
        "ends": "on" if item.ends_on else "never",
        "ends_on": item.ends_on,
        "channel": item.channel,
        "recipients": item.recipients,
        "closes": "" if closing is None else "booking" if closing.days_after_visit is None else "visit",
        "closes_days": closing.days_after_visit if closing else None,
    }
