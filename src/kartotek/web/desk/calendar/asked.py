"""Which days of whom are asked for? Read from the address; what cannot be read there is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartotek.domain.businesses.queries import list_locations
from kartotek.domain.businesses.values import LocationItem
from kartotek.domain.catalog.queries import list_employees
from kartotek.domain.catalog.values import EmployeeItem
from kartotek.web.kit.context import DeskContext

DAY, WEEK, LIST = "day", "week", "list"
VIEWS = {DAY: _("Day"), WEEK: _("Week"), LIST: pgettext_lazy("calendar", "List")}
_FIRST, _LAST = date(2001, 1, 1), date(2199, 12, 31)


class AskedForm(forms.Form):
    """A view, a date, and whom; whatever else is sent means the day of everybody, today."""

    view = forms.ChoiceField(choices=list(VIEWS.items()), required=False)
    on = forms.DateField(required=False)
    employee = forms.IntegerField(required=False)
    location = forms.IntegerField(required=False)

    def when(self, today: date) -> tuple[str, date]:
        """The view, and the date in it."""
        self.full_clean()
        typed = self.cleaned_data
        return typed.get("view") or DAY, min(max(typed.get("on") or today, _FIRST), _LAST)


@dataclass(frozen=True)
class Asked:
    """One look at the calendar. `employees` are those who could be shown, `shown` those who are."""

    view: str
    on: date
    employees: Sequence[EmployeeItem]
    employee: EmployeeItem | None
    locations: Sequence[LocationItem]
    location_id: int | None

    @property
    def dates(self) -> list[date]:
        """The dates that are shown."""
        return _dates(self.view, self.on)

    @property
    def ends(self) -> tuple[date, date]:
        """First and last date."""
        return self.dates[0], self.dates[-1]

    @property
    def shown(self) -> list[EmployeeItem]:
        """Whose columns or lines are shown."""
        return [self.employee] if self.employee is not None else list(self.employees)

    @property
    def step(self) -> timedelta:
        """How far the arrows lead."""
        return timedelta(days=7 if self.view == WEEK else 1)

    def query(self, **changed: object) -> str:
        """The address's query with something else in it."""
        values: dict[str, object] = {"view": self.view, "on": self.on.isoformat()}
        values |= {"employee": self.employee.id} if self.employee else {}
        values |= {"location": self.location_id} if self.location_id else {}
        return urlencode({**values, **changed})


def dates_of(given: Mapping[str, str], today: date) -> list[date]:
    """Only the dates of an address: enough to say that nothing has changed on them."""
    return _dates(*AskedForm(given).when(today))


def asked_of(given: Mapping[str, str], desk: DeskContext, today: date) -> Asked:
    """What this address asks for; a week is always somebody's: one's own, else the first one's."""
    form = AskedForm(given)
    view, on = form.when(today)
    typed = form.cleaned_data
    locations = list_locations()
    location_id = next((one.id for one in locations if one.id == typed.get("location")), None)
    employees = [one for one in list_employees() if location_id in {None, one.location_id}]
    employee = next((one for one in employees if one.id == typed.get("employee")), None)
    if employee is None and view == WEEK and employees:
        employee = next((one for one in employees if one.membership_id == desk.actor.id), employees[0])
    return Asked(view, on, employees, employee, locations, location_id)


def _dates(view: str, on: date) -> list[date]:
    if view != WEEK:
        return [on]
    monday = on - timedelta(days=on.weekday())
    return [monday + timedelta(days=n) for n in range(7)]
