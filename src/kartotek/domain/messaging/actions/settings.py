"""Change which messages are sent, by which channel, and when."""

from collections.abc import Iterator
from datetime import datetime, time

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.models import Service
from kartotek.domain.messaging.decisions.settings import (
    UNKNOWN_SERVICE,
    changed_rules,
    clock_text,
    is_service_id,
    settings_problems,
    stored_rules,
)
from kartotek.domain.messaging.models import MessageSettings
from kartotek.domain.messaging.queries.settings import rules_of
from kartotek.domain.messaging.values import DEFAULT_RULES, MessageRules, MessageSettingsChanges
from kartotek.kernel.errors import Invalid, Problem
from kartotek.plumbing import locks
from kartotek.plumbing.jobs import enqueue
from kartotek.plumbing.versions import check_version, write_changes


@locks.holding()
def edit_message_settings(
    *, business_id: int, changes: MessageSettingsChanges, expected_version: int | None, actor: Actor, now: datetime
) -> MessageRules:
    """Store what differs from the built-in rules and answer all as they are now; reminders that wait follow.

    Raises NotPermitted, Stale, or Invalid with every problem.
    """
    require(actor, Permission.SETTINGS_MANAGE)
    MessageSettings.objects.get_or_create(business_id=business_id)
    row = locks.hold_rows(MessageSettings.objects.all()).get()
    check_version(row, expected_version)
    before = rules_of(row)
    if problems := (*settings_problems(before, changes), *_unknown_services(changes)):
        raise Invalid(problems=problems)
    changed = write_changes(row, _as_stored(changed_rules(before, changes)))
    if changed:
        record(
            actor=actor,
            now=now,
            business_id=business_id,
            action="message_settings.edited",
            target=Target("message_settings", row.pk),
            changes={name: (_plain(old), _plain(new)) for name, (old, new) in changed.items()},
        )
        enqueue("booking.refresh_messages", business=business_id)
    return rules_of(row)


def _unknown_services(changes: MessageSettingsChanges) -> Iterator[Problem]:
    typed = [one for one in changes.get("services", {}) if is_service_id(one)]
    known = set(Service.objects.filter(pk__in=typed).values_list("pk", flat=True)) if typed else set()
    for one in typed:
        if int(one) not in known:
            yield Problem(f"services.{one}", "unknown", UNKNOWN_SERVICE)


def _as_stored(rules: MessageRules) -> dict[str, object]:
    return {
        "events": stored_rules(rules.events, DEFAULT_RULES),
        "services": {str(service): _of_service(rules, service) for service in rules.services},
        "grace_seconds": rules.grace_seconds,
        "sms_quiet_from": rules.sms_quiet_from,
        "sms_quiet_to": rules.sms_quiet_to,
    }


def _of_service(rules: MessageRules, service_id: int) -> dict[str, dict[str, object]]:
    """Whole rules, also where they are the general ones by chance: those may change without this service."""
    return {
        event.value: {"email": rule.email, "sms": rule.sms, "hours_before": list(rule.hours_before)}
        for event, rule in rules.services[service_id].items()
    }


def _plain(value: object) -> object:
    """Fit for the audit log."""
    return clock_text(value) if isinstance(value, time) else value
