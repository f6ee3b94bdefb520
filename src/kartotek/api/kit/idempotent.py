"""Which creating requests may be repeated? Every POST that carries `Idempotency-Key` (api.md)."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse

from kartotek.api.kit.problems import PROBLEM_JSON
from kartotek.plumbing.idempotency import Answer, once


def answered_once(request: HttpRequest, *, caller: str, now: datetime, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Run `act`, or answer as it did the first time when the same caller sent the same key and body before."""
    key = request.headers.get("Idempotency-Key")
    if request.method != "POST" or key is None:
        return act()

    def answer() -> Answer:
        response = act()
        return Answer(response.status_code, response.content, response.headers.get("ETag", ""))

    scope = sha256(f"{caller} {request.path}".encode()).hexdigest()
    kept = once(scope=scope, key=key, body=request.body, now=now, act=answer)
    response = HttpResponse(
        kept.body, status=kept.status, content_type="application/json" if kept.status < 400 else PROBLEM_JSON
    )
    if kept.etag:
        response["ETag"] = kept.etag
    return response
