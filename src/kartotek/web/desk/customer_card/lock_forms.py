"""What is asked when a customer is locked, unlocked, or stays locked for longer? (S23 to S30)"""

from collections.abc import Mapping, Sequence
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values.locks import Ends, LockItem, NewLock, ReasonItem
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.web.kit import agents, lock_ends, lock_words
from kartotek.web.kit.fields import LongText

LONGEST_TEXT = 1000
LONGEST_NOTE = 5000
ALL = "all"
KEEP, CANCEL = "keep", "cancel"


class EndsForm(forms.Form):
    """A form with the choice of an end: a key of `kit.lock_ends`, and a date where it needs one."""

    until = forms.CharField(required=False, max_length=20)
    on = forms.DateField(required=False)

    def clean(self) -> dict[str, object]:
        """An end has to be chosen, and a date where one is needed."""
        typed: dict[str, object] = dict(super().clean() or self.cleaned_data)
        if not self.errors and self.ends is None:
            self.add_error("until", _("Choose the last day of the lock."))
        return typed

    @property
    def ends(self) -> Ends | None:
        """What was chosen; None while a date is missing."""
        on: date | None = self.cleaned_data.get("on")
        return lock_ends.chosen_of(str(self.cleaned_data.get("until", "")), on)

    def end_errors(self) -> tuple[str, ...]:
        """What is wrong with the end, in one list."""
        return tuple(str(error) for name in ("until", "on") for error in self.errors.get(name, ()))


class LockForm(EndsForm):
    """Who locks, why, until when, what staff should know, what she is told, and which bookings go."""

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        actor: Actor,
        reasons: Sequence[ReasonItem],
        held: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(held or {}))
        self._actor = actor
        self.fields["agent"] = agents.agent_field(actor)
        self.fields["reason"] = forms.TypedChoiceField(
            label=_("Reason"),
            coerce=int,
            choices=[(reason.id, reason.label) for reason in reasons],
            help_text=_("Staff only. The reason decides which ends are offered."),
        )
        self.fields["note"] = LongText(
            label=_("Note"),
            required=False,
            max_length=LONGEST_NOTE,
            rows=2,
            help_text=_("Kept as a notice on the card. Needed when the lock has no end."),
        )
        self.fields["customer_text"] = forms.CharField(
            label=_("Text for the customer"),
            required=False,
            max_length=LONGEST_TEXT,
            help_text=_(
                "Empty: the customer text of the reason, else the built-in one. Also shown, in whatever language, to "
                "somebody who only types the customer's e-mail or phone. Reason and note are never shown."
            ),
        )

    def new_lock(self, customer_id: int, ends: Ends) -> NewLock:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return NewLock(
            customer_id=customer_id,
            reason_id=typed["reason"],
            ends=ends,
            note=typed["note"],
            customer_text=typed["customer_text"],
            agent=agents.picked(typed["agent"], self._actor),
        )


class UnlockForm(forms.Form):
    """Who lifts which lock, and why."""

    def __init__(
        self, data: Mapping[str, object] | None = None, *, actor: Actor, locks: Sequence[LockItem], chosen: str = ALL
    ) -> None:
        super().__init__(data, initial={"lock": chosen})
        self._actor = actor
        if len(locks) > 1:
            choices = [(ALL, _("All of them")), *((str(lock.id), lock_label(lock)) for lock in locks)]
            self.fields["lock"] = forms.ChoiceField(label=_("Which lock?"), choices=choices, widget=forms.RadioSelect)
        self.fields["agent"] = agents.agent_field(actor)
        self.fields["reason"] = LongText(
            label=_("Why is the lock lifted?"),
            required=False,
            max_length=LONGEST_NOTE,
            rows=3,
            help_text=_("Kept as a notice with your name and the time."),
        )
        self.fields["reason"].widget.attrs["autofocus"] = True
        self.fields["was_mistake"] = forms.BooleanField(label=_("The lock was a mistake"), required=False)

    @property
    def agent(self) -> str:
        """The agent as the action takes it."""
        return agents.picked(self.cleaned_data["agent"], self._actor)

    @property
    def lock_id(self) -> int | None:
        """The one that was chosen; None for all."""
        chosen = self.cleaned_data.get("lock", ALL)
        return None if chosen == ALL else int(chosen)


class ExtendForm(EndsForm):
    """Who lets which lock last longer, until when, and what to know of it."""

    def __init__(
        self, data: Mapping[str, object] | None = None, *, actor: Actor, locks: Sequence[LockItem], chosen: str = ""
    ) -> None:
        super().__init__(data, initial={"lock": chosen})
        self._actor = actor
        self.fields["agent"] = agents.agent_field(actor)
        self.fields["lock"] = forms.TypedChoiceField(
            label=_("Lock"), coerce=int, choices=[(lock.id, lock_label(lock)) for lock in locks]
        )
        self.fields["note"] = LongText(label=_("Note"), required=False, max_length=LONGEST_NOTE, rows=2)

    @property
    def agent(self) -> str:
        """The agent as the action takes it."""
        return agents.picked(self.cleaned_data["agent"], self._actor)


def lock_label(lock: LockItem) -> str:
    """One of several locks in a choice: its reason and its end."""
    return f"{lock.reason_label} · {lock_words.until_alone(lock.ends_at)}"


def cancelled(data: Mapping[str, object], coming: Sequence[BookingItem]) -> list[int]:
    """The coming bookings that were chosen to be cancelled; the others stay (S30)."""
    return [booking.id for booking in coming if data.get(booking_name(booking.id)) == CANCEL]


def booking_name(booking_id: int) -> str:
    """The name of the choice about one coming booking."""
    return f"booking-{booking_id}"
