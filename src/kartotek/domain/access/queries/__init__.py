"""What is known of access: the general rules, proven persons, refusals, and how to tell staff of a decision?"""

from kartotek.domain.access.queries.identities import find_card_of, find_customer_identity
from kartotek.domain.access.queries.locks import (
    get_lock,
    get_lock_reason,
    list_lock_reasons,
    list_lock_reviews,
    list_locks,
    list_standing_locks,
)
from kartotek.domain.access.queries.named import get_named
from kartotek.domain.access.queries.reasons import decision_for_staff, reason_text, reasons_for_staff
from kartotek.domain.access.queries.refusals import get_refusal, list_refusals
from kartotek.domain.access.queries.settings import get_policy
from kartotek.domain.access.queries.trace import trace_for_staff, trace_of

__all__ = [
    "decision_for_staff",
    "find_card_of",
    "find_customer_identity",
    "get_lock",
    "get_lock_reason",
    "get_named",
    "get_policy",
    "get_refusal",
    "list_lock_reasons",
    "list_lock_reviews",
    "list_locks",
    "list_refusals",
    "list_standing_locks",
    "reason_text",
    "reasons_for_staff",
    "trace_for_staff",
    "trace_of",
]
