"""Which version does a program believe it changes? `ETag` out, `If-Match` in (api.md)."""

from django.http import HttpRequest, HttpResponse

from kartotek.kernel.errors import Stale


def tag(response: HttpResponse, version: int) -> None:
    """Say which version was sent."""
    response["ETag"] = f'"{version}"'


def expected_version(request: HttpRequest) -> int | None:
    """The version of `If-Match`; None when there is none or it is `*` (the last writer wins)."""
    given = request.headers.get("If-Match", "").strip()
    if given in {"", "*"}:
        return None
    number = given.removeprefix("W/").strip('"')
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise Stale
    return int(number)
