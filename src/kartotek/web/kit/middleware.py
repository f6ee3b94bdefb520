"""What does a page answer when the database is away? “Busy, try again”, and it works again by itself."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from kartotek.kernel.errors import Busy
from kartotek.plumbing.lost_database import is_database_lost
from kartotek.web.kit import errors


class BusyWhenDatabaseIsAway:
    """Turns a lost database into 503 on every page; the API has its own words for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way in or out."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page of 503, which asks the database nothing."""
        if request.path_info.startswith("/api/") or not is_database_lost(error):
            return None
        return errors.page(request, Busy())
