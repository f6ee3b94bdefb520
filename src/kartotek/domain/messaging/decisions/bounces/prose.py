"""What does a report without fields say? flufl.bounce knows the prose of many servers and finds the addresses."""

from collections.abc import Iterable
from email.message import Message

from flufl.bounce import all_failures

from kartotek.domain.messaging.decisions.bounces.judging import judge, status_in
from kartotek.domain.messaging.decisions.bounces.structured import LONGEST_DIAGNOSTIC
from kartotek.domain.messaging.decisions.bounces.texts import about, on_one_line, words_of_server
from kartotek.domain.messaging.values.bounces import BounceKind, Finding
from kartotek.kernel.contact import normalise_email


def prose_findings(mail: Message) -> list[Finding]:
    """One finding an address, those that may still arrive first."""
    passing, lasting = all_failures(mail)
    text = words_of_server(mail)
    return [*_judged(passing, "delayed", text), *_judged(lasting, "failed", text)]


def _judged(addresses: Iterable[bytes], action: str, text: str) -> list[Finding]:
    """A failure for which no reason is given at all is one of the address."""
    normal = sorted({normalise_email(one.decode("ascii", "replace")).value for one in addresses} - {""})
    found = []
    for address in normal:
        said = about(address, text) if len(normal) > 1 else text
        kind = judge(action=action, status="", text=said)
        if kind is BounceKind.OTHER and not status_in(said):
            kind = BounceKind.HARD
        found.append(Finding(address, kind, status_in(said), on_one_line(said)[:LONGEST_DIAGNOSTIC]))
    return found
