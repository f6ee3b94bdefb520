"""Which messaging work happens in the background? Send what is due, and settle what became of it (S43)."""

from kartotek.domain.messaging.jobs.bounces import read_bounce_mails
from kartotek.domain.messaging.jobs.minding import mind_outbox
from kartotek.domain.messaging.jobs.sending import deliver, drain

__all__ = ["deliver", "drain", "mind_outbox", "read_bounce_mails"]
