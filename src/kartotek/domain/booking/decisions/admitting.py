"""Does the door open? The one decision has been made; this says what a reason and the right to give it add (S13)."""

from kartotek.domain.access.values import Decision
from kartotek.domain.booking.values.check_ins import Admission, Scan
from kartotek.kernel.errors import Invalid
from kartotek.kernel.text import text_problems

LONGEST_NUMBER = 100
LONGEST_REASON = 2000


def checked_scan(scan: Scan) -> Scan:
    """The scan without blanks around the number; raises Invalid with everything that cannot be kept."""
    number, reason = scan.card_number.strip(), scan.override_reason.strip()
    problems = (
        *text_problems("card_number", number, max_length=LONGEST_NUMBER, is_required=True),
        *text_problems("override_reason", reason, max_length=LONGEST_REASON),
    )
    if problems:
        raise Invalid(problems=problems)
    return Scan(number, scan.location_id, reason)


def admission(decision: Decision | None, reason: str, *, may_override: bool) -> Admission:
    """Nobody's number opens nothing; a refused customer comes in with the reason of somebody who may give one."""
    if decision is None:
        return Admission(is_admitted=False)
    if not decision.is_refused:
        return Admission(is_admitted=True)
    if not reason:
        return Admission(is_admitted=False)
    return Admission(is_admitted=may_override, is_overridden=may_override, is_denied=not may_override)
