"""Writes docs/use/codes.md, the list of all substitution codes; tests/tools/test_codes_page.py fails when it drifts."""

from itertools import groupby
from pathlib import Path

from kartotek.domain.messaging.decisions import example_facts, list_codes, render
from kartotek.domain.messaging.values import CodeEntry, Family

PAGE = Path(__file__).resolve().parents[1] / "docs" / "use" / "codes.md"
HEADINGS = {
    Family.CUSTOMER: "The customer",
    Family.BOOKING: "The booking",
    Family.SERVICE: "The service",
    Family.EMPLOYEE: "The employee",
    Family.BUSINESS: "The business",
    Family.LINKS: "Links",
    Family.REMINDER: "A reminder to staff",
    Family.LOOPS: "Loops",
}
CARD = "[customerFutureBookingsBegin_skipToday]\nd. [DATO] Kl. [KLOKKEN_FRATID]\n[customerFutureBookingsEnd]\n"
TEXT = """# Codes in messages

Under *Settings → Texts of messages* every event has its words for each way and language. A word in brackets is a code:
it gives way to what it stands for when the message is written. This page is made from the program (`make codes`).

- English and Danish names mean the same and work in every language: `[DATE]` is `[DATO]`. Capitals do not matter, and
  `[NÆSTE_AFTALE]` is `[NAESTE_AFTALE]`.
- Dates and times follow the language of the message and the clocks of the business.
- What is not known is left out: a customer without a phone number has an empty `[CUSTOMER_PHONE]`.
- Brackets around anything but one word are plain text: `[see below]`, `[1]`.
- What stands for a code is never read again: a customer who is called “[DATE]” is just called that.
- A text with a code that does not exist, or with a loop that is not opened, not closed or inside another one, is not
  saved; every fault is shown with its line and column. Should one be in an old text, it is left as it was typed.
- The messages with the code to prove an address and to sign in must contain `[CODE]`.

{families}
What stands between begin and end is repeated for each coming appointment, the next one first. Inside, the codes of
booking, service, employee and the links to the appointment mean the appointment of the round; outside they mean the one
the message is about. A line break right after a begin or an end belongs to it, so this Danish text

```
{card}```

reads, with appointments on 12 November and on 10 December:

```
{said}```
"""


def page() -> str:
    """The page as the code has it now."""
    families = "\n".join(_family(family, list(rows)) for family, rows in groupby(list_codes(), lambda row: row.family))
    return TEXT.format(families=families, card=CARD, said=render(CARD, example_facts("da")))


def _family(family: Family, entries: list[CodeEntry]) -> str:
    lines = [f"## {HEADINGS[family]}", ""]
    if family is Family.LOOPS:
        lines += ["| code | |", "| --- | --- |"]
        lines += [f"| `[{one.name}]` | {one.description} |" for one in entries]
    else:
        lines += ["| English | Danish | stands for | for example |", "| --- | --- | --- | --- |"]
        lines += [f"| `[{one.name}]` | `[{one.danish_name}]` | {one.description} | {one.example} |" for one in entries]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
