"""Which messages are on is changed key by key; only what differs from the built-in rules is stored."""

from datetime import datetime, time

import orjson
import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.factories.businesses import make_business
from tests.factories.catalog import make_service

from kartotek.domain.audit.models import Change, Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.actions import edit_message_settings
from kartotek.domain.messaging.decisions.settings import (
    Stored,
    changed_rules,
    rules_from,
    settings_problems,
    stored_rules,
)
from kartotek.domain.messaging.models import MessageSettings
from kartotek.domain.messaging.queries import get_message_rules
from kartotek.domain.messaging.values import (
    ABOUT_BOOKINGS,
    ASKED_FOR,
    DEFAULT_RULES,
    Event,
    EventRule,
    MessageRules,
    MessageSettingsChanges,
)
from kartotek.kernel.errors import Invalid, NotPermitted, Stale

REMINDER = Event.BOOKING_REMINDER


def problems(changes: MessageSettingsChanges, rules: MessageRules | None = None) -> list[tuple[str, str]]:
    return [(one.field, one.code) for one in settings_problems(rules or MessageRules(), changes)]


# ---- pure --------------------------------------------------------------------------------------------------------


def test_only_the_keys_that_are_named_change() -> None:
    rules = changed_rules(
        MessageRules(), {"events": {"booking_reminder": {"sms": True, "hours_before": [2, 48]}}, "grace_seconds": 0}
    )
    assert rules.rule(REMINDER) == EventRule(email=True, sms=True, hours_before=(48, 2))
    assert rules.grace_seconds == 0
    others = {event: rule for event, rule in rules.events.items() if event is not REMINDER}
    assert others == {event: rule for event, rule in DEFAULT_RULES.items() if event is not REMINDER}


def test_a_service_may_differ_and_follow_again() -> None:
    rules = changed_rules(MessageRules(), {"services": {"7": {"booking_confirmed": {"email": False}}}})
    assert (rules.rule(Event.BOOKING_CONFIRMED, 7).email, rules.rule(Event.BOOKING_CONFIRMED, 8).email) == (False, True)
    more = changed_rules(rules, {"services": {"7": {"booking_confirmed": {"sms": True}, "no_show": {"sms": True}}}})
    assert more.rule(Event.BOOKING_CONFIRMED, 7) == EventRule(email=False, sms=True)
    back = changed_rules(more, {"services": {"7": {"booking_confirmed": None, "no_show": None}}})
    assert back.services == {}
    assert changed_rules(MessageRules(), {"services": {"7": {"no_show": None}}}).services == {}


def test_what_is_stored_gives_the_rules_back() -> None:
    rules = changed_rules(
        MessageRules(), {"events": {"no_show": {"email": True}, "booking_reminder": {"hours_before": []}}}
    )
    stored = stored_rules(rules.events, DEFAULT_RULES)
    assert stored == {"no_show": {"email": True}, "booking_reminder": {"hours_before": []}}
    kept: Stored = orjson.loads(orjson.dumps(stored))
    assert {**DEFAULT_RULES, **rules_from(kept, DEFAULT_RULES)} == rules.events
    assert rules_from({"unheard_of": {"email": True}}, DEFAULT_RULES) == {}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"events": {"nothing": {}}}, [("events.nothing", "unknown_event")]),
        ({"events": {"proof_code": {"email": False}}}, [("events.proof_code.email", "always_on")]),
        ({"events": {"proof_code": {"email": True, "sms": True}}}, []),
        ({"events": {"no_show": {"hours_before": [1]}}}, [("events.no_show.hours_before", "not_a_reminder")]),
        ({"events": {"no_show": {"hours_before": []}}}, []),
        *(
            (
                {"events": {"booking_reminder": {"hours_before": hours}}},
                [("events.booking_reminder.hours_before", "out_of_range")],
            )
            for hours in ([0], [1441], [2, 2], [1, 2, 3, 4, 5, 6], [-1])
        ),
        ({"events": {"booking_reminder": {"hours_before": [1, 1440]}}}, []),
        ({"services": {"x": {}}}, [("services.x", "unknown")]),
        ({"services": {"²": {}}}, [("services.²", "unknown")]),
        ({"services": {"9" * 19: {}}}, [(f"services.{'9' * 19}", "unknown")]),
        ({"services": {"7": {"nothing": {}}}}, [("services.7.nothing", "unknown_event")]),
        ({"services": {"7": {"recall": {"sms": True}}}}, [("services.7.recall", "not_by_service")]),
        (
            {"services": {"7": {"booking_reminder": {"hours_before": [0]}, "no_show": None}}},
            [("services.7.booking_reminder.hours_before", "out_of_range")],
        ),
        ({"grace_seconds": -1}, [("grace_seconds", "out_of_range")]),
        ({"grace_seconds": 3601}, [("grace_seconds", "out_of_range")]),
        ({"grace_seconds": 3600}, []),
        (
            {"sms_quiet_from": "late", "sms_quiet_to": "24:00"},
            [("sms_quiet_from", "not_a_time"), ("sms_quiet_to", "not_a_time")],
        ),
        ({"sms_quiet_from": "21:00"}, [("sms_quiet_to", "both_or_none")]),
        ({"sms_quiet_from": "21:00", "sms_quiet_to": "21:00"}, [("sms_quiet_to", "both_or_none")]),
        ({"sms_quiet_from": "21:00", "sms_quiet_to": "08:00"}, []),
        ({"sms_quiet_from": None, "sms_quiet_to": None}, []),
    ],
)
def test_faults_name_their_fields(changes: MessageSettingsChanges, expected: list[tuple[str, str]]) -> None:
    assert problems(changes) == expected


