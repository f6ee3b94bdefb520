"""Plan, change and cancel the dates of group classes.

Each date holds its employee's time like an appointment (joint 4).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError
from psycopg.errors import ExclusionViolation

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.actions.calendars import check_calendars
from kartotek.domain.booking.actions.closing import close
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.freed import seat_came_free
from kartotek.domain.booking.actions.placing import hold_employees
from kartotek.domain.booking.actions.seats import hold_session
from kartotek.domain.booking.actions.telling import tell_change
from kartotek.domain.booking.decisions.asking import check_moment, check_texts
from kartotek.domain.booking.decisions.classes import (
    meeting,
    seats_problems,
    series_problems,
    time_problems,
    weekly_periods,
    widened,
)
from kartotek.domain.booking.errors import SessionCancelled, SessionOverlaps
from kartotek.domain.booking.models import Booking, ClassSession, Occupancy
from kartotek.domain.booking.queries.bookings import item_of, names_of
from kartotek.domain.booking.queries.classes import get_class_session, session_item
from kartotek.domain.booking.values.bookings import COMING, Status
from kartotek.domain.booking.values.classes import SessionChanges, SessionDetails, SessionItem
from kartotek.domain.booking.values.telling import WHY_MOVED
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.catalog.values import ServiceKind
from kartotek.domain.messaging.values import Event
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.periods import Period
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks
from kartotek.plumbing.versions import Changes, check_version, write_changes

WHY_CANCELLED = gettext_noop("The class was cancelled.")


@dataclass(frozen=True)
class _Plan:
    """Everything that is known before the dates are written."""

    service: Service
    employee: Employee
    periods: list[Period]
    seats: int


def create_class_sessions(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    details: SessionDetails,
    weekly_until: date | None = None,
) -> list[SessionItem]:
    """Plan one date, or one a week until a local date: all of them or none.

    Raises NotPermitted, Invalid, and SessionOverlaps with the dates that meet something.
    """
    check_calendars(actor, [details.employee_id])
    check_moment("starts_at", details.starts_at)
    deed = Deed(business, actor, now)
    with _overlaps_of(details.starts_at), locks.holding():
        hold_employees([details.employee_id])
        plan = _plan(business, details, weekly_until)
        _check_free(plan.service, details.employee_id, plan.periods)
        locks.pause_point()
        return _write(deed, plan)


def edit_class_session(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    session_id: int,
    changes: SessionChanges,
    expected_version: int | None = None,
) -> SessionItem:
    """Change time, employee or seats of one date; its bookings go along.

    Raises NotFound, NotPermitted, Stale, SessionCancelled, Invalid, SessionOverlaps.
    """
    deed = Deed(business, actor, now)
    seen = get_class_session(session_id)
    wanted = changes.get("employee_id", seen.employee_id)
    check_calendars(actor, {seen.employee_id, wanted})
    starts_at = changes.get("starts_at", seen.starts_at)
    check_moment("starts_at", starts_at)
    with _overlaps_of(starts_at), locks.holding():
        hold_employees({seen.employee_id, wanted})
        row = hold_session(session_id)
        check_version(row, expected_version)
        if row.cancelled_at is not None:
            raise SessionCancelled
        _edit(deed, row, changes)
        return get_class_session(session_id)


def cancel_class_session(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    session_id: int,
    reason: str = "",
    expected_version: int | None = None,
) -> SessionItem:
    """Do not hold this date: its bookings are cancelled too and its employee is free; it stays listed (S53).

    Cancelling twice changes nothing. Raises NotFound, NotPermitted, Stale, Invalid.
    """
    check_texts(reason=reason)
    deed = Deed(business, actor, now)
    with locks.holding():
        row = hold_session(session_id)
        check_calendars(actor, [row.employee_id])
        check_version(row, expected_version)
        if row.cancelled_at is None:
            _cancel(deed, row, reason)
        return get_class_session(session_id)


def _plan(business: BusinessLike, details: SessionDetails, weekly_until: date | None) -> _Plan:
    service = Service.objects.filter(pk=details.service_id, is_archived=False).first()
    employee = Employee.objects.filter(pk=details.employee_id, is_archived=False).first()
    problems = [*_reference_problems(service, employee)]
    minutes = service.duration_minutes if service else 1
    ends_at = details.ends_at or details.starts_at + timedelta(minutes=minutes)
    seats = (service.seats if service else None) if details.seats is None else details.seats
    problems += time_problems(details.starts_at, ends_at)
    problems += seats_problems(1 if seats is None else seats)
    if not problems:
        problems += series_problems(details.starts_at, weekly_until, business.timezone)
    if problems or service is None or employee is None:
        raise Invalid(problems=tuple(problems))
    periods = weekly_periods(Period(details.starts_at, ends_at), weekly_until, business.timezone)
    return _Plan(service, employee, periods, seats or 1)


def _reference_problems(service: Service | None, employee: Employee | None) -> list[Problem]:
    found = []
    if service is None:
        found.append(Problem("service", "unknown", gettext_noop("There is no such service.")))
    elif service.kind != ServiceKind.CLASS.value:
        found.append(Problem("service", "not_a_class", gettext_noop("This service is not a class.")))
    if employee is None:
        found.append(Problem("employee", "unknown", gettext_noop("There is no such employee.")))
    return found


def _check_free(service: Service, employee_id: int, periods: Sequence[Period], session_id: int | None = None) -> None:
    """Raise SessionOverlaps with the dates on which the employee has something else, squeezed-in ones included."""
    held = [widened(one, service.buffer_before_minutes, service.buffer_after_minutes) for one in periods]
    others = Occupancy.objects.filter(
        employee_id=employee_id, starts_at__lt=held[-1].ends_at, ends_at__gt=held[0].starts_at
    ).exclude(session_id=session_id, session__isnull=False)
    taken = [Period(*bounds) for bounds in others.values_list("starts_at", "ends_at")]
    if lost := meeting(held, taken):
        raise SessionOverlaps([periods[at].starts_at for at in lost])


@contextmanager
def _overlaps_of(starts_at: datetime) -> Iterator[None]:
    """The exclusion constraint has the last word (S10)."""
    try:
        yield
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise SessionOverlaps([starts_at]) from error
        raise


def _write(deed: Deed, plan: _Plan) -> list[SessionItem]:
    series = uuid4() if len(plan.periods) > 1 else None
    rows = ClassSession.objects.bulk_create(
        ClassSession(
            business_id=deed.business.id,
            service=plan.service,
            employee=plan.employee,
            starts_at=period.starts_at,
            ends_at=period.ends_at,
            seats=plan.seats,
            series=series,
            created_at=deed.now,
        )
        for period in plan.periods
    )
    Occupancy.objects.bulk_create(_occupancy(row) for row in rows)
    for row in rows:
        _record(deed, row, "class_session.created", {"starts_at": (None, row.starts_at.isoformat())})
    return [session_item(row) for row in rows]


def _occupancy(row: ClassSession) -> Occupancy:
    held = _held(row)
    return Occupancy(
        business_id=row.business_id,
        employee_id=row.employee_id,
        session=row,
        starts_at=held.starts_at,
        ends_at=held.ends_at,
    )


def _held(row: ClassSession) -> Period:
    service = row.service
    period = Period(row.starts_at, row.ends_at)
    return widened(period, service.buffer_before_minutes, service.buffer_after_minutes)


def _edit(deed: Deed, row: ClassSession, changes: SessionChanges) -> None:
    after = _completed(row, changes)
    problems = [*time_problems(after["starts_at"], after["ends_at"]), *seats_problems(after["seats"], row.seats_taken)]
    employee_id = after["employee_id"]
    if employee_id != row.employee_id and not Employee.objects.filter(pk=employee_id, is_archived=False).exists():
        problems.append(Problem("employee", "unknown", gettext_noop("There is no such employee.")))
    if problems:
        raise Invalid(problems=tuple(problems))
    _check_free(row.service, employee_id, [Period(after["starts_at"], after["ends_at"])], row.pk)
    changed = write_changes(row, after)
    if not changed:
        return
    held = _held(row)
    Occupancy.objects.filter(session=row).update(
        employee_id=row.employee_id, starts_at=held.starts_at, ends_at=held.ends_at
    )
    _record(deed, row, "class_session.edited", _plain(changed))
    if set(changed) - {"seats"}:
        _take_along(deed, row)
    seat_came_free(row.business_id, row.pk)


def _completed(row: ClassSession, changes: SessionChanges) -> SessionChanges:
    """The date as it would be; a new start without a new end keeps the length."""
    starts_at = changes.get("starts_at", row.starts_at)
    return {
        "starts_at": starts_at,
        "ends_at": changes.get("ends_at", starts_at + (row.ends_at - row.starts_at)),
        "employee_id": changes.get("employee_id", row.employee_id),
        "seats": changes.get("seats", row.seats),
    }


def _take_along(deed: Deed, row: ClassSession) -> None:
    """The coming bookings of the date are at its time and with its employee."""
    for booking in _coming(row):
        before = {"starts_at": booking.starts_at.isoformat(), "employee": booking.employee_id}
        booking.starts_at, booking.ends_at, booking.employee_id = row.starts_at, row.ends_at, row.employee_id
        booking.version += 1
        booking.save()
        after = {"starts_at": booking.starts_at.isoformat(), "employee": booking.employee_id}
        changed = {name: (before[name], after[name]) for name in after if before[name] != after[name]}
        deed.record("booking.moved", booking, changed)
        booking.employee = row.employee
        tell_change(deed, item_of(booking, names_of(booking)), Event.BOOKING_MOVED, WHY_MOVED)


def _cancel(deed: Deed, row: ClassSession, reason: str) -> None:
    for booking in _coming(row):
        close(deed, booking, Status.CANCELLED, reason=reason or WHY_CANCELLED)
    row.refresh_from_db(fields=["seats_taken"])
    write_changes(row, {"cancelled_at": deed.now, "cancelled_by": deed.actor.name, "cancel_reason": reason})
    Occupancy.objects.filter(session=row).delete()
    _record(deed, row, "class_session.cancelled", {"cancelled_at": (None, deed.now.isoformat())}, reason)


def _coming(row: ClassSession) -> list[Booking]:
    rows = Booking.objects.select_related("service", "employee", "customer").filter(
        session=row, status__in=[status.value for status in COMING]
    )
    return list(locks.hold_rows(rows))


def _plain(changed: Changes) -> Changes:
    """Fit for the audit log."""
    return {name: (_text(before), _text(after)) for name, (before, after) in changed.items()}


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _record(deed: Deed, row: ClassSession, action: str, changes: Changes, reason: str = "") -> None:
    record(
        actor=deed.actor,
        now=deed.now,
        business_id=deed.business.id,
        action=action,
        target=Target("class_session", row.pk),
        changes=changes,
        reason=reason,
    )
