"""Which transport takes a message? What the installation was told in its environment; nothing: it is captured."""

from urllib.parse import urlsplit

from django.conf import settings

from kartotek.plumbing.transport import sms, smtp
from kartotek.plumbing.transport.envelope import Envelope


def is_captured(channel: str) -> bool:
    """Whether messages of this channel stay here, for staff to read, because no transport is set up (S43)."""
    return not _url(channel)


def send(envelope: Envelope) -> None:
    """Hand the message to its transport, which must be set up. Raises TransportError."""
    if envelope.channel == "sms":
        sms.send(envelope, url=_url("sms"))
    else:
        smtp.send(envelope, url=_url("email"), domain=urlsplit(settings.BASE_URL).hostname or "localhost")


def _url(channel: str) -> str:
    url: str = settings.SMS_URL if channel == "sms" else settings.EMAIL_URL
    return url