def test_quiet_hours_that_stand_are_moved_at_one_end_but_not_halved() -> None:
    rules = MessageRules(sms_quiet_from=time(21), sms_quiet_to=time(8))
    assert problems({"sms_quiet_to": "07:30"}, rules) == []
    assert changed_rules(rules, {"sms_quiet_to": "07:30"}).sms_quiet_to == time(7, 30)
    assert problems({"sms_quiet_to": None}, rules) == [("sms_quiet_to", "both_or_none")]
    assert problems({}, rules) == []


def test_every_event_has_a_rule_and_what_was_asked_for_is_always_on() -> None:
    assert set(DEFAULT_RULES) == set(Event)
    assert all(DEFAULT_RULES[event].email or DEFAULT_RULES[event].sms for event in ASKED_FOR)
    assert not ASKED_FOR & set(ABOUT_BOOKINGS)


# ---- stored ------------------------------------------------------------------------------------------------------


def edit(
    business: Business, actor: Actor, now: datetime, changes: MessageSettingsChanges, version: int | None = None
) -> MessageRules:
    return edit_message_settings(
        business_id=business.pk, changes=changes, expected_version=version, actor=actor, now=now
    )


def test_a_change_is_stored_audited_and_brings_the_reminders_up_to_date(
    scoped: Business, owner: Actor, now: datetime
) -> None:
    assert get_message_rules() == MessageRules()
    service = make_service(scoped)
    rules = edit(
        scoped,
        owner,
        now,
        {
            "services": {str(service.pk): {"booking_reminder": {"hours_before": [3]}}},
            "sms_quiet_from": "21:00",
            "sms_quiet_to": "08:00",
        },
    )
    assert rules.rule(REMINDER, service.pk) == EventRule(email=True, sms=False, hours_before=(3,))
    assert (rules.version, get_message_rules()) == (2, rules)
    entry = Entry.objects.get(action="message_settings.edited")
    assert Change.objects.get(entry=entry).changes["sms_quiet_from"] == [None, "21:00"]
    job = ProcrastinateJob.objects.get(task_name="booking.refresh_messages")
    assert job.args == {"business": scoped.pk}


def test_nothing_differs_nothing_is_written(scoped: Business, owner: Actor, now: datetime) -> None:
    assert edit(scoped, owner, now, {"grace_seconds": 180, "events": {"no_show": {"email": False}}}).version == 1
    assert not Entry.objects.filter(action="message_settings.edited").exists()


def test_a_general_change_leaves_a_service_that_has_its_own_rule(scoped: Business, owner: Actor, now: datetime) -> None:
    service = make_service(scoped)
    edit(scoped, owner, now, {"services": {str(service.pk): {"booking_confirmed": {"sms": True}}}})
    edit(scoped, owner, now, {"events": {"booking_confirmed": {"email": False}}})
    assert get_message_rules().rule(Event.BOOKING_CONFIRMED, service.pk) == EventRule(email=True, sms=True)


def test_who_may_and_what_stands_against_it(scoped: Business, owner: Actor, receptionist: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        edit(scoped, receptionist, now, {"grace_seconds": 0})
    with pytest.raises(Stale):
        edit(scoped, owner, now, {"grace_seconds": 0}, version=7)
    other = make_service(make_business("other"))
    with pytest.raises(Invalid) as refused:
        edit(scoped, owner, now, {"services": {str(other.pk): {}, "x": {}}, "grace_seconds": -1})
    assert [(one.field, one.code) for one in refused.value.problems] == [
        ("services.x", "unknown"),
        ("grace_seconds", "out_of_range"),
        (f"services.{other.pk}", "unknown"),
    ]
    assert not MessageSettings.objects.exclude(grace_seconds=180).exists()
    assert str(MessageSettings.objects.first()) in {"None", f"messages of business {scoped.pk}"}
