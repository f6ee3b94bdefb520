"""Can programs read and change which messages are sent?"""

import pytest
from tests.api.calls import Program
from tests.factories.businesses import make_business
from tests.factories.catalog import make_service

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.values import Event

PATH = "settings/messages"


def test_the_built_in_rules_are_read(receptionist: Actor) -> None:
    program = Program(receptionist)
    answer = program.call("GET", PATH)
    assert set(answer["events"]) == {event.value for event in Event}
    assert answer["events"]["booking_reminder"] == {"email": True, "sms": False, "hours_before": [24]}
    assert (answer["grace_seconds"], answer["sms_quiet_from"], answer["services"]) == (180, None, {})
    assert program.etag == '"1"'


def test_only_what_is_sent_changes(owner: Actor, business: Business) -> None:
    program = Program(owner)
    service = str(make_service(business).pk)
    changes = {
        "events": {"booking_reminder": {"sms": True, "hours_before": [2, 24]}},
        "services": {service: {"booking_confirmed": {"email": False}}},
        "sms_quiet_from": "21:00",
        "sms_quiet_to": "07:30",
    }
    answer = program.call("PATCH", PATH, changes)
    assert answer["events"]["booking_reminder"] == {"email": True, "sms": True, "hours_before": [24, 2]}
    assert answer["events"]["booking_confirmed"] == {"email": True, "sms": False, "hours_before": []}
    assert answer["services"] == {service: {"booking_confirmed": {"email": False, "sms": False, "hours_before": []}}}
    assert (answer["sms_quiet_from"], answer["sms_quiet_to"]) == ("21:00", "07:30")
    assert program.call("GET", PATH) == answer
    back = program.call("PATCH", PATH, {"services": {service: {"booking_confirmed": None}}, "grace_seconds": 0})
    assert (back["services"], back["grace_seconds"]) == ({}, 0)


def test_who_comes_late_or_may_not(owner: Actor, receptionist: Actor) -> None:
    program = Program(owner)
    program.call("PATCH", PATH, {"grace_seconds": 0}, if_match='"1"')
    assert program.call("PATCH", PATH, {"grace_seconds": 9}, status=412, if_match='"1"')["code"] == "stale"
    answer = Program(receptionist).call("PATCH", PATH, {"grace_seconds": 9}, status=403)
    assert answer["code"] == "not_permitted"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"grace_seconds": "soon"}, "grace_seconds"),
        ({"grace_seconds": True}, "grace_seconds"),
        ({"grace_seconds": -1}, "grace_seconds"),
        ({"events": {"booking_reminder": {"hours_before": [0]}}}, "events.booking_reminder.hours_before"),
        ({"events": {"proof_code": {"sms": False}}}, "events.proof_code.sms"),
        ({"events": {"🦊": {}}}, "events.🦊"),
        ({"services": {"1; DROP TABLE": {}}}, "services.1; DROP TABLE"),
        ({"sms_quiet_from": "21:00"}, "sms_quiet_to"),
        ({"sms_quiet_from": "\u0000", "sms_quiet_to": "08:00"}, "sms_quiet_from"),
    ],
)
def test_faults_are_refused_with_their_field(owner: Actor, changes: dict[str, object], field: str) -> None:
    answer = Program(owner).call("PATCH", PATH, changes, status=422)
    assert field in [one["field"] for one in answer["errors"]]


def test_the_service_of_another_business_is_unknown(owner: Actor) -> None:
    other = make_service(make_business("other"))
    answer = Program(owner).call("PATCH", PATH, {"services": {str(other.pk): {}}}, status=422)
    assert [(one["field"], one["code"]) for one in answer["errors"]] == [(f"services.{other.pk}", "unknown")]
