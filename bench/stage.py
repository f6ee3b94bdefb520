"""What must stand in the database before anything is measured? All of it by COPY, as the sample clinic is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

from django.db import connection
from psycopg.types.json import Jsonb

from kartotek.cli import sample
from kartotek.cli.sample.rows import insert
from kartotek.kernel import clock
from kartotek.plumbing.copy import settle

SLUG = "bench"
CUSTOMERS = 100_000
# With ten employees this many years hold a little over 100,000 bookings.
YEARS = 8
MANY_SLUG = "bench-many"
MANY_CUSTOMERS = 1_000_000
EXTRA_EMPLOYEES = 10
DAYS_TO_BOOK = 80


@dataclass(frozen=True)
class Typed:
    """Terms as people type them; those of two letters apart."""

    words: list[str]
    two_letters: list[str]


@dataclass(frozen=True)
class Stage:
    """Identifiers of the bench's business."""

    business: int
    everybody: list[int]
    month_service: int
    quick_service: int
    quick_employees: list[int]


@dataclass(frozen=True)
class Booker:
    """A customer known by both contacts, with nothing to come."""

    first_name: str
    last_name: str
    email: str
    phone: str


def rows(question: str, *values: str | int | list[int]) -> list[tuple[object, ...]]:
    """Ask the database."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return [tuple(row) for row in cursor.fetchall()]


def numbers(question: str, *values: str | int | list[int]) -> list[int]:
    """The first column, as numbers."""
    return [int(str(row[0])) for row in rows(question, *values)]


def prepare() -> Stage:
    """The sample clinic at the bench's size, one service that all ten perform, and ten who are booked in the bench."""
    sample.fill(slug=SLUG, customers=CUSTOMERS, years=YEARS)
    business = numbers("SELECT id FROM businesses_business WHERE slug = %s", SLUG)[0]
    everybody = numbers(
        "SELECT id FROM catalog_employee WHERE business_id = %s AND position < 10 ORDER BY position", business
    )
    service = numbers("SELECT id FROM catalog_service WHERE business_id = %s AND name = 'Haircut, short'", business)[0]
    offered = numbers("SELECT employee_id FROM catalog_employeeservice WHERE service_id = %s", service)
    missing = [(business, employee, service) for employee in everybody if employee not in offered]
    insert("catalog_employeeservice", ("business_id", "employee_id", "service_id"), missing)
    quick, extra = _quick(business)
    return Stage(business, everybody, service, quick, extra)


def _quick(business: int) -> tuple[int, list[int]]:
    """A service of fifteen minutes, and employees who do nothing else, round the clock."""
    found = numbers("SELECT id FROM catalog_service WHERE business_id = %s AND name = 'Bench'", business)
    if found:
        question = "SELECT employee_id FROM catalog_employeeservice WHERE service_id = %s ORDER BY employee_id"
        return found[0], numbers(question, found[0])
    columns = ("business_id", "name", "description", "duration_minutes", "position")
    service = insert("catalog_service", columns, [(business, "Bench", Jsonb({}), 15, 99)])[0]
    employees = insert(
        "catalog_employee",
        ("business_id", "name", "position"),
        [(business, f"Bench {number}", 100 + number) for number in range(EXTRA_EMPLOYEES)],
    )
    insert(
        "catalog_employeeservice",
        ("business_id", "employee_id", "service_id"),
        [(business, employee, service) for employee in employees],
    )
    insert(
        "booking_weeklyhours",
        ("business_id", "employee_id", "weekday", "starts_minute", "ends_minute", "breaks"),
        [(business, employee, day, 0, 1440, Jsonb([])) for employee in employees for day in range(7)],
    )
    return service, employees


def prepare_many() -> int:
    """A business with a million customers."""
    sample.fill(slug=MANY_SLUG, customers=MANY_CUSTOMERS, years=0)
    return numbers("SELECT id FROM businesses_business WHERE slug = %s", MANY_SLUG)[0]


def list_bookers(stage: Stage, count: int) -> list[Booker]:
    """Customers who may book, each once."""
    found = rows(
        "SELECT first_name, last_name, email, phone FROM customers_customer c WHERE business_id = %s AND email <> ''"
        " AND phone <> '' AND max_future_bookings IS NULL AND archived_at IS NULL AND NOT EXISTS (SELECT 1 FROM"
        " booking_booking b WHERE b.customer_id = c.id AND b.ends_at > now()) ORDER BY md5(number) LIMIT %s",
        stage.business,
        count,
    )
    return [Booker(*(str(part) for part in row)) for row in found]


