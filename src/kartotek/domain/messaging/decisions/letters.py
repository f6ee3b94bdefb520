"""How does a letter look on paper, and which template is meant? One page of HTML with everything in it, for the PDF.

The address stands where the window of an envelope is (DIN 5008, form B: 45 mm from the top, 20 mm from the left).
"""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Final

from kartotek.domain.businesses.values import LANGUAGES
from kartotek.domain.messaging.decisions.default_texts import LETTERS
from kartotek.domain.messaging.values import BusinessFacts, Event
from kartotek.domain.messaging.values.letters import Letter
from kartotek.kernel.contact import readable_phone
from kartotek.kernel.written_dates import date_in_words

_PARAGRAPH: Final = re.compile(r"\n[ \t]*\n\s*")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_STYLE: Final = """
@page { size: A4; margin: 20mm 20mm 22mm 25mm; }
* { box-sizing: border-box; }
body { margin: 0; font: 11pt/1.45 Inter, Helvetica, Arial, "DejaVu Sans", sans-serif; color: #111; }
article { break-before: page; position: relative; overflow-wrap: anywhere; }
article:first-child { break-before: auto; }
.from { height: 25mm; text-align: right; font-weight: 600; font-size: 13pt; overflow: hidden; }
.to { height: 45mm; width: 85mm; margin-left: -5mm; padding-left: 5mm; overflow: hidden; }
.back { font-size: 6.5pt; color: #444; margin: 0 0 3mm; white-space: nowrap; }
.date { text-align: right; margin: 0 0 8mm; }
h1 { font-size: 12pt; margin: 0 0 6mm; }
p { margin: 0 0 4mm; orphans: 2; widows: 2; }
footer { margin-top: 12mm; padding-top: 2mm; border-top: 0.3pt solid #888; font-size: 8.5pt; color: #444; }
"""


def letter_template(wanted: str) -> tuple[Event, str] | None:
    """“recall.letter” is that letter in each customer's own language, “recall.letter.da” in this one; else None."""
    event, _dot, rest = wanted.partition(".")
    channel, _dot, language = rest.partition(".")
    is_known = event in {one.value for one in LETTERS} and channel == "letter"
    if not is_known or (language not in LANGUAGES if _dot else language):
        return None
    return Event(event), language


def letters_page(letters: Sequence[Letter]) -> str:
    """All of them as one page of HTML, each on a sheet of its own; whatever somebody typed is only text in it."""
    said = "".join(_article(letter) for letter in letters)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{_STYLE}</style></head><body>{said}</body></html>'


def _article(letter: Letter) -> str:
    business = letter.business
    back = " · ".join(part for part in (business.name, business.address) if part)
    to = "<br>".join(_safe(line) for line in letter.to)
    return (
        f'<article lang="{_safe(letter.language)}"><div class="from">{_safe(business.name)}</div>'
        f'<div class="to"><div class="back">{_safe(back)}</div>{to}</div>'
        f'<p class="date">{_safe(date_in_words(letter.on, letter.language))}</p>'
        f"<h1>{_safe(letter.text.subject)}</h1>{_paragraphs(letter.text.body)}"
        f"<footer>{_safe(' · '.join(_contact(business)))}</footer></article>"
    )


def _paragraphs(body: str) -> str:
    blocks = (block.strip() for block in _PARAGRAPH.split(body.replace("\r\n", "\n").replace("\r", "\n")))
    return "".join(f"<p>{_safe(block).replace(chr(10), '<br>')}</p>" for block in blocks if block)


def _contact(business: BusinessFacts) -> Iterator[str]:
    phone = readable_phone(business.phone) if business.phone else ""
    yield from (part for part in (business.name, business.address, phone, business.email) if part)


def _safe(text: str) -> str:
    return html.escape(_CONTROL.sub("", text))
