"""The pure part of messages."""

from kartotek.domain.messaging.decisions.codes_of_proof import proof_code_text, visible_body
from kartotek.domain.messaging.decisions.retrying import is_worth_retrying

__all__ = ["is_worth_retrying", "proof_code_text", "visible_body"]
