"""Which ways can an action refuse? A small tree with stable codes; a mapper each makes pages and problem+json of it.

The class docstring is the default message, written for the person who sees it; it is a gettext message id.
"""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field: the field's name in api.md, a stable code, a sentence."""

    field: str
    code: str
    message: str
    line: int | None = None
    column: int | None = None


class KartotekError(Exception):
    """Something went wrong."""

    code: ClassVar[str] = "error"
    status: ClassVar[int] = 500

    def __init__(self, message: str | None = None, *, problems: tuple[Problem, ...] = ()) -> None:
        self.message = message or " ".join((type(self).__doc__ or "").split())
        self.problems = problems
        super().__init__(self.message)

    def members(self) -> dict[str, object]:
        """What a program is told besides the standard members of a problem (RFC 9457), fit for JSON."""
        return {}


class NotFound(KartotekError):
    """There is no such thing here."""

    code = "not_found"
    status = 404


class Unauthorized(KartotekError):
    """Please sign in, or send a valid token."""

    code = "unauthorized"
    status = 401


class NotPermitted(KartotekError):
    """You do not have the permission for this."""

    code = "not_permitted"
    status = 403


class Refused(KartotekError):
    """This is not possible at the moment."""

    code = "refused"
    status = 403


class Conflict(KartotekError):
    """This conflicts with something that is already there."""

    code = "conflict"
    status = 409


class Stale(KartotekError):
    """Somebody else has changed this in the meantime."""

    code = "stale"
    status = 412


class Malformed(KartotekError):
    """This request cannot be read."""

    code = "malformed"
    status = 400


class TooLarge(KartotekError):
    """This is more than can be taken at once."""

    code = "too_large"
    status = 413


class Invalid(KartotekError):
    """Some of the details are not valid."""

    code = "validation_error"
    status = 422


class TooMany(KartotekError):
    """Too many attempts. Please wait a moment and try again."""

    code = "too_many"
    status = 429

    def __init__(self, message: str | None = None, *, retry_after_seconds: int) -> None:
        super().__init__(message)
        self.retry_after_seconds = retry_after_seconds


class Busy(KartotekError):
    """The system is busy. Please try again in a moment."""

    code = "busy"
    status = 503


def invalid(field: str, code: str, message: str) -> Invalid:
    """One field, one problem: the commonest `Invalid`."""
    return Invalid(message, problems=(Problem(field, code, message),))
