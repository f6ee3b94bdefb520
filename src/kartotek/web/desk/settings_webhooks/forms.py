"""What is asked about an address that is told?"""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.hooks.values import WebhookItem
from kartotek.web.desk.settings_webhooks.words import EVENTS


class WebhookForm(forms.Form):
    """The address, what it wants to hear, and whether it hears anything at all."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    url = forms.CharField(
        label=_("Address"),
        required=False,
        help_text=_("Begins with https:// and takes a POST with JSON, signed as the Standard Webhooks say."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    events = forms.MultipleChoiceField(
        label=_("Events"),
        required=False,
        choices=[(event.value, label) for event, label in EVENTS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Facts only: no tag, no reason and no note leaves the house."),
    )
    is_active = forms.BooleanField(
        label=_("Switched on"), required=False, help_text=_("What happens while it is off is not told later.")
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, webhook: WebhookItem | None = None) -> None:
        super().__init__(data, initial=_initial(webhook))
        self.fields["url"].widget.attrs["autofocus"] = webhook is None and data is None


def _initial(webhook: WebhookItem | None) -> dict[str, object]:
    if webhook is None:
        return {"is_active": True}
    return {
        "version": webhook.version,
        "url": webhook.url,
        "events": list(webhook.events),
        "is_active": webhook.is_active,
    }
