"""How are the extra fields of a service asked in a form, read out of it, and shown?"""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.booking.values.answers import Answer
from kartotek.domain.catalog.decisions import worded
from kartotek.domain.catalog.values import LONGEST_ANSWER, ExtraFieldItem, ExtraFieldKind, Worded
from kartotek.web.kit.fields import LongText

PREFIX = "extra_"
_YES, _NO = "yes", "no"


@dataclass(frozen=True)
class Asked:
    """What is asked, what is known already, and whether what is required is demanded: of customers, not of staff."""

    fields: Sequence[ExtraFieldItem] = ()
    default_language: str = "en"
    answers: Sequence[Answer] = ()
    is_demanded: bool = False

    def words(self, texts: Worded) -> str:
        """A text in the language of the page, else in that of the business."""
        return worded(texts, get_language() or self.default_language, self.default_language)

    def key(self, texts: Worded) -> str:
        """A choice as forms send it, whatever the language of the page."""
        return worded(texts, self.default_language, self.default_language)


NOTHING = Asked()


def add_to(form: forms.Form, asked: Asked) -> None:
    """A field for each question."""
    known = {answer.field_id: answer for answer in asked.answers}
    for each in asked.fields:
        form.fields[f"{PREFIX}{each.id}"] = _field(each, asked, known.get(each.id))


def bound_in(form: forms.Form) -> list[BoundField]:
    """The fields of the questions, for the template."""
    return [form[name] for name in _names(form)]


def given_in(form: forms.Form) -> dict[str, object]:
    """The answers of a valid form, as actions take them: None where there is none."""
    return {name.removeprefix(PREFIX): _given(form, name) for name in _names(form)}


def shown_in(form: forms.Form) -> list[tuple[str, str]]:
    """Questions and answers of a valid form as a person reads them; without those that were left out."""
    rows = [(str(form.fields[name].label), _words(form, name)) for name in _names(form)]
    return [(label, text) for label, text in rows if text]


def problem_names(form: forms.Form) -> dict[str, str]:
    """The action's names of these fields, and the form's."""
    return {f"extra_fields.{name.removeprefix(PREFIX)}": name for name in _names(form)}


def words_of(answer: Answer, asked: Asked) -> str:
    """A stored answer as a person reads it."""
    if isinstance(answer.value, bool):
        return gettext("Yes") if answer.value else gettext("No")
    return asked.words(answer.texts) or answer.value


def _names(form: forms.Form) -> list[str]:
    return [name for name in form.fields if name.startswith(PREFIX)]


def _given(form: forms.Form, name: str) -> object:
    value = form.cleaned_data.get(name) or None
    if isinstance(form.fields[name].widget, forms.RadioSelect):
        return None if value is None else value == _YES
    return value


def _words(form: forms.Form, name: str) -> str:
    value, field = str(form.cleaned_data.get(name) or ""), form.fields[name]
    if not value or not isinstance(field, forms.ChoiceField):
        return value
    options = field.widget.subwidgets(name, None)
    return next((str(option["label"]) for option in options if str(option["value"]) == value), value)


def _field(item: ExtraFieldItem, asked: Asked, answer: Answer | None) -> forms.Field:
    label, is_demanded = asked.words(item.label), item.is_required and asked.is_demanded
    match item.kind:
        case ExtraFieldKind.YES_NO.value:
            blank = [] if is_demanded else [("", _("Not answered"))]
            return forms.ChoiceField(
                label=label,
                required=is_demanded,
                choices=[*blank, (_YES, _("Yes")), (_NO, _("No"))],
                widget=forms.RadioSelect,
                initial="" if answer is None else (_YES if answer.value is True else _NO),
            )
        case ExtraFieldKind.CHOICE.value:
            chosen = None if answer is None else dict(answer.texts)
            old = [chosen] if chosen is not None and chosen not in item.choices else []  # it was renamed since
            options = [(asked.key(texts), asked.words(texts)) for texts in (*item.choices, *old)]
            return forms.ChoiceField(
                label=label,
                required=is_demanded,
                choices=[("", "–"), *options],
                initial="" if chosen is None else asked.key(chosen),
            )
        case _:
            initial = "" if answer is None else answer.value
            return LongText(label=label, required=is_demanded, max_length=LONGEST_ANSWER, rows=2, initial=initial)
