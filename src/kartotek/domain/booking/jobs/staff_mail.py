"""Who of the staff is told by e-mail what happened online, and what the day brings?

Nothing is queued by the booking itself: the minute tick looks back a little further than it did last time, and the key
of each message keeps it one (docs/adr/0012). So nothing is lost, nothing is doubled, and booking costs no query more.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django_scopes import scope, scopes_disabled

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.jobs.staff_mail_texts import Letterhead, news_text, overview_text
from kartotek.domain.booking.queries.staff_news import get_news, list_bookings_within, list_news
from kartotek.domain.booking.values.staff_news import NewsBooking, NewsPlace
from kartotek.domain.businesses.queries import get_business
from kartotek.domain.messaging.actions import queue_messages
from kartotek.domain.messaging.decisions.overviews import is_overview_due
from kartotek.domain.messaging.models import Message, StaffMail
from kartotek.domain.messaging.queries.staff_mail import list_recipients
from kartotek.domain.messaging.values import Draft, Event, MessageChannel, Text
from kartotek.domain.messaging.values.staff_mail import Recipient, StaffNews
from kartotek.kernel.periods import day_bounds, local_date
from kartotek.plumbing import readiness

# Longer than any transaction: what was written meanwhile under an earlier moment is seen the next time.
LOOKED_BACK: Final = timedelta(minutes=5)
AT_ONCE: Final = 200  # visits looked at together


def tell_staff(*, now: datetime) -> int:
    """Queue the e-mails about what customers booked and cancelled online; how many. The minute tick calls it."""
    return sum(_tell(news, now) for news in StaffNews)


def send_overviews(*, now: datetime) -> int:
    """Queue the overviews of the day, where seven has struck; how many. The minute tick calls it."""
    with scopes_disabled():  # of every business
        rows = StaffMail.objects.filter(daily_overview=True)
        wanting = list(rows.values_list("business_id", "business__timezone", "overview_sent_on"))
    due = {business for business, zone, sent_on in wanting if is_overview_due(now, ZoneInfo(zone), sent_on)}
    return sum(_send_overviews(business_id, now) for business_id in sorted(due))


def _tell(news: StaffNews, now: datetime) -> int:
    name = f"staff_mail.{news}"
    since = min(readiness.last_beat(name) or now, now) - LOOKED_BACK  # a demo may go back in time
    told = 0
    places = list_news(news, since=since, after=None, most=AT_ONCE)
    while places:
        told += sum(_tell_business(news, business_id, found, now) for business_id, found in _by_business(places))
        readiness.beat(name, now=places[-1].at)
        places = list_news(news, since=since, after=places[-1], most=AT_ONCE)
    readiness.beat(name, now=now)
    return told


def _by_business(places: Iterable[NewsPlace]) -> list[tuple[int, list[NewsPlace]]]:
    inside = sorted(places, key=lambda place: place.business_id)
    return [(number, list(found)) for number, found in groupby(inside, key=lambda place: place.business_id)]


def _tell_business(news: StaffNews, business_id: int, places: Sequence[NewsPlace], now: datetime) -> int:
    with scope(business=business_id):
        people = list_recipients(StaffMail.objects.filter(**{f"{news}_since__isnull": False}))
        wanted = {
            f"staff {news} {person.membership_id} {place.visit} {place.at.isoformat()}": (place, person)
            for place in places
            for person in people
            if person.wants(news, place.at)
        }
        for key in Message.objects.filter(key__in=list(wanted)).values_list("key", flat=True):
            del wanted[key]
        drafts = _drafts(news, wanted, business_id) if wanted else []
        return len(queue_messages(business_id=business_id, drafts=drafts, caused_by=SYSTEM.name, now=now))


def _drafts(news: StaffNews, wanted: Mapping[str, tuple[NewsPlace, Recipient]], business_id: int) -> list[Draft]:
    business, bookings = get_business(business_id), get_news(news, [place for place, _person in wanted.values()])
    drafts = []
    for key, (place, person) in wanted.items():
        known = _known_to(person, bookings[place])
        if known:
            drafts.append(_draft(key, person, news_text(news, known, Letterhead(business, person))))
    return drafts


def _send_overviews(business_id: int, now: datetime) -> int:
    with scope(business=business_id):
        business = get_business(business_id)
        zone = ZoneInfo(business.timezone)
        today = local_date(now, zone)
        bookings = list_bookings_within(day_bounds(today, zone))
        sent = 0
        for person in list_recipients(StaffMail.objects.filter(daily_overview=True).exclude(overview_sent_on=today)):
            known = _known_to(person, bookings)
            key = f"staff overview {person.membership_id} {today}"
            text = overview_text(known, today, Letterhead(business, person)) if known else None
            sent += _send_overview(_draft(key, person, text) if text else None, person, today, business_id, now)
        return sent


@transaction.atomic
def _send_overview(draft: Draft | None, person: Recipient, today: date, business_id: int, now: datetime) -> int:
    """Claim the day for the person, and queue the overview with it; a day on which she has nothing is left out."""
    mine = StaffMail.objects.filter(membership_id=person.membership_id, daily_overview=True)
    is_claimed = mine.exclude(overview_sent_on=today).update(overview_sent_on=today)
    drafts = [draft] if draft is not None and is_claimed else []
    return len(queue_messages(business_id=business_id, drafts=drafts, caused_by=SYSTEM.name, now=now))


def _known_to(person: Recipient, bookings: Sequence[NewsBooking]) -> list[NewsBooking]:
    return [one for one in bookings if person.may_know(area_id=one.area_id, employee_id=one.employee_id)]


def _draft(key: str, person: Recipient, text: Text) -> Draft:
    """Of no customer and no booking: it stands in nobody's log, and cancelling a booking does not drop it."""
    return Draft(
        event=Event.STAFF_REMINDER,
        channel=MessageChannel.EMAIL,
        to=person.email,
        language=person.language,
        text=text,
        key=key,
    )
