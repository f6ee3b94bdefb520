"""Is a whole decision told to staff: each check, what it said, and where that can be changed?"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from tests.factories.booking import MONDAY_10

from kartotek.domain.access.decisions import decide
from kartotek.domain.access.queries import trace_of
from kartotek.domain.access.queries.trace import remedies_of
from kartotek.domain.access.values import (
    Check,
    Coming,
    Decision,
    Effect,
    ExceptionFact,
    Facts,
    Limit,
    LockFact,
    Policy,
    Question,
    ReasonCode,
    RuleFact,
    Scope,
    Source,
    SourceKind,
    TagFact,
    TagLimit,
    Verdict,
    When,
)
from kartotek.domain.access.values.trace import Named, NamedException, NamedRule, NamedTag, Remedy, Scene

ZONE = "Europe/Copenhagen"
POLICY = Policy(timezone=ZONE)
NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
SCENE = Scene(ZONE, NOW)


def said(facts: Facts, policy: Policy = POLICY, named: Named | None = None, scene: Scene = SCENE) -> list[str]:
    decision = decide(facts, policy, NOW)
    return [line.text for line in trace_of(decision, named or Named(), scene)]


def about(code: ReasonCode, facts: Facts, policy: Policy = POLICY, named: Named | None = None) -> list[str]:
    decision = decide(facts, policy, NOW)
    return [line.text for line in trace_of(decision, named or Named(), SCENE) if line.check.code is code]


# ---- words, of facts alone -----------------------------------------------------------------------------------------


def test_nothing_stands_against_it() -> None:
    assert said(Facts(Question(starts_at=MONDAY_10))) == [
        "Not locked.",
        "No ban tag on the card.",
        "No limit. Coming bookings: 0. General setting.",
        "There are no service rules.",
        "The start is far enough ahead.",
        "The start lies within the horizon of online booking.",
        "The time is within opening hours.",
    ]


def test_everything_stands_against_it() -> None:
    facts = Facts(Question(starts_at=NOW + timedelta(days=200), is_within_hours=False))
    assert said(facts)[4:] == [
        "The start is far enough ahead.",
        "The start lies beyond the horizon of online booking. It can be booked from Tue 2 Mar 2027 at 00:00.",
        "The time is outside opening hours.",
    ]
    assert about(ReasonCode.TOO_SOON, Facts(Question(starts_at=NOW))) == [
        "The start is over or nearer than the notice of online booking."
    ]


@pytest.mark.parametrize(
    ("ends_at", "end"),
    [
        (None, "It does not end by itself."),
        (datetime(2026, 11, 26, 23, tzinfo=UTC), "Until and including Thu 26 Nov 2026."),
        (datetime(2026, 11, 26, 13, 30, tzinfo=UTC), "Until Thu 26 Nov 2026 at 14:30."),
    ],
)
def test_a_lock_says_until_when_even_if_nothing_else_is_known(ends_at: datetime | None, end: str) -> None:
    facts = Facts(locks=(LockFact(7, NOW - timedelta(1), ends_at),))
    assert about(ReasonCode.LOCKED, facts) == [f"Locked: no reason given. {end}"]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (Facts(), "No limit. Coming bookings: 0. General setting."),
        (Facts(own_limit=Limit(0)), "Max coming bookings is 0, which blocks booking online. Own value of the card."),
        (
            Facts(tag_limits=(TagLimit(7, Limit(3)),)),
            "0 of 3 coming bookings are used. Value of a tag.",
        ),
        (
            Facts(Question(is_move=True), own_limit=Limit(1), coming=(Coming(MONDAY_10, "a"),)),
            "1 of 1 coming bookings are used. Moving a booking is not a new one. Own value of the card.",
        ),
    ],
)
def test_the_limit_says_how_much_is_used_and_whose_it_is(facts: Facts, text: str) -> None:
    [line] = [
        line
        for line in trace_of(decide(facts, POLICY, NOW), Named(), SCENE)
        if line.check.code in {ReasonCode.MAX_ZERO, ReasonCode.LIMIT_REACHED}
    ]
    assert line.text == text


def test_a_ban_says_what_it_covers() -> None:
    facts = Facts(
        Question(service_id=2),
        tags=(TagFact(1, "Late", is_banned=True), TagFact(2, "Laser", is_banned=True, scope=Scope(frozenset({5})))),
    )
    named = Named(
        tags={1: NamedTag("Late"), 2: NamedTag("Laser", Scope(frozenset({5})))}, places={"services": {5: "Laser"}}
    )
    assert about(ReasonCode.BANNED_TAG, facts, named=named) == [
        "The tag “Late” bans everything.",
        "The tag “Laser” bans the service Laser, which is not what is asked.",
    ]
    assert about(ReasonCode.BANNED_TAG, facts)[0] == "The tag “Late” bans everything in its scope."


def rules(*verdicts: Verdict) -> Decision:
    source = Source(SourceKind.RULE, 1)
    decision = decide(Facts(), POLICY, NOW)
    checks = tuple(Check(ReasonCode.SERVICE_RULE, source, verdict) for verdict in verdicts)
    return Decision(decision.outcome, decision.state, (), None, 0, decision.limit, decision.limit_source, checks=checks)


def test_a_rule_says_what_it_did() -> None:
    lines = trace_of(rules(*Verdict), Named(rules={1: NamedRule()}), SCENE)
    sentence = "Not available online for anybody: everything."
    assert {line.check.verdict: line.text for line in lines} == {
        Verdict.STOPS: sentence,
        Verdict.PASSES: f"{sentence} It does not concern this customer.",
        Verdict.NEEDS_APPROVAL: f"{sentence} Staff have to approve the booking.",
        Verdict.ELSEWHERE: f"{sentence} It concerns this customer, but not what is asked.",
        Verdict.EXCEPTED: f"{sentence} An exception on the card beats it.",
    }
    assert trace_of(rules(Verdict.STOPS), Named(), SCENE)[0].text == "It makes this unavailable."


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (NamedRule(effect=Effect.NEEDS_APPROVAL), "Online only with approval for anybody: everything."),
        (
            NamedRule(When(frozenset({1, 2}), frozenset({3})), Scope(frozenset({1, 2}), frozenset({3}))),
            "Not available online for customers with the tag “A” or “B” and customers without the tag “№ 3”: "
            "the services Cut or № 2, the category Hair.",
        ),
        (
            NamedRule(When(is_new=True), Scope(employees=frozenset({4}))),
            "Not available online for new customers: with Jonas.",
        ),
        (
            NamedRule(When(is_new=False, no_shows=2), Scope(locations=frozenset({9}))),
            "Not available online for customers who were here before and customers with 2 no-shows or more: at № 9.",
        ),
        (NamedRule(When(no_shows=1)), "Not available online for customers with 1 no-show or more: everything."),
    ],
)
def test_a_rule_reads_as_a_sentence(rule: NamedRule, sentence: str) -> None:
    named = Named(
        rules={1: rule},
        tags={1: NamedTag("A"), 2: NamedTag("B")},
        places={"services": {1: "Cut"}, "categories": {3: "Hair"}, "employees": {4: "Jonas"}},
    )
    assert trace_of(rules(Verdict.STOPS), named, SCENE)[0].text == sentence


def test_an_exception_says_by_whom_and_until_when() -> None:
    first = NamedException(date(2026, 11, 1), date(2026, 11, 12), "Mette Lund", rule_id=1)
    named = Named(
        exceptions=(
            first,
            NamedException(date(2026, 11, 1), date(2026, 11, 14), "", service_id=5),
            NamedException(date(2026, 11, 1), date(2026, 12, 24), "Signe Kragh", rule_id=2),
            NamedException(date(2026, 11, 13), date(2026, 12, 24), "Signe Kragh", rule_id=1),
        )
    )
    mette = "An exception by Mette Lund beats it until and including Thu 12 Nov 2026."
    nobody = "An exception by an unknown person beats it until and including Sat 14 Nov 2026."
    for service_id, text in ((6, mette), (5, nobody), (None, mette)):
        if service_id is None:
            named = Named(exceptions=(first,))
        [line] = trace_of(rules(Verdict.EXCEPTED), named, Scene(ZONE, NOW, service_id))
        assert line.text == text


def test_a_rule_that_will_be_excepted_says_from_when() -> None:
    policy = Policy(timezone=ZONE, rules=(RuleFact(1),))
    facts = Facts(exceptions=(ExceptionFact(date(2026, 11, 20), date(2026, 11, 21), rule_id=1),))
    assert about(ReasonCode.SERVICE_RULE, facts, policy) == ["An exception begins on Fri 20 Nov 2026."]


# ---- where it can be changed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind", "verdict", "remedies"),
    [
        (ReasonCode.LOCKED, SourceKind.LOCK, Verdict.PASSES, ()),
        (ReasonCode.LOCKED, SourceKind.LOCK, Verdict.STOPS, (Remedy.UNLOCK,)),
        (ReasonCode.BANNED_TAG, SourceKind.TAG, Verdict.ELSEWHERE, (Remedy.TAGS,)),
        (ReasonCode.MAX_ZERO, SourceKind.CARD, Verdict.STOPS, (Remedy.MAX,)),
        (ReasonCode.LIMIT_REACHED, SourceKind.TAG, Verdict.STOPS, (Remedy.MAX, Remedy.TAGS)),
        (ReasonCode.LIMIT_REACHED, SourceKind.GENERAL, Verdict.STOPS, (Remedy.MAX, Remedy.SETTINGS)),
        (ReasonCode.SERVICE_RULE, SourceKind.RULE, Verdict.STOPS, (Remedy.EXCEPTION, Remedy.RULE)),
        (ReasonCode.SERVICE_RULE, SourceKind.RULE, Verdict.NEEDS_APPROVAL, (Remedy.EXCEPTION, Remedy.RULE)),
        (ReasonCode.SERVICE_RULE, SourceKind.RULE, Verdict.EXCEPTED, (Remedy.RULE,)),
        (ReasonCode.TOO_SOON, SourceKind.GENERAL, Verdict.STOPS, (Remedy.SETTINGS,)),
        (ReasonCode.TOO_LATE, SourceKind.GENERAL, Verdict.STOPS, (Remedy.SETTINGS,)),
        (ReasonCode.OUTSIDE_HOURS, SourceKind.HOURS, Verdict.STOPS, (Remedy.HOURS,)),
    ],
)
def test_each_check_leads_to_where_it_can_be_changed(
    code: ReasonCode, kind: SourceKind, verdict: Verdict, remedies: tuple[Remedy, ...]
) -> None:
    assert remedies_of(Check(code, Source(kind), verdict)) == remedies


def test_words_come_in_the_language_of_the_reader(at: Callable[[str], datetime]) -> None:
    with translation.override("en"):
        assert said(Facts())[0] == "Not locked."
