"""When is a service free? Reads the data, remembers what it computed, and leaves the deciding to `decisions`.

What a process remembers is valid only with the versions read in the same request (joint 13): one counter an employee
for hours and bookings, one a business for the rest. So a new booking costs one employee's patterns, not everybody's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from kartotek.domain.access.queries.settings import POLICY_COLUMNS, POLICY_JOINS, POLICY_WIDTH, policy_from
from kartotek.domain.booking.decisions.calendar import allowed_starts, to_instant, to_minute_up
from kartotek.domain.booking.decisions.checking import earliest_start, last_date
from kartotek.domain.booking.decisions.resources import short_bits
from kartotek.domain.booking.decisions.starts import (
    Range,
    both,
    free_starts,
    open_bits,
    patterns,
    patterns_without,
    taken_bits,
)
from kartotek.domain.booking.errors import BadRange
from kartotek.domain.booking.queries.hours import get_hours_rows
from kartotek.domain.booking.queries.resources import get_uses
from kartotek.domain.booking.values.availability import (
    ANYBODY,
    Availability,
    DayOfSlots,
    ForWhom,
    Frame,
    Need,
    Offer,
    Rules,
    Slot,
    Taken,
)
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.catalog.values import Gap
from kartotek.kernel.errors import NotFound, Problem
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing.versioned import VersionedCache

MOST_DAYS = 62

_FRAME_OF = """
SELECT service.name, service.color, service.kind = 'class', service.is_online, service.needs_approval,
       service.category_id, service.start_times, service.buffer_before_minutes, service.buffer_after_minutes,
       service.gap_after_minutes, service.gap_minutes,
       {columns},
       employee.id, employee.name, employee.is_online, employee.location_id,
       coalesce(offer.duration_minutes, service.duration_minutes), coalesce(offer.price, service.price), needed.needs
FROM catalog_service AS service
JOIN businesses_business AS business ON business.id = service.business_id {joins}
LEFT JOIN (catalog_employeeservice AS offer JOIN catalog_employee AS employee
           ON employee.id = offer.employee_id AND NOT employee.is_archived) ON offer.service_id = service.id
CROSS JOIN LATERAL (
    SELECT array_agg(ARRAY[resource.id, resource.capacity] ORDER BY resource.id) AS needs
    FROM catalog_resourceservice AS need
    JOIN catalog_resource AS resource ON resource.id = need.resource_id AND NOT resource.is_archived
    WHERE need.service_id = service.id
) AS needed
WHERE service.id = %s AND service.business_id = %s AND NOT service.is_archived
ORDER BY employee.position, employee.id
"""
_FRAME = _FRAME_OF.format(columns=POLICY_COLUMNS, joins=POLICY_JOINS)
_POLICY_AT = 11
_OFFERS_AT = _POLICY_AT + POLICY_WIDTH
# All rows of a period end within two days of its end, so the index on (employee, ends_at) finds them (see Occupancy).
# What is named here stands in that index, so that the rows themselves need not be read.
_TAKEN = """
SELECT employee_id, array_agg(date_part('epoch', starts_at)::bigint / 60),
       array_agg((date_part('epoch', ends_at)::bigint + 59) / 60)
FROM booking_occupancy
WHERE business_id = %s AND employee_id = ANY(%s)
  AND ends_at > %s AND ends_at <= %s + interval '2 days' AND starts_at < %s {besides}
GROUP BY employee_id
"""
_TAKEN_BY_ANY = _TAKEN.format(besides="")
_TAKEN_BY_OTHERS = _TAKEN.format(besides="AND booking_id IS DISTINCT FROM %s")
# For each of them one step back in that index.
_LAST_BEFORE = """
SELECT employee.id, date_part('epoch', latest.starts_at)::bigint / 60,
       (date_part('epoch', latest.ends_at)::bigint + 59) / 60
FROM unnest(%s::bigint[]) AS employee (id), LATERAL (
    SELECT starts_at, ends_at FROM booking_occupancy
    WHERE business_id = %s AND employee_id = employee.id AND ends_at <= %s ORDER BY ends_at DESC LIMIT 1
) AS latest
"""
_VERSIONS = "SELECT employee_id, version FROM booking_availabilityversion WHERE business_id = %s ORDER BY employee_id"

Versions = tuple[tuple[int, int], ...]
EVERYBODY = 0


class _Asked(NamedTuple):
    """The part of a question that patterns depend on."""

    business_id: int
    service_id: int
    range: Range
    own_minutes: int | None = None


@dataclass(frozen=True)
class Patterns:
    """The free starts before notice and horizon: one text a date for each employee (`decisions.starts.patterns`)."""

    frame: Frame
    range: Range
    employee_ids: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    def grid(self, on: date) -> tuple[int, ...]:
        """The starts of a date that the characters of a row stand for, after the date's first minute."""
        rules = self.frame.rules
        return allowed_starts(rules.timezone, on, rules.slot_minutes, rules.start_times)


