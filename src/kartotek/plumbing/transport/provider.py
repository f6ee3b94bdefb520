"""How is an e-mail handed to a provider with a web address? django-anymail knows some fifteen; the URL names one."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import requests
from anymail.exceptions import AnymailError, AnymailInvalidAddress, AnymailRecipientsRefused
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from kartotek.kernel import clock
from kartotek.kernel.delivery import FailureKind
from kartotek.plumbing.transport import letters
from kartotek.plumbing.transport.envelope import Envelope, HandOver, TransportError
from kartotek.plumbing.transport.http_answers import failure_of_answer, failure_of_request

SCHEME: Final = "anymail"


def options_of(url: str) -> tuple[str, Mapping[str, str | float]]:
    """`anymail://postmark?server_token=TOKEN`: the provider, and the options of its backend."""
    parts = urlsplit(url)
    given = dict(parse_qsl(parts.query))
    seconds = {"timeout": float(given.pop("timeout"))} if "timeout" in given else {}
    return parts.hostname or "", {**given, **seconds}


class ProviderLine:
    """One session of web requests, kept over several letters."""

    def __init__(self, url: str, *, sender: str, domain: str) -> None:
        self._url = url
        self._sender = sender
        self._domain = domain
        self._backend: BaseEmailBackend | None = None

    def send(self, envelope: Envelope, hand_over: HandOver) -> str:
        """Hand the letter over; what the provider calls it."""
        backend = self._opened()
        made = letters.letter(envelope, sender=self._sender, domain=self._domain)
        letters.enclose_for_provider(made, envelope)
        hand_over()
        try:
            backend.send_messages([made])
        except requests.RequestException as error:  # anymail's own are of this kind too
            raise _failure_of_request(error) from error
        except AnymailRecipientsRefused as error:
            raise _refusal(made) from error
        except (AnymailError, ValueError) as error:
            kind = FailureKind.REFUSED_ADDRESS if isinstance(error, AnymailInvalidAddress) else FailureKind.PERMANENT
            raise TransportError(kind, "email", answer=str(error)) from error
        return _remote_id(made)

    def close(self) -> None:
        """End the session."""
        backend, self._backend = self._backend, None
        if backend is not None:
            backend.close()

    def _opened(self) -> BaseEmailBackend:
        if self._backend is None:
            try:
                provider, options = options_of(self._url)
                backend = import_string(f"anymail.backends.{provider}.EmailBackend")(**options)
                backend.open()
            except (ImportError, ImproperlyConfigured, TypeError, ValueError) as error:
                raise TransportError(FailureKind.MISCONFIGURED, "email", answer=str(error)) from error
            self._backend = backend
        return self._backend


def _failure_of_request(error: requests.RequestException) -> TransportError:
    answer = error.response
    if answer is not None and answer.ok:  # taken, in words that nobody understands
        return TransportError(FailureKind.LOST, "email", answer=answer.text, code=answer.status_code)
    if answer is not None:
        return failure_of_answer("email", answer.status_code, answer.headers, answer.text, now=clock.now())
    cause = error.__cause__
    return failure_of_request("email", cause if isinstance(cause, requests.RequestException) else error)


def _refusal(made: EmailMultiAlternatives) -> TransportError:
    """“rejected” is whom the provider does not write to for a reason of its own, a complaint too: only “invalid” says
    that the address does not work (S45).
    """
    said = _statuses(made)
    return TransportError(
        FailureKind.REFUSED_ADDRESS if said == "invalid" else FailureKind.PERMANENT, "email", answer=said
    )


def _remote_id(made: EmailMultiAlternatives) -> str:
    found = getattr(getattr(made, "anymail_status", None), "message_id", None)
    return found if isinstance(found, str) else ""


def _statuses(made: EmailMultiAlternatives) -> str:
    """What the provider says of the address, as "rejected"."""
    found = getattr(getattr(made, "anymail_status", None), "status", None)
    return ", ".join(sorted(found)) if isinstance(found, set) else ""
