"""Which message of ours is a report about? We wrote its number into it twice; reports bring one of them back."""

import re
from email.message import Message
from typing import Final

_OURS: Final = re.compile(r"(?im)^[> \t]*X-Kartotek-Message:[ \t]*(\d{1,18})[ \t\r]*$")
_BY_MESSAGE_ID: Final = re.compile(r"<message-(\d{1,18})@")
MOST: Final = 10


def message_ids_in(raw: bytes, report: Message) -> tuple[int, ...]:
    """The numbers of our messages that the mail names: those of our own field, else those of message ids."""
    text = "\n".join((raw.decode("latin-1"), *_hidden(report)))
    found = _OURS.findall(text) or _BY_MESSAGE_ID.findall(text)
    return tuple(dict.fromkeys(map(int, found)))[:MOST]


def _hidden(report: Message) -> list[str]:
    """Parts that cannot be read as they stand in the mail."""
    parts = []
    for part in report.walk():
        if str(part.get("content-transfer-encoding", "")).strip().lower() in {"base64", "quoted-printable"}:
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and part.get_content_maintype() in {"text", "message"}:
                parts.append(content.decode("latin-1"))
    return parts
