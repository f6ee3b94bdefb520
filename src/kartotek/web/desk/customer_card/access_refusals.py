"""“Why was she refused on 3 March?” One line of the list of refusals (S19)."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from kartotek.domain.access.queries import reason_text
from kartotek.domain.access.values import RefusalKind, RefusalLine


@dataclass(frozen=True)
class RefusalRow:
    """What was refused, when, why, and what she was told."""

    at: datetime
    what: str
    wanted_at: datetime | None
    reasons: tuple[str, ...]
    message: str
    language: str


def row_of(line: RefusalLine) -> RefusalRow:
    """A refusal in words, as it was decided then (joint 19)."""
    what = gettext("Moving a booking") if line.kind == RefusalKind.MOVE else gettext("Booking")
    if line.service_name:
        what = f"{what}: {line.service_name}"
    if line.employee_name:
        what = gettext("%(what)s with %(employee)s") % {"what": what, "employee": line.employee_name}
    return RefusalRow(
        at=line.at,
        what=what,
        wanted_at=line.starts_at,
        reasons=tuple(reason_text(reason, line.decision) for reason in line.decision.reasons),
        message=line.message,
        language=line.language,
    )
