"""From which rule, for which service, from when until when, and why? The form of the dialog (S17)."""

from collections.abc import Mapping, Sequence

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values.rules import LONGEST_REASON, ExceptionDetails
from kartotek.web.kit.fields import LongText

Choices = Sequence[tuple[str, str]]


class ExceptionForm(forms.Form):
    """A rule, a service, or one rule for one service; both days included."""

    from_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    until_on = forms.DateField(
        label=_("Until and including"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = LongText(label=_("Reason"), required=False, rows=2, max_length=LONGEST_REASON)

    def __init__(
        self, data: QueryDict | None = None, *, rules: Choices, services: Choices, initial: Mapping[str, object]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        every = [("", _("All rules about the service")), *rules]
        self.fields["rule"] = forms.ChoiceField(label=_("From the rule"), required=False, choices=every)
        any_service = [("", _("Any")), *services]
        self.fields["service"] = forms.ChoiceField(label=_("For the service"), required=False, choices=any_service)

    @property
    def details(self) -> ExceptionDetails:
        """What was typed, in the words of the domain."""
        typed = self.cleaned_data
        return ExceptionDetails(
            from_on=typed["from_on"],
            until_on=typed["until_on"],
            reason=typed["reason"],
            rule_id=int(typed["rule"]) if typed["rule"] else None,
            service_id=int(typed["service"]) if typed["service"] else None,
        )
