"""When may a text message about bookings be sent, so that it wakes nobody?"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.messaging.values import MessageRules
from kartotek.kernel.periods import Period, closing_instant, local_date, opening_instant

_DAY = timedelta(days=1)


def quiet_period(moment: datetime, rules: MessageRules, timezone: str) -> Period | None:
    """The quiet hours a moment lies in, by the clocks of the business; None while messages may be sent."""
    begins, ends = rules.sms_quiet_from, rules.sms_quiet_to
    if begins is None or ends is None or begins == ends:
        return None
    zone = ZoneInfo(timezone)
    for on in (local_date(moment, zone) - _DAY, local_date(moment, zone)):
        last_on = on if begins < ends else on + _DAY
        starts_at, ends_at = opening_instant(on, _minute(begins), zone), closing_instant(last_on, _minute(ends), zone)
        if starts_at <= moment < ends_at:
            return Period(starts_at, ends_at)
    return None


def sms_moment(
    moment: datetime, rules: MessageRules, timezone: str, *, earliest: datetime, before: datetime
) -> datetime:
    """When a text message that is due at `moment` goes out: after the quiet hours it lies in; where that would be too
    late (from `before` on), as they begin, unless that is past (`earliest`): better at night than not at all.
    """
    quiet = quiet_period(moment, rules, timezone)
    if quiet is None:
        return moment
    if quiet.ends_at < before:
        return quiet.ends_at
    return quiet.starts_at if quiet.starts_at > earliest else moment


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute
