"""How does a message look as an HTML e-mail? One self-contained page: nothing is loaded, styles stand at the elements.

Only addresses that the business wrote and links of ours can be clicked: a customer's name that looks like an address
stays plain text.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from kartotek.domain.messaging.decisions.codes import Piece
from kartotek.domain.messaging.values import BusinessFacts
from kartotek.kernel.contact import readable_phone
from kartotek.kernel.text import digits

_LINK: Final = re.compile(r"https?://[^\s<>\"]+")
_NOT_OF_LINK: Final = ".,;:!?'*_)]}»”’"
_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n\s*")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")

_FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_PAGE: Final = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{title}</title>
</head>
<body style="margin:0;padding:0;background-color:#f4f5f4">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="background-color:#f4f5f4">
<tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" \
style="max-width:560px;background-color:#ffffff;border:1px solid #dfe3e1;border-radius:8px">
<tr><td style="padding:20px 24px 0;{font};font-size:18px;line-height:24px;font-weight:600;color:#16302d">
<h1 style="margin:0;font-size:18px;line-height:24px;font-weight:600">{name}</h1>
</td></tr>
<tr><td style="padding:16px 24px 8px;{font};font-size:16px;line-height:24px;color:#1d2422">
{body}
</td></tr>
<tr><td style="padding:16px 24px 20px;border-top:1px solid #dfe3e1;{font};\
font-size:13px;line-height:20px;color:#56615e">
{footer}
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
"""
_ANCHOR = '<a href="{address}" style="color:#0b5f5a;text-decoration:underline;word-break:break-word">{text}</a>'


def html_mail(pieces: Sequence[Piece], *, subject: str, business: BusinessFacts, language: str) -> str:
    """The e-mail around a rendered text: the business's name, the text, how to reach the business."""
    return _PAGE.format(
        language=html.escape(language),
        title=_safe(subject),
        name=_safe(business.name),
        body=_paragraphs(_linked(pieces)),
        footer="<br>\n".join(_contact(business)),
        font=_FONT,
    )


def _paragraphs(marked: str) -> str:
    """Blank lines part paragraphs, single breaks stay breaks."""
    blocks = [block.strip() for block in _PARAGRAPH.split(marked.replace("\r\n", "\n").replace("\r", "\n"))]
    lines = [block.replace("\n", "<br>\n") for block in blocks if block]
    return "\n".join(f'<p style="margin:0 0 16px">{line}</p>' for line in lines)


def _linked(pieces: Sequence[Piece]) -> str:
    """The text escaped, with the addresses in it that may be clicked. An address is known by where it begins."""
    text = "".join(piece.text for piece in pieces)
    ends = list(accumulate(len(piece.text) for piece in pieces))
    said, position = [], 0
    for found in _LINK.finditer(text):
        address = found[0].rstrip(_NOT_OF_LINK)
        if pieces[bisect_right(ends, found.start())].is_ours and "://" in address[:-1]:
            said += [_safe(text[position : found.start()]), _anchor(address, address)]
            position = found.start() + len(address)
    return "".join([*said, _safe(text[position:])])


def _contact(business: BusinessFacts) -> Iterator[str]:
    """Name, address, phone and e-mail: as much as there is."""
    yield _safe(business.name)
    if business.address:
        yield _safe(business.address)
    if business.phone:
        yield _anchor(f"tel:+{digits(business.phone)}", readable_phone(business.phone))
    if business.email:
        yield _anchor(f"mailto:{business.email}", business.email)


def _anchor(address: str, text: str) -> str:
    return _ANCHOR.format(address=_safe(address), text=_safe(text))


def _safe(text: str) -> str:
    return html.escape(_CONTROL.sub("", text))
