"""What does the answer of a provider's web address mean, or that none came?"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

import requests

from kartotek.kernel.delivery import FailureKind
from kartotek.plumbing.transport.envelope import TransportError

_WRONG_SETTINGS: Final = frozenset({401, 402, 403, 404, 405, 407, 410})
_NOBODY_THERE: Final = frozenset({408, 425, 502, 503, 504})


def failure_of_answer(
    channel: str, status: int, headers: Mapping[str, str], text: str, *, now: datetime
) -> TransportError:
    """An answer that is none of success."""
    retry_after = _wait(headers.get("Retry-After", ""), now)
    said = f"{status} {text}"
    return TransportError(
        _kind(status, has_wait=retry_after is not None), channel, answer=said, code=status, retry_after=retry_after
    )


def failure_of_request(channel: str, error: requests.RequestException) -> TransportError:
    """No answer: whether the message may have arrived depends on how far the request came."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    is_before = isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError) or _is_no_connection(reason)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return TransportError(FailureKind.MISCONFIGURED, channel, answer=str(error))
    kind = FailureKind.UNREACHABLE if is_before else FailureKind.LOST
    return TransportError(kind, channel, answer=str(error))


def _is_no_connection(reason: object) -> bool:
    """urllib3's own words for: nobody listens, or the name is not known."""
    return type(reason).__name__ in {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"}


def _kind(status: int, *, has_wait: bool) -> FailureKind:
    if status == 429 or (status == 503 and has_wait):
        return FailureKind.THROTTLED
    if status in _NOBODY_THERE:
        return FailureKind.UNREACHABLE
    if status in _WRONG_SETTINGS or status < 400:
        return FailureKind.MISCONFIGURED
    return FailureKind.TEMPORARY if status >= 500 else FailureKind.PERMANENT


def _wait(value: str, now: datetime) -> timedelta | None:
    """Retry-After is a number of seconds, or a date (RFC 9110)."""
    if value.strip().isascii() and value.strip().isdigit():
        return timedelta(seconds=min(int(value), 10**6))
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    if until.tzinfo is None:
        return None
    return max(until - now, timedelta(0))
