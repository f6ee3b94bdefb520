"""Which bookings did customers make or cancel online, and which are there today, for those of the staff who ask?"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django_scopes import scopes_disabled

from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import COMING, Status
from kartotek.domain.booking.values.staff_news import NewsBooking, NewsPlace
from kartotek.domain.messaging.models import StaffMail
from kartotek.domain.messaging.values.staff_mail import StaffNews
from kartotek.kernel.periods import Period

_NEW = Q(channel="online", status__in=[*COMING, Status.COMPLETED, Status.NO_SHOW])
_CANCELLED = Q(cancel_channel="online", status=Status.CANCELLED.value)
_ON_THE_DAY = (*COMING, Status.COMPLETED, Status.NO_SHOW)


def list_news(news: StaffNews, *, since: datetime, after: NewsPlace | None, most: int) -> list[NewsPlace]:
    """What happened later than `since` in businesses where somebody wants to know, in order; behind `after`.

    Of every business: the minute tick asks, and enters the scope of each.
    """
    column, of_news = _looked_at(news)
    with scopes_disabled():
        wanting = StaffMail.objects.filter(**{f"{news}_since__isnull": False}).values("business_id")
        rows = Booking.objects.filter(of_news, business_id__in=wanting, **{f"{column}__gt": since})
        if after is not None:
            later, same = {f"{column}__gt": after.at}, {column: after.at, "visit__gt": after.visit}
            rows = rows.filter(Q(**later) | Q(**same))
        places = rows.values_list("business_id", "visit", column).distinct().order_by(column, "visit")[:most]
        return [NewsPlace(*place) for place in places]


def get_news(news: StaffNews, places: Collection[NewsPlace]) -> dict[NewsPlace, list[NewsBooking]]:
    """The bookings of these places, in the business in scope, each in the order of the starts. One query."""
    column, of_news = _looked_at(news)
    rows = Booking.objects.filter(of_news, visit__in=[place.visit for place in places]).order_by("starts_at", "pk")
    found: dict[NewsPlace, list[NewsBooking]] = {place: [] for place in places}
    for row in _with_names(rows):
        at: datetime = getattr(row, column)
        place = NewsPlace(row.business_id, row.visit, at)
        if place in found:
            found[place].append(_news_booking(row, at))
    return found


def list_bookings_within(period: Period) -> list[NewsBooking]:
    """What starts within the period and takes place, in the order of the starts."""
    rows = Booking.objects.filter(
        starts_at__gte=period.starts_at, starts_at__lt=period.ends_at, status__in=_ON_THE_DAY
    ).order_by("starts_at", "pk")
    return [_news_booking(row, row.created_at) for row in _with_names(rows)]


def _looked_at(news: StaffNews) -> tuple[str, Q]:
    return ("created_at", _NEW) if news is StaffNews.NEW_BOOKINGS else ("closed_at", _CANCELLED)


def _with_names(rows: QuerySet[Booking]) -> QuerySet[Booking]:
    return rows.select_related("customer", "service", "employee")


def _news_booking(row: Booking, at: datetime) -> NewsBooking:
    customer = row.customer
    return NewsBooking(
        id=row.pk,
        visit=row.visit,
        status=Status(row.status),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        service=row.service.name,
        employee_id=row.employee_id,
        employee=row.employee.name,
        customer=f"{customer.first_name} {customer.last_name}".strip(),
        area_id=customer.area_id,
        note=row.note,
        cancel_reason=row.cancel_reason,
        at=at,
    )
