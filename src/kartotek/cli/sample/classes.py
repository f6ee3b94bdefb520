"""Which group class does the sample business hold? One evening a week with a teacher of its own; the second is full."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from psycopg.types.json import Jsonb

from kartotek.cli.sample import clinic
from kartotek.cli.sample.cards import is_archived
from kartotek.cli.sample.personas import PERSONAS
from kartotek.cli.sample.rows import AGENT, insert
from kartotek.kernel.periods import opening_instant

NAME, TEACHER = "Yoga", "Ida Skov"
SEATS, WEEKS, TUESDAY, EVENING = 8, 10, 1, 18 * 60
TAKEN = (5, SEATS, 3, 1)  # on the first dates
PRICE = Decimal("120.00")
_TEXTS = (
    "For alle, måtter er her",
    "För alla, mattor finns",
    "Für alle, Matten sind da",
    "Pour tous, tapis sur place",
    "For everybody, mats are here",
)
_SERIES = UUID(int=20261122, version=4)


def write_classes(business: int, location: int, customers: list[int], today: date, now: datetime) -> None:
    """The service, its teacher, ten dates, and who takes part."""
    service, teacher = _write_service(business, location)
    days_ahead = (TUESDAY - today.weekday()) % 7 or 7
    zone = ZoneInfo(clinic.TIMEZONE)
    starts = [opening_instant(today + timedelta(days=days_ahead + 7 * week), EVENING, zone) for week in range(WEEKS)]
    people = [one for at, one in enumerate(customers) if at >= len(PERSONAS) and not is_archived(at)]
    taken = [min(count, len(people)) for count in (*TAKEN, *[0] * (WEEKS - len(TAKEN)))]
    hour = timedelta(hours=1)
    sessions = insert(
        "booking_classsession",
        (
            *("business_id", "service_id", "employee_id", "starts_at", "ends_at", "seats", "seats_taken", "series"),
            "created_at",
        ),
        [
            (business, service, teacher, start, start + hour, SEATS, count, _SERIES, now)
            for start, count in zip(starts, taken, strict=True)
        ],
    )
    insert(
        "booking_occupancy",
        ("business_id", "employee_id", "session_id", "starts_at", "ends_at"),
        [(business, teacher, own, start, start + hour) for own, start in zip(sessions, starts, strict=True)],
    )
    insert(
        "booking_booking",
        (
            *("business_id", "session_id", "visit", "customer_id", "service_id", "employee_id", "starts_at", "ends_at"),
            *("status", "channel", "price", "currency", "created_at", "created_by"),
        ),
        [
            (
                *(business, session, UUID(int=_SERIES.int + 100 * week + seat), people[seat], service, teacher),
                *(starts[week], starts[week] + hour, "confirmed", "staff", PRICE, clinic.CURRENCY, now, AGENT),
            )
            for week, session in enumerate(sessions)
            for seat in range(taken[week])
        ],
    )


def _write_service(business: int, location: int) -> tuple[int, int]:
    [service] = insert(
        "catalog_service",
        ("business_id", "name", "description", "kind", "seats", "duration_minutes", "price", "color", "position"),
        [
            (
                *(business, NAME, Jsonb(dict(zip(clinic.LANGUAGES, _TEXTS, strict=True))), "class", SEATS, 60),
                *(PRICE, "teal", len(clinic.SERVICES)),
            )
        ],
    )
    [teacher] = insert(
        "catalog_employee",
        ("business_id", "name", "location_id", "color", "position"),
        [(business, TEACHER, location, "teal", len(clinic.EMPLOYEES))],
    )
    insert("catalog_employeeservice", ("business_id", "employee_id", "service_id"), [(business, teacher, service)])
    return service, teacher
