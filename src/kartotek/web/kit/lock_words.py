"""How does the end of a lock read? The last day it holds, and beside it the moment of unlocking (S25)."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from kartotek.web.kit import dates


def last_day(ends_at: datetime) -> date | None:
    """The last local day on which the lock holds; None when it ends in the middle of one (as old ones may, S29)."""
    local = timezone.localtime(ends_at)
    return local.date() - timedelta(days=1) if local.time() == time(0) else None


def until(ends_at: datetime | None) -> str:
    """“until and including Thu 26 Nov 2026”, “until someone unlocks”; after a name, in the middle of a sentence."""
    if ends_at is None:
        return gettext("until someone unlocks")
    day = last_day(ends_at)
    if day is None:
        return gettext("until %(moment)s") % {"moment": dates.moment(ends_at)}
    return gettext("until and including %(day)s") % {"day": dates.day(day)}


def until_alone(ends_at: datetime | None) -> str:
    """“Until and including Thu 26 Nov 2026”, “No end”: standing alone."""
    if ends_at is None:
        return gettext("No end")
    day = last_day(ends_at)
    if day is None:
        return gettext("Until %(moment)s") % {"moment": dates.moment(ends_at)}
    return gettext("Until and including %(day)s") % {"day": dates.day(day)}


def unlocks(ends_at: datetime | None) -> str:
    """“unlocks by itself on Fri 27 Nov 2026 at 00:00”, in a row of remarks; "" when it does not."""
    if ends_at is None:
        return ""
    return gettext("unlocks by itself on %(moment)s") % {"moment": dates.moment(ends_at)}


def end_line(ends_at: datetime | None) -> str:
    """The line below the choice of an end: the last day, and the moment of unlocking."""
    if ends_at is None:
        return gettext("Until someone unlocks.")
    words = {"until": until_alone(ends_at), "moment": dates.moment(ends_at)}
    return gettext("%(until)s. Unlocks by itself on %(moment)s.") % words
