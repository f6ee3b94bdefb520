"""What restricts booking, who proved who they are, and what was refused?"""

from kartotek.domain.access.models.identities import CustomerSession, Proof
from kartotek.domain.access.models.locks import Lock, LockEntry, LockReason, LockReview
from kartotek.domain.access.models.refusals import Refusal
from kartotek.domain.access.models.rules import RuleException, ServiceRule
from kartotek.domain.access.models.settings import OnlineBookingSettings
from kartotek.domain.access.models.tags import CustomerTag, Tag

__all__ = [
    "CustomerSession",
    "CustomerTag",
    "Lock",
    "LockEntry",
    "LockReason",
    "LockReview",
    "OnlineBookingSettings",
    "Proof",
    "Refusal",
    "RuleException",
    "ServiceRule",
    "Tag",
]
