"""Where do all nouns of the API come together?"""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import BaseRenderer

from kartotek.api.kit.calls import StaffToken, for_public, for_staff
from kartotek.api.kit.problems import from_exception
from kartotek.api.v1.routers import PUBLIC, STAFF


class OrjsonRenderer(BaseRenderer):
    """JSON by orjson."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # Any: ninja's signature
        """Bytes of the answer."""
        return orjson.dumps(data)


def _mapped(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    return from_exception(request, error if isinstance(error, Exception) else error())


def build_api() -> NinjaAPI:
    """The API with all its routes."""
    api = NinjaAPI(
        title="Kartotek",
        version="1",
        description="Customer cards and online booking: who may book what, and why.",
        renderer=OrjsonRenderer(),
        urls_namespace="api",
    )
    for kind in (Exception, HttpError, AuthenticationError, ValidationError):  # ninja has answers of its own to these
        api.add_exception_handler(kind, _mapped)
    staff = Router(auth=StaffToken())
    staff.add_decorator(for_staff, mode="view")
    for router in STAFF:
        staff.add_router("", router)
    public = Router()
    public.add_decorator(for_public, mode="view")
    for router in PUBLIC:
        public.add_router("", router)
    api.add_router("/public/{slug:business}", public)  # first: Django tries routes in order, and this side is busiest
    api.add_router("", staff)
    return api
