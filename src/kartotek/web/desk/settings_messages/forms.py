"""What can be typed under Settings, Messages? The rules are the domain's; here hours are typed in one field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kartotek.domain.messaging.decisions import clock_text
from kartotek.domain.messaging.values import (
    ABOUT_BOOKINGS,
    Event,
    EventChanges,
    EventRule,
    MessageRules,
    MessageSettingsChanges,
)
from kartotek.web.kit.message_words import EVENTS

# What a business decides about; the others are sent because somebody asked for them.
CHOSEN: Final = (*ABOUT_BOOKINGS, Event.WAITLIST_OFFER, Event.LOCK_TOLD)
HOURS: Final = "hours_before"


@dataclass(frozen=True)
class Line:
    """One event of the table; `hours` only for the reminder, `differs` only on the page of a service."""

    event: Event
    label: str
    email: BoundField
    sms: BoundField
    hours: BoundField | None
    differs: BoundField | None


class HoursField(forms.CharField):
    """“48, 2” as [48, 2]; empty: no reminder."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Hours before the start"),
            required=False,
            max_length=60,
            help_text=_("One or several, as 48, 2."),
            widget=forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"}),
        )

    def clean(self, value: str) -> list[int]:
        """Whole numbers; ValidationError for anything else."""
        parts = super().clean(value).replace(",", " ").split()
        if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
            raise forms.ValidationError(_("Type whole hours, as 48, 2."))
        return [int(part) for part in parts]


class _EventsForm(forms.Form):
    """The table: two boxes an event, and the hours of the reminder."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, object] | None, rules: MessageRules, service_id: int | None = None) -> None:
        super().__init__(data)
        self._events = CHOSEN if service_id is None else ABOUT_BOOKINGS
        self.fields["version"].initial = rules.version
        for event in self._events:
            self._add(event, rules.rule(event, service_id))

    def lines(self) -> Iterator[Line]:
        """The rows of the table."""
        for event in self._events:
            name = event.value
            yield Line(
                event,
                str(EVENTS[event]),
                self[f"email_{name}"],
                self[f"sms_{name}"],
                self[HOURS] if event is Event.BOOKING_REMINDER else None,
                self[f"differs_{name}"] if f"differs_{name}" in self.fields else None,
            )

    def _add(self, event: Event, rule: EventRule) -> None:
        name = event.value
        label = EVENTS[event]
        for channel, words, is_on in (("email", _("by e-mail"), rule.email), ("sms", _("by SMS"), rule.sms)):
            title = f"{label} {words}"
            self.fields[f"{channel}_{name}"] = forms.BooleanField(label=title, required=False, initial=is_on)
        if event is Event.BOOKING_REMINDER:
            self.fields[HOURS] = HoursField()
            self.fields[HOURS].initial = ", ".join(map(str, rule.hours_before))

    def _changes_of(self, event: Event) -> EventChanges:
        typed = self.cleaned_data
        changes = EventChanges(email=typed[f"email_{event.value}"], sms=typed[f"sms_{event.value}"])
        if event is Event.BOOKING_REMINDER:
            changes["hours_before"] = typed[HOURS]
        return changes


class MessagesForm(_EventsForm):
    """The general rules."""

    grace_seconds = forms.IntegerField(label=_("Wait before sending"), min_value=0, max_value=3600)
    sms_quiet_from = forms.TimeField(label=_("No text messages from"), required=False)
    sms_quiet_to = forms.TimeField(label=_("until"), required=False)

    def __init__(self, data: Mapping[str, object] | None, rules: MessageRules) -> None:
        super().__init__(data, rules)
        self.fields["grace_seconds"].initial = rules.grace_seconds
        for name, value in (("sms_quiet_from", rules.sms_quiet_from), ("sms_quiet_to", rules.sms_quiet_to)):
            self.fields[name].initial = clock_text(value)
            self.fields[name].widget = forms.TimeInput(
                attrs={"type": "time", "class": "form-control w-d"}, format="%H:%M"
            )

    def changes(self) -> MessageSettingsChanges:
        """What was typed, in the words of the API."""
        typed = self.cleaned_data
        return {
            "events": {event.value: self._changes_of(event) for event in self._events},
            "grace_seconds": typed["grace_seconds"],
            "sms_quiet_from": clock_text(typed["sms_quiet_from"]),
            "sms_quiet_to": clock_text(typed["sms_quiet_to"]),
        }


class ServiceForm(_EventsForm):
    """What differs for one service."""

    def __init__(self, data: Mapping[str, object] | None, rules: MessageRules, service_id: int) -> None:
        super().__init__(data, rules, service_id)
        self._service_id = service_id
        own = rules.services.get(service_id, {})
        for event in self._events:
            label = _("%(event)s differs for this service") % {"event": EVENTS[event]}
            self.fields[f"differs_{event.value}"] = forms.BooleanField(
                label=label, required=False, initial=event in own
            )

    def changes(self) -> MessageSettingsChanges:
        """What was typed; an event that does not differ follows the general rule."""
        typed = self.cleaned_data
        own = {
            event.value: self._changes_of(event) if typed[f"differs_{event.value}"] else None for event in self._events
        }
        return {"services": {str(self._service_id): own}}


def names_of(prefix: str) -> dict[str, str]:
    """The action's fields and the form's; `prefix` as the action names a table, “events” or “services.7”."""
    channels = ("email", "sms")
    names = {f"{prefix}.{one.value}.{channel}": f"{channel}_{one.value}" for one in CHOSEN for channel in channels}
    return names | {f"{prefix}.{Event.BOOKING_REMINDER.value}.{HOURS}": HOURS}
