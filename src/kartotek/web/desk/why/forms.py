"""What is asked: which service, with whom, when, on which channel?"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import Channel, Question
from kartotek.domain.booking.decisions.asking import FIRST_YEAR, LAST_YEAR
from kartotek.domain.catalog.values import EmployeeItem, ServiceItem
from kartotek.kernel.periods import DAY_MINUTES, opening_instant, parse_minute

CHANNELS = (
    (Channel.ONLINE.value, _("Online booking")),
    (Channel.STAFF.value, _("Booking by staff")),
    (Channel.CHECK_IN.value, _("Check-in")),
)


class QuestionForm(forms.Form):
    """The question as the address has it, so that it can be reloaded and shared; nothing named: may she book at all?"""

    service = forms.ChoiceField(label=_("Service"), required=False)
    employee = forms.ChoiceField(label=_("With"), required=False)
    on = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.CharField(
        label=_("Time"),
        required=False,
        max_length=5,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "13:15", "autocomplete": "off"}),
    )
    channel = forms.ChoiceField(label=_("Where it is asked"), choices=CHANNELS, widget=forms.RadioSelect)

    def __init__(
        self,
        given: Mapping[str, str],
        *,
        services: Sequence[ServiceItem],
        employees: Sequence[EmployeeItem],
        timezone: str,
    ) -> None:
        super().__init__({"channel": Channel.ONLINE.value, **{name: value for name, value in given.items() if value}})
        self._employees, self._zone = employees, ZoneInfo(timezone)
        self._offer("service", [("", _("Any service")), *((str(each.id), each.name) for each in services)])
        self._offer("employee", [("", _("Anyone")), *((str(each.id), each.name) for each in employees)])

    def _offer(self, name: str, choices: list[tuple[str, object]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, object]:
        """Who is asked for performs what is asked for; a time has its day."""
        cleaned = self.cleaned_data
        service, employee = cleaned.get("service"), cleaned.get("employee")
        if (
            service
            and employee
            and not any(str(each.id) == employee and service in map(str, each.service_ids) for each in self._employees)
        ):
            self.add_error("employee", _("Does not perform this service."))
        if "on" in cleaned and "time" in cleaned:
            cleaned["starts_at"] = self._starts_at()
        return cleaned

    def _starts_at(self) -> datetime | None:
        on, typed = self.cleaned_data["on"], self.cleaned_data["time"].strip()
        if on is None and not typed:
            return None
        minute = parse_minute(typed)
        if on is None or not FIRST_YEAR <= on.year <= LAST_YEAR:
            self.add_error("on", _("Choose the day too."))
        elif minute is None or minute == DAY_MINUTES:
            self.add_error("time", _("Write the time as 13:15."))
        else:
            return opening_instant(on, minute, self._zone)
        return None

    @property
    def question(self) -> Question:
        """What is asked; only of a valid form."""
        asked = self.cleaned_data
        return Question(
            channel=Channel(asked["channel"]),
            service_id=int(asked["service"]) if asked["service"] else None,
            employee_id=int(asked["employee"]) if asked["employee"] else None,
            starts_at=asked["starts_at"],
        )
