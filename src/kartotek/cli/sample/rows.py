"""Which rows is the sample clinic made of? Table by table; the tables are named, models are not imported here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from psycopg.types.json import Jsonb

from kartotek.cli.sample import clinic
from kartotek.cli.sample.calendar import Absence
from kartotek.cli.sample.cards import FIRST_NUMBER, Card, Joining
from kartotek.cli.sample.names import AREAS
from kartotek.cli.sample.personas import GENERAL_LIMIT, PERSONAS
from kartotek.cli.sample.progress import track
from kartotek.cli.sample.visits import Visit
from kartotek.domain.access.decisions.first_reasons import first_reasons
from kartotek.domain.access.decisions.locking import offered_as_json
from kartotek.domain.customers.values import SearchKeys
from kartotek.plumbing.copy import copy_rows, reserve_ids

AGENT = "Signe Kragh"


@dataclass(frozen=True)
class Places:
    """Identifiers of locations in the order of clinic.LOCATIONS, of areas by name."""

    locations: list[int]
    areas: dict[str, int]


@dataclass(frozen=True)
class Offer:
    """Identifiers in the order of clinic.SERVICES and clinic.EMPLOYEES."""

    services: list[int]
    employees: list[int]


def insert(table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[int]:
    """Write rows with identifiers of their own, which are returned in the same order."""
    ids = reserve_ids(table, len(rows))
    copy_rows(table, ("id", *columns), ((own, *row) for own, row in zip(ids, rows, strict=True)))
    return ids


def write_business(slug: str, now: datetime) -> int:
    """The tenant, its general rules and its number series."""
    facts = {
        "name": clinic.NAME,
        "slug": slug,
        "timezone": clinic.TIMEZONE,
        "country": "DK",
        "currency": clinic.CURRENCY,
        "languages": list(clinic.LANGUAGES),
        "default_language": "da",
        "phone": "+4533550120",
        "email": f"hello@{slug}.example",
        "address_line": "Havnegade 12",
        "postcode": "1058",
        "city": "København K",
        "opening_text": "Man–fre 8–19, lør 9–15, søn 10–15",
        "created_at": now,
    }
    business = insert("businesses_business", tuple(facts), [tuple(facts.values())])[0]
    insert(
        "access_onlinebookingsettings",
        ("business_id", "max_future_bookings", "min_notice_minutes", "horizon_days", "slot_minutes"),
        [(business, GENERAL_LIMIT, 60, 90, 15)],
    )
    insert(
        "access_lockreason",
        ("business_id", "label", "ends", "position"),
        [
            (business, reason.label, Jsonb(offered_as_json(reason.ends)), position)
            for position, reason in enumerate(first_reasons("da"))
        ],
    )
    return business


def write_places(business: int) -> Places:
    """The tree of areas, and the locations in it."""
    names = [name for name, _ in AREAS]
    ids = dict(zip(names, reserve_ids("businesses_area", len(names)), strict=True))
    rows = ((ids[name], business, name, ids.get(above)) for name, above in AREAS)
    copy_rows("businesses_area", ("id", "business_id", "name", "parent_id"), rows)
    locations = insert(
        "businesses_location",
        ("business_id", "name", "address_line", "postcode", "city", "area_id"),
        [(business, *place, ids[area]) for *place, area in clinic.LOCATIONS],
    )
    return Places(locations, ids)


def write_people(business: int, slug: str, now: datetime, places: Places) -> list[int]:
    """Accounts with one printed password and their memberships, in the order of clinic.STAFF."""
    password = make_password(clinic.PASSWORD, salt="kartoteksample")
    users = insert(
        "businesses_user",
        ("email", "password", "language", "created_at"),
        [(clinic.email_of(staff.account or staff.role, slug), password, "en", now) for staff in clinic.STAFF],
    )
    memberships = insert(
        "businesses_membership",
        ("business_id", "user_id", "name", "role", "created_at"),
        [(business, user, staff.name, staff.role, now) for user, staff in zip(users, clinic.STAFF, strict=True)],
    )
    insert(
        "businesses_membership_areas",
        ("membership_id", "area_id"),
        [
            (membership, places.areas[area])
            for membership, staff in zip(memberships, clinic.STAFF, strict=True)
            for area in staff.areas
        ],
    )
    return memberships


def write_catalogue(business: int, places: Places, memberships: list[int]) -> Offer:
    """Categories, services, employees and who performs what."""
    categories = insert(
        "catalog_category",
        ("business_id", "name", "position"),
        [(business, name, position) for position, name in enumerate(clinic.CATEGORIES)],
    )
    services = insert(
        "catalog_service",
        (
            *("business_id", "category_id", "name", "description", "duration_minutes", "buffer_before_minutes"),
            *("buffer_after_minutes", "price", "is_online", "needs_approval", "color", "position"),
        ),
        [_service(business, categories, position, sample) for position, sample in enumerate(clinic.SERVICES)],
    )
    own = {
        staff.employee: member
        for staff, member in zip(clinic.STAFF, memberships, strict=True)
        if staff.employee is not None
    }
    employees = insert(
        "catalog_employee",
        ("business_id", "name", "location_id", "membership_id", "is_online", "color", "position"),
        [
            (business, one.name, places.locations[one.location], own.get(position), one.is_online, one.color, position)
            for position, one in enumerate(clinic.EMPLOYEES)
        ],
    )
    insert(
        "catalog_employeeservice",
        ("business_id", "employee_id", "service_id"),
        [
            (business, employee, services[service])
            for employee, sample in zip(employees, clinic.EMPLOYEES, strict=True)
            for service in sample.services
        ],
    )
    return Offer(services, employees)


def _service(business: int, categories: list[int], position: int, sample: clinic.ServiceSample) -> tuple[object, ...]:
    return (
        business,
        categories[sample.category],
        sample.name,
        Jsonb(dict(zip(clinic.LANGUAGES, sample.descriptions, strict=True))),
        sample.duration,
        sample.before,
        sample.after,
        sample.price,
        sample.is_online,
        sample.needs_approval,
        sample.color,
        position,
    )


def write_hours(business: int, offer: Offer, closed: list[tuple[date, str]], absences: list[Absence]) -> None:
    """Weekly hours with breaks, days off and closed days."""
    insert(
        "booking_weeklyhours",
        ("business_id", "employee_id", "weekday", "starts_minute", "ends_minute", "breaks"),
        [
            (business, employee, work.weekday, work.starts, work.ends, Jsonb([list(pause) for pause in work.breaks]))
            for employee, sample in zip(offer.employees, clinic.EMPLOYEES, strict=True)
            for work in sample.week
        ],
    )
    insert(
        "booking_dayoff",
        ("business_id", "employee_id", "from_on", "to_on", "starts_minute", "ends_minute", "note"),
        [
            (business, offer.employees[one.employee], one.from_on, one.to_on, *(one.span or (None, None)), one.note)
            for one in absences
        ],
    )
    insert("booking_closedday", ("business_id", "on", "name"), [(business, on, name) for on, name in closed])


CARD_COLUMNS = (
    *("id", "business_id", "number", "first_name", "last_name", "email", "phone", "address_line", "postcode"),
    *("city", "country", "date_of_birth", "language", "note", "important_note", "area_id", "max_future_bookings"),
    *("limit_set_at", "limit_set_by", "limit_reason", "is_possible_match", "archived_at", "created_at"),
    *(field.name for field in fields(SearchKeys)),
)


def write_customers(business: int, places: Places, cards: Iterable[Card], joining: Joining) -> list[int]:
    """The cards; returns their identifiers in order and leaves the number series behind the last."""
    ids = reserve_ids("customers_customer", joining.customers)
    rows = ((own, business, *_card(card, places, joining)) for own, card in zip(ids, cards, strict=True))
    copy_rows("customers_customer", CARD_COLUMNS, rows)
    insert("customers_numberseries", ("business_id", "next_number"), [(business, FIRST_NUMBER + joining.customers)])
    return ids


def _card(card: Card, places: Places, joining: Joining) -> tuple[object, ...]:
    persona = card.persona
    limit = persona.limit if persona else None
    has_limit = limit is not None
    return (
        *(card.number, card.first_name, card.last_name, card.email, card.phone, card.street, card.postcode),
        *(card.city, card.country, card.born_on, card.language, card.note),
        persona.important_note if persona else "",
        places.areas.get(card.area),
        limit,
        limit_set_at(joining) if has_limit else None,
        AGENT if has_limit else "",
        persona.reason if persona else "",
        persona.is_possible_match if persona else False,
        card.archived_at,
        card.created_at,
        *astuple(card.keys),
    )


def limit_set_at(joining: Joining) -> datetime:
    """When the personas got their own limits."""
    return (joining.now - timedelta(days=12)).replace(hour=9, minute=20, second=0, microsecond=0)


def write_limit_log(business: int, customers: list[int], receptionist: int, joining: Joining) -> None:
    """What the log tells of the limits on the personas' cards."""
    limited = [(customer, one) for customer, one in zip(customers, PERSONAS, strict=False) if one.limit is not None]
    entries = insert(
        "audit_entry",
        (
            *("business_id", "at", "action", "actor_kind", "actor_id", "actor_name"),
            *("target_kind", "target_id", "customer_id"),
        ),
        [
            (
                *(business, limit_set_at(joining), "customer.limit_set", "staff", receptionist, AGENT),
                *("customer", customer, customer),
            )
            for customer, _ in limited
        ],
    )
    copy_rows(
        "audit_change",
        ("entry_id", "changes", "reason"),
        [
            (entry, Jsonb({"max_future_bookings": [None, one.limit]}), one.reason)
            for entry, (_, one) in zip(entries, limited, strict=True)
        ],
    )


