"""What is typed about the date of a class? The rules are the domain's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.booking.decisions.asking import LONGEST_NOTE
from kartotek.domain.booking.values.classes import SessionChanges, SessionDetails, SessionItem
from kartotek.domain.catalog.queries import list_services
from kartotek.domain.catalog.values import EmployeeItem, ServiceItem, ServiceKind
from kartotek.kernel.periods import DAY_MINUTES, local_date, opening_instant
from kartotek.kernel.wallclock import parse_typed

NAMES = {"starts_at": "starts", "ends_at": "ends", "repeat.weekly_until": "weekly_until"}


def class_services() -> list[ServiceItem]:
    """The services that are classes."""
    return [one for one in list_services() if one.kind == ServiceKind.CLASS]


def _date() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _time() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "18:00", "autocomplete": "off"})


@dataclass(frozen=True)
class Bounds:
    """The start, and the end if one was typed."""

    starts_at: datetime
    ends_at: datetime | None


class SessionForm(forms.Form):
    """A date of a class."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    employee = forms.ChoiceField(label=_("With"))
    on = forms.DateField(label=_("Date"), widget=_date())
    starts = forms.CharField(label=_("Starts"), max_length=5, widget=_time())
    ends = forms.CharField(label=_("Ends"), required=False, max_length=5, widget=_time())
    seats = forms.IntegerField(label=_("Seats"), required=False, widget=forms.NumberInput(attrs={"min": "1"}))

    def __init__(
        self, data: QueryDict | None, *, employees: Sequence[EmployeeItem], initial: dict[str, object] | None = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.offer("employee", [(str(one.id), one.name) for one in employees])

    def offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """What there is to choose from in this business."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def bounds(self, timezone: str) -> Bounds | None:
        """Both ends as instants; None, with the error on the field, where one cannot be read."""
        zone = ZoneInfo(timezone)
        starts_at = self._instant("starts", zone)
        ends_at = self._instant("ends", zone) if self.cleaned_data["ends"] else None
        return None if self.errors or starts_at is None else Bounds(starts_at, ends_at)

    def _instant(self, name: str, zone: ZoneInfo) -> datetime | None:
        minute = parse_typed(self.cleaned_data[name])
        if minute is None or (name == "starts" and minute == DAY_MINUTES):
            self.add_error(name, _("Write the time as 13:15."))
            return None
        on: date = self.cleaned_data["on"]
        return opening_instant(on, minute, zone)


class NewForm(SessionForm):
    """One date, or one a week."""

    service = forms.ChoiceField(label=_("Class"), widget=forms.Select(attrs={"autofocus": True}))
    weekly_until = forms.DateField(label=_("Every week until"), required=False, widget=_date())

    def __init__(
        self,
        data: QueryDict | None,
        *,
        services: Sequence[ServiceItem],
        employees: Sequence[EmployeeItem],
        initial: dict[str, object],
    ) -> None:
        super().__init__(data, employees=employees, initial=initial)
        self.offer("service", [(str(one.id), one.name) for one in services])

    def details(self, bounds: Bounds) -> SessionDetails:
        """What was typed, in the words of the domain."""
        typed = self.cleaned_data
        return SessionDetails(
            service_id=int(typed["service"]),
            employee_id=int(typed["employee"]),
            starts_at=bounds.starts_at,
            ends_at=bounds.ends_at,
            seats=typed["seats"],
        )


class EditForm(SessionForm):
    """Where one date goes, and how many seats it has."""

    def changes(self, bounds: Bounds) -> SessionChanges:
        """What was typed, in the words of the domain."""
        typed = self.cleaned_data
        changes = SessionChanges(employee_id=int(typed["employee"]), starts_at=bounds.starts_at)
        if bounds.ends_at is not None:
            changes["ends_at"] = bounds.ends_at
        if typed["seats"] is not None:
            changes["seats"] = typed["seats"]
        return changes


class CancelForm(forms.Form):
    """Why a class is not held."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )


class AddForm(forms.Form):
    """Who takes part, and why against the rules."""

    customer = forms.IntegerField(widget=forms.HiddenInput)
    override_reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )


def stored(item: SessionItem, timezone: str) -> dict[str, object]:
    """A date as the form shows it."""
    zone = ZoneInfo(timezone)
    return {
        "version": item.version,
        "employee": str(item.employee_id),
        "on": local_date(item.starts_at, zone),
        "starts": f"{item.starts_at.astimezone(zone):%H:%M}",
        "ends": f"{item.ends_at.astimezone(zone):%H:%M}",
        "seats": item.seats,
    }
