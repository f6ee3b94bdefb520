"""How does the sample clinic get into the database? By COPY, in one transaction (ADR 0007).

The same arguments at the same moment of the clock give the same rows in an empty database.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.db import connection

from kartotek.cli.sample import rows
from kartotek.cli.sample.calendar import WorkPlan, list_absences, list_closed_days
from kartotek.cli.sample.cards import Joining, list_cards
from kartotek.cli.sample.classes import write_classes
from kartotek.cli.sample.clinic import STAFF, TIMEZONE
from kartotek.cli.sample.door import write_check_ins
from kartotek.cli.sample.locked import write_locks
from kartotek.cli.sample.personas import PERSONAS
from kartotek.cli.sample.progress import track
from kartotek.cli.sample.refused import write_refusals
from kartotek.cli.sample.reminded import write_reminders
from kartotek.cli.sample.restricted import write_restrictions
from kartotek.cli.sample.slots import DAYS_AHEAD, list_slots
from kartotek.cli.sample.stage import Stage
from kartotek.cli.sample.visits import list_visits
from kartotek.cli.sample.waiting import write_waiting
from kartotek.kernel import clock
from kartotek.plumbing.copy import bulk_load, settle

SEED = 20261122
RECEPTIONIST = [staff.role for staff in STAFF].index("receptionist")
LARGE_TABLES = ("customers_customer", "booking_booking", "booking_occupancy")


@dataclass(frozen=True)
class Span:
    """From when to when the sample calendar reaches, around now; dates at the business."""

    now: datetime
    first: date
    today: date
    last: date


def fill(*, slug: str, customers: int = 2000, years: int = 2, now: datetime | None = None) -> bool:
    """Make the sample business; False and nothing done if there is a business of that slug already."""
    if _exists(slug):
        return False
    span = _span(now or clock.now(), years)
    closed = list_closed_days(span.first, span.last + timedelta(days=365))
    absences = list_absences(span.first, span.today, span.last)
    joining = Joining(customers, span.now - timedelta(days=max(1, 365 * years)), span.now)
    with bulk_load():
        business = rows.write_business(slug, span.now)
        places = rows.write_places(business)
        people = rows.write_people(business, slug, span.now, places)
        offer = rows.write_catalogue(business, places, people)
        rows.write_hours(business, offer, closed, absences)
        cards = track("Customers", list_cards(Random(SEED), joining), customers)  # noqa: S311 - not a secret
        ids = rows.write_customers(business, places, cards, joining)
        rows.write_limit_log(business, ids, people[RECEPTIONIST], joining)
        write_locks(business, ids, joining)
        rng = Random(SEED + 1)  # noqa: S311 - not a secret
        slots = list(list_slots(rng, WorkPlan(closed, absences), span.first, span.today))
        visits = list(list_visits(rng, slots, joining))
        rows.write_visits(business, offer, ids, visits)
        write_classes(business, places.locations[0], ids, span.today, span.now)
    settle(LARGE_TABLES)
    write_refusals(slug, ids, offer.services[0], span.now)
    stage = Stage(slug, tuple(people), tuple(ids[: len(PERSONAS)]), tuple(offer.services), span.now)
    write_restrictions(stage)
    write_reminders(stage)
    write_waiting(stage)
    write_check_ins(stage, places.locations[0])
    return True


def _exists(slug: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM businesses_business WHERE slug = %s", [slug])
        return cursor.fetchone() is not None


def _span(now: datetime, years: int) -> Span:
    today = now.astimezone(ZoneInfo(TIMEZONE)).date()
    return Span(now, today - timedelta(days=365 * years), today, today + timedelta(days=DAYS_AHEAD))
