"""How is an e-mail handed to a mail server? Plainly, with STARTTLS, or encrypted from the start, as the URL says.

The conversation is held step by step, so that it is known whether the letter may have arrived when it breaks off.
"""

import contextlib
import re
import smtplib
import ssl
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from kartotek.kernel.delivery import FailureKind
from kartotek.plumbing.transport import letters
from kartotek.plumbing.transport.envelope import Envelope, HandOver, TransportError
from kartotek.plumbing.transport.smtp_answers import failure_of_recipient, failure_of_sender, failure_of_text

_TIMEOUT_SECONDS: Final = 20.0
# The server may look at the letter before it takes it.
_LAST_ANSWER_SECONDS: Final = 60.0
_DOTS: Final = re.compile(rb"(?m)^\.")


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


class SmtpLine:
    """A connection to a mail server, opened when it is needed and kept for the next letter."""

    def __init__(self, server: Server, *, sender: str, domain: str) -> None:
        self._server = server
        self._sender = sender
        self._domain = domain
        self._connection: smtplib.SMTP | None = None

    def send(self, envelope: Envelope, hand_over: HandOver) -> str:
        """Hand the letter over; mail servers have no name for it but ours."""
        recipient, data = self._written(envelope)
        connection = self._introduced(is_again=self._connection is not None)
        try:
            self._name_recipient(connection, recipient)
            hand_over()
        except TransportError:
            self._reset(connection)
            raise
        except Exception:  # in the middle of DATA there is no way back but a new connection
            self._drop()
            raise
        self._hand_over(connection, data)
        return ""

    def close(self) -> None:
        """Say goodbye, if anybody listens."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def _written(self, envelope: Envelope) -> tuple[str, bytes]:
        """The address and the letter as they go over the wire."""
        try:
            local, _, domain = envelope.to.rpartition("@")
            recipient = f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
            made = letters.letter(envelope, sender=self._sender, domain=self._domain)
            data = letters.enclose_for_mail_clients(made, envelope)
        except ValueError as error:  # of any encoding or header
            kind = FailureKind.REFUSED_ADDRESS if isinstance(error, UnicodeError) else FailureKind.PERMANENT
            raise TransportError(kind, "email", answer=str(error)) from error
        return recipient, _DOTS.sub(b"..", data)

    def _introduced(self, *, is_again: bool) -> smtplib.SMTP:
        """A connection that has taken our address; one that was closed meanwhile is opened again."""
        try:
            connection = self._connection or self._connect()
            code, answer = connection.mail(self._sender)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            if is_again:
                return self._introduced(is_again=False)
            raise _failure_before(error) from error
        if code == 250:
            return connection
        self._drop()
        if is_again and code == 421:  # it takes no more on this connection
            return self._introduced(is_again=False)
        raise failure_of_sender(code, answer)

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context()
        connection: smtplib.SMTP
        if server.is_encrypted:
            connection = smtplib.SMTP_SSL(local_hostname=self._domain, timeout=_TIMEOUT_SECONDS, context=context)
        else:
            connection = smtplib.SMTP(local_hostname=self._domain, timeout=_TIMEOUT_SECONDS)
        self._connection = connection
        code, answer = connection.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, answer)
        if server.has_starttls:
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
        else:
            connection.ehlo_or_helo_if_needed()
        return connection

    def _name_recipient(self, connection: smtplib.SMTP, recipient: str) -> None:
        try:
            code, answer = connection.rcpt(recipient)
            if code not in {250, 251, 252}:
                raise failure_of_recipient(code, answer)
            code, answer = connection.docmd("DATA")
        except (OSError, smtplib.SMTPException) as error:
            raise _failure_before(error) from error
        if code != 354:
            raise failure_of_text(code, answer)

    def _hand_over(self, connection: smtplib.SMTP, data: bytes) -> None:
        """From here on the letter may arrive whatever we hear of it."""
        try:
            connection.send(data if data.endswith(b"\r\n") else data + b"\r\n")
            connection.send(b".\r\n")
        except (OSError, smtplib.SMTPException) as error:  # without its last line no server takes a letter
            self._drop()
            raise _failure_before(error) from error
        try:
            if connection.sock is not None:
                connection.sock.settimeout(_LAST_ANSWER_SECONDS)
            code, answer = connection.getreply()
            if connection.sock is not None:
                connection.sock.settimeout(_TIMEOUT_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise TransportError(FailureKind.LOST, "email", answer=_words(error)) from error
        if code != 250:
            raise failure_of_text(code, answer)

    def _reset(self, connection: smtplib.SMTP) -> None:
        """Ready for the next letter, or gone."""
        try:
            connection.rset()
        except (OSError, smtplib.SMTPException):
            self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _failure_before(error: Exception) -> TransportError:
    """What went wrong while nothing was handed over yet."""
    if isinstance(error, smtplib.SMTPResponseException):
        answer = error.smtp_error if isinstance(error.smtp_error, bytes) else str(error.smtp_error).encode()
        return failure_of_sender(error.smtp_code, answer)
    is_ours = isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError | UnicodeError)
    kind = FailureKind.MISCONFIGURED if is_ours else FailureKind.UNREACHABLE
    return TransportError(kind, "email", answer=_words(error))


def _words(error: Exception) -> str:
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)
