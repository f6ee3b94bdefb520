"""How are a decision and its reasons told to staff? Words and JSON; nothing of it is for customers (S15)."""

from django.utils.translation import gettext

from kartotek.domain.access.decisions import instant
from kartotek.domain.access.values import Decision, Reason, ReasonCode, Source, SourceKind


def reason_text(reason: Reason, decision: Decision) -> str:
    """One reason in the language that is active."""
    texts = {
        ReasonCode.LOCKED: gettext("The customer is locked: %(label)s."),
        ReasonCode.BANNED_TAG: gettext("The tag “%(label)s” bans online booking."),
        ReasonCode.MAX_ZERO: _max_zero(reason.source.kind),
        ReasonCode.LIMIT_REACHED: gettext("%(bookings)s of %(limit)s coming bookings are used."),
        ReasonCode.SERVICE_RULE: gettext("A service rule makes this unavailable."),
        ReasonCode.TOO_SOON: gettext("The start is over or nearer than the notice of online booking."),
        ReasonCode.TOO_LATE: gettext("The start lies beyond the horizon of online booking."),
        ReasonCode.OUTSIDE_HOURS: gettext("The time is outside opening hours."),
    }
    values = {
        "bookings": decision.future_bookings,
        "limit": decision.limit.value,
        "label": reason.source.label or gettext("no reason given"),
    }
    return texts[reason.code] % values


def _max_zero(kind: SourceKind) -> str:
    if kind is SourceKind.CARD:
        return gettext("Max coming bookings on the card is 0.")
    if kind is SourceKind.TAG:
        return gettext("Max coming bookings of a tag is 0.")
    return gettext("Max coming bookings is 0 in the general setting.")


def decision_for_staff(decision: Decision) -> dict[str, object]:
    """The decision as api.md has it, for `customers/{id}/access` and 409 `needs_override`."""
    return {
        "outcome": decision.outcome.value,
        "state": decision.state.value,
        "may_book_again_at": instant(decision.may_book_again_at),
        "future_bookings": decision.future_bookings,
        "limit": decision.limit.value,
        "needs_approval": decision.needs_approval,
        "reasons": reasons_for_staff(decision),
    }


def reasons_for_staff(decision: Decision) -> list[dict[str, object]]:
    """All reasons in the order of S11, with their words and where they come from."""
    return [
        {
            "code": reason.code.value,
            "text": reason_text(reason, decision),
            "source": source_for_staff(reason.source),
            "until": instant(reason.until),
        }
        for reason in decision.reasons
    ]


def source_for_staff(source: Source) -> dict[str, str | None]:
    """Where a reason comes from; the id is a string, as everywhere in the API."""
    return {
        "kind": source.kind.value,
        "id": None if source.id is None else str(source.id),
        "label": source.label,
    }
