"""A plain text to the customer in each language of the business: fields, and what stands for an empty one (S16)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django import forms
from django.conf.locale import LANG_INFO
from django.forms.boundfield import BoundField

from kartotek.domain.access.decisions import BUILT_IN, LONGEST_MESSAGE, TextKey
from kartotek.web.kit.fields import LongText

PREFIX = "message_"


@dataclass(frozen=True)
class LanguageText:
    """One field of `kit/language_texts.html`."""

    language: str
    field: BoundField
    built_in: str


def add_fields(form: forms.Form, languages: Iterable[str], stored: Mapping[str, str]) -> None:
    """A field for each language."""
    for language in languages:
        name = str(LANG_INFO[language]["name_local"]).capitalize()
        form.fields[f"{PREFIX}{language}"] = LongText(
            label=name,
            required=False,
            strip=False,
            initial=stored.get(language, ""),
            max_length=LONGEST_MESSAGE,
            rows=2,
        )


def texts_of(form: forms.Form) -> list[LanguageText]:
    """The fields, each with the built-in text in its language."""
    built_in = BUILT_IN[TextKey.NEUTRAL]
    return [
        LanguageText(language, form[f"{PREFIX}{language}"], built_in.get(language, built_in["en"]))
        for language in _languages(form)
    ]


def typed_texts(form: forms.Form, stored: Mapping[str, str]) -> dict[str, str]:
    """What was typed; texts in languages the page does not show are kept."""
    return {**stored, **{language: form.cleaned_data[f"{PREFIX}{language}"] for language in _languages(form)}}


def problem_names(form: forms.Form) -> dict[str, str]:
    """The action's names of these fields, and the form's."""
    return {f"messages.{language}": f"{PREFIX}{language}" for language in _languages(form)}


def _languages(form: forms.Form) -> list[str]:
    return [name.removeprefix(PREFIX) for name in form.fields if name.startswith(PREFIX)]