def list_quick_starts(rng: Random, stage: Stage) -> list[tuple[int, str]]:
    """(employee, start) of every free quarter of an hour, shuffled."""
    now = clock.now()
    first = (now + timedelta(days=2)).replace(hour=0, minute=0, second=0, microsecond=0)
    taken = {
        (int(str(employee)), starts_at)
        for employee, starts_at in rows(
            "SELECT employee_id, starts_at FROM booking_occupancy WHERE employee_id = ANY(%s)", stage.quick_employees
        )
    }
    closed = {row[0] for row in rows('SELECT "on" FROM booking_closedday WHERE business_id = %s', stage.business)}
    every = [
        at
        for at in (first + timedelta(minutes=15 * quarter) for quarter in range(DAYS_TO_BOOK * 96))
        if not closed & {at.date(), (at + timedelta(hours=2)).date()}
    ]
    found = [(one, at.isoformat()) for one in stage.quick_employees for at in every if (one, at) not in taken]
    rng.shuffle(found)
    return found


def list_terms(rng: Random, business: int) -> Typed:
    """240 terms cut out of cards that are there: starts and middles of names, both names, ends of phones, e-mails."""
    cards = rows(
        "SELECT first_name, last_name, phone, email FROM customers_customer WHERE business_id = %s AND phone <> ''"
        " AND email <> '' AND archived_at IS NULL ORDER BY md5(number) LIMIT 400",
        business,
    )
    words: list[str] = []
    for number, (first, last, phone, email) in enumerate(cards[:240]):
        first_name, last_name = str(first), str(last)
        words.append(
            (
                last_name[: rng.randint(3, 5)],
                last_name[1 : rng.randint(4, 6)] if len(last_name) > 4 else last_name,
                f"{first_name} {last_name[:4]}",
                f"{last_name} {first_name}",
                str(phone)[-rng.randint(4, 6) :],
                str(email)[: rng.randint(5, 9)],
            )[number % 6]
        )
    return Typed(words, sorted({str(card[1])[:2] for card in cards[240:]})[:40])


def add_marks(stage: Stage) -> int:
    """A tag that every tenth customer carries."""
    found = numbers("SELECT id FROM access_tag WHERE business_id = %s AND label = 'Bench'", stage.business)
    if found:
        return found[0]
    columns = ("business_id", "label", "created_at")
    now = clock.now()
    tag = insert("access_tag", columns, [(stage.business, "Bench", now)])[0]
    customers = numbers("SELECT id FROM customers_customer WHERE business_id = %s AND id %% 10 = 0", stage.business)
    insert(
        "access_customertag",
        ("business_id", "customer_id", "tag_id", "added_at"),
        [(stage.business, customer, tag, now) for customer in customers],
    )
    settle(["access_tag", "access_customertag"])
    return tag


def postgres_version() -> str:
    """As the server says it."""
    return str(rows("SHOW server_version")[0][0])


def add_old_bookings(stage: Stage, count: int) -> None:
    """So many bookings of five minutes, shared by the ten, back to back and long over."""
    customer = numbers("SELECT min(id) FROM customers_customer WHERE business_id = %s", stage.business)[0]
    each = count // len(stage.everybody)
    ends_at = datetime(clock.now().year - YEARS - 2, 1, 1, tzinfo=UTC)
    if rows(
        "SELECT 1 FROM booking_booking WHERE business_id = %s AND starts_at < %s LIMIT 1", stage.business, str(ends_at)
    ):
        raise SystemExit("bench: the old bookings are there already; this case needs a fresh database")
    for employee in stage.everybody:
        with connection.cursor() as cursor:
            cursor.execute(
                _OLD_BOOKINGS,
                {
                    "business": stage.business,
                    "customer": customer,
                    "service": stage.month_service,
                    "employee": employee,
                    "ends_at": ends_at,
                    "count": each,
                },
            )
        print(f"  {each:,} old bookings of employee {employee}", flush=True)
    tidy()


def tidy() -> None:
    """Statistics and visibility as autovacuum leaves them."""
    settle(("booking_booking", "booking_occupancy"))


