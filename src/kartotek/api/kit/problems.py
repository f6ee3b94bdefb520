"""How does an error look to a program? RFC 9457, one mapper for all (house rule 7)."""

import logging
import re
from collections.abc import Iterable
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NinjaValidationError

from kartotek.kernel.errors import Busy, Invalid, KartotekError, Malformed, Problem, TooMany, Unauthorized
from kartotek.plumbing.lost_database import is_database_lost

log = logging.getLogger("kartotek.api")

_Error = dict[str, Any]  # Any: pydantic's own shape

PROBLEM_JSON = "application/problem+json"
_TITLES = {
    400: "Bad request",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Conflict",
    412: "Changed meanwhile",
    413: "Too large",
    422: "Not valid",
    429: "Too many requests",
    500: "Internal error",
    503: "Busy",
}
_CODES = {"missing": "required", "string_too_long": "too_long"}
_BRANCH = re.compile(r"literal\[|int$|constrained-int$|function-wrap\[")  # what pydantic calls a branch of a union
_GUESSES = {"missing", "extra_forbidden", "literal_error", "object_type"}  # of a branch: perhaps another one was meant


def problem_response(error: KartotekError) -> HttpResponse:
    """The answer for one of our errors; its message is translated here."""
    members: dict[str, object] = {
        "type": f"urn:kartotek:problem:{error.code}",
        "title": _TITLES.get(error.status, "Error"),
        "status": error.status,
        "detail": gettext(error.message) if error.message else "",
        "code": error.code,
        "errors": [_problem(problem) for problem in error.problems],
    }
    response = HttpResponse(orjson.dumps(members | error.members()), status=error.status, content_type=PROBLEM_JSON)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after_seconds)
    if error.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def _problem(problem: Problem) -> dict[str, object]:
    entry: dict[str, object] = {
        "field": problem.field,
        "code": problem.code,
        "message": gettext(problem.message) if problem.message else "",
    }
    if problem.line is not None:
        entry |= {"line": problem.line, "column": problem.column}
    return entry


def plain_problem(status: int) -> HttpResponse:
    """A problem for an answer that Django itself gave (unknown path, wrong method, body too large)."""
    title = _TITLES.get(status, "Error")
    members = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": gettext(title),
        "code": title.lower().replace(" ", "_"),
        "errors": [],
    }
    return HttpResponse(orjson.dumps(members), status=status, content_type=PROBLEM_JSON)


def from_exception(request: HttpRequest, error: Exception) -> HttpResponse:
    """Any exception as a problem: ours as they are, malformed input as 400 or 422, a lost database as 503."""
    match error:
        case KartotekError():
            return problem_response(error)
        case NinjaValidationError():
            return problem_response(Invalid(problems=tuple(_from_pydantic(error.errors))))
        case AuthenticationError():
            return problem_response(Unauthorized())
        case HttpError():
            return problem_response(Malformed()) if error.status_code == 400 else plain_problem(error.status_code)
        case _ if is_database_lost(error):
            log.warning("database out of reach at %s: %s", request.path, error)
            return problem_response(Busy())
    raise error


def _from_pydantic(errors: Iterable[_Error]) -> Iterable[Problem]:
    """One problem a field. Each branch of a union has an opinion of its own; that of the one that was meant counts."""
    named: set[str] = set()
    settled: set[tuple[str, ...]] = set()
    for error in sorted(errors, key=_is_guess):
        field = ".".join(_without_envelope([str(part) for part in error["loc"] if not _BRANCH.match(str(part))]))
        union = _union(error)
        if field in named or (_is_guess(error) and union in settled):
            continue
        named.add(field)
        if not _is_guess(error):
            settled.add(union)
        kind: str = error["type"]
        yield Problem(field, _CODES.get(kind, kind), error["msg"])


def _union(error: _Error) -> tuple[str, ...]:
    """The place of the union whose branch speaks; () where there is none."""
    where = tuple(str(part) for part in error["loc"])
    return next((where[:at] for at, part in enumerate(where) if _BRANCH.match(part)), ())


def _is_guess(error: _Error) -> bool:
    return error["type"] in _GUESSES and bool(_union(error))


def _without_envelope(where: list[str]) -> list[str]:
    """("body", "payload", "name") is the field `name`; ("query", "limit") is `limit`."""
    if where[:1] == ["body"]:
        return where[2:] or ["body"]
    return where[1:] or where
