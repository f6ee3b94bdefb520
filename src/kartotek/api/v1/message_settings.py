"""Which messages are sent, by which channel, and when: `settings/messages`."""

from django.http import HttpResponse
from ninja import Field, Router, Schema
from pydantic import StrictBool, StrictInt

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import Shape
from kartotek.domain.messaging.actions import edit_message_settings
from kartotek.domain.messaging.decisions import clock_text
from kartotek.domain.messaging.queries import get_message_rules
from kartotek.domain.messaging.values import (
    Event,
    EventChanges,
    EventRule,
    MessageRules,
    MessageSettingsChanges,
)

router = Router(tags=["settings"])


class EventPatch(Shape):
    """Whatever of an event is to change; hours before only for `booking_reminder`, at most five."""

    email: StrictBool = True
    sms: StrictBool = False
    hours_before: list[StrictInt] = Field([], max_length=50)


class MessageSettingsPatch(Shape):
    """Whatever is to change: only the events, and of them only the keys, that are sent. `services`: what differs for a
    service, by its id; an event as null follows the general rule again. Quiet hours as 21:00, both or neither.
    """

    events: dict[str, EventPatch] = Field({}, max_length=50)
    services: dict[str, dict[str, EventPatch | None]] = Field({}, max_length=500)
    grace_seconds: StrictInt = Field(180, json_schema_extra={"minimum": 0, "maximum": 3600})
    sms_quiet_from: str | None = Field(None, max_length=10)
    sms_quiet_to: str | None = Field(None, max_length=10)


class EventOut(Schema):
    """By which channels an event is told."""

    email: bool
    sms: bool
    hours_before: list[int]


class MessageSettingsOut(Schema):
    """All rules as they hold."""

    events: dict[str, EventOut]
    services: dict[str, dict[str, EventOut]]
    grace_seconds: int
    sms_quiet_from: str | None
    sms_quiet_to: str | None


@router.get("/settings/messages", response=MessageSettingsOut)
def get_message_settings(request: StaffRequest, response: HttpResponse) -> dict[str, object]:
    """Which messages are sent, by which channel, and when."""
    return _answer(get_message_rules(), response)


@router.patch("/settings/messages", response=MessageSettingsOut)
def patch_message_settings(
    request: StaffRequest, payload: MessageSettingsPatch, response: HttpResponse
) -> dict[str, object]:
    """Change some of it; needs `settings.manage`. Reminders that wait follow."""
    rules = edit_message_settings(
        business_id=request.call.business.id,
        changes=changes_given(payload),
        expected_version=etags.expected_version(request),
        actor=request.call.actor,
        now=request.call.now,
    )
    return _answer(rules, response)


def changes_given(payload: MessageSettingsPatch) -> MessageSettingsChanges:
    """Only what was sent."""
    sent = payload.model_fields_set
    changes = MessageSettingsChanges()
    if "events" in sent:
        changes["events"] = {name: _event_changes(one) for name, one in payload.events.items()}
    if "services" in sent:
        changes["services"] = {
            service: {name: None if one is None else _event_changes(one) for name, one in own.items()}
            for service, own in payload.services.items()
        }
    if "grace_seconds" in sent:
        changes["grace_seconds"] = payload.grace_seconds
    if "sms_quiet_from" in sent:
        changes["sms_quiet_from"] = payload.sms_quiet_from
    if "sms_quiet_to" in sent:
        changes["sms_quiet_to"] = payload.sms_quiet_to
    return changes


def _event_changes(one: EventPatch) -> EventChanges:
    changes = EventChanges()
    if "email" in one.model_fields_set:
        changes["email"] = one.email
    if "sms" in one.model_fields_set:
        changes["sms"] = one.sms
    if "hours_before" in one.model_fields_set:
        changes["hours_before"] = one.hours_before
    return changes


def _answer(rules: MessageRules, response: HttpResponse) -> dict[str, object]:
    etags.tag(response, rules.version)
    return {
        "events": {event.value: _shape(rules.rule(event)) for event in Event},
        "services": {
            str(service): {event.value: _shape(rule) for event, rule in own.items()}
            for service, own in rules.services.items()
        },
        "grace_seconds": rules.grace_seconds,
        "sms_quiet_from": clock_text(rules.sms_quiet_from),
        "sms_quiet_to": clock_text(rules.sms_quiet_to),
    }


def _shape(rule: EventRule) -> dict[str, object]:
    return {"email": rule.email, "sms": rule.sms, "hours_before": list(rule.hours_before)}
