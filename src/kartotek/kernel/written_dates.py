"""How does each of the five languages write a date, a moment, a length of time? Others: as English does (S46)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class _Calendar:
    """The names of days from Monday and of months from January, the patterns, and the words around them."""

    days: tuple[str, ...]
    months: tuple[str, ...]
    digits: str
    words: str
    at: str
    lengths: tuple[str, str]


def _calendar(days: str, months: str, digits: str, words: str, at: str, lengths: str) -> _Calendar:
    hours, minutes = lengths.split("|")
    return _Calendar(tuple(days.split()), tuple(months.split()), digits, words, at, (hours, minutes))


_CALENDARS: Final[dict[str, _Calendar]] = {
    "da": _calendar(
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "januar februar marts april maj juni juli august september oktober november december",
        "{day:02}-{month:02}-{year:04}",
        "{day_name} den {day}. {month_name} {year}",
        "{date} kl. {time}",
        "{hours} t.|{minutes} min.",
    ),
    "sv": _calendar(
        "måndag tisdag onsdag torsdag fredag lördag söndag",
        "januari februari mars april maj juni juli augusti september oktober november december",
        "{year:04}-{month:02}-{day:02}",
        "{day_name} {day} {month_name} {year}",
        "{date} kl. {time}",
        "{hours} tim|{minutes} min",
    ),
    "de": _calendar(
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "{day:02}.{month:02}.{year:04}",
        "{day_name}, {day}. {month_name} {year}",
        "{date}, {time} Uhr",
        "{hours} Std.|{minutes} Min.",
    ),
    "fr": _calendar(
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "{day:02}/{month:02}/{year:04}",
        "{day_name} {day} {month_name} {year}",
        "{date} à {time}",
        "{hours} h|{minutes} min",
    ),
    "en": _calendar(
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "January February March April May June July August September October November December",
        "{day} {month_short} {year}",
        "{day_name} {day} {month_name} {year}",
        "{date} at {time}",
        "{hours} h|{minutes} min",
    ),
}


def _of(language: str) -> _Calendar:
    return _CALENDARS.get(language, _CALENDARS["en"])


def date_in_digits(on: date, language: str) -> str:
    """“12-11-2026”, “2026-11-12”, “12.11.2026”, “12/11/2026”; in English “12 Nov 2026”."""
    calendar = _of(language)
    short = calendar.months[on.month - 1][:3]
    return calendar.digits.format(day=on.day, month=on.month, year=on.year, month_short=short)


def date_in_words(on: date, language: str) -> str:
    """“Thursday 12 November 2026”."""
    calendar = _of(language)
    day = "1er" if calendar is _CALENDARS["fr"] and on.day == 1 else str(on.day)
    return calendar.words.format(
        day_name=calendar.days[on.weekday()], day=day, month_name=calendar.months[on.month - 1], year=on.year
    )


def time_of_day(moment: datetime, zone: ZoneInfo) -> str:
    """“13:00”, by the clocks of the zone."""
    return f"{moment.astimezone(zone):%H:%M}"


def moment_in_digits(moment: datetime, language: str, zone: ZoneInfo) -> str:
    """“12-11-2026 kl. 13:00”."""
    on = moment.astimezone(zone).date()
    return _of(language).at.format(date=date_in_digits(on, language), time=time_of_day(moment, zone))


def moment_in_words(moment: datetime, language: str, zone: ZoneInfo) -> str:
    """“Thursday 12 November 2026 at 15:00”."""
    on = moment.astimezone(zone).date()
    return _of(language).at.format(date=date_in_words(on, language), time=time_of_day(moment, zone))


def length_in_words(minutes: int, language: str) -> str:
    """“45 min”, “1 h”, “1 h 30 min”."""
    hours, rest = divmod(minutes, 60)
    hours_pattern, minutes_pattern = _of(language).lengths
    parts = [hours_pattern.format(hours=hours)] if hours else []
    if rest or not hours:
        parts.append(minutes_pattern.format(minutes=rest))
    return " ".join(parts)
