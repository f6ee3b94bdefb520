"""What may a customer do, what are they told, and what must they prove? Pure; values in, verdicts out."""

from kartotek.domain.access.decisions.checks import closing_rules, effective_limit, visit_ends
from kartotek.domain.access.decisions.deciding import (
    access_state,
    decide,
    for_its_start,
    is_stopped_by_who,
    strictest,
)
from kartotek.domain.access.decisions.proving import address_to_prove, code_digest, is_proof_required, is_right_code
from kartotek.domain.access.decisions.settings import kept_messages, settings_problems, stored_limit
from kartotek.domain.access.decisions.storing import StoredDecision, decision_as_json, decision_from_json, instant
from kartotek.domain.access.decisions.texts import (
    BUILT_IN,
    LIMIT_CODES,
    LONGEST_MESSAGE,
    TextKey,
    message_problems,
    moment_in_words,
    public_message,
)

__all__ = [
    "BUILT_IN",
    "LIMIT_CODES",
    "LONGEST_MESSAGE",
    "StoredDecision",
    "TextKey",
    "access_state",
    "address_to_prove",
    "closing_rules",
    "code_digest",
    "decide",
    "decision_as_json",
    "decision_from_json",
    "effective_limit",
    "for_its_start",
    "instant",
    "is_proof_required",
    "is_right_code",
    "is_stopped_by_who",
    "kept_messages",
    "message_problems",
    "moment_in_words",
    "public_message",
    "settings_problems",
    "stored_limit",
    "strictest",
    "visit_ends",
]
