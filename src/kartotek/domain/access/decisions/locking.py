"""Until when does a lock hold, which ends may be chosen, and when is it looked at again? (S24 to S27)"""

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final, assert_never
from zoneinfo import ZoneInfo

from kartotek.domain.access.errors import EndNotOffered, InThePast, NoteRequired, NotLater
from kartotek.domain.access.values.locks import (
    AnyDate,
    Days,
    Endless,
    Ends,
    Months,
    OfferedEnd,
    On,
    StoredEnd,
)
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.periods import end_of_day, local_date
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

LONGEST_LABEL: Final = 100
LONGEST_NAME: Final = 200
LONGEST_TEXT: Final = 1000
LONGEST_NOTE: Final = 5000
MOST_DAYS: Final = 3660
MOST_MONTHS: Final = 120
MOST_ENDS: Final = 20
LAST_ON: Final = date(2199, 12, 31)


def end_of(ends: Ends, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment a lock placed now ends: the end of a local day at the business, None for never (S25)."""
    today = local_date(now, zone)
    match ends:
        case Days(count):
            return end_of_day(today + timedelta(days=count), zone)
        case Months(count):
            return end_of_day(months_later(today, count), zone)
        case On(on):
            return end_of_day(on, zone)
        case Endless():
            return None
        case _:
            assert_never(ends)


def months_later(on: date, count: int) -> date:
    """The same day so many months later, or earlier; the last day of a month that is too short."""
    months = on.year * 12 + on.month - 1 + count
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def is_offered(ends: Ends, offered: Collection[OfferedEnd]) -> bool:
    """Whether a reason offers such an end (S24)."""
    return (AnyDate() if isinstance(ends, On) else ends) in offered


def check_ends(ends: Ends, offered: Collection[OfferedEnd] | None, now: datetime, zone: ZoneInfo) -> None:
    """Raise unless the end is offered (None: every end is), thinkable, and not over."""
    if offered is not None and not is_offered(ends, offered):
        raise EndNotOffered
    if not _is_thinkable(ends):
        raise Invalid(problems=(Problem("ends", "out_of_range", gettext_noop("This end is too far away.")),))
    if isinstance(ends, On) and ends.date < local_date(now, zone):
        raise InThePast


def check_note(ends: Ends, note: str) -> None:
    """Raise NoteRequired for an endless lock without a word (S27)."""
    if isinstance(ends, Endless) and not note.strip():
        raise NoteRequired


def check_later(before: datetime | None, after: datetime | None) -> None:
    """Raise NotLater unless the end moves away; None is never (S28)."""
    if before is None or (after is not None and after <= before):
        raise NotLater


def is_active(starts_at: datetime | None, ends_at: datetime | None, now: datetime, *, is_lifted: bool) -> bool:
    """Whether it holds: `starts_at <= now < ends_at` and not lifted (S26)."""
    return (starts_at is None or starts_at <= now) and is_standing(ends_at, now, is_lifted=is_lifted)


def is_standing(ends_at: datetime | None, now: datetime, *, is_lifted: bool) -> bool:
    """Whether it holds or will: neither lifted nor over."""
    return not is_lifted and (ends_at is None or now < ends_at)


def review_before(now: datetime, months: int, zone: ZoneInfo) -> datetime:
    """An endless lock last looked at before this moment is looked at again: so many months ago, or longer."""
    return end_of_day(months_later(local_date(now, zone), -months), zone)


# ---- reasons -----------------------------------------------------------------------------------------------------


def reason_problems(label: str, ends: Sequence[OfferedEnd], messages: Mapping[str, str]) -> tuple[Problem, ...]:
    """Everything that keeps a reason from being saved; a message's field is `messages.da`. Texts are plain (S16)."""
    return (
        *text_problems("label", label, max_length=LONGEST_LABEL, is_required=True),
        *_end_problems(ends),
        *_message_problems(messages),
    )


def _end_problems(ends: Sequence[OfferedEnd]) -> Iterator[Problem]:
    if not 1 <= len(ends) <= MOST_ENDS:
        yield Problem("ends", "required", gettext_noop("Choose at least one end that this reason offers."))
    elif not all(_is_thinkable(end) for end in ends):
        yield Problem("ends", "out_of_range", gettext_noop("Give a number of days or months that is not too large."))


def _is_thinkable(end: Ends | OfferedEnd) -> bool:
    match end:
        case Days(count):
            return 1 <= count <= MOST_DAYS
        case Months(count):
            return 1 <= count <= MOST_MONTHS
        case On(on):
            return on <= LAST_ON
        case _:
            return True


def _message_problems(messages: Mapping[str, str]) -> Iterator[Problem]:
    for language, text in messages.items():
        if language not in LANGUAGES:
            message = gettext_noop("This language is not spoken here.")
            yield Problem(f"messages.{language}", "unknown_language", message)
        else:
            yield from text_problems(f"messages.{language}", text, max_length=LONGEST_TEXT)


def check_lock_texts(**texts: str) -> None:
    """Raise Invalid for a note, a reason, a name or a customer text that cannot be stored."""
    longest = {"agent": LONGEST_NAME, "customer_text": LONGEST_TEXT}
    problems = [
        problem
        for name, text in texts.items()
        for problem in text_problems(name, text, max_length=longest.get(name, LONGEST_NOTE))
    ]
    if problems:
        raise Invalid(problems=tuple(problems))


# ---- as rows keep them -------------------------------------------------------------------------------------------


def offered_as_json(ends: Sequence[OfferedEnd]) -> list[StoredEnd]:
    """The ends a reason offers, as its row and api.md have them; each once."""
    return [_end_as_json(end) for end in dict.fromkeys(ends)]


def _end_as_json(end: OfferedEnd) -> StoredEnd:
    match end:
        case Days(count):
            return {"days": count}
        case Months(count):
            return {"months": count}
        case AnyDate():
            return "date"
        case Endless():
            return "none"
        case _:
            assert_never(end)


def offered_from_json(stored: Sequence[StoredEnd]) -> tuple[OfferedEnd, ...]:
    """The ends as values."""
    return tuple(_end_from_json(end) for end in stored)


def _end_from_json(end: StoredEnd) -> OfferedEnd:
    if end == "date":
        return AnyDate()
    if isinstance(end, str):
        return Endless()
    return Days(end["days"]) if "days" in end else Months(end["months"])
