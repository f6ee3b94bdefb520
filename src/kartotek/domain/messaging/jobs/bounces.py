"""How do reports of e-mail that came back get in: from the mailbox for them, and from a server that refuses at once?"""

import logging
from datetime import datetime
from typing import Final

from django.db import DataError
from django_scopes import scope

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.messaging import actions
from kartotek.domain.messaging.decisions.bounces import LARGEST_REPORT
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.values.bounces import BounceKind, Finding
from kartotek.kernel.errors import Busy
from kartotek.plumbing.maildir import waiting_mails
from kartotek.plumbing.transport import TransportError

# So many reports a minute: what is left is taken the next minute.
MOST_REPORTS: Final = 500

log = logging.getLogger("kartotek.messaging")


def read_bounce_mails(*, now: datetime) -> int:
    """Take the reports that lie in the mailbox for them; how many there were. The minute tick calls it."""
    taken = 0
    for mail in waiting_mails(most=MOST_REPORTS):
        raw = mail.read(largest=LARGEST_REPORT)
        if raw is None:
            mail.set_aside()
            continue
        try:
            actions.take_bounce_mail(raw=raw, actor=SYSTEM, now=now)
        except Busy:  # it stays where it is, for the next minute
            continue
        except (DataError, ValueError) as error:
            log.warning("a report in the mailbox cannot be taken: %s: %s", mail.path.name, error)
            mail.set_aside()
        else:
            mail.taken()
            taken += 1
    return taken


def take_refusal(message: Message, error: TransportError, *, now: datetime) -> None:
    """The server did not take the message, for its address does not work: the same as a report that says so (S45)."""
    finding = Finding(message.to, BounceKind.HARD, error.status, error.answer)
    with scope(business=message.business_id):
        actions.address_refused(
            business_id=message.business_id, message_id=message.pk, finding=finding, actor=SYSTEM, now=now
        )
