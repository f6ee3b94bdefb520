"""Change the general rules, write refusals down, let people prove who they are."""

from kartotek.domain.access.actions.proofs import confirm_proof, end_customer_session, start_proof
from kartotek.domain.access.actions.refusals import record_refusal
from kartotek.domain.access.actions.settings import edit_online_booking_settings

__all__ = [
    "confirm_proof",
    "edit_online_booking_settings",
    "end_customer_session",
    "record_refusal",
    "start_proof",
]
