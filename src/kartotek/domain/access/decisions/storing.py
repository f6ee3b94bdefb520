"""How is a decision kept, so that a refusal can be read years later as it was made (joint 19)?"""

from datetime import UTC, datetime
from typing import NotRequired, TypedDict

from kartotek.domain.access.values import (
    UNLIMITED,
    Check,
    Decision,
    Limit,
    Outcome,
    Reason,
    ReasonCode,
    Source,
    SourceKind,
    State,
    Verdict,
)


class StoredSource(TypedDict):
    """A source in JSON."""

    kind: str
    id: int | None
    label: NotRequired[str]


class StoredReason(TypedDict):
    """A reason in JSON."""

    code: str
    source: StoredSource
    until: str | None


class StoredCheck(StoredReason):
    """A check in JSON."""

    verdict: str


class StoredDecision(TypedDict):
    """A decision in JSON."""

    outcome: str
    state: str
    reasons: list[StoredReason]
    may_book_again_at: str | None
    future_bookings: int
    limit: str | int
    limit_source: StoredSource
    needs_approval: NotRequired[bool]
    checks: NotRequired[list[StoredCheck]]


def decision_as_json(decision: Decision) -> StoredDecision:
    """The whole decision, instants in UTC."""
    return {
        "outcome": decision.outcome.value,
        "state": decision.state.value,
        "reasons": [
            {"code": reason.code.value, "source": _source(reason.source), "until": instant(reason.until)}
            for reason in decision.reasons
        ],
        "may_book_again_at": instant(decision.may_book_again_at),
        "future_bookings": decision.future_bookings,
        "limit": decision.limit.value,
        "limit_source": _source(decision.limit_source),
        "needs_approval": decision.needs_approval,
        "checks": [
            {
                "code": check.code.value,
                "source": _source(check.source),
                "until": instant(check.until),
                "verdict": check.verdict.value,
            }
            for check in decision.checks
        ],
    }


def decision_from_json(stored: StoredDecision) -> Decision:
    """The decision as it was."""
    return Decision(
        outcome=Outcome(stored["outcome"]),
        state=State(stored["state"]),
        reasons=tuple(
            Reason(ReasonCode(reason["code"]), _source_from(reason["source"]), _moment(reason["until"]))
            for reason in stored["reasons"]
        ),
        may_book_again_at=_moment(stored["may_book_again_at"]),
        future_bookings=stored["future_bookings"],
        limit=UNLIMITED if isinstance(stored["limit"], str) else Limit(stored["limit"]),
        limit_source=_source_from(stored["limit_source"]),
        needs_approval=stored.get("needs_approval", False),
        checks=tuple(
            Check(
                ReasonCode(check["code"]),
                _source_from(check["source"]),
                Verdict(check["verdict"]),
                _moment(check["until"]),
            )
            for check in stored.get("checks", ())
        ),
    )


def instant(moment: datetime | None) -> str | None:
    """An instant as JSON has it, in UTC."""
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)


def _source(source: Source) -> StoredSource:
    return {"kind": source.kind.value, "id": source.id, "label": source.label}


def _source_from(stored: StoredSource) -> Source:
    return Source(SourceKind(stored["kind"]), stored["id"], stored.get("label", ""))
