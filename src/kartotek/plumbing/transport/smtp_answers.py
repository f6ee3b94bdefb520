"""What does the answer of a mail server mean? By its enhanced status (RFC 3463) if there is one."""

import re
from datetime import timedelta
from typing import Final

from kartotek.kernel.delivery import FailureKind
from kartotek.plumbing.transport.envelope import TransportError

# Only *this address does not work* (S45): not full, not policy, not spam.
_NO_SUCH_ADDRESS: Final = frozenset({"5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"})
_NO_SUCH_ADDRESS_CODES: Final = frozenset({550, 551, 553})
_WRONG_SETTINGS_CODES: Final = frozenset({530, 534, 535, 538})
_STATUS: Final = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_RELAY: Final = re.compile(r"\brelay", re.IGNORECASE)
_NOT_THE_ADDRESS: Final = re.compile(
    r"\b(?:spam|policy|block|blacklist|reputation|quota|full|size|denied|auth|reject)", re.IGNORECASE
)
_SOON: Final = timedelta(seconds=30)


def failure_of_sender(code: int, answer: bytes) -> TransportError:
    """The server did not let us begin: nothing is wrong with this message."""
    if code == 452 or _status(answer).startswith(("4.7.", "4.5.")):
        return _failure(FailureKind.THROTTLED, code, answer, retry_after=_SOON)
    return _failure(FailureKind.MISCONFIGURED if code >= 500 else FailureKind.UNREACHABLE, code, answer)


def failure_of_recipient(code: int, answer: bytes) -> TransportError:
    """The server did not take the address, or not now."""
    if code == 421:
        return _failure(FailureKind.UNREACHABLE, code, answer)
    if code < 500:
        return _failure(FailureKind.TEMPORARY, code, answer)
    if code in _WRONG_SETTINGS_CODES or _RELAY.search(answer.decode(errors="replace")):
        return _failure(FailureKind.MISCONFIGURED, code, answer)
    return _failure(
        FailureKind.REFUSED_ADDRESS if _is_no_address(code, answer) else FailureKind.PERMANENT, code, answer
    )


def failure_of_text(code: int, answer: bytes) -> TransportError:
    """The server did not take the letter, or not now."""
    if code == 421:
        return _failure(FailureKind.UNREACHABLE, code, answer)
    if code < 500:
        return _failure(FailureKind.TEMPORARY, code, answer)
    is_no_address = _status(answer) in _NO_SUCH_ADDRESS
    return _failure(FailureKind.REFUSED_ADDRESS if is_no_address else FailureKind.PERMANENT, code, answer)


def _is_no_address(code: int, answer: bytes) -> bool:
    status = _status(answer)
    if status:
        return status in _NO_SUCH_ADDRESS
    return code in _NO_SUCH_ADDRESS_CODES and not _NOT_THE_ADDRESS.search(answer.decode(errors="replace"))


def _status(answer: bytes) -> str:
    found = _STATUS.search(answer.decode(errors="replace"))
    return found[1] if found else ""


def _failure(kind: FailureKind, code: int, answer: bytes, *, retry_after: timedelta | None = None) -> TransportError:
    said = f"{code} {answer.decode(errors='replace')}"
    return TransportError(kind, "email", answer=said, code=code, status=_status(answer), retry_after=retry_after)
