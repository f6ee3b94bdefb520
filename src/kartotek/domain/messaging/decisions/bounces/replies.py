"""Is a mail no report of a server at all, but a person who is away, or one who complains?"""

import re
from email.message import Message
from email.utils import parseaddr
from typing import Final

from kartotek.domain.messaging.decisions.bounces.structured import address_of, value
from kartotek.domain.messaging.values.bounces import BounceKind, Finding
from kartotek.kernel.contact import normalise_email

_DAEMON: Final = re.compile(r"(?i)mailer-?daemon|postmaster|mail delivery|mail ?admin|mdaemon|mail system")
_AWAY: Final = re.compile(
    r"(?i)out of (?:the )?office|auto(?:matic)?[ -]?repl|vacation|on holiday|autosvar|automatisk svar|fravær|frånvaro"
    r"|på ferie|på semester|abwesen|automatische antwort|im urlaub|absence|réponse automatique"
)


def complaint_in(mail: Message) -> list[Finding]:
    """Somebody called a message of ours spam: a feedback report, RFC 5965."""
    for part in mail.walk():
        if part.get_content_type() != "message/feedback-report":
            continue
        fields = next((one for one in part.walk() if one.get("feedback-type")), None)
        address = address_of(value(fields, "original-rcpt-to")) if fields else ""
        if address:
            return [Finding(address, BounceKind.COMPLAINT)]
    return []


def reply_in(mail: Message) -> list[Finding]:
    """Somebody is away: she answered by a program, so the address works."""
    sender = value(mail, "from")
    if _DAEMON.search(sender) or mail.get("x-failed-recipients"):
        return []
    subject = value(mail, "subject")
    is_automatic = value(mail, "auto-submitted").lower().startswith("auto-replied")
    is_automatic = is_automatic or any(mail.get(name) for name in ("x-autoreply", "x-autorespond"))
    if not is_automatic and not _AWAY.search(subject):
        return []
    address = normalise_email(parseaddr(sender)[1]).value
    return [Finding(address, BounceKind.VACATION)] if address else []
