"""How does a link carry an identifier that nobody can make up? Signed, nothing stored."""

import hmac
from base64 import b32encode
from functools import lru_cache

from django.conf import settings

_MAC_BYTES = 15  # 120 bits: 24 characters
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
LARGEST_ID = 2**63 - 1


def sign_id(purpose: str, number: int) -> str:
    """The token of this number for this purpose, in small letters and digits so that it survives any mail program."""
    return f"{_to_base36(number)}.{_mac(purpose, number)}"


def unsign_id(purpose: str, token: str) -> int | None:
    """The number behind a token; None for what we never signed."""
    number = claimed_id(token)
    is_ours = number is not None and hmac.compare_digest(token, sign_id(purpose, number))
    return number if is_ours else None


def claimed_id(token: str) -> int | None:
    """The number a token names, ours or not: for a purpose that can only be known once the number is looked up."""
    written, _, mac = token.partition(".")
    if not (0 < len(written) <= 13 and set(written) <= set(_DIGITS) and mac.isascii()):
        return None
    number = int(written, 36)
    return number if number <= LARGEST_ID else None


def secret_for(purpose: str) -> bytes:
    """A key for this purpose alone, made from the secret of the installation."""
    return _derived(settings.SECRET_KEY, purpose)


@lru_cache(maxsize=64)  # a handful of purposes; asked for every link of every message
def _derived(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), purpose.encode(), "sha256")


def _mac(purpose: str, number: int) -> str:
    digest = hmac.digest(secret_for(purpose), str(number).encode(), "sha256")
    return b32encode(digest[:_MAC_BYTES]).decode().lower()


def _to_base36(number: int) -> str:
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = _DIGITS[digit] + written
    return written or "0"
