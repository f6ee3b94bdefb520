"""Fields of forms that Django does not have."""

from typing import Any

from django import forms


class LongText(forms.CharField):
    """Several lines. Browsers send line ends as CR LF; what is stored has LF alone, as if sent by a program."""

    widget = forms.Textarea

    def __init__(self, *args: Any, rows: int = 3, **kwargs: Any) -> None:  # Any: the parts of a Django field
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> str:  # Any: whatever was sent
        """The text with its line ends made one kind."""
        text: str = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")
