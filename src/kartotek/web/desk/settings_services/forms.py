"""What can be typed about a service or a category? The rules are the domain's."""

from collections.abc import Sequence

from django import forms
from django.conf.locale import LANG_INFO
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.catalog.values import (
    COLORS,
    LONGEST_BUFFER,
    LONGEST_DESCRIPTION,
    LONGEST_DURATION,
    LONGEST_NAME,
    MOST_SEATS,
    CategoryItem,
    EmployeeItem,
    Gap,
    PriceGiven,
    ServiceChanges,
    ServiceItem,
    ServiceKind,
)
from kartotek.kernel.money import Money
from kartotek.kernel.periods import minute_text
from kartotek.kernel.wallclock import parse_typed
from kartotek.web.kit.colors import COLOR_NAMES
from kartotek.web.kit.typed import plain_amount

KINDS = (
    (ServiceKind.APPOINTMENT.value, _("Appointment: one customer at a time")),
    (ServiceKind.CLASS.value, _("Class: several customers share a date")),
)
STARTS = (("grid", _("On the grid of online booking")), ("listed", _("At these times only")))


class CategoryForm(forms.Form):
    """The name of a category."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), widget=forms.TextInput(attrs={"maxlength": str(LONGEST_NAME)}))


def _number(least: int, most: int) -> forms.NumberInput:
    return forms.NumberInput(attrs={"min": str(least), "max": str(most)})


class ServiceForm(forms.Form):
    """A service; a description for each language of the business. What kind it is is said once, when it is new."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), widget=forms.TextInput(attrs={"maxlength": str(LONGEST_NAME)}))
    category = forms.ChoiceField(label=_("Category"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False, widget=forms.RadioSelect)
    seats = forms.IntegerField(label=_("Seats"), required=False, widget=_number(1, MOST_SEATS))
    duration_minutes = forms.IntegerField(label=_("Duration, minutes"), widget=_number(1, LONGEST_DURATION))
    buffer_before_minutes = forms.IntegerField(label=_("Buffer before, minutes"), widget=_number(0, LONGEST_BUFFER))
    buffer_after_minutes = forms.IntegerField(label=_("Buffer after, minutes"), widget=_number(0, LONGEST_BUFFER))
    gap_after_minutes = forms.IntegerField(
        label=_("Gap begins after, minutes"), required=False, widget=_number(1, LONGEST_DURATION)
    )
    gap_minutes = forms.IntegerField(label=_("Gap lasts, minutes"), required=False, widget=_number(1, LONGEST_DURATION))
    price = forms.CharField(required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "maxlength": "20"}))
    is_online = forms.BooleanField(label=_("Can be booked online"), required=False)
    needs_approval = forms.BooleanField(label=_("Needs approval by staff"), required=False)
    starts = forms.ChoiceField(label=_("Start times"), choices=STARTS, widget=forms.RadioSelect)
    start_times = forms.CharField(label=_("Times"), required=False, widget=forms.TextInput(attrs={"maxlength": "2000"}))
    color = forms.ChoiceField(
        label=_("Colour"), choices=[(each, COLOR_NAMES[each]) for each in COLORS], widget=forms.RadioSelect
    )
    employees = forms.MultipleChoiceField(label=_("Performed by"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        item: ServiceItem | None,
        currency: str,
        languages: Sequence[str],
        choices: tuple[Sequence[CategoryItem], Sequence[EmployeeItem]],
    ) -> None:
        super().__init__(data, initial=_initial(item, currency))
        categories, employees = choices
        self._languages = languages
        self.set_choices("category", [("", _("None")), *((str(each.id), each.name) for each in categories)])
        self.set_choices("employees", [(str(each.id), each.name) for each in employees])
        self.fields["price"].label = _("Price, %(currency)s") % {"currency": currency}
        for language in languages:
            self.fields[f"description_{language}"] = _description(language)

    def set_choices(self, name: str, choices: Sequence[tuple[str, object]]) -> None:
        """What there is to choose from in this business."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - the two fields above are
        field.choices = [(key, str(label)) for key, label in choices]

    def descriptions(self) -> list[tuple[str, BoundField]]:
        """The description in each language of the business."""
        return [(language, self[f"description_{language}"]) for language in self._languages]

    def clean(self) -> dict[str, object]:
        """Listed times are read as people type them."""
        typed: dict[str, object] = dict(super().clean() or self.cleaned_data)
        if (typed.get("gap_after_minutes") is None) != (typed.get("gap_minutes") is None):
            name = "gap_minutes" if typed.get("gap_minutes") is None else "gap_after_minutes"
            self.add_error(name, _("A gap has a beginning and a length; without a gap leave both empty."))
        typed["minutes"] = None
        if typed.get("starts") == "listed":
            found = [parse_typed(part) for part in str(typed.get("start_times", "")).replace(";", ",").split(",")]
            minutes = tuple(minute for minute in found if minute is not None)
            if len(minutes) != len(found):
                self.add_error("start_times", _("List times such as 09:00, 10:30, 13:00."))
            typed["minutes"] = minutes
        return typed

    def changes(self, item: ServiceItem | None) -> ServiceChanges:
        """What was typed, in the words of the domain; descriptions in languages the page does not show are kept."""
        typed = self.cleaned_data
        kind = item.kind if item else typed["kind"] or ServiceKind.APPOINTMENT.value
        kept = {} if item is None else item.description
        written = {language: str(typed[f"description_{language}"]) for language in self._languages}
        return ServiceChanges(
            name=typed["name"],
            kind=kind,
            seats=typed["seats"] if kind == ServiceKind.CLASS else None,
            category_id=int(typed["category"]) if typed["category"] else None,
            duration_minutes=typed["duration_minutes"],
            buffer_before_minutes=typed["buffer_before_minutes"],
            buffer_after_minutes=typed["buffer_after_minutes"],
            price=PriceGiven(plain_amount(typed["price"])) if typed["price"] else None,
            is_online=typed["is_online"],
            needs_approval=typed["needs_approval"],
            start_times=typed["minutes"],
            gap=Gap(typed["gap_after_minutes"], typed["gap_minutes"]) if typed["gap_minutes"] else None,
            color=typed["color"],
            description={language: text for language, text in {**kept, **written}.items() if text},
            employee_ids=tuple(map(int, typed["employees"])),
        )


def _description(language: str) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": "2", "lang": language, "maxlength": str(LONGEST_DESCRIPTION)})
    label = str(LANG_INFO[language]["name_local"]).capitalize()
    return forms.CharField(label=label, required=False, widget=area)


def _initial(item: ServiceItem | None, currency: str) -> dict[str, object]:
    if item is None:
        start: dict[str, object] = {"is_online": True, "starts": "grid", "color": "blue", "kind": "appointment"}
        return {**start, "buffer_before_minutes": 0, "buffer_after_minutes": 0}
    times = item.start_times
    return {
        "version": item.version,
        "name": item.name,
        "category": "" if item.category_id is None else str(item.category_id),
        "kind": item.kind,
        "seats": item.seats,
        "duration_minutes": item.duration_minutes,
        "buffer_before_minutes": item.buffer_before_minutes,
        "buffer_after_minutes": item.buffer_after_minutes,
        "gap_after_minutes": item.gap.after_minutes if item.gap else None,
        "gap_minutes": item.gap.minutes if item.gap else None,
        "price": "" if item.price is None else Money(item.price, currency).text,
        "is_online": item.is_online,
        "needs_approval": item.needs_approval,
        "starts": "grid" if times is None else "listed",
        "start_times": ", ".join(map(minute_text, times or ())),
        "color": item.color,
        "employees": [str(employee) for employee in item.employee_ids],
        **{f"description_{language}": text for language, text in item.description.items()},
    }
