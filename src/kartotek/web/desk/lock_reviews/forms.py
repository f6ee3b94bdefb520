"""What is asked when an endless lock is looked at again?"""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values.locks import Ends, Review, ReviewDecision
from kartotek.domain.audit.values import Actor
from kartotek.web.kit import agents, lock_ends
from kartotek.web.kit.fields import LongText

LONGEST_REASON = 5000
QUESTIONS: dict[ReviewDecision, Promise] = {
    ReviewDecision.KEEP: _("Why does it stay?"),
    ReviewDecision.SHORTEN: _("Why does it get an end?"),
    ReviewDecision.LIFT: _("Why is it lifted?"),
}


class ReviewForm(forms.Form):
    """Who decides, why, and until when it lasts where it gets an end."""

    until = forms.CharField(required=False, max_length=20)
    on = forms.DateField(required=False)

    def __init__(self, data: Mapping[str, object] | None = None, *, actor: Actor, decision: ReviewDecision) -> None:
        super().__init__(data)
        self._actor, self._decision = actor, decision
        self.fields["agent"] = agents.agent_field(actor)
        self.fields["reason"] = LongText(
            label=QUESTIONS[decision],
            required=False,
            max_length=LONGEST_REASON,
            rows=3,
            help_text=_("Kept with your name and the time."),
        )
        if decision is ReviewDecision.LIFT:
            self.fields["was_mistake"] = forms.BooleanField(label=_("The lock was a mistake"), required=False)

    def clean(self) -> dict[str, object]:
        """An end has to be chosen where the lock gets one."""
        typed: dict[str, object] = dict(super().clean() or self.cleaned_data)
        if self._decision is ReviewDecision.SHORTEN and not self.errors and self._ends is None:
            self.add_error("until", _("Choose the last day of the lock."))
        return typed

    @property
    def _ends(self) -> Ends | None:
        on: date | None = self.cleaned_data.get("on")
        return lock_ends.chosen_of(str(self.cleaned_data.get("until", "")), on)

    def end_errors(self) -> tuple[str, ...]:
        """What is wrong with the end, in one list."""
        return tuple(str(error) for name in ("until", "on") for error in self.errors.get(name, ()))

    def review(self, lock_id: int) -> Review:
        """What was decided, for the action."""
        typed = self.cleaned_data
        return Review(
            lock_id=lock_id,
            decision=self._decision,
            reason=typed["reason"],
            ends=self._ends if self._decision is ReviewDecision.SHORTEN else None,
            agent=agents.picked(typed["agent"], self._actor),
            was_mistake=bool(typed.get("was_mistake")),
        )
