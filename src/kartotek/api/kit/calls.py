"""Who calls? Authenticates, enters the business's scope, and answers every error as a problem."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django_scopes import scope
from ninja.security import HttpBearer

from kartotek.api.kit.idempotent import answered_once
from kartotek.api.kit.problems import from_exception
from kartotek.domain.access import queries as access
from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.businesses import queries as businesses
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.kernel import clock
from kartotek.kernel.errors import KartotekError, TooLarge, Unauthorized, invalid
from kartotek.plumbing.network import client_address

if TYPE_CHECKING:
    from kartotek.domain.access.values import CustomerIdentity
    from kartotek.domain.businesses.values import BusinessLike

Run = Callable[..., HttpResponse]

LARGEST_BODY = 1024 * 1024
_MOST_SWALLOWED = 16 * LARGEST_BODY
_AT_ONCE = 64 * 1024
_WEIGHT = re.compile(r"[0-9](\.[0-9]*)?", re.ASCII)


@dataclass(frozen=True)
class StaffCall:
    """A call by a member of staff: the token names the business and the person."""

    business: "BusinessLike"
    actor: Actor
    now: datetime


@dataclass(frozen=True)
class PublicCall:
    """A call on the public side. `identity` is the proven person of `Authorization: Customer`, or None.

    `language` is what an answer is written in before the request's own `customer.language` is looked at (api.md).
    """

    business: "BusinessLike"
    actor: Actor
    now: datetime
    language: str
    identity: "CustomerIdentity | None"


class StaffRequest(HttpRequest):
    """A request on which `for_staff` has put the call."""

    call: StaffCall


class PublicRequest(HttpRequest):
    """A request on which `for_public` has put the call."""

    call: PublicCall


class StaffToken(HttpBearer):
    """Names the security scheme in openapi.json; `for_staff` has checked the token already."""

    def authenticate(self, request: HttpRequest, token: str) -> str:
        """Accept what `for_staff` accepted."""
        return token


def _credentials(request: HttpRequest, scheme: str) -> str:
    given, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if given.lower() == scheme else ""


def _refuse_unreadable(request: HttpRequest) -> None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST_BODY:
        _swallow(request)
        raise TooLarge
    if "%00" in request.META.get("QUERY_STRING", ""):
        raise invalid("query", "invalid_characters", "The address holds a character that cannot be stored.")


def _swallow(request: HttpRequest) -> None:
    """Take what is being sent, up to a point: whose pipe breaks while sending does not read the answer."""
    for _ in range(_MOST_SWALLOWED // _AT_ONCE):
        if not request.read(_AT_ONCE):
            return


def for_staff(run: Run) -> Run:
    """Wrap an operation of a router: `request.call` is a `StaffCall`, and the business's scope is entered."""

    @wraps(run)
    def wrapped(request: StaffRequest, **path: object) -> HttpResponse:
        try:
            _refuse_unreadable(request)
            found = businesses.find_caller(_credentials(request, "bearer"), address=client_address(request.META))
            if found is None:
                raise Unauthorized
            business, actor = found
            request.call = StaffCall(business=business, actor=actor, now=clock.now())
            with scope(business=business):
                return answered_once(
                    request,
                    caller=f"staff {business.id} {actor.id}",
                    now=request.call.now,
                    act=lambda: run(request, **path),
                )
        except KartotekError as error:
            return from_exception(request, error)

    return wrapped


def for_public(run: Run) -> Run:
    """Wrap an operation under `/public/{business}/`: `request.call` is a `PublicCall`, in scope and in language."""

    @wraps(run)
    def wrapped(request: PublicRequest, business: str, **path: object) -> HttpResponse:
        try:
            _refuse_unreadable(request)
            found = businesses.get_business_by_slug(business)
            with scope(business=found):
                request.call = _public_call(request, found)
                with translation.override(request.call.language):
                    return answered_once(
                        request,
                        caller=f"public {found.id} {_person(request.call)}",
                        now=request.call.now,
                        act=lambda: run(request, business=business, **path),
                    )
        except KartotekError as error:
            return from_exception(request, error)

    return wrapped


def _person(call: PublicCall) -> str:
    """Who a kept answer belongs to: one customer's booking is never answered to another."""
    return f"session {call.identity.session_id}" if call.identity else "stranger"


def _public_call(request: HttpRequest, business: "BusinessLike") -> PublicCall:
    now = clock.now()
    token = _credentials(request, "customer")
    identity = access.find_customer_identity(token, now=now) if token else None
    if token and identity is None:
        raise Unauthorized
    address = client_address(request.META)
    if identity is None:
        actor = Actor(kind=STRANGER.kind, id=None, name="", address=address)
    else:
        actor = identity.actor(address)
    language = (identity.language if identity else "") or _asked_language(request, business)
    return PublicCall(business=business, actor=actor, now=now, language=language, identity=identity)


def _asked_language(request: HttpRequest, business: "BusinessLike") -> str:
    """The first language of Accept-Language that we speak, else the business's own."""
    wanted = (part.split(";") for part in request.headers.get("Accept-Language", "").lower().split(","))
    weighed = [(code.strip().split("-")[0], _weight(parameters)) for code, *parameters in wanted]
    spoken = [(code, weight) for code, weight in weighed if code in LANGUAGES and weight > 0]
    return max(spoken, key=lambda one: one[1])[0] if spoken else business.default_language


def _weight(parameters: Sequence[str]) -> float:
    """The weight of `q=0.5`, with or without blanks; 1 where there is none, 0 for what cannot be read."""
    for parameter in parameters:
        name, _, q = parameter.partition("=")
        if name.strip() == "q":
            return float(q) if _WEIGHT.fullmatch(q.strip()) else 0.0
    return 1.0
