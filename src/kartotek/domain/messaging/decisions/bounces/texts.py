"""Which words of a report are the server's own? Those before the copy of our message."""

import re
from email.message import Message
from typing import Final

_LONGEST: Final = 20_000
_LINES: Final = 6
_MOST_NAMED: Final = 10
_COPY: Final = re.compile(
    r"(?im)^(?:[-=_*]{2,}.*\b(?:original|copy|below|returned|unsent|undelivered|headers?|message follows|start of)\b"
    r"|(?:received|return-path|x-kartotek-message): )"
)


def words_of_server(mail: Message) -> str:
    """The texts of the mail up to the copy of our message; what is enclosed as a mail of its own is left out."""
    texts: list[str] = []
    waiting = [mail]
    while waiting:
        part = waiting.pop(0)
        payload = part.get_payload()
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            texts.append(content.decode("utf-8", "replace") if isinstance(content, bytes) else "")
        elif isinstance(payload, list) and part.get_content_maintype() != "message":
            waiting[:0] = [one for one in payload if isinstance(one, Message)]
    text = "\n".join(texts)[:_LONGEST]
    copy = _COPY.search(text)
    return text[: copy.start()] if copy else text


def about(address: str, text: str) -> str:
    """Each line that names the address, with some that follow; all lines where none does."""
    lines = text.splitlines()
    named = [at for at, line in enumerate(lines) if address in line.lower()]
    return "\n".join("\n".join(lines[at : at + _LINES]) for at in named[:_MOST_NAMED]) if named else text


def on_one_line(text: str) -> str:
    """The same without line breaks and controls, fit to be stored and shown."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())
