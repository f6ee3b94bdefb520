"""Which cards have the visits, no-shows, birthday, language and service asked for? Conditions that indexes answer.

A visit is what a card counts as one (`queries.visits`); local dates are those of the business.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import reduce
from operator import and_
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import COMING, Status
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.models import BIRTHDAY
from kartotek.domain.overview.queries.visits import CAME
from kartotek.domain.overview.values import Days, Traits
from kartotek.kernel.periods import day_bounds

_COMING = [status.value for status in COMING]
# As the index names them: who is to come for a service, or was here for it.
_TAKEN = [status.value for status in (*COMING, Status.COMPLETED)]


def condition_of(traits: Traits, *, business: BusinessLike, now: datetime) -> Q:
    """What every card with these traits fulfils, and no other."""
    return reduce(and_, _conditions(traits, business, now), Q())


def _conditions(traits: Traits, business: BusinessLike, now: datetime) -> Iterator[Q]:
    zone = ZoneInfo(business.timezone)
    yield _last_visit(traits.last_visit, zone, now)
    yield _next_visit(traits, zone, now)
    if traits.no_shows is not None:
        missed = Booking.objects.filter(status=Status.NO_SHOW.value).values("customer").order_by("customer")
        often = missed.annotate(times=Count("visit", distinct=True)).filter(times__gte=traits.no_shows)
        yield Q(pk__in=often.values("customer"))
    if traits.birthdays is not None:
        first, last = traits.birthdays
        begins, ends = Q(GreaterThanOrEqual(BIRTHDAY, first)), Q(LessThanOrEqual(BIRTHDAY, last))
        yield begins & ends if first <= last else begins | ends
    if traits.language:
        silent = [""] if traits.language == business.default_language else []
        yield Q(language__in=[traits.language, *silent])
    if traits.service_id is not None:
        yield Q(Exists(_hers().filter(service_id=traits.service_id, status__in=_TAKEN)))


def _last_visit(days: Days, zone: ZoneInfo, now: datetime) -> Q:
    """The latest visit that is over lies on one of these dates."""
    if days == Days():
        return Q()
    over = _hers().filter(status__in=CAME, ends_at__lte=now)
    within = Q(Exists(over.filter(_between(days, zone))))
    return within & ~Q(Exists(over.filter(starts_at__gte=_end(days.last, zone)))) if days.last else within


def _next_visit(traits: Traits, zone: ZoneInfo, now: datetime) -> Q:
    """The earliest that is still to come, or going on, lies on one of these dates; or there is one, or none."""
    coming = _hers().filter(status__in=_COMING, ends_at__gt=now)
    days, has_any = traits.next_visit, traits.has_next_visit
    found = Q() if has_any is None else Q(Exists(coming)) if has_any else ~Q(Exists(coming))
    if days != Days():
        found &= Q(Exists(coming.filter(_between(days, zone))))
    if days.first:
        found &= ~Q(Exists(coming.filter(starts_at__lt=_start(days.first, zone))))
    return found


def _hers() -> QuerySet[Booking]:
    return Booking.objects.filter(customer=OuterRef("pk"))


def _between(days: Days, zone: ZoneInfo) -> Q:
    first = Q(starts_at__gte=_start(days.first, zone)) if days.first else Q()
    return first & Q(starts_at__lt=_end(days.last, zone)) if days.last else first


def _start(on: date, zone: ZoneInfo) -> datetime:
    return day_bounds(on, zone).starts_at


def _end(on: date, zone: ZoneInfo) -> datetime:
    return day_bounds(on, zone).ends_at