_frames: VersionedCache[Frame] = VersionedCache(500)
_patterns: VersionedCache[tuple[str, ...]] = VersionedCache(1000)


def get_availability(
    *,
    business: BusinessLike,
    service_id: int,
    employee_id: int | None,
    dates: tuple[date, date],
    now: datetime,
    whom: ForWhom = ANYBODY,
) -> Availability:
    """Every date of the range (both included) with its starts; an employee who does not perform it is NotFound."""
    versions = read_versions(business.id)
    found = get_patterns(
        business=business,
        service_id=service_id,
        employee_id=employee_id,
        dates=dates,
        versions=versions,
        whom=whom,
    )
    rules = found.frame.rules
    earliest, last_on = earliest_start(rules, now), last_date(rules, now)
    days = []
    for index, day in enumerate(found.range.days):
        starts = [day.first + minute for minute in found.grid(day.on)]
        columns = [row[index] for row in found.rows] if day.on <= last_on else []
        slots = tuple(
            Slot(to_instant(minute), tuple(found.employee_ids[one] for one in free))
            for minute, free in free_starts(columns, starts, earliest)
        )
        days.append(DayOfSlots(day.on, slots))
    return Availability(business.timezone, tuple(days))


def list_free_starts(
    *,
    business: BusinessLike,
    service_id: int,
    employee_id: int | None,
    on: date,
    now: datetime,
    whom: ForWhom = ANYBODY,
) -> tuple[Slot, ...]:
    """What staff can offer on one date, as `list_free_starts_between`."""
    return list_free_starts_between(
        business=business, service_id=service_id, employee_id=employee_id, dates=(on, on), now=now, whom=whom
    )


def list_free_starts_between(
    *,
    business: BusinessLike,
    service_id: int,
    employee_id: int | None,
    dates: tuple[date, date],
    now: datetime,
    whom: ForWhom = ANYBODY,
) -> tuple[Slot, ...]:
    """What staff can offer on 1 to 62 dates (both included), the next first: with everybody who performs the service,
    online or not, and without notice or horizon, which only warn staff (S5). An employee who does not perform it is
    NotFound.
    """
    frame = get_frame(business, service_id)
    offers = [offer for offer in frame.offers if employee_id in {None, offer.employee_id}]
    if employee_id is not None and not offers:
        raise NotFound
    asked = _Asked(business.id, service_id, checked_range(business.timezone, *dates), whom.own_minutes)
    rows = _computed(asked, frame, [offer.employee_id for offer in offers])
    rows = _where_all_is_to_be_had(asked, frame, rows)
    who, earliest, found = list(rows), to_minute_up(now), []
    for index, day in enumerate(asked.range.days):
        grid = allowed_starts(business.timezone, day.on, frame.rules.slot_minutes, frame.rules.start_times)
        starts = [day.first + minute for minute in grid]
        for minute, who_is_free in free_starts([row[index] for row in rows.values()], starts, earliest):
            found.append(Slot(to_instant(minute), tuple(who[one] for one in who_is_free)))
    return tuple(found)


def get_patterns(
    *,
    business: BusinessLike,
    service_id: int,
    employee_id: int | None,
    dates: tuple[date, date],
    versions: Versions,
    whom: ForWhom = ANYBODY,
) -> Patterns:
    """The free starts of all who perform the service online, or of one of them; `versions` was read just before."""
    asked = _Asked(business.id, service_id, checked_range(business.timezone, *dates), whom.own_minutes)
    known = dict(versions)
    frame = _frames.get((business.id, service_id), known.get(EVERYBODY))
    if frame is None:
        frame = get_frame(business, service_id)
        _frames.put((business.id, service_id), known.get(EVERYBODY), frame)
    if not frame.is_online:
        raise NotFound
    offers = () if frame.is_class else online_offers(frame, employee_id)
    offers = tuple(offer for offer in offers if offer.employee_id not in whom.without)
    who = tuple(offer.employee_id for offer in offers)
    rows = _where_all_is_to_be_had(asked, frame, dict(zip(who, _rows(asked, frame, offers, known), strict=True)))
    return Patterns(frame, asked.range, who, tuple(rows.values()))


def online_offers(frame: Frame, employee_id: int | None) -> tuple[Offer, ...]:
    """Who can be booked online for the service: everybody, or the one asked for, who else is NotFound."""
    offers = tuple(offer for offer in frame.offers if offer.is_online and employee_id in {None, offer.employee_id})
    if employee_id is not None and not offers:
        raise NotFound
    return offers


def checked_range(timezone: str, from_on: date, to_on: date) -> Range:
    """The range, unless it is empty or longer than 62 days (api.md: `range`)."""
    days = (to_on - from_on).days
    if not 0 <= days < MOST_DAYS or from_on.year < 2000 or to_on.year > 2200:
        raise BadRange(problems=(Problem("to", "range", gettext_noop("A range has 1 to 62 days.")),))
    return Range(timezone, from_on, to_on)


