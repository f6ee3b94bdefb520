"""Which rules and exceptions may be saved?"""

from datetime import date

import pytest

from kartotek.domain.access.decisions.ruling import exception_for_log, require_exception, rule_for_log, rule_problems
from kartotek.domain.access.errors import ReasonRequired
from kartotek.domain.access.values import Effect, RuleFact, Scope, When
from kartotek.domain.access.values.rules import ExceptionDetails, RuleDetails, rule_fact_of
from kartotek.kernel.errors import Invalid

NOVEMBER = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("details", "faults"),
    [
        (RuleDetails(), []),
        (RuleDetails(When(no_shows=1)), []),
        (RuleDetails(When(no_shows=0)), [("when.no_shows", "out_of_range")]),
        (RuleDetails(When(no_shows=1000)), [("when.no_shows", "out_of_range")]),
        (RuleDetails(then="closed"), [("then", "unknown_choice")]),
        (RuleDetails(messages={"da": "Ring [til] os", "en": ""}), []),
        (RuleDetails(messages={"xx": "a"}), [("messages.xx", "unknown_language")]),
        (RuleDetails(messages={"fr": "a\0"}), [("messages.fr", "bad_character")]),
        (RuleDetails(messages={"sv": "a" * 1001}), [("messages.sv", "too_long")]),
    ],
)
def test_all_faults_of_a_rule_are_named_at_once(details: RuleDetails, faults: list[tuple[str, str]]) -> None:
    assert [(problem.field, problem.code) for problem in rule_problems(details)] == faults


def test_a_rule_is_logged_by_the_names_of_the_contract() -> None:
    when = When(frozenset({2, 1}), frozenset({3}), is_new=False, no_shows=2)
    details = RuleDetails(when, Scope(services=frozenset({5})), "needs_approval", {"da": "Ring"})
    assert rule_for_log(details) == {
        "when": {"has_tags": [1, 2], "lacks_tags": [3], "new_customer": False, "no_shows": 2},
        "where": {"services": [5]},
        "then": "needs_approval",
        "messages": {"da": "Ring"},
    }
    assert rule_for_log(RuleDetails())["where"] == "all"


def test_a_rule_as_it_would_be_is_looked_at_like_a_stored_one() -> None:
    assert rule_fact_of(RuleDetails(then="needs_approval")) == RuleFact(0, effect=Effect.NEEDS_APPROVAL)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_an_exception_needs_a_reason(reason: str) -> None:
    with pytest.raises(ReasonRequired) as caught:
        require_exception(ExceptionDetails(NOVEMBER, NOVEMBER, reason, rule_id=1))
    [problem] = caught.value.problems
    assert (caught.value.code, problem.field, problem.code) == ("reason_required", "reason", "reason_required")


def test_an_exception_is_of_something_and_ends_after_it_began() -> None:
    require_exception(ExceptionDetails(NOVEMBER, NOVEMBER, "Paid", service_id=1))
    with pytest.raises(Invalid) as caught:
        require_exception(ExceptionDetails(NOVEMBER, date(2026, 10, 31), "a" * 1001))
    assert [(problem.field, problem.code) for problem in caught.value.problems] == [
        ("reason", "too_long"),
        ("until", "before_from"),
        ("rule", "required"),
    ]


def test_an_exception_is_logged_by_the_names_of_the_contract() -> None:
    details = ExceptionDetails(NOVEMBER, NOVEMBER, "Paid", service_id=7)
    assert exception_for_log(details) == {"rule": None, "service": 7, "from": "2026-11-01", "until": "2026-11-01"}
