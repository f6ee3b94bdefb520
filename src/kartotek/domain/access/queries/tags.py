"""Which tags are there, how many cards carry each, and which does a card carry? (S31)"""

from collections.abc import Collection

from django.db.models import Count, QuerySet

from kartotek.domain.access.decisions.scopes import scope_from_json
from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.access.values import TagFact, card_limit
from kartotek.domain.access.values.tags import TagItem
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import NotFound


def list_tags(*, has_archived: bool = False) -> list[TagItem]:
    """The tags by label, each with the number of its carriers: two queries; archived ones only when asked for."""
    rows = Tag.objects.order_by("label", "id")
    counts = dict(CustomerTag.objects.values_list("tag_id").annotate(Count("id")))
    return [_item(row, counts.get(row.pk, 0)) for row in (rows if has_archived else rows.filter(archived_at=None))]


def get_tag(tag_id: int) -> TagItem:
    """One tag, archived or not; of another business: NotFound."""
    row = Tag.objects.filter(pk=tag_id).first()
    if row is None:
        raise NotFound
    return _item(row, CustomerTag.objects.filter(tag=row).count())


def tags_of(customer_ids: Collection[int]) -> dict[int, list[TagFact]]:
    """The tags on each of these cards that carries any: one query. Who has the facts of a card has them already."""
    found: dict[int, list[TagFact]] = {}
    rows = CustomerTag.objects.filter(customer_id__in=customer_ids).select_related("tag").order_by("tag_id")
    for carried in rows:
        found.setdefault(carried.customer_id, []).append(_fact(carried.tag))
    return found


def carriers_of(tag_id: int) -> QuerySet[Customer]:
    """The cards that carry a tag, archived or not."""
    return Customer.objects.filter(pk__in=CustomerTag.objects.filter(tag_id=tag_id).values("customer_id"))


def _item(row: Tag, carriers: int) -> TagItem:
    return TagItem(
        id=row.pk,
        version=row.version,
        label=row.label,
        kind=row.kind,
        icon=row.icon,
        color=row.color,
        messages=row.messages,
        max_future_bookings=card_limit(row.max_future_bookings),
        where=scope_from_json(row.where),
        is_archived=row.archived_at is not None,
        carriers=carriers,
    )


def _fact(row: Tag) -> TagFact:
    return TagFact(
        row.pk, row.label, row.kind == "banned", scope_from_json(row.where), row.messages, row.icon, row.color
    )
