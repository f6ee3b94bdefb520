"""What is asked before a message is sent, or sent again?"""

from uuid import uuid4

from django import forms


def _new_key() -> str:
    return uuid4().hex


class OnceForm(forms.Form):
    """A key that was made with the form: however often it is sent, one message comes of it (S44)."""

    key = forms.RegexField(r"^[0-9a-f]{32}\Z", widget=forms.HiddenInput, initial=_new_key)
