"""Let one tag take the place of another: on the cards, and in the rules that name it."""

from datetime import datetime

from django.db.models import Q

from kartotek.domain.access.actions.tags import held_tag, hold_carriers
from kartotek.domain.access.decisions.tagging import with_tag_replaced
from kartotek.domain.access.models import CustomerTag, ServiceRule, Tag
from kartotek.domain.access.queries.tags import get_tag
from kartotek.domain.access.values.tags import TagItem
from kartotek.domain.audit.actions import record, record_on_cards
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks

_NAMED_BY = ("has_tags", "lacks_tags")


def merge_tags(*, actor: Actor, now: datetime, tag_id: int, other_id: int) -> TagItem:
    """The tag `tag_id`, which now stands on the cards of both; the other one is archived and carried by nobody.

    Raises NotPermitted, NotFound for the tag, Invalid for another that is unknown, the same, or a tag put away.
    """
    require(actor, Permission.TAG_MANAGE)
    with locks.holding():
        hold_carriers(other_id)
        tag, other = _held_pair(tag_id, other_id)
        moved = _move_cards(tag, other, actor, now)
        rules = _move_rules(tag, other, actor, now)
        if other.archived_at is None:
            other.archived_at = now
        other.merged_into = tag
        other.version += 1
        other.save(update_fields=["archived_at", "merged_into", "version"])
        record(
            actor=actor,
            now=now,
            business_id=tag.business_id,
            action="tag.merged",
            target=Target("tag", tag.pk),
            changes={"merged": (other.label, tag.label), "carriers": (moved, 0), "rules": (rules, 0)},
        )
        return get_tag(tag_id)


def _held_pair(tag_id: int, other_id: int) -> tuple[Tag, Tag]:
    """Both, held in the order of their ids; the survivor must be in use."""
    get_tag(tag_id)
    if tag_id == other_id:
        raise invalid("other", "same", gettext_noop("Choose another tag."))
    if not Tag.objects.filter(pk=other_id).exists():
        raise invalid("other", "unknown", gettext_noop("There is no such tag."))
    rows = {each: held_tag(each) for each in sorted((tag_id, other_id))}
    if rows[tag_id].archived_at is not None:
        raise invalid("other", "archived", gettext_noop("This tag is archived. Restore it first."))
    return rows[tag_id], rows[other_id]


def _move_cards(tag: Tag, other: Tag, actor: Actor, now: datetime) -> int:
    """Each card keeps when and by whom it was marked; who carries both loses the other."""
    carried = CustomerTag.objects.filter(tag=other)
    cards = list(carried.values_list("customer_id", flat=True))
    carried.filter(customer__in=CustomerTag.objects.filter(tag=tag).values("customer_id")).delete()
    carried.update(tag=tag)
    record_on_cards(
        actor=actor,
        now=now,
        business_id=tag.business_id,
        action="customer.tag_merged",
        customer_ids=cards,
        changes={"tag": (other.label, tag.label)},
    )
    return len(cards)


def _move_rules(tag: Tag, other: Tag, actor: Actor, now: datetime) -> int:
    """Rules that name the other name the survivor, archived ones too."""
    named = Q(when__has_tags__contains=other.pk) | Q(when__lacks_tags__contains=other.pk)
    rows = list(locks.hold_rows(ServiceRule.objects.filter(named)))
    for row in rows:
        before = dict(row.when)
        ids = {name: with_tag_replaced(before[name], other.pk, tag.pk) for name in _NAMED_BY if name in before}
        row.when = before | ids
        row.version += 1
        row.save(update_fields=["when", "version"])
        record(
            actor=actor,
            now=now,
            business_id=tag.business_id,
            action="rule.edited",
            target=Target("rule", row.pk),
            changes={"when": (before, row.when)},
        )
    return len(rows)
