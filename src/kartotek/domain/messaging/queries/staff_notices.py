"""What stands in the inbox of the staff?"""

from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.messaging.models import StaffNotice
from kartotek.domain.messaging.values import StaffNoticeItem
from kartotek.plumbing.paging import Page, checked_limit, decode_moment, encode_cursor


def staff_notices_visible_to(viewer: Actor) -> QuerySet[StaffNotice]:
    """The lines of the inbox the viewer may see: inspectors those about customers of their areas (S41)."""
    rows = StaffNotice.objects.select_related("customer")
    return rows if viewer.area_ids is None else rows.filter(customer__area_id__in=viewer.area_ids)


def list_staff_notices(
    *, viewer: Actor, is_done: bool = False, limit: int | None = None, cursor: str = ""
) -> Page[StaffNoticeItem]:
    """The lines that are open, or those that are done, newest first."""
    size = checked_limit(limit)
    found = staff_notices_visible_to(viewer).filter(_before(cursor), done_at__isnull=not is_done)
    items = [staff_notice_item(row) for row in found.order_by("-at", "-id")[: size + 1]]
    shown = items[:size]
    return Page(shown, encode_cursor(shown[-1].at.isoformat(), shown[-1].id) if len(items) > size else None)


def count_staff_notices(*, viewer: Actor) -> int:
    """How many lines are open."""
    return staff_notices_visible_to(viewer).filter(done_at=None).count()


def staff_notice_item(row: StaffNotice) -> StaffNoticeItem:
    """A line as a value."""
    customer = row.customer
    return StaffNoticeItem(
        id=row.pk,
        kind=row.kind,
        customer_id=row.customer_id,
        customer_name=f"{customer.first_name} {customer.last_name}".strip() if customer else "",
        data=row.data,
        at=row.at,
        done_at=row.done_at,
        done_by=row.done_by,
    )


def _before(cursor: str) -> Q:
    if not cursor:
        return Q()
    moment, last = decode_moment(cursor)
    return Q(at__lt=moment) | Q(at=moment, pk__lt=last)
