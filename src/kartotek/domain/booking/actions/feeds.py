"""Give a calendar feed a new address; whoever follows the old one follows nothing any more."""

from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.models import CalendarFeed
from kartotek.domain.booking.queries.feeds import check_may_have, get_feed_url
from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner
from kartotek.domain.businesses.values import BusinessLike
from kartotek.plumbing import locks


def rotate_feed(*, business: BusinessLike, actor: Actor, now: datetime, owner: FeedOwner) -> str:
    """The new address, at once. Raises NotPermitted, NotFound."""
    check_may_have(owner, actor)
    with locks.holding(f"calendar feed {business.id} {owner.kind.value} {owner.id}"):
        row, is_new = CalendarFeed.objects.get_or_create(
            business_id=business.id, kind=owner.kind.value, owner_id=owner.id, defaults={"rotation": 1}
        )
        if not is_new:
            row.rotation += 1
            row.save()
        customer_id = owner.id if owner.kind is FeedKind.CUSTOMER else None
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="calendar_feed.rotated",
            target=Target(owner.kind.value, owner.id, customer_id),
        )
    return get_feed_url(owner, business=business, viewer=actor)
