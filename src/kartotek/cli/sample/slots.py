"""Which appointments stand in the sample calendar? Places in time only; who comes is decided elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from kartotek.cli.sample.calendar import WorkPlan
from kartotek.cli.sample.clinic import EMPLOYEES, SERVICES, TIMEZONE, Span

GRID = 15
DAYS_AHEAD = 60
PAST_SHARE = 0.78
# From today to the horizon: the mean of the two is the 60 % that is promised.
NEAR_SHARE = 0.82
FAR_SHARE = 0.33


@dataclass(frozen=True)
class Slot:
    """An appointment of an employee for a service (positions); `busy_*` include the buffers. Instants in UTC."""

    employee: int
    service: int
    on: date
    starts_at: datetime
    ends_at: datetime
    busy_from: datetime
    busy_to: datetime


def list_slots(rng: Random, plan: WorkPlan, first: date, today: date) -> Iterator[Slot]:
    """Day by day from `first` to the horizon; those of one employee never meet, buffers included."""
    zone = ZoneInfo(TIMEZONE)
    for number in range((today - first).days + DAYS_AHEAD + 1):
        on = first + timedelta(days=number)
        share = share_on(on, today)
        for employee in range(len(EMPLOYEES)):
            for span in plan.spans(employee, on):
                for service, minute in fill_span(rng, span, share, EMPLOYEES[employee].services):
                    yield _slot(employee, service, on, minute, zone)


def share_on(on: date, today: date) -> float:
    """How much of the working time is taken on that date."""
    days = (on - today).days
    return PAST_SHARE if days < 0 else NEAR_SHARE + (FAR_SHARE - NEAR_SHARE) * days / DAYS_AHEAD


def fill_span(rng: Random, span: Span, share: float, services: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """(service, start minute) within the span, so that about that share of its minutes is taken."""
    at, ends = span
    taken = 0
    while at < ends:
        wanted = share + (share * (at - span[0]) - taken) / 90
        service = rng.choice(services)
        sample = SERVICES[service]
        starts = -(-(at + sample.before) // GRID) * GRID
        busy_to = starts + sample.duration + sample.after
        if busy_to <= ends and rng.random() < wanted:
            yield service, starts
            taken += busy_to - starts + sample.before
            at = busy_to
        else:
            at += GRID


def _slot(employee: int, service: int, on: date, minute: int, zone: ZoneInfo) -> Slot:
    sample = SERVICES[service]
    starts_at = datetime.combine(on, time(minute // 60, minute % 60), zone).astimezone(UTC)
    ends_at = starts_at + timedelta(minutes=sample.duration)
    return Slot(
        employee,
        service,
        on,
        starts_at,
        ends_at,
        starts_at - timedelta(minutes=sample.before),
        ends_at + timedelta(minutes=sample.after),
    )
