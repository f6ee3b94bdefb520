"""Answer a calendar program, which signs in nowhere: the address is the secret.

Counted are the addresses that are none, by network, and each that is one, by itself: a calendar service asks for very
many feeds from one network, and must not be turned away for it.
"""

from datetime import timedelta
from hashlib import sha256

from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from kartotek.domain.overview.queries.feeds import get_feed
from kartotek.kernel.errors import NotFound
from kartotek.plumbing import ratelimits
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import public_view

_UNKNOWN, _SAME, _MINUTE = 60, 30, timedelta(minutes=1)


@require_safe
@public_view
def feed(request: PublicRequest, kind: str, token: str) -> HttpResponseBase:
    """The calendar as it is now, or 304 for a program that has it already."""
    public = request.public
    ratelimits.hit([ratelimits.Limit("feed", token, _SAME, _MINUTE)], now=public.now)
    try:
        content = get_feed(kind, token, business=public.business, now=public.now)
    except NotFound:
        ratelimits.hit([ratelimits.Limit("feed unknown", public.address, _UNKNOWN, _MINUTE)], now=public.now)
        raise
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    if _has_it(request.headers.get("If-None-Match", ""), etag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["X-Robots-Tag"] = "noindex"
    return response


def _has_it(sent: str, etag: str) -> bool:
    """Weakly compared (RFC 9110, 13.1.2): a proxy that compresses makes weak tags of ours."""
    return any(one == "*" or one.removeprefix("W/") == etag for one in parse_etags(sent))
