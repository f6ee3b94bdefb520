"""Put a tag on a card, or take it off. A banned one is a restriction: whoever may not lock may not place it (S55)."""

from datetime import datetime

from kartotek.domain.access.actions.tags import held_tag
from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.access.queries.tags import tags_of
from kartotek.domain.access.values import TagFact
from kartotek.domain.access.values.tags import TagKind
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.actions.writing import held, note
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks


def add_tag(*, actor: Actor, now: datetime, customer_id: int, tag_id: int) -> list[TagFact]:
    """The tags of the card, with this one; a card that carries it already stays as it is.

    Raises NotPermitted, NotFound, and Invalid for a tag that was put away.
    """
    require(actor, Permission.TAG_APPLY)
    with locks.holding():
        card = held(customer_id, actor)
        tag = _held_for(actor, tag_id)
        if not CustomerTag.objects.filter(customer=card, tag=tag).exists():
            _put_on(card, tag, actor, now)
        return tags_of([customer_id]).get(customer_id, [])


def remove_tag(*, actor: Actor, now: datetime, customer_id: int, tag_id: int) -> list[TagFact]:
    """The tags of the card, without this one, archived or not; a card that does not carry it stays as it is.

    Raises NotPermitted, NotFound.
    """
    require(actor, Permission.TAG_APPLY)
    with locks.holding():
        card = held(customer_id, actor)
        tag = _held_for(actor, tag_id)
        removed, _ = CustomerTag.objects.filter(customer=card, tag=tag).delete()
        if removed:
            note(actor, now, "customer.tag_removed", card, {"tag": (tag.label, None)})
        return tags_of([customer_id]).get(customer_id, [])


def set_tags(*, actor: Actor, now: datetime, customer_id: int, add: frozenset[int], remove: frozenset[int]) -> None:
    """Put some on and take some off, all or nothing; raises as the two above."""
    require(actor, Permission.TAG_APPLY)
    with locks.holding():
        for tag_id in sorted(add | remove):  # rows are held in the order of their ids
            change = add_tag if tag_id in add else remove_tag
            change(actor=actor, now=now, customer_id=customer_id, tag_id=tag_id)


def _held_for(actor: Actor, tag_id: int) -> Tag:
    tag = held_tag(tag_id)
    if tag.kind == TagKind.BANNED:
        require(actor, Permission.LOCK_PLACE)
    return tag


def _put_on(card: Customer, tag: Tag, actor: Actor, now: datetime) -> None:
    if tag.archived_at is not None:
        raise invalid("tag", "archived", gettext_noop("This tag is archived. Restore it first."))
    CustomerTag.objects.create(business_id=card.business_id, customer=card, tag=tag, added_at=now, added_by=actor.name)
    note(actor, now, "customer.tag_added", card, {"tag": (None, tag.label)})
