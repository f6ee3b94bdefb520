"""What have all actions on cards in common: holding the row, the keys it is found by, the entry in the log."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, ActorKind, Target
from kartotek.domain.businesses.models import Area
from kartotek.domain.customers.decisions import search_keys
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.queries.cards import visible_to
from kartotek.kernel.errors import NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks

Changes = Mapping[str, tuple[object, object]]
_API_NAMES = {"area_id": "area"}
_COMPUTED = frozenset({"name_sort", "given_sort", "search_text", "limit_set_at", "limit_set_by", "limit_reason"})


def held(customer_id: int, actor: Actor) -> Customer:
    """The card, locked until the transaction ends; customers reach only their own, inspectors those of their areas."""
    rows: QuerySet[Customer] = visible_to(actor).filter(pk=customer_id)
    if actor.kind is ActorKind.CUSTOMER and actor.id != customer_id:
        raise NotFound
    card = locks.hold_rows(rows).first()
    if card is None:
        raise NotFound
    return card


def check_area(area_id: int | None, actor: Actor) -> None:
    """An area must exist here; an inspector's cards stay within the areas she sees (S41)."""
    if actor.area_ids is not None and area_id not in actor.area_ids:
        raise invalid("area", "not_your_area", gettext_noop("Choose one of your areas."))
    if area_id is not None and not Area.objects.filter(pk=area_id).exists():
        raise invalid("area", "unknown", gettext_noop("This area does not exist."))


def area_for_new(area_id: int | None, actor: Actor) -> int | None:
    """The area of a new card: the one named; an inspector who names none and looks after one area means that one."""
    if area_id is not None or not actor.area_ids:
        return area_id
    parents = dict(Area.objects.filter(pk__in=actor.area_ids).values_list("pk", "parent_id"))
    tops = [area for area, parent in parents.items() if parent not in parents]
    return tops[0] if len(tops) == 1 else None


def keys_for(values: Mapping[str, object]) -> dict[str, str]:
    """The computed columns of a card with these values."""
    keys = search_keys(
        first_name=str(values["first_name"]),
        last_name=str(values["last_name"]),
        email=str(values["email"]),
        phone=str(values["phone"]),
        number=str(values["number"]),
    )
    return {"name_sort": keys.name_sort, "given_sort": keys.given_sort, "search_text": keys.search_text}


def local_date(now: datetime, timezone: str) -> date:
    """Today at the business."""
    return now.astimezone(ZoneInfo(timezone)).date()


def note(
    actor: Actor, now: datetime, action: str, card: Customer, changes: Changes | None = None, reason: str = ""
) -> None:
    """Write down what was done with the card, by the names of api.md, without what is computed from it."""
    told = {
        _API_NAMES.get(name, name): (_plain(before), _plain(after))
        for name, (before, after) in (changes or {}).items()
        if name not in _COMPUTED
    }
    record(
        actor=actor,
        now=now,
        business_id=card.business_id,
        action=action,
        target=Target("customer", card.pk, customer_id=card.pk),
        changes=told,
        reason=reason,
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
