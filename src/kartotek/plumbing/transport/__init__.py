"""How does a message leave the installation? By SMTP, by a provider of SMS, or not at all (captured).

`is_captured` says whether nothing is set up; `send` takes as long as the network does: only jobs call it (rule 6).
"""

from kartotek.plumbing.transport.envelope import Envelope, TransportError
from kartotek.plumbing.transport.routing import is_captured, send

__all__ = ["Envelope", "TransportError", "is_captured", "send"]
