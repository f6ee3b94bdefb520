"""How is an e-mail handed to a mail server? Plainly, with STARTTLS, or encrypted from the start, as the URL says."""

import smtplib
import ssl
from dataclasses import dataclass
from email.utils import formataddr
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.smtp import EmailBackend

from kartotek.plumbing.transport.envelope import Envelope, TransportError

_TIMEOUT_SECONDS = 20


@dataclass(frozen=True)
class Server:
    """A mail server as KARTOTEK_EMAIL_URL names it."""

    host: str
    port: int
    user: str
    password: str
    has_starttls: bool
    is_encrypted: bool


def server_of(url: str) -> Server:
    """`smtp://[user:pass@]host:port[?starttls=1]` or `smtps://…`."""
    parts = urlsplit(url)
    is_encrypted = parts.scheme == "smtps"
    return Server(
        host=parts.hostname or "localhost",
        port=parts.port or (465 if is_encrypted else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        has_starttls=parse_qs(parts.query).get("starttls") == ["1"],
        is_encrypted=is_encrypted,
    )


def send(envelope: Envelope, *, url: str, domain: str) -> None:
    """Hand the message over; `domain` is that of our own addresses. Raises TransportError."""
    message = EmailMultiAlternatives(
        subject=" ".join(envelope.subject.split()),
        body=envelope.body,
        from_email=formataddr((" ".join(envelope.sender_name.split()), f"no-reply@{domain}")),
        to=[envelope.to],
        reply_to=[envelope.reply_to] if envelope.reply_to else None,
        headers={
            "X-Kartotek-Message": str(envelope.id),
            "Message-ID": f"<message-{envelope.id}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=_connection(server_of(url)),
    )
    if envelope.html:
        message.attach_alternative(envelope.html, "text/html")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code, _ = next(iter(error.recipients.values()))
        raise TransportError(f"The mail server refused the address ({code}).", is_permanent=code >= 500) from error
    except smtplib.SMTPResponseException as error:
        raise TransportError(
            f"The mail server answered {error.smtp_code}.", is_permanent=error.smtp_code >= 500
        ) from error
    except (OSError, smtplib.SMTPException, ssl.SSLError) as error:
        raise TransportError("The mail server could not be reached.") from error


def _connection(server: Server) -> EmailBackend:
    return EmailBackend(
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.has_starttls,
        use_ssl=server.is_encrypted,
        timeout=_TIMEOUT_SECONDS,
    )
