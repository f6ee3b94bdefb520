"""Which tags may this member of staff put on a card or take off, and what was ticked?"""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from kartotek.domain.access.values.tags import TagItem


class TagsForm(forms.Form):
    """One tick a tag. `seen` are those the card carried when the dialog opened: only what was changed is changed."""

    seen = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    tags = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: QueryDict | None = None, *, offered: Sequence[TagItem], carried: frozenset[int]) -> None:
        mine = [str(tag.id) for tag in offered if tag.id in carried]
        super().__init__(data, initial={"seen": mine, "tags": mine})
        choices = [(str(tag.id), tag.label) for tag in offered]
        for name in ("seen", "tags"):
            self.fields[name] = forms.MultipleChoiceField(choices=choices, required=False)

    def ticked(self) -> frozenset[int]:
        """The tags that show a tick now."""
        return frozenset(int(value) for value in self["tags"].value() or () if str(value).isdecimal())

    def seen_before(self) -> list[str]:
        """What the dialog showed as carried when it opened."""
        return [str(value) for value in self["seen"].value() or ()]

    def changes(self) -> tuple[frozenset[int], frozenset[int]]:
        """What to put on, and what to take off."""
        now, before = (frozenset(map(int, self.cleaned_data[name])) for name in ("tags", "seen"))
        return now - before, before - now
