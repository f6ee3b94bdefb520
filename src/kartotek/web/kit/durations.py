"""How does a length of time read? “45 min”, “1 h 30 min”; in sentences “24 hours”, “2 days”."""

from django.utils.translation import gettext, ngettext

HOUR, DAY = 60, 1440
LONGEST_IN_MINUTES = 90


def short(minutes: int) -> str:
    """For lists: “45 min”, “2 h”, “2 h 30 min”."""
    hours, rest = divmod(minutes, HOUR)
    if minutes <= LONGEST_IN_MINUTES:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    if not rest:
        return gettext("%(hours)s h") % {"hours": hours}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}


def in_words(minutes: int) -> str:
    """For sentences: “30 minutes”, “24 hours”, “3 days”."""
    if minutes % DAY == 0 and minutes > DAY:
        return ngettext("%(days)s day", "%(days)s days", minutes // DAY) % {"days": minutes // DAY}
    if minutes % HOUR == 0 and minutes:
        return ngettext("%(hours)s hour", "%(hours)s hours", minutes // HOUR) % {"hours": minutes // HOUR}
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}
