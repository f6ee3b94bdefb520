"""What exactly is asked in each case? A case makes requests; everything it needs was prepared before it is timed."""

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from urllib.parse import quote, urlencode

from django.db import connection

from bench import stage as staging
from bench.stage import Stage
from bench.wire import request
from kartotek.kernel import clock

MONTH_DAYS = 31


@dataclass(frozen=True)
class Case:
    """Requests of one kind; `goal` is the share of the floor to reach, None where the figure is only told."""

    name: str
    make_request: Callable[[], bytes]
    goal: float | None
    expected: int = 200
    clients: int = 32


_FLOOR_REQUEST = request("GET", "/bench/floor")
FLOOR = Case("floor", lambda: _FLOOR_REQUEST, None)


@dataclass(frozen=True)
class Keys:
    """How the bench shows who it is."""

    token: str
    cookie: str

    @property
    def staff(self) -> dict[str, str]:
        """The header of a program."""
        return {"Authorization": f"Bearer {self.token}"}


def availability_request(stage: Stage, *, days_ahead: int = 1) -> bytes:
    """A month of free times for anyone of the ten."""
    first = clock.now().date() + timedelta(days=days_ahead)
    asked = {"service": stage.month_service, "from": first, "to": first + timedelta(days=MONTH_DAYS - 1)}
    return request("GET", f"/api/v1/public/{staging.SLUG}/availability?{urlencode(asked)}")


def availability_warm(stage: Stage, *, days_ahead: int = 1) -> Case:
    """The same month again and again, nothing changed."""
    data = availability_request(stage, days_ahead=days_ahead)
    return Case("availability_month_warm", lambda: data, 0.40)


def availability_cold(stage: Stage) -> Case:
    """The same month, but before each request one of the ten gets another booking within it."""
    data = availability_request(stage)
    write = _Mover(stage)

    def make_request() -> bytes:
        write()
        return data

    return Case("availability_month_cold", make_request, 0.08)


class _Mover:
    """Moves bookings of its own, one for each of the ten, at night within the month: each call writes one."""

    def __init__(self, stage: Stage) -> None:
        staging.add_night_bookings(stage)
        self._ids = itertools.cycle(staging.list_night_bookings(stage))
        self._minute = itertools.cycle(range(180))

    def __call__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(staging.MOVE_BOOKING, {"id": next(self._ids), "minute": next(self._minute)})


def booking_create(stage: Stage, rng: Random) -> Case:
    """A known customer books a free time from the booking site."""
    starts = iter(staging.list_quick_starts(rng, stage))
    bookers = iter(staging.list_bookers(stage, 60_000))
    path = f"/api/v1/public/{staging.SLUG}/bookings"

    def make_request() -> bytes:
        employee, starts_at = next(starts)
        booker = next(bookers)
        body = {
            "service": str(stage.quick_service),
            "employee": str(employee),
            "starts_at": starts_at,
            "customer": {
                "first_name": booker.first_name,
                "last_name": booker.last_name,
                "email": booker.email,
                "phone": booker.phone,
            },
        }
        return request("POST", path, body=json.dumps(body).encode())

    return Case("booking_create", make_request, 0.05, expected=201)


def search(name: str, terms: list[str], keys: Keys, *, goal: float | None, clients: int = 32) -> Case:
    """The first twenty cards for each term in turn."""
    every = itertools.cycle(
        request("GET", f"/api/v1/customers?limit=20&search={quote(term)}", headers=keys.staff) for term in terms
    )
    return Case(name, lambda: next(every), goal, clients=clients)


def card_page(stage: Stage, keys: Keys) -> Case:
    """The card as staff open it at the desk."""
    customers = staging.numbers(
        "SELECT id FROM customers_customer WHERE business_id = %s AND archived_at IS NULL"
        " ORDER BY md5(number) LIMIT 300",
        stage.business,
    )
    every = itertools.cycle(
        request("GET", f"/desk/{staging.SLUG}/customers/{customer}/", headers={"Cookie": keys.cookie})
        for customer in customers
    )
    return Case("card_page", lambda: next(every), 0.025)


def calendar_day(stage: Stage, keys: Keys) -> Case:
    """What the calendar asks for when it draws a day of thirty employees and four hundred bookings."""
    url = f"/desk/{staging.SLUG}/calendar/days/?view=day&on={staging.add_full_day(stage)}"
    data = request("GET", url, headers={"Cookie": keys.cookie})
    return Case("calendar_day", lambda: data, 0.05)


def check_in(stage: Stage, keys: Keys) -> Case:
    """A turnstile scans cards, every tenth of them nobody's."""
    numbers = [
        str(row[0])
        for row in staging.rows(
            "SELECT number FROM customers_customer WHERE business_id = %s AND archived_at IS NULL"
            " ORDER BY md5(number) LIMIT 3000",
            stage.business,
        )
    ]
    every = itertools.cycle(
        request(
            "POST",
            "/api/v1/check-in",
            headers=keys.staff,
            body=json.dumps({"card_number": f"x{number}" if place % 10 == 9 else number}).encode(),
        )
        for place, number in enumerate(numbers)
    )
    return Case("check_in", lambda: next(every), 0.08)


def dry_run(stage: Stage, keys: Keys) -> Case:
    """Rules that look at tags, at history or at everybody, and general limits, each in turn."""
    tag = str(staging.add_marks(stage))
    service, employee = str(stage.month_service), str(stage.everybody[0])
    rules: list[tuple[dict[str, object], object]] = [
        ({"has_tags": [tag]}, "all"),
        ({"has_tags": [tag]}, {"services": [service], "employees": [employee]}),
        ({"lacks_tags": [tag]}, "all"),
        ({"no_shows": 1}, {"employees": [employee]}),
        ({"new_customer": True}, "all"),
    ]
    asked: list[tuple[str, dict[str, object]]] = [
        ("service-rules", {"when": when, "where": where, "then": "unavailable"}) for when, where in rules
    ]
    asked += [("settings/online-booking", {"max_future_bookings": limit}) for limit in (0, 1, 2)]
    every = itertools.cycle(
        request("POST", f"/api/v1/{path}/dry-run", headers=keys.staff, body=json.dumps(body).encode())
        for path, body in asked
    )
    return Case("dry_run", lambda: next(every), None, clients=1)
