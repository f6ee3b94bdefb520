"""What do the fields of a delivery status notification say? RFC 3464, and RFC 6533 for addresses beyond ASCII."""

from base64 import b64decode
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from email.utils import parseaddr

from kartotek.domain.messaging.decisions.bounces.judging import judge, status_in
from kartotek.domain.messaging.decisions.bounces.texts import about, on_one_line, words_of_server
from kartotek.domain.messaging.values.bounces import BounceKind, Finding
from kartotek.kernel.contact import normalise_email

LONGEST_DIAGNOSTIC = 1_000
_STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
_RECIPIENTS = ("original-recipient", "final-recipient", "x-actual-recipient")


def findings_in(report: Message) -> list[Finding]:
    """One finding for each recipient of each status part, wherever in the mail it lies. Where the fields say nothing
    of the reason, the words before them may.
    """
    words = words_of_server(report)
    return [
        finding
        for part in report.walk()
        if part.get_content_type() in _STATUS_TYPES
        for fields in _blocks(part)
        for finding in _findings(fields, words)
    ]


def address_of(field: str) -> str:
    """The address in a field as `rfc822; <a@b.example>`, in its normal spelling; "" where there is none."""
    _, mark, rest = field.partition(";")
    _, address = parseaddr(" ".join((rest if mark else field).split()))
    return normalise_email(address).value


def value(fields: Message, name: str) -> str:
    """A field in one line, without controls; "" where there is none."""
    return on_one_line(str(fields.get(name, "")))


def _blocks(part: Message) -> Iterator[Message]:
    """The groups of fields of a status part. The parser splits those of RFC 3464 itself; others it takes for a mail."""
    payload = part.get_payload()
    parts = [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
    if part.get_content_type() == _STATUS_TYPES[0]:
        yield from parts
        return
    content = b"".join(one.as_bytes() for one in parts)
    if value(part, "content-transfer-encoding").lower() == "base64":
        content = b64decode(content)
    for block in content.decode("utf-8", "replace").replace("\r\n", "\n").split("\n\n"):
        yield HeaderParser().parsestr(block)


def _findings(fields: Message, words: str) -> Iterator[Finding]:
    action = value(fields, "action").lower()
    if not action:
        return
    status, diagnostic = value(fields, "status"), value(fields, "diagnostic-code")[:LONGEST_DIAGNOSTIC]
    address = next((found for name in _RECIPIENTS if (found := address_of(value(fields, name)))), "")
    if address:
        kind = judge(action=action, status=status, text=f"{diagnostic} {status}".strip())
        if kind is BounceKind.OTHER:
            kind = judge(action=action, status="", text=about(address, words))
        yield Finding(address, kind, status_in(status) or status_in(diagnostic), diagnostic)
