"""Which of Django's own answers under /api/ are no problem documents yet? Unknown path, wrong method, lost database."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

from kartotek.api.kit.problems import PROBLEM_JSON, from_exception, plain_problem
from kartotek.plumbing.lost_database import is_database_lost


class ApiProblems:
    """Turns every error under /api/ into application/problem+json."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith("/api/"):
            return response
        if response.headers.get("Content-Type", "").startswith(PROBLEM_JSON):
            return response
        problem = plain_problem(response.status_code)
        if "Allow" in response.headers:
            problem["Allow"] = response.headers["Allow"]
        return problem

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A lost database is 503, a body that is too large 413; the rest is Django's to report."""
        if not request.path_info.startswith("/api/"):
            return None
        if isinstance(error, RequestDataTooBig):
            return plain_problem(413)
        if is_database_lost(error):
            return from_exception(request, error)
        return None
