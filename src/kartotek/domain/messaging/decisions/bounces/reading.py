"""Which addresses does a mail say do not work? Any mail is read, the worst of them as one that says nothing.

A report in fields speaks for itself; then come complaints and replies of people who are away; the rest is prose.
"""

from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from hashlib import sha256
from typing import Final

from kartotek.domain.messaging.decisions.bounces.prose import prose_findings
from kartotek.domain.messaging.decisions.bounces.replies import complaint_in, reply_in
from kartotek.domain.messaging.decisions.bounces.structured import findings_in
from kartotek.domain.messaging.decisions.bounces.tracing import message_ids_in
from kartotek.domain.messaging.values.bounces import Finding, Report

LARGEST_REPORT: Final = 1024 * 1024
LONGEST_KEPT: Final = 100_000
# What hostile mail may raise in the parser of the standard library and in flufl.bounce.
_UNREADABLE: Final = (AttributeError, AssertionError, LookupError, TypeError, ValueError, RecursionError)


def read_report(raw: bytes) -> Report:
    """Everything a mail says of addresses; nothing where it says nothing or cannot be read. Never raises."""
    kept = raw[:LONGEST_KEPT].decode("utf-8", "replace").replace("\0", "�")
    try:
        mail = message_from_bytes(raw)
        return Report(sha256(raw).hexdigest(), _findings(mail), message_ids_in(raw, mail), kept)
    except _UNREADABLE:
        return Report(sha256(raw).hexdigest(), (), (), kept)


def is_mail(raw: bytes) -> bool:
    """Whether these bytes are a mail at all: a field stands before the text, which is not looked at."""
    return bool(BytesHeaderParser().parsebytes(raw[:LONGEST_KEPT]).keys())


def _findings(mail: Message) -> tuple[Finding, ...]:
    found = findings_in(mail) or complaint_in(mail) or reply_in(mail) or prose_findings(mail)
    first = {finding.address: finding for finding in reversed(found)}  # an address that is named twice: the first time
    return tuple(reversed(first.values()))
