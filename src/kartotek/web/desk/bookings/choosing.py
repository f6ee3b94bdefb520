"""Which service, with whom, on which day, and when is that free? Shared by booking and moving."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import Decision
from kartotek.domain.booking.queries import list_free_starts, own_minutes_of
from kartotek.domain.booking.values.availability import ForWhom, Slot
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import list_employees, list_services
from kartotek.domain.catalog.values import EmployeeItem, ServiceItem
from kartotek.kernel.errors import KartotekError
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.warnings import warnings_of


class ChoiceForm(forms.Form):
    """What stands in the address: so each step can be reloaded. What cannot be read there is left out."""

    customer = forms.IntegerField(required=False, widget=forms.HiddenInput)
    search = forms.CharField(required=False, max_length=200)
    service = forms.ChoiceField(label=_("Service"), required=False)
    employee = forms.ChoiceField(label=_("With"), required=False)
    at = forms.CharField(required=False, max_length=5, widget=forms.HiddenInput)
    on = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, data: dict[str, str], *, services: Sequence[ServiceItem], employees: Sequence[EmployeeItem]
    ) -> None:
        super().__init__(data)
        self._offer("service", [("", _("Choose a service")), *((str(each.id), each.name) for each in services)])
        self._offer("employee", [("", _("Anyone")), *((str(each.id), each.name) for each in employees)])
        self.full_clean()

    def _offer(self, name: str, choices: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def number(self, name: str) -> int | None:
        """An id of the address, or None."""
        given = self.cleaned_data.get(name)
        return int(given) if given else None


@dataclass(frozen=True)
class Start:
    """A free time, and who is free then."""

    at: datetime
    value: str
    names: str


@dataclass
class Standing:
    """What stood against the last try, for the form to ask about."""

    warnings: list[str] = field(default_factory=list)
    is_taken: bool = False
    taken: list[str] = field(default_factory=list)
    alternatives: list[Start] = field(default_factory=list)

    def warn(self, decision: Decision) -> None:
        """A rule warns."""
        self.warnings = warnings_of(decision)


@dataclass(frozen=True)
class Choices:
    """The services and people of the business, and what was chosen of them."""

    services: list[ServiceItem]
    employees: list[EmployeeItem]
    form: ChoiceForm
    on: date
    all_employees: list[EmployeeItem] = field(default_factory=list)

    @property
    def service(self) -> ServiceItem | None:
        """The chosen service."""
        chosen = self.form.number("service")
        return next((each for each in self.services if each.id == chosen), None)

    @property
    def at(self) -> str:
        """The time that was pointed at in the calendar, as "13:15"; "" where none was."""
        return str(self.form.cleaned_data.get("at", ""))

    @property
    def employee_id(self) -> int | None:
        """The chosen employee; None is anyone."""
        return self.form.number("employee")


def choices_of(given: dict[str, str], desk: DeskContext, *, service_id: int | None = None) -> Choices:
    """Read the address; of a fixed service only those who perform it are offered."""
    services = [each for each in list_services() if each.kind == "appointment"]
    chosen = str(service_id) if service_id else given.get("service", "")
    everybody = list_employees()
    employees = [each for each in everybody if not chosen or chosen in map(str, each.service_ids)]
    today = desk.now.astimezone(ZoneInfo(desk.business.timezone)).date()
    data = {"on": today.isoformat(), **{name: value for name, value in given.items() if value}}
    form = ChoiceForm({**data, **({"service": chosen} if chosen else {})}, services=services, employees=employees)
    return Choices(services, employees, form, form.cleaned_data.get("on") or today, everybody)


def free_starts(
    choices: Choices, desk: DeskContext, *, customer_id: int | None, own_minutes: int | None = None
) -> list[Start]:
    """The free times of the chosen day: as long as it takes for this customer (S51), or as the moved booking takes."""
    if choices.service is None:
        return []
    try:
        slots = list_free_starts(
            business=desk.business,
            service_id=choices.service.id,
            employee_id=choices.employee_id,
            on=choices.on,
            now=desk.now,
            whom=ForWhom(own_minutes=own_minutes or own_minutes_of(customer_id, choices.service.id)),
        )
    except KartotekError as error:
        choices.form.add_error("on", str(error))
        return []
    return starts_of(slots, choices.employees)


def starts_of(slots: Sequence[Slot], employees: Sequence[EmployeeItem]) -> list[Start]:
    """Times as the form shows them."""
    names = {each.id: each.name for each in employees}
    return [
        Start(slot.starts_at, slot.starts_at.isoformat(), ", ".join(names.get(who, "") for who in slot.employee_ids))
        for slot in slots
    ]


def may_override(desk: DeskContext) -> bool:
    """Whether this person may book against the rules (S5)."""
    return desk.may(Permission.BOOKING_OVERRIDE)
