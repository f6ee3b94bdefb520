"""Change the words in which a business tells an event, or go back to the built-in ones."""

from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.messaging.decisions.default_texts import default_template
from kartotek.domain.messaging.decisions.templates import template_problems
from kartotek.domain.messaging.models import Template
from kartotek.domain.messaging.queries.templates import get_template
from kartotek.domain.messaging.values import Event, TemplateChanges, TemplateItem, Text
from kartotek.kernel.errors import Invalid, Stale
from kartotek.plumbing import locks
from kartotek.plumbing.jobs import enqueue


def edit_template(
    *,
    business_id: int,
    template_id: str,
    changes: TemplateChanges,
    expected_version: int | None,
    actor: Actor,
    now: datetime,
) -> TemplateItem:
    """Store other words; the built-in ones typed again are the built-in ones. Reminders of bookings that wait get the
    new ones, other messages that wait keep theirs.

    Raises NotPermitted, NotFound, Stale, or Invalid with every fault and its place.
    """
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding(f"template {business_id} {template_id}"):
        before = get_template(template_id)
        if expected_version is not None and before.version != expected_version:
            raise Stale
        text = Text(changes.get("subject", before.text.subject), changes.get("body", before.text.body))
        if problems := template_problems(text, before.key.channel, before.key.event):
            raise Invalid(problems=problems)
        if text == before.text:
            return before
        _change(before, text, "template.edited", business_id=business_id, actor=actor, now=now)
        return get_template(template_id)


def reset_template(
    *, business_id: int, template_id: str, expected_version: int | None = None, actor: Actor, now: datetime
) -> TemplateItem:
    """Go back to the built-in words; nothing happens where they hold already. Raises as `edit_template`."""
    require(actor, Permission.SETTINGS_MANAGE)
    with locks.holding(f"template {business_id} {template_id}"):
        before = get_template(template_id)
        if expected_version is not None and before.version != expected_version:
            raise Stale
        if before.is_default:
            return before
        text = default_template(*before.key)
        _change(before, text, "template.reset", business_id=business_id, actor=actor, now=now)
        return get_template(template_id)


def _change(before: TemplateItem, text: Text, action: str, *, business_id: int, actor: Actor, now: datetime) -> None:
    """Store and record: together or not at all."""
    target = Target("template", _store(business_id, before, text))
    pairs = {"subject": (before.text.subject, text.subject), "body": (before.text.body, text.body)}
    changes = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    record(actor=actor, now=now, business_id=business_id, action=action, target=target, changes=changes)
    if before.key.event is Event.BOOKING_REMINDER:
        enqueue("booking.refresh_messages", business=business_id)


def _store(business_id: int, before: TemplateItem, text: Text) -> int:
    """Only what differs from the built-in words has a row; the id it has, or had."""
    event, channel, language = before.key
    rows = Template.objects.filter(event=event.value, channel=channel.value, language=language)
    if text == default_template(event, channel, language):
        row = rows.get()
        row_id = row.pk
        row.delete()
        return row_id
    row, _is_new = Template.objects.update_or_create(
        business_id=business_id,
        event=event.value,
        channel=channel.value,
        language=language,
        defaults={"subject": text.subject, "body": text.body},
    )
    return row.pk
