"""What may a customer do, what are they told, and what must they prove? Pure; values in, verdicts out."""

from kartotek.domain.access.decisions.deciding import access_state, decide, effective_limit, strictest, visit_ends
from kartotek.domain.access.decisions.proving import is_proof_required
from kartotek.domain.access.decisions.texts import message_problems, moment_in_words, public_message

__all__ = [
    "access_state",
    "decide",
    "effective_limit",
    "is_proof_required",
    "message_problems",
    "moment_in_words",
    "public_message",
    "strictest",
    "visit_ends",
]
