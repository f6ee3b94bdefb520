"""Which messages are on, after a change, and may it be so? Only what differs from the built-in rules is stored."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import time
from typing import Final, TypeAlias

from kartotek.domain.messaging.values import (
    ABOUT_BOOKINGS,
    ASKED_FOR,
    DEFAULT_RULES,
    Event,
    EventChanges,
    EventRule,
    MessageRules,
    MessageSettingsChanges,
)
from kartotek.kernel.errors import Problem
from kartotek.kernel.periods import DAY_MINUTES, minute_text, parse_minute
from kartotek.kernel.words import gettext_noop

MOST_REMINDERS: Final = 5
MOST_HOURS: Final = 1440  # sixty days
LONGEST_GRACE: Final = 3600
_EVENTS: Final = {event.value: event for event in Event}
# As the row keeps it: an event's name, and of its rule whatever differs.
Stored: TypeAlias = Mapping[str, EventChanges]

_UNKNOWN_EVENT: Final = gettext_noop("There is no such event.")
UNKNOWN_SERVICE: Final = gettext_noop("There is no such service.")
_ALWAYS_ON: Final = gettext_noop("This message is always sent: somebody asked for it.")
_NOT_BY_SERVICE: Final = gettext_noop("This message is the same for all services.")
_NO_HOURS: Final = gettext_noop("Only the reminder of a booking is sent so many hours before.")
_HOURS: Final = gettext_noop("At most five different times, each between 1 and 1440 hours before.")
_GRACE: Final = gettext_noop("Choose between 0 and 3600 seconds.")
_TIME: Final = gettext_noop("Type a time as 21:00.")
_BOTH: Final = gettext_noop("Quiet hours need a beginning and an end, which differ; or neither.")


def merged_rule(rule: EventRule, changes: EventChanges) -> EventRule:
    """A rule with some of its keys changed."""
    return EventRule(
        email=changes.get("email", rule.email),
        sms=changes.get("sms", rule.sms),
        hours_before=tuple(sorted(changes.get("hours_before", rule.hours_before), reverse=True)),
    )


def stored_rules(rules: Mapping[Event, EventRule], general: Mapping[Event, EventRule]) -> dict[str, dict[str, object]]:
    """What of the rules differs from the general ones, as the row keeps it."""
    return {
        event.value: stored for event, rule in rules.items() if (stored := _differing(rule, general.get(event, rule)))
    }


def rules_from(stored: Stored, general: Mapping[Event, EventRule]) -> dict[Event, EventRule]:
    """The rules a row keeps, upon the general ones."""
    return {
        _EVENTS[name]: merged_rule(general[_EVENTS[name]], kept) for name, kept in stored.items() if name in _EVENTS
    }


def settings_problems(rules: MessageRules, changes: MessageSettingsChanges) -> tuple[Problem, ...]:
    """Everything that keeps a change from being stored, each with its field."""
    found = list(_events_problems("events", rules.events, changes.get("events", {})))
    for service_id, events in changes.get("services", {}).items():
        found += _service_problems(service_id, events)
    if not 0 <= changes.get("grace_seconds", 0) <= LONGEST_GRACE:
        found.append(Problem("grace_seconds", "out_of_range", _GRACE))
    return (*found, *_quiet_problems(rules, changes))


def changed_rules(rules: MessageRules, changes: MessageSettingsChanges) -> MessageRules:
    """The rules with a change that has no problems."""
    named = changes.get("events", {})
    events = {
        **rules.events,
        **{_EVENTS[name]: merged_rule(rules.events[_EVENTS[name]], one) for name, one in named.items()},
    }
    begins, ends = _quiet_after(rules, changes)
    return replace(
        rules,
        events=events,
        services=_changed_services(replace(rules, events=events), changes),
        grace_seconds=changes.get("grace_seconds", rules.grace_seconds),
        sms_quiet_from=begins,
        sms_quiet_to=ends,
    )


def _differing(rule: EventRule, general: EventRule) -> dict[str, object]:
    pairs: tuple[tuple[str, object, object], ...] = (
        ("email", rule.email, general.email),
        ("sms", rule.sms, general.sms),
        ("hours_before", list(rule.hours_before), list(general.hours_before)),
    )
    return {name: own for name, own, other in pairs if own != other}


def _changed_services(rules: MessageRules, changes: MessageSettingsChanges) -> dict[int, dict[Event, EventRule]]:
    services = {service_id: dict(own) for service_id, own in rules.services.items()}
    for service_text, events in changes.get("services", {}).items():
        own = services.setdefault(int(service_text), {})
        for name, one in events.items():
            event = _EVENTS[name]
            if one is None:
                own.pop(event, None)
            else:
                own[event] = merged_rule(rules.rule(event, int(service_text)), one)
    return {service_id: own for service_id, own in services.items() if own}


def _events_problems(
    field: str, rules: Mapping[Event, EventRule], changes: Mapping[str, EventChanges]
) -> Iterator[Problem]:
    for name, one in changes.items():
        event = _EVENTS.get(name)
        if event is None:
            yield Problem(f"{field}.{name}", "unknown_event", _UNKNOWN_EVENT)
            continue
        yield from _rule_problems(f"{field}.{name}", event, one)
        rule = rules.get(event, DEFAULT_RULES[event])
        after = merged_rule(rule, one)
        for channel, is_changed in (("email", after.email != rule.email), ("sms", after.sms != rule.sms)):
            if event in ASKED_FOR and is_changed:
                yield Problem(f"{field}.{name}.{channel}", "always_on", _ALWAYS_ON)


def _rule_problems(field: str, event: Event, one: EventChanges) -> Iterator[Problem]:
    hours = one.get("hours_before", [])
    if event is not Event.BOOKING_REMINDER:
        if hours:
            yield Problem(f"{field}.hours_before", "not_a_reminder", _NO_HOURS)
        return
    if (
        len(hours) > MOST_REMINDERS
        or len(set(hours)) < len(hours)
        or not all(1 <= each <= MOST_HOURS for each in hours)
    ):
        yield Problem(f"{field}.hours_before", "out_of_range", _HOURS)


def _service_problems(service_id: str, events: Mapping[str, EventChanges | None]) -> Iterator[Problem]:
    field = f"services.{service_id}"
    if not is_service_id(service_id):
        yield Problem(field, "unknown", UNKNOWN_SERVICE)
        return
    for name, one in events.items():
        event = _EVENTS.get(name)
        if event is None:
            yield Problem(f"{field}.{name}", "unknown_event", _UNKNOWN_EVENT)
        elif event not in ABOUT_BOOKINGS:
            yield Problem(f"{field}.{name}", "not_by_service", _NOT_BY_SERVICE)
        else:
            yield from _rule_problems(f"{field}.{name}", event, one or {})


def _quiet_problems(rules: MessageRules, changes: MessageSettingsChanges) -> Iterator[Problem]:
    typed = {"sms_quiet_from": changes.get("sms_quiet_from"), "sms_quiet_to": changes.get("sms_quiet_to")}
    wrong = [field for field, text in typed.items() if text is not None and _clock(text) is None]
    yield from (Problem(field, "not_a_time", _TIME) for field in wrong)
    begins, ends = _quiet_after(rules, changes)
    if not wrong and ((begins is None) != (ends is None) or (begins is not None and begins == ends)):
        yield Problem("sms_quiet_to", "both_or_none", _BOTH)


def _quiet_after(rules: MessageRules, changes: MessageSettingsChanges) -> tuple[time | None, time | None]:
    return (
        _clock(changes["sms_quiet_from"]) if "sms_quiet_from" in changes else rules.sms_quiet_from,
        _clock(changes["sms_quiet_to"]) if "sms_quiet_to" in changes else rules.sms_quiet_to,
    )


def is_service_id(text: str) -> bool:
    """Whether a key of `services` can be one."""
    return text.isascii() and text.isdigit() and len(text) <= 18


def clock_text(at: time | None) -> str | None:
    """ "21:00"."""
    return None if at is None else minute_text(at.hour * 60 + at.minute)


def _clock(text: str | None) -> time | None:
    minute = None if text is None else parse_minute(text)
    return None if minute is None or minute == DAY_MINUTES else time(minute // 60, minute % 60)
