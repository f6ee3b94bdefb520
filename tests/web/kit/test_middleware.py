"""What does a page answer when the database is away?"""

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from kartotek.web.kit.middleware import BusyWhenDatabaseIsAway

middleware = BusyWhenDatabaseIsAway(lambda _request: HttpResponse("fine"))


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_lost_database_is_busy(error: Exception) -> None:
    response = middleware.process_exception(RequestFactory().get("/havnegade/"), error)
    assert response is not None
    assert (response.status_code, response["Retry-After"]) == (503, "2")


def test_other_errors_are_not_hidden() -> None:
    assert middleware.process_exception(RequestFactory().get("/havnegade/"), ValueError()) is None


def test_api_speaks_for_itself() -> None:
    assert middleware.process_exception(RequestFactory().get("/api/v1/me"), OperationalError("gone")) is None


def test_otherwise_it_does_nothing() -> None:
    assert middleware(RequestFactory().get("/")).content == b"fine"
