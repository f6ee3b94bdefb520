"""Change the general rules, lock and unlock, write refusals down, let people prove who they are."""

from kartotek.domain.access.actions.businesses import open_business
from kartotek.domain.access.actions.exceptions import add_exception, remove_exception
from kartotek.domain.access.actions.expiring import expire_locks
from kartotek.domain.access.actions.lock_reasons import (
    archive_lock_reason,
    create_lock_reason,
    create_lock_reasons,
    edit_lock_reason,
    restore_lock_reason,
)
from kartotek.domain.access.actions.lock_reviews import review_lock
from kartotek.domain.access.actions.locks import extend_lock, place_lock, unlock
from kartotek.domain.access.actions.proofs import confirm_proof, end_customer_session, start_proof
from kartotek.domain.access.actions.refusals import record_refusal
from kartotek.domain.access.actions.rules import archive_rule, create_rule, edit_rule, restore_rule
from kartotek.domain.access.actions.settings import edit_online_booking_settings

__all__ = [
    "add_exception",
    "archive_lock_reason",
    "archive_rule",
    "confirm_proof",
    "create_lock_reason",
    "create_lock_reasons",
    "create_rule",
    "edit_lock_reason",
    "edit_online_booking_settings",
    "edit_rule",
    "end_customer_session",
    "expire_locks",
    "extend_lock",
    "open_business",
    "place_lock",
    "record_refusal",
    "remove_exception",
    "restore_lock_reason",
    "restore_rule",
    "review_lock",
    "start_proof",
    "unlock",
]
