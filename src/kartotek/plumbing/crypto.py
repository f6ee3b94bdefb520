"""How is something signed or drawn that outsiders must not forge or foresee? With keys derived from the one secret."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.conf import settings

_SIGNATURE_BYTES = 16
_ID_BYTES = 8


def secret_for(purpose: str) -> bytes:
    """A key of its own for each purpose."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"kartotek {purpose}".encode(), "sha256")


def sign_id(purpose: str, number: int) -> str:
    """An unguessable, URL-safe token that says which row is meant; nothing needs to be stored."""
    packed = number.to_bytes(_ID_BYTES, "big")
    return urlsafe_b64encode(packed + _signature(purpose, packed)).decode().rstrip("=")


def unsign_id(purpose: str, token: str) -> int | None:
    """The number in a token of this purpose; None for anything we did not sign."""
    try:
        raw = urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except ValueError:
        return None
    packed, signature = raw[:_ID_BYTES], raw[_ID_BYTES:]
    if not hmac.compare_digest(signature, _signature(purpose, packed)):
        return None
    number = int.from_bytes(packed, "big")
    return number if sign_id(purpose, number) == token else None


def _signature(purpose: str, packed: bytes) -> bytes:
    return hmac.digest(secret_for(purpose), packed, "sha256")[:_SIGNATURE_BYTES]
