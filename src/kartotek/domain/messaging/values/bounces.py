"""What does a report say of an address, and what is known of the address itself? (S45)"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class BounceKind(StrEnum):
    """What a report comes to. Only HARD says that the address does not work; DELAYED and MAILBOX_FULL are troubles."""

    HARD = "hard"
    DELAYED = "delayed"
    MAILBOX_FULL = "mailbox_full"
    POLICY = "policy"
    SPAM = "spam"
    SIZE = "size"
    VACATION = "vacation"
    COMPLAINT = "complaint"
    DELIVERED = "delivered"
    OTHER = "other"


TROUBLES = frozenset({BounceKind.DELAYED, BounceKind.MAILBOX_FULL})


class AddressState(StrEnum):
    """What is known of an address: an unreachable one is still written to, a bounced one is not."""

    OK = "ok"
    UNREACHABLE = "unreachable"
    BOUNCED = "bounced"


@dataclass(frozen=True)
class Finding:
    """What a report says of one address, in its normal spelling. `status`: as "5.1.1", "" where there was none."""

    address: str
    kind: BounceKind
    status: str = ""
    diagnostic: str = ""


@dataclass(frozen=True)
class Report:
    """A report as it was read. `message_ids`: messages of ours it names, for the caller to believe or not.

    `digest` is that of the whole mail: each counts once. `text`: the mail as it is kept.
    """

    digest: str
    findings: tuple[Finding, ...]
    message_ids: tuple[int, ...] = ()
    text: str = ""


class BounceEffect(StrEnum):
    """What a finding changed."""

    BOUNCED = "bounced"
    UNREACHABLE = "unreachable"
    TROUBLE = "trouble"
    CLEARED = "cleared"
    KEPT = "kept"  # written down, nothing marked
    REPEATED = "repeated"  # this very report was here before
    NOT_WRITTEN_TO = "not_written_to"  # nothing of ours went there lately: not believed


@dataclass(frozen=True)
class BounceOutcome:
    """A finding, what it changed, and the message it is about."""

    finding: Finding
    effect: BounceEffect
    message_id: int | None = None


@dataclass(frozen=True)
class AddressMark:
    """What a card shows of an address that gives trouble; `reason` is English, and translated where it is shown."""

    state: AddressState
    at: datetime
    reason: str


@dataclass(frozen=True)
class ProviderEvent:
    """What a provider of e-mail says of a message it sent for us, in the words of django-anymail.

    `remote_id`: what it calls the message; `key`: the same for a repeated event; `said`: the answer it got.
    """

    kind: str
    remote_id: str
    recipient: str
    key: str
    reject_reason: str = ""
    said: str = ""
