"""What is asked before a message is sent, or sent again?"""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.messaging.values import MessageChannel, Text


def _new_key() -> str:
    return uuid4().hex


class OnceForm(forms.Form):
    """A key that was made with the form: however often it is sent, one message comes of it (S44)."""

    key = forms.RegexField(r"^[0-9a-f]{32}\Z", widget=forms.HiddenInput, initial=_new_key)


class WriteForm(OnceForm):
    """What staff write to one customer; the rules are the domain's, which names each fault with its place."""

    channel = forms.ChoiceField(
        label=_("By"),
        choices=[(MessageChannel.EMAIL.value, _("E-mail")), (MessageChannel.SMS.value, _("SMS"))],
        widget=forms.RadioSelect,
    )
    subject = forms.CharField(
        label=_("Subject"),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"maxlength": "200", "autocomplete": "off"}),
    )
    body = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "maxlength": "10000", "autofocus": True}),
    )

    def text(self) -> Text:
        """What was typed; a text message has no subject."""
        is_sms = self.cleaned_data["channel"] == MessageChannel.SMS.value
        body = self.cleaned_data["body"].replace("\r\n", "\n")
        return Text("" if is_sms else self.cleaned_data["subject"], body)
