"""On which dates is the chosen class held, and which of them can still be joined online?"""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from kartotek.domain.booking.queries.availability import MOST_DAYS
from kartotek.domain.booking.values.classes import SessionItem
from kartotek.domain.overview.queries.classes import list_offered_classes
from kartotek.kernel.periods import local_date
from kartotek.web.kit.choices import Choice
from kartotek.web.kit.public import PublicContext

_ALTERNATIVES = 6


@dataclass(frozen=True)
class Dates:
    """The dates from one day on, full ones too, and the day on which the next ones begin, within the horizon."""

    sessions: list[SessionItem]
    later_on: date | None


def dates_of(public: PublicContext, choice: Choice, wished: str) -> Dates:
    """What can be joined from the wished day (“2026-11-12”) on, or from today: as many days as are read at once."""
    zone = ZoneInfo(public.business.timezone)
    today = local_date(public.now, zone)
    from_on = _first(wished, today)
    found, last_on = _found(public, choice, from_on, zone)
    later_on = from_on + timedelta(days=MOST_DAYS)
    return Dates(found, later_on if later_on <= last_on else None)


def next_free(public: PublicContext, choice: Choice) -> list[SessionItem]:
    """The next dates that have a seat, without the chosen one."""
    chosen = None if choice.session is None else choice.session.id
    free = [one for one in dates_of(public, choice, "").sessions if not one.is_full and one.id != chosen]
    return free[:_ALTERNATIVES]


def _found(public: PublicContext, choice: Choice, from_on: date, zone: ZoneInfo) -> tuple[list[SessionItem], date]:
    """Those that keep notice and horizon; and the last day of the horizon."""
    customer = public.customer
    offered = list_offered_classes(
        business=public.business,
        viewer=public.actor,
        customer_id=None if customer is None else customer.customer_id,
        dates=(from_on, from_on + timedelta(days=MOST_DAYS - 1)),
        service_id=choice.offered.service.id,
        now=public.now,
    )
    earliest = public.now + timedelta(minutes=offered.policy.min_notice_minutes)
    last_on = local_date(public.now, zone) + timedelta(days=offered.policy.horizon_days)
    sessions = [
        one for one in offered.sessions if one.starts_at >= earliest and local_date(one.starts_at, zone) <= last_on
    ]
    return sessions, last_on


def _first(wished: str, today: date) -> date:
    try:
        on = date.fromisoformat(wished)
    except ValueError:
        return today
    return on if today <= on <= today + timedelta(days=3660) else today
