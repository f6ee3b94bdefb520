"""How does a message leave the installation? By SMTP, by a provider of e-mail or SMS, or not at all (captured).

`is_captured` says whether nothing is set up; `send` takes as long as the network does: only jobs call it (rule 6).
"""

from kartotek.plumbing.transport.envelope import Enclosure, Envelope, TransportError
from kartotek.plumbing.transport.routing import CHANNELS, Lines, is_captured, send, sender_address

__all__ = ["CHANNELS", "Enclosure", "Envelope", "Lines", "TransportError", "is_captured", "send", "sender_address"]
