"""Under which address does a calendar feed lie, whose is an address, and which bookings are in it?

The address is signed, as that of a booking (ADR 0017): a stolen copy of the database opens no feed.
"""

from datetime import datetime, timedelta

from django.db.models import Q

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.booking.models import Booking, CalendarFeed
from kartotek.domain.booking.queries.bookings import item_of, names_of
from kartotek.domain.booking.values.bookings import BookingItem, Status
from kartotek.domain.booking.values.calendars import (
    CANCELLED_SHOWN,
    FEED_PAST,
    MOST_COMING,
    MOST_PAST,
    FeedKind,
    FeedOwner,
)
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.catalog.queries import get_employee
from kartotek.domain.customers.queries import get_customer
from kartotek.kernel.errors import NotFound, NotPermitted
from kartotek.plumbing.addresses import absolute
from kartotek.plumbing.crypto import claimed_id, sign_id, unsign_id

_GONE = (Status.CANCELLED.value, Status.REJECTED.value)
# What may lie behind an earlier start: no booking is longer.
_LONGEST = timedelta(days=2)


def get_feed_url(owner: FeedOwner, *, business: BusinessLike, viewer: Actor) -> str:
    """The whole address. Raises NotPermitted, or NotFound for whom the viewer may not know of."""
    check_may_have(owner, viewer)
    token = sign_id(_purpose(owner.kind, _rotation(owner)), owner.id)
    return absolute(f"/{business.slug}/calendar/{owner.kind.value}/{token}.ics")


def check_may_have(owner: FeedOwner, viewer: Actor) -> None:
    """Her own feed everybody may have; that of an employee whoever sets up employees, of all customers in it; that of a
    customer whoever may see the card. Raises NotPermitted, NotFound.
    """
    if owner.kind is FeedKind.EMPLOYEE:
        require(viewer, Permission.SETTINGS_MANAGE)
        get_employee(owner.id)
    elif owner.kind is FeedKind.CUSTOMER:
        if viewer.kind is ActorKind.CUSTOMER and viewer.id != owner.id:
            raise NotPermitted
        get_customer(owner.id, viewer=viewer)
    elif viewer.kind is not ActorKind.STAFF or viewer.id != owner.id:
        raise NotPermitted


def get_feed_owner(kind: str, token: str) -> FeedOwner:
    """Whose feed lies under this address; NotFound for one that we did not give, or that was changed since."""
    claimed = claimed_id(token)
    if claimed is None or kind not in set(FeedKind):
        raise NotFound
    owner = FeedOwner(FeedKind(kind), claimed)
    if unsign_id(_purpose(owner.kind, _rotation(owner)), token) is None:
        raise NotFound
    return owner


def list_for_feed(
    *, now: datetime, employee_id: int | None = None, customer_id: int | None = None
) -> list[BookingItem]:
    """Bookings of an employee or of a customer: of the past days, and what comes; cancelled ones for a month.

    Two queries, the nearest bookings first.
    """
    whose = Q(employee_id=employee_id) if customer_id is None else Q(customer_id=customer_id)
    is_shown = ~Q(status__in=_GONE) | Q(closed_at__gt=now - CANCELLED_SHOWN)
    rows = Booking.objects.filter(whose, is_shown).select_related("service", "employee", "customer")
    coming = rows.filter(starts_at__gte=now).order_by("starts_at", "pk")[:MOST_COMING]
    since = now - FEED_PAST
    past = rows.filter(starts_at__lt=now, starts_at__gt=since - _LONGEST, ends_at__gt=since)
    found = [*reversed(past.order_by("-starts_at", "-pk")[:MOST_PAST]), *coming]
    return [item_of(row, names_of(row)) for row in found]


def _rotation(owner: FeedOwner) -> int:
    row = CalendarFeed.objects.filter(kind=owner.kind.value, owner_id=owner.id).first()
    return 0 if row is None else row.rotation


def _purpose(kind: FeedKind, rotation: int) -> str:
    return f"calendar {kind.value} {rotation}"
