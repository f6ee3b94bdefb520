"""Can the bench count, and nobody else?"""

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from kartotek.config.bench import Counting, floor


def ask_twice(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.execute("SELECT count(*) FROM businesses_business")
    return HttpResponse("done")


@pytest.mark.django_db
def test_floor_is_one_query() -> None:
    response = Counting(floor)(RequestFactory().get("/bench/floor", headers={"X-Bench": "queries"}))
    assert (response.content, response["X-Bench-Queries"], response["X-Bench-Pages"]) == (b"1", "1", "0")


@pytest.mark.django_db
def test_queries_and_pages_are_counted_on_demand() -> None:
    counted = Counting(ask_twice)(RequestFactory().get("/", headers={"X-Bench": "pages"}))
    assert (counted["X-Bench-Queries"], int(counted["X-Bench-Pages"]) >= 0) == ("2", True)
    assert "X-Bench-Queries" not in Counting(ask_twice)(RequestFactory().get("/"))


@pytest.mark.django_db
def test_ordinary_installation_has_no_floor_and_counts_for_nobody() -> None:
    response = Client().get("/bench/floor", headers={"X-Bench": "queries"})
    assert response.status_code == 404
    assert "X-Bench-Queries" not in response
