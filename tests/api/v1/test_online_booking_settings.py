"""Can programs read and change the general rules of online booking?"""

import pytest
from tests.api.calls import Program

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business

PATH = "settings/online-booking"
DEFAULTS = {
    "max_future_bookings": "unlimited",
    "min_notice_minutes": 60,
    "horizon_days": 90,
    "slot_minutes": 15,
    "cancel_notice_minutes": 1440,
    "verify_contact": "never",
    "refusal_texts": "specific",
    "limit_messages": {},
    "blocked_messages": {},
    "lock_review_months": 6,
    "check_in_shows_reason": False,
}


def test_the_defaults_are_read(receptionist: Actor) -> None:
    program = Program(receptionist)
    assert program.call("GET", PATH) == DEFAULTS
    assert program.etag == '"1"'


def test_a_change_is_answered_and_stays(administrator: Actor) -> None:
    program = Program(administrator)
    changes = {"max_future_bookings": 2, "limit_messages": {"da": "Højst [LIMIT]."}, "verify_contact": "always"}
    assert program.call("PATCH", PATH, changes) == {**DEFAULTS, **changes}
    assert program.etag == '"2"'
    assert program.call("GET", PATH) == {**DEFAULTS, **changes}
    assert program.call("PATCH", PATH, {"max_future_bookings": "unlimited"})["max_future_bookings"] == "unlimited"
    assert program.call("PATCH", PATH, {"max_future_bookings": 0})["max_future_bookings"] == 0


def test_a_stale_change_is_refused(owner: Actor) -> None:
    program = Program(owner)
    program.call("PATCH", PATH, {"horizon_days": 30}, if_match='"1"')
    assert program.call("PATCH", PATH, {"horizon_days": 40}, status=412, if_match='"1"')["code"] == "stale"


def test_a_receptionist_may_not_change_them(receptionist: Actor) -> None:
    answer = Program(receptionist).call("PATCH", PATH, {"horizon_days": 30}, status=403)
    assert answer["code"] == "not_permitted"


def test_a_wrong_text_is_refused_with_its_place(owner: Actor, business: Business) -> None:
    answer = Program(owner).call("PATCH", PATH, {"blocked_messages": {"da": "Hej\n[NAVN]"}}, status=422)
    assert answer["errors"] == [
        {
            "field": "blocked_messages.da",
            "code": "unknown_code",
            "message": "There is no such code.",
            "line": 2,
            "column": 1,
        }
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"max_future_bookings": "many"},
        {"max_future_bookings": -1},
        {"max_future_bookings": None},
        {"slot_minutes": 7.5},
        {"slot_minutes": 61},
        {"verify_contact": "perhaps"},
        {"limit_messages": {"da": 1}},
        {"limit_messages": {"xx": "a"}},
        {"limit_messages": {"da": "a\0"}},
        {"horizon_days": 10**15},
    ],
)
def test_what_cannot_be_a_rule_is_refused(owner: Actor, body: dict[str, object]) -> None:
    assert Program(owner).call("PATCH", PATH, body, status=422)["errors"]
