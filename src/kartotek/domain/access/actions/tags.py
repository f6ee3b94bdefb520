"""Make, change, archive and restore tags (S31, S33). Who carries one keeps it unless it is lifted."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from kartotek.domain.access.decisions import kept_messages
from kartotek.domain.access.decisions.scopes import scope_as_json
from kartotek.domain.access.decisions.tagging import details_of, stored_tag_limit, tag_facts_for_log, tag_problems
from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.access.queries.scopes import find_scope_problems
from kartotek.domain.access.queries.tags import carriers_of, get_tag
from kartotek.domain.access.values import BusinessFacts
from kartotek.domain.access.values.tags import TagChanges, TagDetails, TagItem
from kartotek.domain.audit.actions import record, record_on_cards
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import Invalid, NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import check_version


def create_tag(*, actor: Actor, now: datetime, business: BusinessFacts, details: TagDetails) -> TagItem:
    """Add a tag; raises NotPermitted, Invalid with every problem."""
    require(actor, Permission.TAG_MANAGE)
    with locks.holding():
        _check(details)
        row = Tag(business_id=business.id, created_at=now, **_as_stored(details))
        save_tag(row)
        changes = {name: (None, value) for name, value in tag_facts_for_log(details).items()}
        target = Target("tag", row.pk)
        record(actor=actor, now=now, business_id=business.id, action="tag.created", target=target, changes=changes)
        return get_tag(row.pk)


def edit_tag(
    *, actor: Actor, now: datetime, tag_id: int, changes: TagChanges, expected_version: int | None = None
) -> TagItem:
    """Change what is named; it holds at once for everybody who carries the tag. Raises NotPermitted, NotFound, Stale,
    Invalid with every problem.
    """
    require(actor, Permission.TAG_MANAGE)
    with locks.holding():
        row = held_tag(tag_id)
        check_version(row, expected_version)
        before = details_of(get_tag(tag_id))
        after = replace(before, **changes)
        _check(after)
        stored = _as_stored(after)
        told = _differences(before, replace(after, messages=kept_messages(after.messages)))
        if told:
            for name, value in stored.items():
                setattr(row, name, value)
            row.version += 1
            save_tag(row)
            _note(actor, now, "tag.edited", row, told)
        return get_tag(tag_id)


def archive_tag(
    *, actor: Actor, now: datetime, tag_id: int, is_lifted: bool = False, expected_version: int | None = None
) -> TagItem:
    """Nobody gets the tag any more. `is_lifted`: it is taken off all cards too; else it stays, and a ban goes on (S33).

    Raises NotPermitted, NotFound, Stale, Busy.
    """
    require(actor, Permission.TAG_MANAGE)
    with locks.holding():
        if is_lifted:
            hold_carriers(tag_id)
        row = held_tag(tag_id)
        check_version(row, expected_version)
        lifted = _take_off_all(row, actor, now) if is_lifted else 0
        if row.archived_at is None:
            row.archived_at = now
            row.version += 1
            row.save(update_fields=["archived_at", "version"])
        elif not lifted:
            return get_tag(tag_id)
        told: dict[str, tuple[object, object]] = {"archived": (False, True)}
        _note(actor, now, "tag.archived", row, told | ({"carriers": (lifted, 0)} if lifted else {}))
        return get_tag(tag_id)


def restore_tag(*, actor: Actor, now: datetime, tag_id: int, expected_version: int | None = None) -> TagItem:
    """The tag can be given again. Raises NotPermitted, NotFound, Stale, and Invalid when its label has been taken."""
    require(actor, Permission.TAG_MANAGE)
    with locks.holding():
        row = held_tag(tag_id)
        check_version(row, expected_version)
        if row.archived_at is not None:
            row.archived_at = None
            row.merged_into = None
            row.version += 1
            save_tag(row)
            _note(actor, now, "tag.restored", row, {"archived": (True, False)})
        return get_tag(tag_id)


def held_tag(tag_id: int) -> Tag:
    """The row, held until the transaction ends; the cards, if any, are held before."""
    row = locks.hold_rows(Tag.objects.filter(pk=tag_id)).first()
    if row is None:
        raise NotFound
    return row


def hold_carriers(tag_id: int) -> list[int]:
    """Hold all cards that carry the tag: what restricts a customer changes only while her row is held."""
    return list(locks.hold_rows(carriers_of(tag_id)).values_list("pk", flat=True))


def save_tag(row: Tag) -> None:
    """Write the row; of the tags in use each has a label of its own."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise invalid("label", "taken", gettext_noop("There is a tag with this label already.")) from None


def _check(details: TagDetails) -> None:
    if problems := (*tag_problems(details), *find_scope_problems(details.where)):
        raise Invalid(problems=problems)


def _as_stored(details: TagDetails) -> dict[str, object]:
    return {
        "label": details.label,
        "kind": details.kind,
        "icon": details.icon,
        "color": details.color,
        "messages": kept_messages(details.messages),
        "max_future_bookings": stored_tag_limit(details.max_future_bookings),
        "where": scope_as_json(details.where),
    }


def _differences(before: TagDetails, after: TagDetails) -> dict[str, tuple[object, object]]:
    old, new = tag_facts_for_log(before), tag_facts_for_log(after)
    return {name: (old[name], new[name]) for name in new if old[name] != new[name]}


def _take_off_all(row: Tag, actor: Actor, now: datetime) -> int:
    """Off every card, with an entry in the history of each."""
    carried = CustomerTag.objects.filter(tag=row)
    cards = list(carried.values_list("customer_id", flat=True))
    carried.delete()
    record_on_cards(
        actor=actor,
        now=now,
        business_id=row.business_id,
        action="customer.tag_removed",
        customer_ids=cards,
        changes={"tag": (row.label, None)},
    )
    return len(cards)


def _note(actor: Actor, now: datetime, action: str, row: Tag, changes: dict[str, tuple[object, object]]) -> None:
    target = Target("tag", row.pk)
    record(actor=actor, now=now, business_id=row.business_id, action=action, target=target, changes=changes)
