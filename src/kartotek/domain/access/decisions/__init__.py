"""What may a customer do, what are they told, and what must they prove? Pure; values in, verdicts out."""

from kartotek.domain.access.decisions.deciding import access_state, decide, effective_limit, strictest, visit_ends
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
    "code_digest",
    "decide",
    "decision_as_json",
    "decision_from_json",
    "effective_limit",
    "instant",
    "is_proof_required",
    "is_right_code",
    "kept_messages",
    "message_problems",
    "moment_in_words",
    "public_message",
    "settings_problems",
    "stored_limit",
    "strictest",
    "visit_ends",
]
