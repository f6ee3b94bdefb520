"""What can be typed about an extra field? The rules are the domain's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.conf.locale import LANG_INFO
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kartotek.domain.catalog.values import (
    LONGEST_LABEL,
    MOST_CHOICES,
    ExtraFieldChanges,
    ExtraFieldItem,
    ExtraFieldKind,
    ServiceItem,
)
from kartotek.web.kit.fields import LongText

KINDS = (
    (ExtraFieldKind.TEXT.value, _("Text")),
    (ExtraFieldKind.YES_NO.value, _("Yes or no")),
    (ExtraFieldKind.CHOICE.value, _("Choice")),
)


@dataclass(frozen=True)
class Around:
    """The languages of the business, the first its own, and the services there are."""

    languages: Sequence[str]
    services: Sequence[ServiceItem]


class ExtraFieldForm(forms.Form):
    """The question and its choices in each language of the business; a choice is a line."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Answer"), choices=KINDS, widget=forms.RadioSelect, initial=KINDS[0][0])
    is_required = forms.BooleanField(label=_("Customers must answer"), required=False)
    is_visible_online = forms.BooleanField(label=_("Asked on the booking site"), required=False, initial=True)

    def __init__(
        self, data: Mapping[str, object] | None = None, *, around: Around, item: ExtraFieldItem | None = None
    ) -> None:
        super().__init__(data, initial=_initial(item))
        self._item, self._languages = item, around.languages
        self.fields["services"] = forms.MultipleChoiceField(
            label=_("Asked for"),
            required=False,
            choices=[(str(each.id), each.name) for each in around.services],
            widget=forms.CheckboxSelectMultiple,
        )
        for language in around.languages:
            name = str(LANG_INFO[language]["name_local"]).capitalize()
            self.fields[f"label_{language}"] = _label(name, language)
            self.fields[f"choices_{language}"] = _choices(name, language)
        if item is None and data is None:
            self.fields[f"label_{around.languages[0]}"].widget.attrs["autofocus"] = True

    @property
    def labels(self) -> list[BoundField]:
        """The question in each language."""
        return [self[f"label_{language}"] for language in self._languages]

    @property
    def choices(self) -> list[BoundField]:
        """The choices in each language."""
        return [self[f"choices_{language}"] for language in self._languages]

    @property
    def changes(self) -> ExtraFieldChanges:
        """What a valid form says; texts in languages the page does not show are kept."""
        typed = self.cleaned_data
        stored = self._item.label if self._item else {}
        label = {language: typed[f"label_{language}"] for language in self._languages}
        return ExtraFieldChanges(
            label=_without_blanks({**stored, **label}),
            kind=typed["kind"],
            is_required=typed["is_required"],
            is_visible_online=typed["is_visible_online"],
            choices=self._typed_choices() if typed["kind"] == ExtraFieldKind.CHOICE.value else (),
            service_ids=tuple(map(int, typed["services"])),
        )

    @property
    def problem_names(self) -> dict[str, str]:
        """The action's names of the fields, and the form's."""
        first = self._languages[0]
        names = {"label": f"label_{first}", "choices": f"choices_{first}"}
        for language in self._languages:
            names[f"label.{language}"] = f"label_{language}"
            names.update({f"choices.{at}.{language}": f"choices_{language}" for at in range(MOST_CHOICES)})
        return names | {f"choices.{at}": f"choices_{first}" for at in range(MOST_CHOICES)}

    def _typed_choices(self) -> tuple[dict[str, str], ...]:
        lines = {language: self.cleaned_data[f"choices_{language}"].splitlines() for language in self._languages}
        stored = self._item.choices if self._item else ()
        found = []
        for at in range(max(map(len, lines.values()))):
            shown = {language: mine[at].strip() if at < len(mine) else "" for language, mine in lines.items()}
            hidden = dict(stored[at]) if at < len(stored) else {}
            found.append(_without_blanks({**hidden, **shown}) if any(shown.values()) else {})
        return tuple(each for each in found if each)


def _label(name: str, language: str) -> forms.CharField:
    attrs = {"lang": language, "maxlength": str(LONGEST_LABEL)}
    return forms.CharField(label=name, required=False, widget=forms.TextInput(attrs=attrs))


def _choices(name: str, language: str) -> LongText:
    widget = forms.Textarea(attrs={"rows": 3, "lang": language})
    return LongText(label=name, required=False, strip=False, widget=widget)


def _without_blanks(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text.strip()}


def _initial(item: ExtraFieldItem | None) -> dict[str, object]:
    if item is None:
        return {}
    values: dict[str, object] = {
        "version": item.version,
        "kind": item.kind,
        "is_required": item.is_required,
        "is_visible_online": item.is_visible_online,
        "services": [str(each) for each in item.service_ids],
    }
    for language in {each for texts in (item.label, *item.choices) for each in texts}:
        values[f"label_{language}"] = item.label.get(language, "")
        lines = [texts.get(language, "") for texts in item.choices]
        values[f"choices_{language}"] = "\n".join(lines) if any(lines) else ""
    return values
