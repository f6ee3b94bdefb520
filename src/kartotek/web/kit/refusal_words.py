"""“Why was she refused on 3 March?” What a refusal is called in lists and on its page (S19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.queries import reason_text
from kartotek.domain.access.values import ReasonCode, RefusalKind, RefusalLine
from kartotek.web.kit.looks import Look

REASONS: tuple[tuple[ReasonCode, Promise], ...] = (
    (ReasonCode.LOCKED, _("Locked")),
    (ReasonCode.BANNED_TAG, _("Ban tag")),
    (ReasonCode.MAX_ZERO, pgettext_lazy("access", "Blocked")),
    (ReasonCode.LIMIT_REACHED, _("Limit reached")),
    (ReasonCode.SERVICE_RULE, _("Service rule")),
    (ReasonCode.TOO_SOON, _("Too soon")),
    (ReasonCode.TOO_LATE, _("Too late")),
    (ReasonCode.OUTSIDE_HOURS, _("Outside opening hours")),
)
REASON_WORDS = dict(REASONS)
_LOOKS = {
    ReasonCode.LOCKED: ("no", "lock"),
    ReasonCode.BANNED_TAG: ("no", "ban"),
    ReasonCode.MAX_ZERO: ("no", "ban"),
    ReasonCode.LIMIT_REACHED: ("limited", "hash"),
    ReasonCode.SERVICE_RULE: ("limited", "eye-off"),
}


@dataclass(frozen=True)
class RefusalRow:
    """What was refused to whom, when, why, and what she was told."""

    id: int
    at: datetime
    customer_id: int | None
    who: str
    claimed: str
    what: str
    wanted_at: datetime | None
    reasons: tuple[str, ...]
    badge: Look
    message: str
    language: str


def row_of(line: RefusalLine) -> RefusalRow:
    """A refusal in words, as it was decided then (joint 19)."""
    claimed = line.claimed
    typed = f"{claimed.first_name} {claimed.last_name}".strip()
    return RefusalRow(
        id=line.id,
        at=line.at,
        customer_id=line.customer_id,
        who=line.customer_name or typed or gettext("Somebody without a name"),
        claimed=", ".join(_given(typed, claimed.email, claimed.phone)),
        what=_what(line),
        wanted_at=line.starts_at,
        reasons=tuple(dict.fromkeys(reason_text(reason, line.decision) for reason in line.decision.reasons)),
        badge=_badge(line.decision.reasons[0].code),
        message=line.message,
        language=line.language,
    )


def _given(*texts: str) -> Iterable[str]:
    return (text for text in texts if text)


def _badge(code: ReasonCode) -> Look:
    """The reason that stood first, with its colour and icon."""
    kind, icon = _LOOKS.get(code, ("info", "clock"))
    return Look(kind, icon, REASON_WORDS[code])


def _what(line: RefusalLine) -> str:
    kinds = {
        RefusalKind.BOOKING.value: gettext("Booking"),
        RefusalKind.MOVE.value: gettext("Moving a booking"),
        RefusalKind.SEAT.value: gettext("A seat in a class"),
        RefusalKind.WAITLIST.value: gettext("The waiting list"),
    }
    what = kinds[line.kind]
    if line.service_name:
        what = gettext("%(what)s: %(service)s") % {"what": what, "service": line.service_name}
    if line.employee_name:
        what = gettext("%(what)s with %(employee)s") % {"what": what, "employee": line.employee_name}
    return what
