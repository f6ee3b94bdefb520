"""Which transport takes a message? What the installation was told in its environment; nothing: it is captured."""

from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings

from kartotek.plumbing.transport.envelope import Envelope, HandOver, Line, at_once
from kartotek.plumbing.transport.provider import SCHEME, ProviderLine
from kartotek.plumbing.transport.sms import SmsLine
from kartotek.plumbing.transport.smtp import SmtpLine, server_of

CHANNELS = ("email", "sms")


def is_captured(channel: str) -> bool:
    """Whether messages of this channel stay here, for staff to read, because no transport is set up (S43)."""
    return not _url(channel)


class Lines:
    """The ways out, each opened when its first message comes, and closed with the block."""

    def __init__(self) -> None:
        self._open: dict[str, Line] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for line in self._open.values():
            line.close()
        self._open.clear()

    def send(self, envelope: Envelope, hand_over: HandOver = at_once) -> str:
        """Hand the message to its transport, which must be set up; what the provider calls it, or "".

        `hand_over` is called right before the message may arrive. Raises TransportError, and what `hand_over` raises.
        """
        line = self._open.get(envelope.channel)
        if line is None:
            line = self._open[envelope.channel] = _line(envelope.channel)
        return line.send(envelope, hand_over)


def send(envelope: Envelope) -> str:
    """Hand over one message that nobody else is kept waiting for."""
    with Lines() as lines:
        return lines.send(envelope)


def sender_address() -> str:
    """The address that our e-mails come from."""
    return settings.EMAIL_FROM or f"no-reply@{_domain()}"


def _domain() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def _line(channel: str) -> Line:
    url = _url(channel)
    if channel == "sms":
        return SmsLine(url)
    domain, sender = _domain(), sender_address()
    if urlsplit(url).scheme == SCHEME:
        return ProviderLine(url, sender=sender, domain=domain)
    return SmtpLine(server_of(url), sender=sender, domain=domain)


def _url(channel: str) -> str:
    url: str = settings.SMS_URL if channel == "sms" else settings.EMAIL_URL
    return url