def _rows(
    asked: _Asked, frame: Frame, offers: Sequence[Offer], known: Mapping[int, int]
) -> tuple[tuple[str, ...], ...]:
    everybody = known.get(EVERYBODY)
    versions = {offer.employee_id: (everybody, known.get(offer.employee_id)) for offer in offers}
    rows = {who: _patterns.get((*asked, who), version) for who, version in versions.items()}
    missing = [who for who, row in rows.items() if row is None]
    if missing:
        for who, row in _computed(asked, frame, missing).items():
            _patterns.put((*asked, who), versions[who], row)
            rows[who] = row
    return tuple(row for row in rows.values() if row is not None)


def _where_all_is_to_be_had(
    asked: _Asked, frame: Frame, rows: dict[int, tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """The same starts without those at which a resource is short; asked anew each time, it concerns all who need it."""
    uses = get_uses(asked.business_id, [need.resource_id for need in frame.needs], asked.range) if rows else {}
    short = short_bits(frame.needs, uses, asked.range.origin)
    if not short:
        return rows
    lengths = _lengths(asked, frame)
    known = {
        length: patterns_without(short, frame.rules, length, asked.range) for length in {lengths[who] for who in rows}
    }
    return {who: both(row, known[lengths[who]]) for who, row in rows.items()}


def _lengths(asked: _Asked, frame: Frame) -> dict[int, int]:
    return {offer.employee_id: asked.own_minutes or offer.duration_minutes for offer in frame.offers}


def _computed(asked: _Asked, frame: Frame, employee_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    wide = asked.range.wide_days
    hours = get_hours_rows(
        business_id=asked.business_id, employee_ids=employee_ids, from_on=wide[0].on, to_on=wide[-1].on
    )
    taken = get_taken(asked.business_id, employee_ids, asked.range)
    durations = _lengths(asked, frame)
    computed = {}
    for who in employee_ids:
        work, held = open_bits(hours, who, asked.range), taken_bits(taken.get(who, ()), asked.range.origin)
        computed[who] = patterns(work, held, frame.rules, durations[who], asked.range)
    return computed


def read_versions(business_id: int) -> Versions:
    """The counters of everything availability depends on; to be read before the data they vouch for."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSIONS, [business_id])
        return tuple(cursor.fetchall())


def get_frame(business: BusinessLike, service_id: int) -> Frame:
    """The service with its rules and all who perform it, by one query; archived or of another business: NotFound."""
    with connection.cursor() as cursor:
        cursor.execute(_FRAME, [service_id, business.id])
        rows = cursor.fetchall()
    if not rows:
        raise NotFound
    name, color, is_class, is_online, needs_approval, category_id, start_times, before, after = rows[0][:9]
    gap_after, gap_minutes = rows[0][9:_POLICY_AT]
    policy = policy_from(rows[0][_POLICY_AT:_OFFERS_AT], business.timezone)
    rules = Rules(
        timezone=business.timezone,
        slot_minutes=policy.slot_minutes,
        start_times=None if start_times is None else tuple(start_times),
        buffer_before_minutes=before,
        buffer_after_minutes=after,
        min_notice_minutes=policy.min_notice_minutes,
        horizon_days=policy.horizon_days,
        gap=None if gap_minutes is None else Gap(gap_after, gap_minutes),
    )
    offers = tuple(
        Offer(who, called, duration, price, has_online, location_id)
        for who, called, has_online, location_id, duration, price in (row[_OFFERS_AT:-1] for row in rows)
        if who is not None
    )
    return Frame(
        service_id,
        name,
        color,
        is_class,
        is_online,
        needs_approval,
        rules,
        offers,
        policy,
        category_id=category_id,
        needs=tuple(Need(*need) for need in rows[0][-1] or ()),
    )


def get_taken(
    business_id: int, employee_ids: Sequence[int], asked: Range, *, without_booking: int | None = None
) -> dict[int, list[Taken]]:
    """What is taken of the employees' time around a range, in order, by one query whose cost knows no history."""
    wide = asked.wide_days
    first, last = to_instant(wide[0].first), to_instant(wide[-1].last)
    with connection.cursor() as cursor:
        if without_booking is None:
            cursor.execute(_TAKEN_BY_ANY, [business_id, list(employee_ids), first, last, last])
        else:
            cursor.execute(_TAKEN_BY_OTHERS, [business_id, list(employee_ids), first, last, last, without_booking])
        rows = cursor.fetchall()
    return {who: [Taken(*pair) for pair in zip(starts, ends, strict=True)] for who, starts, ends in rows}


def get_last_before(business_id: int, employee_ids: Sequence[int], asked: Range) -> dict[int, Taken]:
    """What each employee did last before the time of which `get_taken` tells; who never did anything is left out."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_BEFORE, [list(employee_ids), business_id, to_instant(asked.wide_days[0].first)])
        return {who: Taken(starts, ends) for who, starts, ends in cursor.fetchall()}