VISIT_COLUMNS = (
    *("id", "business_id", "visit", "customer_id", "service_id", "employee_id", "starts_at", "ends_at", "status"),
    *("channel", "price", "currency", "was_anyone", "created_at", "created_by", "closed_at", "cancelled_by"),
    *("cancel_channel", "cancel_reason"),
)
OCCUPANCY_COLUMNS = ("business_id", "employee_id", "booking_id", "starts_at", "ends_at")


def write_visits(business: int, offer: Offer, customers: list[int], visits: list[Visit]) -> None:
    """The bookings, and the time they take of their employees, buffers included."""
    ids = reserve_ids("booking_booking", len(visits))
    pairs = list(zip(ids, visits, strict=True))
    bookings = (tuple(_booking(own, business, offer, customers, visit)) for own, visit in pairs)
    copy_rows("booking_booking", VISIT_COLUMNS, track("Bookings", bookings, len(visits)))
    taken = [
        (business, offer.employees[one.slot.employee], own, one.slot.busy_from, one.slot.busy_to)
        for own, one in pairs
        if one.takes_time
    ]
    copy_rows("booking_occupancy", OCCUPANCY_COLUMNS, track("Calendar", iter(taken), len(taken)))


def _booking(own: int, business: int, offer: Offer, customers: list[int], visit: Visit) -> Iterator[object]:
    slot = visit.slot
    is_cancelled = visit.status == "cancelled"
    is_staff = visit.channel == "staff"
    yield from (own, business, visit.visit, customers[visit.customer])
    yield from (offer.services[slot.service], offer.employees[slot.employee], slot.starts_at, slot.ends_at)
    yield from (visit.status, visit.channel, clinic.SERVICES[slot.service].price, clinic.CURRENCY)
    yield from (visit.was_anyone, visit.created_at, AGENT if is_staff else "", visit.closed_at)
    if is_cancelled:
        yield from (AGENT if is_staff else "", visit.channel, visit.cancel_reason)
    else:
        yield from ("", "", "")
