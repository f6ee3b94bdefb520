"""Is this an e-mail address, is this a phone number, and are two spellings of one the same? (S20)"""

from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from kartotek.kernel.errors import Problem
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

LONGEST_EMAIL = 254
LONGEST_PHONE = 40
_GMAIL = ("gmail.com", "googlemail.com")


@dataclass(frozen=True)
class Contact:
    """A contact in its one normal spelling ("" when none was given), or what is wrong with it."""

    value: str
    problem: Problem | None = None


def normalise_email(raw: str, field: str = "email") -> Contact:
    """Lower case, the domain in its readable international form; no question is sent over the network."""
    trimmed = raw.strip()
    if not trimmed:
        return Contact("")
    if problems := text_problems(field, trimmed, max_length=LONGEST_EMAIL):
        return Contact("", problems[0])
    try:
        checked = validate_email(trimmed, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return Contact("", Problem(field, "not_an_email", gettext_noop("This is not a valid e-mail address.")))
    return Contact(checked.normalized.lower())


def mailboxes(email: str) -> tuple[str, ...]:
    """The keys under which a normalised address may lead to the same mailbox as others: without dots, without what
    follows a plus; for the two names of one provider, both.
    """
    local, at, domain = email.rpartition("@")
    if not at:
        return ()
    bare = local.partition("+")[0].replace(".", "")
    return tuple(f"{bare}@{one}" for one in (_GMAIL if domain in _GMAIL else (domain,)))


def is_same_mailbox(one: str, other: str) -> bool:
    """Whether two normalised addresses may be spellings of one mailbox: dots and what follows a plus aside (S20).

    At some providers dots matter: this marks a booking for staff to look at, and never decides anything.
    """
    return not set(mailboxes(one)).isdisjoint(mailboxes(other))


def normalise_phone(raw: str, region: str, field: str = "phone") -> Contact:
    """E.164: "22 55 01 14" in region DK is "+4522550114"."""
    trimmed = raw.strip()
    if not trimmed:
        return Contact("")
    if problems := text_problems(field, trimmed, max_length=LONGEST_PHONE):
        return Contact("", problems[0])
    wrong = Contact("", Problem(field, "not_a_phone", gettext_noop("This is not a valid phone number.")))
    try:
        number = phonenumbers.parse(trimmed, region)
    except phonenumbers.NumberParseException:
        return wrong
    if not phonenumbers.is_possible_number(number) or number.extension:
        return wrong
    return Contact(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def is_mobile(number: str) -> bool:
    """Whether a text message may reach this number; where a country does not tell mobiles from others, it may."""
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False
    return kind in {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


@lru_cache(maxsize=1024)  # the numbers of businesses stand in every message
def readable_phone(number: str) -> str:
    """An E.164 number as people write it: “+45 33 55 01 20”; anything else as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def address_in_line(address_line: str | None, postcode: str | None, city: str | None) -> str:
    """“Havnegade 12, 1058 København K”, without what is missing."""
    town = f"{postcode or ''} {city or ''}".strip()
    return ", ".join(part for part in ((address_line or "").strip(), town) if part)
