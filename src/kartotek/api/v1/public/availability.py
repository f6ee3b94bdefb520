"""When is a service free? `public/{business}/availability`, the busiest question of all.

The answer is put together as text from parts that are remembered by what they were made of, and the whole is valid
only with the versions read in this request (joint 13).
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

import orjson
from django.http import HttpResponse
from ninja import Path, Query, Router, Schema

from kartotek.api.kit.calls import PublicCall, PublicRequest
from kartotek.api.kit.shapes import id_from_path
from kartotek.domain.access.decisions import public_message
from kartotek.domain.access.values import Question
from kartotek.domain.booking.decisions.calendar import allowed_starts, local_day, to_instant, to_minute_up
from kartotek.domain.booking.decisions.checking import earliest_start, last_date
from kartotek.domain.booking.decisions.starts import free_starts
from kartotek.domain.booking.queries.availability import Patterns, checked_range, get_patterns, read_versions
from kartotek.domain.booking.queries.terms import own_minutes_of
from kartotek.domain.booking.values.availability import ANYBODY, ForWhom, Rules
from kartotek.domain.overview.queries.access import CustomerAccess, get_customer_access
from kartotek.plumbing.versioned import VersionedCache

router = Router(tags=["public booking"])
_answers: VersionedCache[bytes] = VersionedCache(64)  # a busy month of many is 100 kB


class SlotShape(Schema):
    """A start, and who is free then."""

    starts_at: datetime
    employees: list[str]


class DayShape(Schema):
    """A date with its starts."""

    date: date
    slots: list[SlotShape]


class RefusalShape(Schema):
    """Why a signed-in customer is offered nothing."""

    code: str
    message: str


class AvailabilityShape(Schema):
    """Every date of the range; `refusal` only where a signed-in customer may not book."""

    timezone: str
    days: list[DayShape]
    refusal: RefusalShape | None = None


@router.get("/availability", response=AvailabilityShape)
def get_free_times(
    request: PublicRequest,
    business: Path[str],
    service: str,
    first: Annotated[date, Query(..., alias="from")],
    last: Annotated[date, Query(..., alias="to")],
    employee: str | None = None,
) -> HttpResponse:
    """The free starts of a service, with one employee or with anyone, on at most 62 days."""
    call = request.call
    service_id = id_from_path(service)
    employee_id = id_from_path(employee) if employee else None
    access = _access(call, service_id, employee_id)
    if access is not None and access.decision.is_refused:
        return _json(_refused(call, access, (first, last)))
    whom = _whom(access, service_id)
    versions = read_versions(call.business.id)
    key = (call.business.id, service_id, employee_id, first, last, whom)
    valid_with = (versions, to_minute_up(call.now))
    body = _answers.get(key, valid_with)
    if body is None:
        found = get_patterns(
            business=call.business,
            service_id=service_id,
            employee_id=employee_id,
            dates=(first, last),
            versions=versions,
            whom=whom,
        )
        body = _render(found, call.now)
        _answers.put(key, valid_with, body)
    return _json(body)


def _json(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/json")


def _access(call: PublicCall, service_id: int, employee_id: int | None) -> CustomerAccess | None:
    """Whether the signed-in customer may book it; None when nobody with a card is."""
    if call.identity is None or call.identity.customer_id is None:
        return None
    return get_customer_access(
        business=call.business,
        viewer=call.actor,
        customer_id=call.identity.customer_id,
        now=call.now,
        question=Question(service_id=service_id, employee_id=employee_id),
    )


def _whom(access: CustomerAccess | None, service_id: int) -> ForWhom:
    """What of a signed-in customer changes the times: whom she may not be offered, and her own terms (S51)."""
    if access is None:
        return ANYBODY
    return ForWhom(access.closed_to, own_minutes_of(access.card.id, service_id))


def _refused(call: PublicCall, access: CustomerAccess, dates: tuple[date, date]) -> bytes:
    """What stands in place of the times for a signed-in customer who may not book (S14)."""
    asked = checked_range(call.business.timezone, *dates)
    message = public_message(access.decision, call.language, access.policy, is_proven=True)
    return orjson.dumps(
        {
            "timezone": call.business.timezone,
            "days": [{"date": day.on, "slots": []} for day in asked.days],
            "refusal": {"code": access.decision.public_code, "message": message},
        }
    )


def _render(found: Patterns, now: datetime) -> bytes:
    days = ",".join(_days(found, now))
    return f'{{"timezone":"{found.range.timezone}","days":[{days}]}}'.encode()


def _days(found: Patterns, now: datetime) -> Iterator[str]:
    rules = found.frame.rules
    earliest, last_on = earliest_start(rules, now), last_date(rules, now)
    for index, day in enumerate(found.range.days):
        columns = tuple([row[index] for row in found.rows]) if day.on <= last_on else ()
        slots = _slots(rules, day.on, found.employee_ids, columns, max(earliest, day.first))
        yield f'{{"date":"{day.on}","slots":[{slots}]}}'


@lru_cache(maxsize=2048)
def _slots(rules: Rules, on: date, employee_ids: tuple[int, ...], columns: tuple[str, ...], earliest: int) -> str:
    grid, heads = _heads(rules.timezone, on, rules.slot_minutes, rules.start_times)
    return ",".join(
        [f"{heads[minute]}{_employees(employee_ids, who)}}}" for minute, who in free_starts(columns, grid, earliest)]
    )


@lru_cache(maxsize=2048)
def _employees(employee_ids: tuple[int, ...], who: tuple[int, ...]) -> str:
    return orjson.dumps([str(employee_ids[one]) for one in who]).decode()


@lru_cache(maxsize=2048)
def _heads(
    timezone: str, on: date, slot_minutes: int, start_times: tuple[int, ...] | None
) -> tuple[tuple[int, ...], dict[int, str]]:
    """The allowed starts of a date, and how the text of each slot begins."""
    day, zone = local_day(timezone, on), ZoneInfo(timezone)
    grid = tuple(day.first + index for index in allowed_starts(timezone, on, slot_minutes, start_times))
    heads = {
        minute: f'{{"starts_at":"{to_instant(minute).astimezone(zone).isoformat()}","employees":' for minute in grid
    }
    return grid, heads
