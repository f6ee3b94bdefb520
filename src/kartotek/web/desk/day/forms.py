"""Which day, and whose? Typed into the address; what cannot be read there is left out."""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.catalog.values import EmployeeItem


class DayForm(forms.Form):
    """A date and an employee; whatever else is sent means today and everybody."""

    on = forms.DateField(required=False)

    def __init__(self, data: Mapping[str, str], *, employees: Sequence[EmployeeItem]) -> None:
        super().__init__(data)
        self.fields["employee"] = forms.TypedChoiceField(
            label=_("Employee"),
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", _("Everybody")), *((str(one.id), one.name) for one in employees)],
            widget=forms.Select(attrs={"class": "form-select w-auto"}),
        )

    def chosen(self, today: date) -> tuple[date, int | None]:
        """The day, and the employee's id or None for everybody."""
        self.full_clean()
        return self.cleaned_data.get("on") or today, self.cleaned_data.get("employee")
