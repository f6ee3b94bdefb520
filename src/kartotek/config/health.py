"""What do load balancers and monitors ask? /healthz: process and database work; /readyz: migrations and worker too."""

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from psycopg_pool import PoolTimeout

from kartotek.kernel import clock
from kartotek.plumbing import readiness


@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 when process and database work, else 503."""
    return _answer({"database": _holds_database()})


@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when tables and worker are right as well, else 503 and which of them is not."""
    if not _holds_database():
        return _answer({"database": False})
    return _answer(
        {
            "database": True,
            "migrations": not readiness.list_missing_migrations(),
            "worker": readiness.is_worker_alive(now=clock.now()),
        }
    )


def _holds_database() -> bool:
    try:
        return readiness.is_database_answering()
    except (DatabaseError, InterfaceError, PoolTimeout):
        return False


def _answer(checks: dict[str, bool]) -> HttpResponse:
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)
