"""What does a mail that came back say, and what follows for the address? Pure (S45)."""

from kartotek.domain.messaging.decisions.bounces.events import report_of
from kartotek.domain.messaging.decisions.bounces.judging import judge, status_in
from kartotek.domain.messaging.decisions.bounces.reading import LARGEST_REPORT, is_mail, read_report
from kartotek.domain.messaging.decisions.bounces.reasons import UNREACHABLE, reason_of
from kartotek.domain.messaging.decisions.bounces.troubles import QUIET, WINDOW, is_unreachable, still_counting

__all__ = [
    "LARGEST_REPORT",
    "QUIET",
    "UNREACHABLE",
    "WINDOW",
    "is_mail",
    "is_unreachable",
    "judge",
    "read_report",
    "reason_of",
    "report_of",
    "status_in",
    "still_counting",
]
