"""Is every refusal kept as it was, and shown to those who may see it? (S19)"""

from datetime import datetime, timedelta

import pytest
from tests.factories.access import make_refusal
from tests.factories.customers import make_customer

from kartotek.domain.access.actions import record_refusal
from kartotek.domain.access.decisions import decide, decision_as_json, decision_from_json
from kartotek.domain.access.models import Refusal
from kartotek.domain.access.queries import decision_for_staff, get_refusal, list_refusals, reason_text
from kartotek.domain.access.values import (
    UNLIMITED,
    Claimed,
    Coming,
    Decision,
    Facts,
    Limit,
    Policy,
    Question,
    Reason,
    ReasonCode,
    RefusalDetails,
    RefusalFilter,
    RefusalKind,
    Source,
    SourceKind,
    TagLimit,
)
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.kernel.errors import Invalid, NotFound

POLICY = Policy(timezone="Europe/Copenhagen", general_limit=Limit(1))
EVERYTHING = RefusalFilter()


def at_limit(now: datetime) -> Decision:
    question = Question(starts_at=now + timedelta(days=200), is_within_hours=False)
    return decide(Facts(question, coming=(Coming(now + timedelta(hours=3), "a"),)), POLICY, now)


def test_a_refusal_is_kept_whole_with_what_was_claimed_and_said(scoped: Business, now: datetime) -> None:
    customer = make_customer(scoped)
    details = RefusalDetails(
        decision=at_limit(now),
        question=Question(starts_at=now + timedelta(days=200)),
        message="Sorry.",
        language="en",
        kind=RefusalKind.MOVE,
        customer_id=customer.pk,
        claimed=Claimed("Sofie", "Berg", "sofie@example.com", "+4522550114"),
    )
    refusal = record_refusal(business_id=scoped.pk, details=details, actor=STRANGER, now=now)
    (line,) = list_refusals(viewer=STRANGER, wanted=EVERYTHING).items
    assert (line.id, line.at, line.customer_id) == (refusal.pk, now, customer.pk)
    assert (line.decision, line.claimed, line.message) == (details.decision, details.claimed, "Sorry.")
    assert (line.kind, line.channel, line.language) == ("move", "online", "en")
    assert (line.starts_at, line.service_id, line.employee_id) == (details.question.starts_at, None, None)
    entry = Entry.objects.get(action="booking.refused")
    assert (entry.target_id, entry.customer_id) == (refusal.pk, customer.pk)


def test_a_decision_comes_back_as_it_was_kept(now: datetime) -> None:
    tagged = Facts(tag_limits=(TagLimit(7, Limit(0)),))
    for decision in (at_limit(now), decide(tagged, POLICY, now), decide(Facts(own_limit=UNLIMITED), POLICY, now)):
        assert decision_from_json(decision_as_json(decision)) == decision


def test_refusals_are_listed_newest_first_and_page_by_page(scoped: Business, owner: Actor, now: datetime) -> None:
    made = [make_refusal(scoped, now - timedelta(hours=hours)).pk for hours in (3, 1, 1, 2)]
    first = list_refusals(viewer=owner, wanted=EVERYTHING, limit=3)
    assert [line.id for line in first.items] == [made[2], made[1], made[3]]
    assert first.next is not None
    second = list_refusals(viewer=owner, wanted=EVERYTHING, limit=3, cursor=first.next)
    assert ([line.id for line in second.items], second.next) == ([made[0]], None)


def test_refusals_are_found_by_time_customer_and_reason(scoped: Business, owner: Actor, now: datetime) -> None:
    customer = make_customer(scoped)
    old = make_refusal(scoped, now - timedelta(days=2), customer)
    new = make_refusal(scoped, now, decision=decision_as_json(at_limit(now)))

    def found(wanted: RefusalFilter) -> list[int]:
        return [line.id for line in list_refusals(viewer=owner, wanted=wanted).items]

    assert found(RefusalFilter(from_at=now)) == [new.pk]
    assert found(RefusalFilter(to_at=now)) == [old.pk]
    assert found(RefusalFilter(customer_id=customer.pk)) == [old.pk]
    assert found(RefusalFilter(reason="outside_hours")) == [new.pk]
    assert found(RefusalFilter(reason="locked")) == []
    assert found(RefusalFilter(channel="online")) == [new.pk, old.pk]
    assert found(RefusalFilter(channel="staff")) == []


