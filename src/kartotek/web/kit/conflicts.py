"""Which fields differ between what somebody else saved and what was typed here?"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext


@dataclass(frozen=True)
class Row:
    """One field that differs, for `kit/conflict.html`."""

    label: str
    theirs: str
    yours: str


def differing(theirs: forms.BaseForm, yours: forms.BaseForm) -> list[Row]:
    """The differing fields of two forms of one kind: `theirs` unbound, with what is stored; `yours` as posted."""
    rows = [
        Row(str(field.label or ""), _shown(theirs[field.name]), _shown(field)) for field in yours if not field.is_hidden
    ]
    return [row for row in rows if row.theirs != row.yours]


def _shown(bound: BoundField) -> str:
    """A value as a person reads it: labels of choices, yes and no."""
    value, field = bound.value(), bound.field
    if isinstance(field, forms.BooleanField):
        return gettext("Yes") if field.to_python(value) else gettext("No")
    if isinstance(field, forms.ChoiceField):
        chosen = {str(each) for each in value} if isinstance(value, list | tuple) else {str(value or "")}
        choices = cast("Iterable[tuple[object, object]]", field.choices)  # Django makes pairs of whatever was given
        return ", ".join(str(label) for key, label in choices if str(key) in chosen)
    return str("" if value is None else value)
