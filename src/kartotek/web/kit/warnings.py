"""What stands against a booking by staff, in words? (S5, S11)"""

from django.utils.translation import gettext, ngettext

from kartotek.domain.access.values import Decision, Reason, ReasonCode
from kartotek.web.kit import dates


def warnings_of(decision: Decision) -> list[str]:
    """One sentence a reason, in the order of the decision."""
    return [_sentence(decision, reason) for reason in decision.reasons]


def _sentence(decision: Decision, reason: Reason) -> str:
    if reason.code is ReasonCode.LIMIT_REACHED:
        return _limit_reached(decision, reason)
    texts = {
        ReasonCode.LOCKED: gettext("The customer is locked: %(label)s."),
        ReasonCode.BANNED_TAG: gettext("The tag “%(label)s” bans online booking."),
        ReasonCode.MAX_ZERO: gettext("The customer is blocked: max coming bookings is 0."),
        ReasonCode.SERVICE_RULE: gettext("A service rule makes this unavailable online."),
        ReasonCode.TOO_SOON: gettext("The time is in the past, or nearer than the notice for online bookings."),
        ReasonCode.TOO_LATE: gettext("The time is further ahead than online bookings may be."),
        ReasonCode.OUTSIDE_HOURS: gettext("The time lies outside the opening hours."),
    }
    return texts[reason.code] % {"label": reason.source.label or gettext("no reason given")}


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
