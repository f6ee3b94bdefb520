"""How do reminders read: their rule, whom they tell, what became of their messages? Shared by form, card and inbox."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from kartotek.domain.reminders.decisions.checking import rule_from
from kartotek.domain.reminders.decisions.occurrences import nth_and_weekday
from kartotek.domain.reminders.values.firings import DeliveryItem, Note
from kartotek.domain.reminders.values.reminders import Audience, Channel, RuleDetails
from kartotek.domain.reminders.values.rules import LAST, WEEKDAYS, MonthlyBy, Repeat
from kartotek.web.kit import dates

DAYS: dict[str, Promise] = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
SHORT_DAYS: dict[str, Promise] = {
    "mon": _("Mon"),
    "tue": _("Tue"),
    "wed": _("Wed"),
    "thu": _("Thu"),
    "fri": _("Fri"),
    "sat": _("Sat"),
    "sun": _("Sun"),
}
NTHS: dict[int, Promise] = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), LAST: _("last")}
REPEATS: dict[Repeat, Promise] = {
    Repeat.NEVER: _("Never"),
    Repeat.DAILY: _("Daily"),
    Repeat.WEEKLY: _("Weekly"),
    Repeat.MONTHLY: _("Monthly"),
    Repeat.YEARLY: _("Yearly"),
}
CHANNELS: dict[Channel, Promise] = {
    Channel.SYSTEM: _("In the system only"),
    Channel.EMAIL: _("E-mail"),
    Channel.SMS: _("SMS"),
    Channel.EMAIL_SMS: _("E-mail and SMS"),
}
AUDIENCES: dict[Audience, Promise] = {
    Audience.ADMINISTRATORS: _("Administrators"),
    Audience.INSPECTORS: _("Inspectors"),
    Audience.BOTH: _("Administrators and inspectors"),
}
_FAILED = frozenset({"failed", "bounced", "suppressed"})


def rule_words(details: RuleDetails) -> str:
    """“Every 2 weeks on Monday, Thursday, until 31 Dec 2026”."""
    said = _repeated(details)
    if details.ends_on is None or details.repeat == Repeat.NEVER.value:
        return said
    return gettext("%(rule)s, until %(day)s") % {"rule": said, "day": dates.day(details.ends_on)}


def note_words(note: Note) -> str:
    """What the recipients should know besides; empty where there is nothing."""
    if note is Note.NO_INSPECTOR:
        return gettext("Nobody inspects the customer's area, so this went to the administrators.")
    return ""


def missed_words(missed: tuple[date, ...]) -> str:
    """The dates that were missed, in one line."""
    return ", ".join(dates.day_short(on) for on in missed)


def failures(deliveries: tuple[DeliveryItem, ...]) -> list[str]:
    """“SMS: No phone number is known.” for each message that did not go out (S40)."""
    names = {"email": gettext("E-mail"), "sms": gettext("SMS")}
    return [
        f"{names.get(one.channel, one.channel)}: {gettext(one.error) if one.error else gettext('failed')}"
        for one in deliveries
        if one.state in _FAILED
    ]


def _repeated(details: RuleDetails) -> str:
    match Repeat(details.repeat):
        case Repeat.NEVER:
            return gettext("Once")
        case Repeat.DAILY:
            return ngettext("Every day", "Every %(n)s days", details.every) % {"n": details.every}
        case Repeat.WEEKLY:
            days = details.weekdays or (WEEKDAYS[details.starts_on.weekday()],)
            named = ", ".join(str(DAYS[day]) for day in WEEKDAYS if day in days)
            said = ngettext("Every week on %(days)s", "Every %(n)s weeks on %(days)s", details.every)
            return said % {"n": details.every, "days": named}
        case Repeat.MONTHLY:
            return _monthly(details)
        case Repeat.YEARLY:
            return ngettext("Every year", "Every %(n)s years", details.every) % {"n": details.every}


def _monthly(details: RuleDetails) -> str:
    if details.monthly_by == MonthlyBy.DATE.value:
        said = ngettext("Every month on day %(day)s", "Every %(n)s months on day %(day)s", details.every)
        return said % {"n": details.every, "day": details.starts_on.day}
    nth, weekday = nth_and_weekday(rule_from(details))
    said = ngettext(
        "Every month on the %(nth)s %(weekday)s", "Every %(n)s months on the %(nth)s %(weekday)s", details.every
    )
    return said % {"n": details.every, "nth": NTHS[nth], "weekday": DAYS[WEEKDAYS[weekday]]}
