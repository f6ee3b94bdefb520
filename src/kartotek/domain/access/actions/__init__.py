"""Change the general rules and the tags, lock and unlock, write refusals down, let people prove who they are."""

from kartotek.domain.access.actions.businesses import open_business
from kartotek.domain.access.actions.exceptions import add_exception, remove_exception
from kartotek.domain.access.actions.expiring import expire_locks
from kartotek.domain.access.actions.legacy import import_locks
from kartotek.domain.access.actions.lock_reasons import (
    archive_lock_reason,
    create_lock_reason,
    create_lock_reasons,
    edit_lock_reason,
    restore_lock_reason,
)
from kartotek.domain.access.actions.lock_reviews import review_lock
from kartotek.domain.access.actions.locks import extend_lock, place_lock, unlock
from kartotek.domain.access.actions.merging_tags import merge_tags
from kartotek.domain.access.actions.proofs import change_own_contact, confirm_proof, end_customer_session, start_proof
from kartotek.domain.access.actions.quick_login import open_as_customer
from kartotek.domain.access.actions.refusals import record_refusal
from kartotek.domain.access.actions.rules import archive_rule, create_rule, edit_rule, restore_rule
from kartotek.domain.access.actions.settings import edit_online_booking_settings
from kartotek.domain.access.actions.tagging import add_tag, remove_tag, set_tags
from kartotek.domain.access.actions.tags import archive_tag, create_tag, edit_tag, restore_tag

__all__ = [
    "add_exception",
    "add_tag",
    "archive_lock_reason",
    "archive_rule",
    "archive_tag",
    "change_own_contact",
    "confirm_proof",
    "create_lock_reason",
    "create_lock_reasons",
    "create_rule",
    "create_tag",
    "edit_lock_reason",
    "edit_online_booking_settings",
    "edit_rule",
    "edit_tag",
    "end_customer_session",
    "expire_locks",
    "extend_lock",
    "import_locks",
    "merge_tags",
    "open_as_customer",
    "open_business",
    "place_lock",
    "record_refusal",
    "remove_exception",
    "remove_tag",
    "restore_lock_reason",
    "restore_rule",
    "restore_tag",
    "review_lock",
    "set_tags",
    "start_proof",
    "unlock",
]
