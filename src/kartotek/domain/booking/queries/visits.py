"""When is a whole visit free, service after service, and what stands against one that is not?"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kartotek.domain.booking.decisions.offering import with_terms
from kartotek.domain.booking.decisions.visits import Planner
from kartotek.domain.booking.queries.availability import checked_range, get_frame, get_taken, list_free_starts
from kartotek.domain.booking.queries.hours import get_hours_rows
from kartotek.domain.booking.queries.resources import get_uses
from kartotek.domain.booking.queries.terms import own_minutes_of, own_terms_of
from kartotek.domain.booking.values.availability import ForWhom
from kartotek.domain.booking.values.visits import Following, Part, Plan
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel.errors import NotFound, invalid
from kartotek.kernel.periods import local_date
from kartotek.kernel.words import gettext_noop

_NOT_PERFORMED = gettext_noop("This employee does not perform this service.")


def list_free_visits(
    *, business: BusinessLike, following: Sequence[Following], on: date, now: datetime, customer_id: int | None
) -> list[Plan]:
    """The visits of these services that staff can offer on one date, as long as they take for this customer (S51)."""
    first = following[0]
    slots = list_free_starts(
        business=business,
        service_id=first.service_id,
        employee_id=first.employee_id,
        on=on,
        now=now,
        whom=ForWhom(own_minutes=own_minutes_of(customer_id, first.service_id)),
    )
    planner = _planner(business, following, on, customer_id)
    plans = (planner.free(slot.starts_at) for slot in slots)
    return [plan for plan in plans if plan is not None]


def plan_visit(
    *, business: BusinessLike, following: Sequence[Following], starts_at: datetime, customer_id: int | None
) -> Plan:
    """These services one after the other from a moment on, free or not."""
    on = local_date(starts_at, ZoneInfo(business.timezone))
    return _planner(business, following, on, customer_id).best(starts_at)


def _planner(business: BusinessLike, following: Sequence[Following], on: date, customer_id: int | None) -> Planner:
    terms = own_terms_of(customer_id)
    known = {one: with_terms(get_frame(business, one), terms.get(one)) for one in {each[0] for each in following}}
    parts = []
    for service_id, employee_id in following:
        frame = known[service_id]
        if frame.is_class:
            raise NotFound
        offers = tuple(offer for offer in frame.offers if employee_id in {None, offer.employee_id})
        if not offers:
            raise invalid("employee", "unknown", _NOT_PERFORMED)
        parts.append(Part(frame, offers))
    everybody = sorted({offer.employee_id for part in parts for offer in part.offers})
    asked = checked_range(business.timezone, on, on)
    wide = asked.wide_days
    hours = get_hours_rows(business_id=business.id, employee_ids=everybody, from_on=wide[0].on, to_on=wide[-1].on)
    resource_ids = sorted({need.resource_id for part in parts for need in part.frame.needs})
    uses = get_uses(business.id, resource_ids, asked)
    return Planner(parts, hours, get_taken(business.id, everybody, asked), uses)
