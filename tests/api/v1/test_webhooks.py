"""Do `webhooks` and their deliveries answer as api.md says?"""

from datetime import datetime

import pytest
from tests.api.calls import Program
from tests.naughty import naughty_strings

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.hooks.actions import tell
from kartotek.domain.hooks.values import Happening, HookEvent

NEW: dict[str, object] = {"url": "https://example.com/told", "events": ["booking.moved", "booking.made"]}
# Stands among the naughty strings for the letters in it; as an address nothing is wrong with it.
GOOD_AFTER_ALL = "http://www.cum.qc.ca/"


def test_a_webhook_lives_and_is_deleted(owner: Actor, now: datetime) -> None:
    program = Program(owner)
    made = program.call("POST", "webhooks", NEW, 201)
    assert program.etag == '"1"'
    assert made == {
        "id": made["id"],
        "url": "https://example.com/told",
        "events": ["booking.made", "booking.moved"],
        "active": True,
        "secret": made["secret"],
        "created_at": made["created_at"],
        "failing_since": None,
    }
    url = f"webhooks/{made['id']}"
    changes = {"active": False, "url": "https://example.com/b", "events": ["booking.made"]}
    changed = program.call("PATCH", url, changes, if_match='"1"')
    assert (changed, program.etag) == ({**made, **changes}, '"2"')
    program.call("PATCH", url, {"active": True}, 412, if_match='"1"')
    assert program.call("GET", url) == changed
    fresh = program.call("POST", f"{url}/rotate-secret")
    assert fresh["secret"] != made["secret"]
    assert program.call("GET", "webhooks") == {"items": [fresh], "next": None}
    program.call("DELETE", url, status=204)
    program.call("GET", url, status=404)
    assert program.call("GET", "webhooks") == {"items": [], "next": None}


def test_its_deliveries_are_listed_and_told_once_more(business: Business, owner: Actor, now: datetime) -> None:
    program = Program(owner)
    url = f"webhooks/{program.call('POST', 'webhooks', NEW, 201)['id']}"
    tell(business_id=business.pk, happenings=[Happening(HookEvent.BOOKING_MADE, "booking 1", {"n": 1})], at=now)
    [told] = program.call("GET", f"{url}/deliveries")["items"]
    assert told["payload"] == {"type": "booking.made", "timestamp": now.isoformat(), "data": {"n": 1}}
    assert (told["event"], told["state"], told["webhook_id"]) == ("booking.made", "queued", f"msg_{told['id']}")
    again = f"{url}/deliveries/{told['id']}/retry"
    assert program.call("POST", again, status=409)["code"] == "not_finished"
    program.call("DELETE", url, status=204)
    program.call("POST", again, status=404)


@pytest.mark.parametrize(
    ("sent", "faults"),
    [
        ({}, [("url", "required"), ("events", "required")]),
        ({"url": "nowhere", "events": []}, [("url", "invalid"), ("events", "required")]),
        ({"url": "https://example.com", "events": ["x"]}, [("events", "unknown")]),
    ],
)
def test_what_is_wrong_is_named(owner: Actor, now: datetime, sent: dict[str, object], faults: object) -> None:
    problem = Program(owner).call("POST", "webhooks", sent, 422)
    assert [(each["field"], each["code"]) for each in problem["errors"]] == faults


def test_naughty_addresses_are_refused(owner: Actor, now: datetime) -> None:
    program = Program(owner)
    for text in naughty_strings():
        if text != GOOD_AFTER_ALL:
            assert program.call("POST", "webhooks", {**NEW, "url": text}, 422)["errors"][0]["field"] == "url"


def test_an_address_that_only_looks_rude_is_taken(owner: Actor, now: datetime) -> None:
    Program(owner).call("POST", "webhooks", {**NEW, "url": GOOD_AFTER_ALL}, 201)


def test_only_who_may_set_things_up(receptionist: Actor, other_owner: Actor, owner: Actor, now: datetime) -> None:
    made = Program(owner).call("POST", "webhooks", NEW, 201)
    url = f"webhooks/{made['id']}"
    desk = Program(receptionist)
    for method, path in (("GET", "webhooks"), ("GET", url), ("GET", f"{url}/deliveries"), ("DELETE", url)):
        assert desk.call(method, path, status=403)["code"] == "not_permitted"
    stranger = Program(other_owner)
    for method, path in (("GET", url), ("GET", f"{url}/deliveries"), ("DELETE", url)):
        stranger.call(method, path, status=404)
