"""How is a webhook signed, when is it tried again, and which addresses may be told? After the Standard Webhooks."""

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from kartotek.domain.hooks.values import PAUSES, HookEvent
from kartotek.kernel.errors import Problem
from kartotek.kernel.words import gettext_noop

LONGEST_URL = 500
_PREFIX = "whsec_"
# Printable ASCII without a space, and every percent sign begins an octet (RFC 3986, 2.1).
_WRITTEN_OUT = re.compile(r"(?:[!-$&-~]|%[0-9A-Fa-f]{2})+")


def secret_text(key: bytes) -> str:
    """A key as people copy it."""
    return _PREFIX + b64encode(key).decode()


def signature(secret: str, public_id: str, sent_at: datetime, body: str) -> str:
    """`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; the timestamp in whole seconds."""
    key = b64decode(secret.removeprefix(_PREFIX))
    signed = f"{public_id}.{int(sent_at.timestamp())}.{body}"
    return "v1," + b64encode(hmac.digest(key, signed.encode(), "sha256")).decode()


def headers_for(secret: str, public_id: str, sent_at: datetime, body: str) -> dict[str, str]:
    """What goes with the body."""
    return {
        "Content-Type": "application/json",
        "User-Agent": "Kartotek",
        "webhook-id": public_id,
        "webhook-timestamp": str(int(sent_at.timestamp())),
        "webhook-signature": signature(secret, public_id, sent_at, body),
    }


def next_attempt_at(attempts: int, now: datetime, retry_after_seconds: int | None = None) -> datetime | None:
    """When it is tried again after so many attempts, never sooner than the receiver asked; None: it has failed."""
    if attempts > len(PAUSES):
        return None
    pause = PAUSES[attempts - 1]
    longest = PAUSES[-1].total_seconds()
    asked = min(retry_after_seconds or 0, longest)
    return now + pause if pause.total_seconds() >= asked else now.fromtimestamp(now.timestamp() + asked, now.tzinfo)


def webhook_problems(url: str, events: Iterable[str]) -> tuple[Problem, ...]:
    """What is wrong with an address and with what it wants to hear."""
    return (*_url_problems(url), *_event_problems(list(events)))


def _url_problems(url: str) -> list[Problem]:
    if len(url) > LONGEST_URL:
        return [Problem("url", "too_long", gettext_noop("This address is too long."))]
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address or not _WRITTEN_OUT.fullmatch(url):
        return [Problem("url", "invalid", gettext_noop("This is not an address that begins with https:// or http://."))]
    if parts.username or parts.password:
        return [Problem("url", "invalid", gettext_noop("An address must not contain a name or a password."))]
    return []


def _event_problems(events: list[str]) -> list[Problem]:
    if not events:
        return [Problem("events", "required", gettext_noop("Choose at least one event."))]
    unknown = [event for event in events if event not in set(HookEvent)]
    if unknown:
        return [Problem("events", "unknown", gettext_noop("One of these events does not exist."))]
    return []
