"""How is a program outside told something? One POST, no redirects, not longer than a few seconds.

An address inside the network of the installation is refused, unless it is a demo or test installation: whoever may set
up a webhook must not be able to knock on the doors behind the firewall.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

TIMEOUT_SECONDS = 15
_MOST_READ = 1000


@dataclass(frozen=True)
class Answer:
    """What came back: an HTTP status, or a sentence that says why there is none."""

    status: int | None
    error: str = ""
    retry_after_seconds: int | None = None

    @property
    def is_accepted(self) -> bool:
        """Only a 2xx is a yes."""
        return self.status is not None and 200 <= self.status < 300


def post(url: str, body: str, headers: Mapping[str, str]) -> Answer:
    """Send it; never raises."""
    parts = urlsplit(url)
    try:
        address = _address_of(parts)
        connection = _connection(parts, address)
        try:
            connection.request("POST", _target(parts), body.encode(), {**headers, "Host": parts.netloc})
            response = connection.getresponse()
            said = response.read(_MOST_READ).decode(errors="replace")
        finally:
            connection.close()
    except TimeoutError:
        return Answer(None, f"No answer within {TIMEOUT_SECONDS} seconds.")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(None, str(error) or type(error).__name__)
    accepted = 200 <= response.status < 300
    return Answer(response.status, "" if accepted else said, _seconds(response.headers.get("Retry-After", "")))


def _address_of(parts: SplitResult) -> str:
    """The address behind the name, the one that is then spoken to; OSError for one inside."""
    found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    address = str(found[0][4][0])
    if not settings.IS_DEMO and not ipaddress.ip_address(address).is_global:
        raise OSError("This address lies inside the network of the installation.")
    return address


def _connection(parts: SplitResult, address: str) -> http.client.HTTPConnection:
    """Connected to the address that was checked, in the name that was asked for."""
    made = socket.create_connection((address, _port(parts)), timeout=TIMEOUT_SECONDS)
    if parts.scheme == "https":
        made = ssl.create_default_context().wrap_socket(made, server_hostname=parts.hostname)
    connection = http.client.HTTPConnection(parts.hostname or "", _port(parts), timeout=TIMEOUT_SECONDS)
    connection.sock = made
    return connection


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _seconds(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
