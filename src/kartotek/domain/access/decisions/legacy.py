"""How is a row of an old list of locks read, and whose lock is it? (S29)"""

import re
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Final
from zoneinfo import ZoneInfo

from kartotek.domain.access.decisions.locking import LONGEST_NAME, LONGEST_NOTE
from kartotek.domain.access.values.legacy import LegacyLock, LegacyRow
from kartotek.kernel.contact import normalise_email, normalise_phone
from kartotek.kernel.errors import Invalid, Problem, invalid
from kartotek.kernel.periods import end_of_day, opening_instant
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

FIRST_YEAR: Final = 1900
ENDLESS_YEAR: Final = 2200  # old systems write 31 December 9999 for "no end"
_DAY_FIRST = re.compile(r"([0-9]{1,2})[.-]([0-9]{1,2})[.-]([0-9]{4})(.*)", re.DOTALL)
_TEXTS: Final = {"reason": LONGEST_NOTE, "note": LONGEST_NOTE, "placed_by": LONGEST_NAME}


def read_row(row: LegacyRow, *, zone: ZoneInfo, region: str) -> LegacyLock:
    """The row as values; raises Invalid with everything that is wrong with it. Texts stay word for word."""
    email, phone = normalise_email(row.email), normalise_phone(row.phone, region)
    problems = [
        problem
        for name, longest in _TEXTS.items()
        for problem in text_problems(name, getattr(row, name), max_length=longest)
    ]
    problems += [contact.problem for contact in (email, phone) if contact.problem]
    number = row.customer_number.strip()
    if not (number or row.email.strip() or row.phone.strip()):
        message = gettext_noop("Give a customer number, an e-mail address or a phone number.")
        problems.append(Problem("customer_number", "required", message))
    if row.is_too_long:
        problems = [Problem("row", "too_long", gettext_noop("This row has more fields than the first line has names."))]
    if problems:
        raise Invalid(problems=tuple(problems))
    starts_at, ends_at = _start(row.starts_at.strip(), zone), _end(row.ends_at.strip(), zone)
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise invalid("ends_at", "before_start", gettext_noop("This lock ends before it starts."))
    return LegacyLock(row, number, email.value, phone.value, starts_at, ends_at)


def one_card(matches: Sequence[Collection[int]]) -> int:
    """The card all known contacts of a row lead to; raises Invalid for none, for several, for a contradiction."""
    known = [set(ids) for ids in matches if ids]
    if not known:
        raise invalid("customer_number", "unknown_customer", gettext_noop("There is no such customer."))
    common = set.intersection(*known)
    if not common:
        message = gettext_noop("Number, e-mail and phone belong to different customers.")
        raise invalid("customer_number", "different_customers", message)
    if len(common) > 1:
        message = gettext_noop("Several customers have this address or number. Give the customer number.")
        raise invalid("customer_number", "several_customers", message)
    return common.pop()


def source_key(customer_id: int, row: LegacyRow) -> str:
    """What makes a second import add nothing: the card, and the row as it stood in the file."""
    parts = (str(customer_id), row.reason, row.note, row.starts_at, row.ends_at, row.placed_by)
    return sha256("\x1f".join(parts).encode()).hexdigest()


def _start(text: str, zone: ZoneInfo) -> datetime | None:
    """The first moment of a date, or a moment; None is unknown."""
    found = _moment("starts_at", text)
    if isinstance(found, datetime):
        return _instant(found, zone)
    return None if found is None else opening_instant(found, 0, zone)


def _end(text: str, zone: ZoneInfo) -> datetime | None:
    """The end of a date (S25), or a moment; None is endless, and so is a date beyond all plans."""
    found = _moment("ends_at", text)
    if found is None or found.year >= ENDLESS_YEAR:
        return None
    return _instant(found, zone) if isinstance(found, datetime) else end_of_day(found, zone)


def _instant(moment: datetime, zone: ZoneInfo) -> datetime:
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _moment(field: str, text: str) -> datetime | date | None:
    """`2026-03-01`, `01.03.2026` or `01-03-2026`, each with or without a time; "" is None."""
    if not text:
        return None
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        day, month, year, rest = day_first.groups()
        text = f"{year}-{month:0>2}-{day:0>2}{rest}"
    try:
        found = date.fromisoformat(text) if len(text) == len("2026-03-01") else datetime.fromisoformat(text)
    except ValueError:
        message = gettext_noop("Write a date as 2026-03-01 or 01.03.2026, with or without a time.")
        raise invalid(field, "not_a_date", message) from None
    if found.year < FIRST_YEAR or (field == "starts_at" and found.year >= ENDLESS_YEAR):
        raise invalid(field, "out_of_range", gettext_noop("This date is not possible."))
    return found
