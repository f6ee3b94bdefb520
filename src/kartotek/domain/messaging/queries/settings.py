"""Which messages does the business send, by which channel, and when?"""

from collections.abc import Mapping
from datetime import time

from kartotek.domain.messaging.decisions.settings import Stored, rules_from
from kartotek.domain.messaging.models import MessageSettings
from kartotek.domain.messaging.values import DEFAULT_RULES, MessageRules


def get_message_rules() -> MessageRules:
    """The rules of the business, in one query; those it never changed are the built-in ones."""
    row = MessageSettings.objects.first()
    return MessageRules() if row is None else rules_of(row)


def rules_of(row: MessageSettings) -> MessageRules:
    """A row as it holds."""
    return message_rules(
        row.events, row.services, row.grace_seconds, (row.sms_quiet_from, row.sms_quiet_to), row.version
    )


def message_rules(
    events: Stored,
    services: Mapping[str, Stored],
    grace_seconds: int,
    quiet: tuple[time | None, time | None],
    version: int,
) -> MessageRules:
    """The columns of the row as rules."""
    general = {**DEFAULT_RULES, **rules_from(events, DEFAULT_RULES)}
    return MessageRules(
        events=general,
        services={int(service): rules_from(own, general) for service, own in services.items()},
        grace_seconds=grace_seconds,
        sms_quiet_from=quiet[0],
        sms_quiet_to=quiet[1],
        version=version,
    )
