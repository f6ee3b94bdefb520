"""What should colleagues know? The form of a notice."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.audit.values import Actor
from kartotek.domain.customers.decisions import LONGEST_NOTICE
from kartotek.domain.customers.values import NewNotice
from kartotek.web.kit import agents
from kartotek.web.kit.fields import LongText


class NoticeForm(forms.Form):
    """A text, whether it stands above the others, and who writes it."""

    def __init__(self, data: Mapping[str, object] | None = None, *, actor: Actor) -> None:
        super().__init__(data)
        self._actor = actor
        self.fields["text"] = LongText(
            label=_("Notice"),
            required=False,
            max_length=LONGEST_NOTICE,
            rows=3,
            help_text=_("What colleagues should know. Never shown to the customer."),
        )
        self.fields["is_pinned"] = forms.BooleanField(label=_("Pin it to the top"), required=False)
        self.fields["agent"] = agents.agent_field(actor)

    def notice(self, customer_id: int) -> NewNotice:
        """What was typed, for the action."""
        typed = self.cleaned_data
        return NewNotice(
            customer_id=customer_id,
            text=typed["text"],
            is_pinned=typed["is_pinned"],
            agent=agents.picked(typed["agent"], self._actor),
        )