_OLD_BOOKINGS = """
WITH made AS (
    INSERT INTO booking_booking (business_id, version, visit, customer_id, service_id, employee_id, starts_at, ends_at,
        status, channel, currency, note, internal_note, is_squeezed, was_anyone, override_reason, possible_matches,
        proposal, created_at, created_by, overridden_by, cancelled_by, cancel_channel, cancel_reason)
    SELECT %(business)s, 1, gen_random_uuid(), %(customer)s, %(service)s, %(employee)s, at, at + interval '5 minutes',
        'completed', 'staff', 'DKK', '', '', false, false, '', '[]', '{}', at, '', '', '', '', ''
    FROM (SELECT %(ends_at)s - make_interval(mins => 5 * number) AS at
          FROM generate_series(1, %(count)s) AS number) AS times
    RETURNING id, employee_id, starts_at, ends_at
)
INSERT INTO booking_occupancy (business_id, employee_id, booking_id, starts_at, ends_at, is_exclusive)
SELECT %(business)s, employee_id, id, starts_at, ends_at, true FROM made
"""


def add_night_bookings(stage: Stage) -> None:
    """One booking for each of the ten, at three in the morning of a day of the month; the cold case moves them."""
    if list_night_bookings(stage):
        return
    day = (clock.now() + timedelta(days=10)).replace(hour=0, minute=0, second=0, microsecond=0)
    customer = numbers("SELECT min(id) FROM customers_customer WHERE business_id = %s", stage.business)[0]
    columns = (
        *("business_id", "visit", "customer_id", "service_id", "employee_id", "starts_at", "ends_at", "status"),
        *("channel", "currency", "created_at", "created_by"),
    )
    spans = [(day + timedelta(days=number), employee) for number, employee in enumerate(stage.everybody)]
    made = insert(
        "booking_booking",
        columns,
        [
            (
                *(stage.business, uuid4(), customer, stage.month_service, employee),
                *(at, at + timedelta(minutes=30), "confirmed", "staff", "DKK", clock.now(), NIGHT),
            )
            for at, employee in spans
        ],
    )
    insert(
        "booking_occupancy",
        ("business_id", "employee_id", "booking_id", "starts_at", "ends_at"),
        [
            (stage.business, employee, own, at, at + timedelta(minutes=30))
            for own, (at, employee) in zip(made, spans, strict=True)
        ],
    )


def add_full_day(stage: Stage) -> str:
    """A date on which thirty employees have four hundred bookings, each of another customer; as addresses write it."""
    day = (clock.now() + timedelta(days=300)).replace(hour=7, minute=0, second=0, microsecond=0)
    if rows("SELECT 1 FROM booking_booking WHERE business_id = %s AND created_by = %s", stage.business, FULL):
        return day.date().isoformat()
    more = FULL_EMPLOYEES - len(stage.everybody) - len(stage.quick_employees)
    extra = insert(
        "catalog_employee",
        ("business_id", "name", "position"),
        [(stage.business, f"Full {number}", 200 + number) for number in range(more)],
    )
    employees = [*stage.everybody, *stage.quick_employees, *extra]
    customers = numbers(
        "SELECT id FROM customers_customer WHERE business_id = %s ORDER BY md5(number) LIMIT 400", stage.business
    )
    columns = (
        *("business_id", "visit", "customer_id", "service_id", "employee_id", "starts_at", "ends_at", "status"),
        *("channel", "currency", "created_at", "created_by"),
    )
    made = []
    for number, customer in enumerate(customers):
        at = day + timedelta(minutes=30 * (number // FULL_EMPLOYEES))
        whose = employees[number % FULL_EMPLOYEES]
        given = (stage.business, uuid4(), customer, stage.month_service, whose, at, at + timedelta(minutes=30))
        made.append((*given, "confirmed", "online", "DKK", clock.now(), FULL))
    insert("booking_booking", columns, made)
    settle(["booking_booking"])
    return day.date().isoformat()


def list_night_bookings(stage: Stage) -> list[int]:
    """Those bookings, in the order of the employees."""
    question = "SELECT id FROM booking_booking WHERE business_id = %s AND created_by = %s ORDER BY id"
    return numbers(question, stage.business, NIGHT)


NIGHT = "bench at night"
FULL = "bench, a full day"
FULL_EMPLOYEES = 30
MOVE_BOOKING = """
WITH moved AS (
    UPDATE booking_booking SET version = version + 1,
        starts_at = date_trunc('day', starts_at) + make_interval(mins => %(minute)s),
        ends_at = date_trunc('day', starts_at) + make_interval(mins => %(minute)s + 30)
    WHERE id = %(id)s RETURNING id, starts_at, ends_at
)
UPDATE booking_occupancy o SET starts_at = moved.starts_at, ends_at = moved.ends_at
FROM moved WHERE o.booking_id = moved.id
"""
