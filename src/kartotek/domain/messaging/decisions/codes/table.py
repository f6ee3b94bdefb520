"""What is each code called in both languages, what is it about, what does it stand for? (S46)"""

from dataclasses import dataclass
from typing import Final

from kartotek.domain.messaging.values.codes import Code, Family, Loop
from kartotek.kernel.words import gettext_noop


@dataclass(frozen=True)
class CodeRow:
    """A line of the table; `description` is a gettext message id."""

    code: Code
    danish: str
    family: Family
    description: str


@dataclass(frozen=True)
class LoopRow:
    """A tag of a loop, the same in both languages."""

    loop: Loop
    description: str


_C, _B, _S, _F, _L = Family.CUSTOMER, Family.BOOKING, Family.SERVICE, Family.BUSINESS, Family.LINKS

CODE_ROWS: Final = (
    CodeRow(Code.FIRSTNAME, "FORNAVN", _C, gettext_noop("The customer's first name.")),
    CodeRow(Code.LASTNAME, "EFTERNAVN", _C, gettext_noop("The customer's last name.")),
    CodeRow(Code.CUSTOMER_NAME, "KUNDENAVN", _C, gettext_noop("First and last name.")),
    CodeRow(Code.CUSTOMER_NUMBER, "KUNDENUMMER", _C, gettext_noop("The number of the customer's card.")),
    CodeRow(Code.CUSTOMER_EMAIL, "KUNDE_EMAIL", _C, gettext_noop("The customer's e-mail address.")),
    CodeRow(Code.CUSTOMER_PHONE, "KUNDE_TELEFON", _C, gettext_noop("The customer's phone number.")),
    CodeRow(Code.CUSTOMER_ADDRESS, "KUNDE_ADRESSE", _C, gettext_noop("The customer's address, in one line.")),
    CodeRow(Code.NEXT_BOOKING, "NAESTE_AFTALE", _C, gettext_noop("Date and time of the next appointment.")),
    CodeRow(Code.FUTURE_BOOKINGS, "ANTAL_AFTALER", _C, gettext_noop("How many coming appointments there are.")),
    CodeRow(Code.CODE, "KODE", _C, gettext_noop("The code with which an address is proved or somebody signs in.")),
    CodeRow(Code.DATE, "DATO", _B, gettext_noop("The date, as the language of the message writes it.")),
    CodeRow(Code.DATE_LONG, "DATO_LANG", _B, gettext_noop("The date in words, with the weekday.")),
    CodeRow(Code.TIME_FROM, "KLOKKEN_FRATID", _B, gettext_noop("When it starts.")),
    CodeRow(Code.TIME_TO, "KLOKKEN_TILTID", _B, gettext_noop("When it ends.")),
    CodeRow(Code.STATUS, "STATUS", _B, gettext_noop("Whether it is confirmed, requested, cancelled and so on.")),
    CodeRow(Code.LOCATION, "STED", _B, gettext_noop("The name of the place.")),
    CodeRow(
        Code.LOCATION_ADDRESS,
        "STED_ADRESSE",
        _B,
        gettext_noop("The address of the place; that of the business where the place has none."),
    ),
    CodeRow(Code.CANCEL_UNTIL, "AFBUD_SENEST", _B, gettext_noop("Until when it can be moved or cancelled online.")),
    CodeRow(Code.CANCELLED_BY, "AFLYST_AF", _B, gettext_noop("Who cancelled it, “you” or “us”: write “by” before it.")),
    CodeRow(Code.CANCEL_REASON, "AFBUD_GRUND", _B, gettext_noop("The reason that was given when it was cancelled.")),
    CodeRow(Code.OFFER_UNTIL, "TILBUD_INDTIL", _B, gettext_noop("Until when a place is held for somebody who waits.")),
    CodeRow(Code.SERVICE, "YDELSE", _S, gettext_noop("What is done.")),
    CodeRow(Code.DURATION, "VARIGHED", _S, gettext_noop("How long it takes.")),
    CodeRow(Code.PRICE, "PRIS", _S, gettext_noop("What it costs.")),
    CodeRow(Code.EMPLOYEE, "MEDARBEJDER", Family.EMPLOYEE, gettext_noop("Who does it.")),
    CodeRow(Code.BUSINESS, "VIRKSOMHED", _F, gettext_noop("The name of the business.")),
    CodeRow(Code.PHONE, "TELEFON", _F, gettext_noop("The phone number of the business.")),
    CodeRow(Code.BUSINESS_EMAIL, "VIRKSOMHED_EMAIL", _F, gettext_noop("The e-mail address of the business.")),
    CodeRow(Code.ADDRESS, "ADRESSE", _F, gettext_noop("The address of the business, in one line.")),
    CodeRow(Code.OPENING_HOURS, "AABNINGSTIDER", _F, gettext_noop("When the business is open, as it says itself.")),
    CodeRow(Code.TODAY, "DAGS_DATO", _F, gettext_noop("Today's date in words, for letters.")),
    CodeRow(Code.MANAGE_LINK, "LINK_BOOKING", _L, gettext_noop("Leads to the appointment: see, move or cancel it.")),
    CodeRow(Code.CANCEL_LINK, "LINK_AFBUD", _L, gettext_noop("Leads to cancelling the appointment.")),
    CodeRow(Code.BOOKING_SITE, "LINK_BOOK", _L, gettext_noop("Leads to the booking site.")),
    CodeRow(Code.MY_PAGE, "LINK_MIN_SIDE", _L, gettext_noop("Leads to the customer's own page.")),
    CodeRow(
        Code.OPT_OUT_LINK, "LINK_AFMELD", _L, gettext_noop("Leads to where the customer stops messages of this kind.")
    ),
    CodeRow(Code.REMINDER_NAME, "PAAMINDELSE", Family.REMINDER, gettext_noop("What a reminder to staff is called.")),
    CodeRow(Code.REMINDER_TEXT, "PAAMINDELSE_TEKST", Family.REMINDER, gettext_noop("What a reminder to staff says.")),
)

LOOP_ROWS: Final = (
    LoopRow(Loop.BEGIN, gettext_noop("What follows is repeated for each coming appointment.")),
    LoopRow(Loop.BEGIN_SKIP_TODAY, gettext_noop("The same, without the appointments that start today.")),
    LoopRow(Loop.END, gettext_noop("The end of what is repeated.")),
)

# Danish letters may be written as such: [NÆSTE_AFTALE] is [NAESTE_AFTALE].
_SPELLED = str.maketrans({"Æ": "AE", "Ø": "OE", "Å": "AA"})


def folded(name: str) -> str:
    """The one spelling of a name, whatever its case."""
    return name.upper().translate(_SPELLED)


TAGS: Final[dict[str, Code | Loop]] = {
    **{row.code.value: row.code for row in CODE_ROWS},
    **{row.danish: row.code for row in CODE_ROWS},
    **{folded(row.loop.value): row.loop for row in LOOP_ROWS},
}
LINK_CODES: Final = frozenset(row.code for row in CODE_ROWS if row.family is Family.LINKS)
