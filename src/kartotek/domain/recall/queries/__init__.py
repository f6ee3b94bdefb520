"""What is known of recall? One file a question."""

from kartotek.domain.recall.queries.enrolments import is_marked, list_due, list_enrolments_of
from kartotek.domain.recall.queries.invitations import get_outcome, list_invitations
from kartotek.domain.recall.queries.letters import count_letters
from kartotek.domain.recall.queries.plans import get_plan, is_marking, list_plans

__all__ = [
    "count_letters",
    "get_outcome",
    "get_plan",
    "is_marked",
    "is_marking",
    "list_due",
    "list_enrolments_of",
    "list_invitations",
    "list_plans",
]
