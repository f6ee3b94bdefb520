"""How does a message become an e-mail? Text first, the same as HTML, an invitation, and files; nothing typed by
anybody reaches a header unfolded.
"""

import re
from email.utils import quote
from typing import Final
from unicodedata import category
from urllib.parse import quote as percent_encoded

from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import utf8_charset_qp

from kartotek.plumbing.transport.envelope import Enclosure, Envelope

_ENDS: Final = re.compile(rb"\r\n|\r|\n")
# No line of a header can be broken within a word, and none may have more than 998 letters.
_LONGEST_HEADER: Final = 500
_LONGEST_FILE_NAME: Final = 100
# As it stands in its header, where a letter may take twelve places: nothing folds it there.
_LONGEST_WRITTEN_NAME: Final = 600
CALENDAR: Final = "text/calendar"
# Beside the alternative that mail clients answer, the same as a file for those that know files only.
_CALENDAR_FILE: Final = "application/ics"
# Controls, line and paragraph separators, halves of surrogate pairs; joiners of emoji and marks of direction may stay.
_BREAKING: Final = frozenset({"Cc", "Zl", "Zp", "Cs"})


def message_id(envelope: Envelope, domain: str) -> str:
    """The name of the letter, the same at every attempt."""
    return f"<message-{envelope.id}@{domain}>"


def letter(envelope: Envelope, *, sender: str, domain: str) -> EmailMultiAlternatives:
    """The e-mail; `sender` is our own address, `domain` that of our pages."""
    made = EmailMultiAlternatives(
        subject=on_one_line(envelope.subject),
        body=envelope.body,
        from_email=_from(on_one_line(envelope.sender_name), sender),
        to=[on_one_line(envelope.to)],
        reply_to=[on_one_line(envelope.reply_to)] if envelope.reply_to else None,
        headers={
            "X-Kartotek-Message": str(envelope.id),
            "Message-ID": message_id(envelope, domain),
            "Auto-Submitted": "auto-generated",
            **_unsubscribing(envelope.unsubscribe_url),
        },
    )
    if envelope.html:
        made.attach_alternative(envelope.html, "text/html")
    return made


def _unsubscribing(url: str) -> dict[str, str]:
    """What lets a mail program offer to turn such mails off (RFC 2369, RFC 8058)."""
    if not url:
        return {}
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def enclose_for_mail_clients(made: EmailMultiAlternatives, envelope: Envelope) -> bytes:
    """The whole letter as it goes over the wire: seven bits, CRLF."""
    made.encoding = utf8_charset_qp
    for one in envelope.enclosures:
        if _is_invitation(one):
            made.attach_alternative(one.content, one.media_type)
            made.attach(_file_name(one), one.content.encode(), _CALENDAR_FILE)
        else:
            made.attach(_file_name(one), one.content.encode(), plain_type(one.media_type))
    return _ENDS.sub(b"\r\n", made.message().as_bytes())


def enclose_for_provider(made: EmailMultiAlternatives, envelope: Envelope) -> None:
    """The files as providers take them: each once, with its type."""
    for one in envelope.enclosures:
        made.attach(_file_name(one), one.content, one.media_type)


def on_one_line(text: str) -> str:
    """The same without line breaks and controls, fit for a header."""
    return " ".join("".join(" " if category(one) in _BREAKING else one for one in text).split())[:_LONGEST_HEADER]


def _from(name: str, address: str) -> str:
    """The name and the address; Django encodes and folds the name."""
    return f'"{quote(name)}" <{address}>' if name else address


def _file_name(one: Enclosure) -> str:
    name = on_one_line(one.name)[:_LONGEST_FILE_NAME]
    while len(percent_encoded(name)) > _LONGEST_WRITTEN_NAME:
        name = name[:-1]
    return name


def plain_type(media_type: str) -> str:
    """A media type without its parameters."""
    return media_type.partition(";")[0].strip()


def _is_invitation(one: Enclosure) -> bool:
    return plain_type(one.media_type) == CALENDAR and "method=" in one.media_type.casefold()
