"""From which network address does a request come? Behind trusted proxies the forwarded one, else the peer's."""

from collections.abc import Mapping

from django.conf import settings


def client_address(meta: Mapping[str, object]) -> str:
    """The address of the client, at most 64 characters; a forwarded header counts only from a trusted proxy."""
    peer = str(meta.get("REMOTE_ADDR") or "")
    if peer not in settings.TRUSTED_PROXIES:
        return peer[:64]
    hops = [hop.strip() for hop in str(meta.get("HTTP_X_FORWARDED_FOR") or "").split(",") if hop.strip()]
    strangers = [hop for hop in hops if hop not in settings.TRUSTED_PROXIES]
    return (strangers[-1] if strangers else peer)[:64]
