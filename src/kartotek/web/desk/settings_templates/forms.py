"""What can be typed of a template? What is valid, the domain says."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from kartotek.domain.messaging.values import MessageChannel, TemplateChanges, TemplateItem, Text
from kartotek.web.kit.fields import LongText

_ROWS = {MessageChannel.EMAIL: 15, MessageChannel.SMS: 9, MessageChannel.LETTER: 15}


class TemplateForm(forms.Form):
    """Subject and text; a text message has no subject."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    subject = forms.CharField(label=_("Subject"), required=False, strip=False)
    body = LongText(label=_("Text"), required=False, strip=False)

    def __init__(self, data: Mapping[str, object] | None = None, *, item: TemplateItem) -> None:
        text = item.text
        super().__init__(data, initial={"version": item.version, "subject": text.subject, "body": text.body})
        if item.key.channel is MessageChannel.SMS:
            del self.fields["subject"]
        self.rows = _ROWS[item.key.channel]

    def text(self) -> Text:
        """The words as they stand in the form, typed or stored."""
        subject = self["subject"].value() if "subject" in self.fields else ""
        return Text(str(subject or ""), LongText(strip=False).to_python(self["body"].value()))

    def changes(self) -> TemplateChanges:
        """What was typed, in the words of the action."""
        changes: TemplateChanges = {"body": self.cleaned_data["body"]}
        if "subject" in self.fields:
            changes["subject"] = self.cleaned_data["subject"]
        return changes
