"""What stands against a booking by staff, in words? (S5, S11)"""

from typing import assert_never

from django.utils.translation import gettext, ngettext

from kartotek.domain.access.values import Decision, Reason, ReasonCode
from kartotek.web.kit import dates


def warnings_of(decision: Decision) -> list[str]:
    """One sentence a reason, in the order of the decision."""
    return [_sentence(decision, reason) for reason in decision.reasons]


def _sentence(decision: Decision, reason: Reason) -> str:
    match reason.code:
        case ReasonCode.MAX_ZERO:
            return gettext("The customer is blocked: max coming bookings is 0.")
        case ReasonCode.LIMIT_REACHED:
            return _limit_reached(decision, reason)
        case ReasonCode.TOO_SOON:
            return gettext("The time is in the past, or nearer than the notice for online bookings.")
        case ReasonCode.TOO_LATE:
            return gettext("The time is further ahead than online bookings may be.")
        case ReasonCode.OUTSIDE_HOURS:
            return gettext("The time lies outside the opening hours.")
        case _:
            assert_never(reason.code)


def _limit_reached(decision: Decision, reason: Reason) -> str:
    limit = decision.limit.count or 0
    text = ngettext(
        "The customer has %(bookings)s of %(limit)s coming booking.",
        "The customer has %(bookings)s of %(limit)s coming bookings.",
        limit,
    ) % {"bookings": decision.future_bookings, "limit": limit}
    if reason.until is None:
        return text
    return f"{text} " + gettext("A place comes free after %(moment)s.") % {"moment": dates.moment(reason.until)}
