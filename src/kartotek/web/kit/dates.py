"""How do dates and times read? With the weekday, 24-hour, in the language of the page and the zone that is active.

The patterns are gettext messages, so that each language orders its own day, month and year.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.translation import gettext, gettext_noop, pgettext

# Places of zones that have names of their own in our languages.
PLACES = (gettext_noop("Copenhagen"), gettext_noop("Vienna"), gettext_noop("Zurich"), gettext_noop("Brussels"))


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) else value


def _shown(value: date | datetime, pattern: str) -> str:
    return str(dateformat.format(_local(value), pattern))


def day(value: date | datetime) -> str:
    """“Thu 12 Nov 2026”."""
    return _shown(value, pgettext("date pattern", "D j M Y"))


def day_short(value: date | datetime) -> str:
    """“Thu 12 Nov”."""
    return _shown(value, pgettext("date pattern", "D j M"))


def day_long(value: date | datetime) -> str:
    """“Thursday 12 November 2026”."""
    return _shown(value, pgettext("date pattern", "l j F Y"))


def weekday(value: date | datetime) -> str:
    """“Thu”."""
    return _shown(value, "D")


def month(value: date | datetime) -> str:
    """“November 2026”."""
    return _shown(value, pgettext("date pattern", "F Y"))


def week(first: date, last: date) -> str:
    """“9–15 November 2026”, or “30 November – 6 December 2026”."""
    if (first.year, first.month) == (last.year, last.month):
        return gettext("%(first)s–%(last)s") % {
            "first": _shown(first, pgettext("date pattern", "j")),
            "last": _shown(last, pgettext("date pattern", "j F Y")),
        }
    pattern = pgettext("date pattern", "j F") if first.year == last.year else pgettext("date pattern", "j F Y")
    return f"{_shown(first, pattern)} – {_shown(last, pgettext('date pattern', 'j F Y'))}"


def clock(value: datetime) -> str:
    """“13:00”."""
    return _shown(value, "H:i")


def moment(value: datetime) -> str:
    """“Thu 12 Nov 2026 at 13:00”."""
    return gettext("%(day)s at %(time)s") % {"day": day(value), "time": clock(value)}


def zone_name(zone: str, at: datetime) -> str:
    """“Copenhagen (CET, UTC+1)”: the place of the zone, and what its clocks show at a moment."""
    local = at.astimezone(ZoneInfo(zone))
    offset = local.utcoffset()
    total = round(offset.total_seconds() / 60) if offset is not None else 0
    sign, (hours, minutes) = "−" if total < 0 else "+", divmod(abs(total), 60)
    utc = f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")
    place = gettext(zone.rsplit("/", 1)[-1].replace("_", " "))
    name = local.tzname() or ""
    return f"{place} ({name}, {utc})" if name.isalpha() and name != "UTC" else f"{place} ({utc})"


def local_day(value: datetime) -> str:
    """“2026-11-12”, for addresses."""
    return timezone.localtime(value).date().isoformat()
