"""What is asked about a reason for locking, and how often endless locks come up?"""

from collections.abc import Iterable, Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values.locks import OfferedEnd, ReasonItem
from kartotek.web.kit import language_texts, lock_ends

LONGEST_LABEL = 100


class ReasonForm(forms.Form):
    """A label for staff, the ends that are offered, and a text to the customer in each language."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(
        label=_("Text for staff"),
        max_length=LONGEST_LABEL,
        required=False,
        help_text=_("In the dialog, on the card, in the log. The customer never sees it."),
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, languages: Sequence[str], reason: ReasonItem | None = None
    ) -> None:
        super().__init__(data, initial=_initial(reason))
        self.fields["label"].widget.attrs["autofocus"] = reason is None and data is None
        self._stored = reason.messages if reason else {}
        known = lock_ends.in_order([*lock_ends.EVERY_END, *(reason.ends if reason else ())])
        self.fields["ends"] = forms.MultipleChoiceField(
            label=_("Ends it offers"),
            required=False,
            choices=[(lock_ends.key_of(end), lock_ends.label_of(end)) for end in known],
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Days run to the end of the last day. A lock without an end asks for a note and comes up for review."
            ),
        )
        self.fields["more_days"] = forms.IntegerField(
            label=_("Another number of days"), required=False, min_value=1, max_value=3660
        )
        language_texts.add_fields(self, languages, self._stored)

    @property
    def ends(self) -> tuple[OfferedEnd, ...]:
        """The ends that were ticked, and the number of days that was typed."""
        more = self.cleaned_data.get("more_days")
        keys: Iterable[str] = [*self.cleaned_data["ends"], *([f"days-{more}"] if more else [])]
        found = (lock_ends.offered_of(key) for key in keys)
        return tuple(lock_ends.in_order(end for end in found if end is not None))

    @property
    def messages(self) -> dict[str, str]:
        """The texts by language."""
        return language_texts.typed_texts(self, self._stored)


class ReviewForm(forms.Form):
    """After how many months an endless lock comes up again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    months = forms.IntegerField(label=_("Months until an endless lock comes up for review"), min_value=1, max_value=60)


def _initial(reason: ReasonItem | None) -> dict[str, object]:
    if reason is None:
        return {"ends": ["days-14"]}
    return {
        "version": reason.version,
        "label": reason.label,
        "ends": [lock_ends.key_of(end) for end in reason.ends],
    }
