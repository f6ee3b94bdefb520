"""Which day is shown, and whose?"""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.catalog.values import EmployeeItem


class DayForm(forms.Form):
    """A date and an employee; whatever else is sent means today and everybody."""

    on = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    employee = forms.TypedChoiceField(label=_("Employee"), required=False)

    def __init__(self, *args: object, employees: Sequence[EmployeeItem], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as it came
        self.fields["employee"] = forms.TypedChoiceField(
            label=_("Employee"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", _("Everybody")), *((str(one.id), one.name) for one in employees)],
        )

    def chosen(self, today: date) -> tuple[date, int | None]:
        """The day, and the employee's id or None for everybody."""
        self.full_clean()
        return self.cleaned_data.get("on") or today, self.cleaned_data.get("employee")