def test_an_inspector_sees_the_refusals_of_her_area_only(
    scoped: Business, inspector: Actor, area: Area, other_area: Area, now: datetime
) -> None:
    mine = make_refusal(scoped, now, make_customer(scoped, area=area))
    theirs = make_refusal(scoped, now, make_customer(scoped, area=other_area))
    make_refusal(scoped, now)
    assert [line.id for line in list_refusals(viewer=inspector, wanted=EVERYTHING).items] == [mine.pk]
    assert get_refusal(mine.pk, viewer=inspector).id == mine.pk
    with pytest.raises(NotFound):
        get_refusal(theirs.pk, viewer=inspector)


@pytest.mark.parametrize("cursor", ["nonsense", "WyJub3QgYSBkYXRlIiw3XQ"])
def test_a_cursor_of_somebody_elses_making_is_refused(scoped: Business, owner: Actor, cursor: str) -> None:
    with pytest.raises(Invalid):
        list_refusals(viewer=owner, wanted=EVERYTHING, cursor=cursor)


def test_a_refusal_says_what_it_is(scoped: Business, now: datetime) -> None:
    refusal = make_refusal(scoped, now)
    assert str(Refusal.objects.get()) == f"refusal {refusal.pk}"


def test_staff_read_all_reasons_in_words(now: datetime) -> None:
    shown = decision_for_staff(at_limit(now))
    assert (shown["outcome"], shown["state"], shown["limit"], shown["future_bookings"]) == ("refused", "limited", 1, 1)
    assert shown["reasons"] == [
        {
            "code": "limit_reached",
            "text": "1 of 1 coming bookings are used.",
            "source": {"kind": "general", "id": None, "label": ""},
            "until": "2026-11-12T12:54:00+00:00",
        },
        {
            "code": "too_late",
            "text": "The start lies beyond the horizon of online booking.",
            "source": {"kind": "general", "id": None, "label": ""},
            "until": "2027-03-01T23:00:00+00:00",
        },
        {
            "code": "outside_hours",
            "text": "The time is outside opening hours.",
            "source": {"kind": "hours", "id": None, "label": ""},
            "until": None,
        },
    ]


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        (Reason(ReasonCode.MAX_ZERO, Source(SourceKind.CARD)), "Max coming bookings on the card is 0."),
        (Reason(ReasonCode.MAX_ZERO, Source(SourceKind.TAG, 7)), "Max coming bookings of a tag is 0."),
        (Reason(ReasonCode.LOCKED, Source(SourceKind.LOCK, 7, "Unpaid")), "The customer is locked: Unpaid."),
        (Reason(ReasonCode.LOCKED, Source(SourceKind.LOCK, 7)), "The customer is locked: no reason given."),
        (
            Reason(ReasonCode.BANNED_TAG, Source(SourceKind.TAG, 7, "Do not book")),
            "The tag “Do not book” bans online booking.",
        ),
        (Reason(ReasonCode.SERVICE_RULE, Source(SourceKind.RULE, 7)), "A service rule makes this unavailable."),
        (Reason(ReasonCode.MAX_ZERO, Source(SourceKind.GENERAL)), "Max coming bookings is 0 in the general setting."),
        (
            Reason(ReasonCode.TOO_SOON, Source(SourceKind.GENERAL)),
            "The start is over or nearer than the notice of online booking.",
        ),
    ],
)
def test_each_reason_has_its_words(now: datetime, reason: Reason, text: str) -> None:
    assert reason_text(reason, at_limit(now)) == text
