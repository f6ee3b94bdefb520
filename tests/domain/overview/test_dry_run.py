"""Whom would a rule, a tag or a limit hit? As deciding everybody one by one says."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.domain.overview.one_by_one import count_one_by_one
from tests.factories.access import make_settings
from tests.factories.booking import Salon, make_booking, make_salon, new_visit
from tests.factories.businesses import make_location
from tests.factories.catalog import make_category, make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_exception, make_rule, make_tag

from kartotek.domain.access.models import CustomerTag, Tag
from kartotek.domain.access.queries.settings import get_policy
from kartotek.domain.access.values import UNLIMITED, Effect, Limit, Scope, SettingsChanges, TagFact, When
from kartotek.domain.access.values.rules import RuleDetails
from kartotek.domain.access.values.tags import TagChanges
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.catalog.models import Employee, Service
from kartotek.domain.customers.models import Customer
from kartotek.domain.overview.decisions.hitting import Thing
from kartotek.domain.overview.queries.dry_run import dry_run_rule, dry_run_settings, dry_run_tag
from kartotek.domain.overview.values import DryRun
from kartotek.kernel.errors import Invalid, NotPermitted

pytestmark = pytest.mark.usefixtures("scoped")
DAY = timedelta(days=1)


@pytest.fixture
def salon(business: Business) -> Salon:
    return make_salon(business)


class Dice(Random):
    """Thrown alike in every run."""


def book(
    salon: Salon, customer: Customer, starts_at: datetime, employee: Employee | None = None, **fields: object
) -> None:
    """A booking that holds nobody's time, for here they overlap."""
    status = fields.pop("status", "confirmed")
    row = make_booking(salon, customer, starts_at, employee, status="cancelled", **fields)
    Booking.objects.filter(pk=row.pk).update(status=status)


def run_limit(business: Business, viewer: Actor, limit: Limit, now: datetime) -> DryRun:
    changes: SettingsChanges = {"max_future_bookings": limit.value}
    return dry_run_settings(business=business, viewer=viewer, changes=changes, now=now)


def numbers(found: DryRun) -> tuple[int, int, int]:
    return found.customers, found.coming_bookings, found.bookings_90_days


def test_a_rule_hits_whom_it_names_and_what_lies_in_it(salon: Salon, administrator: Actor, now: datetime) -> None:
    business = salon.business
    late, other = make_customer(business, "Sofie"), make_customer(business, "Freja", "Holm")
    idle = make_customer(business, "Ida", "Berg")
    tag = make_tag(business, "Late", late, idle)
    color = make_service(business, "Full colour")
    salon_of_color = replace(salon, service=color)
    for customer in (late, other):
        book(salon, customer, now + DAY)
        book(salon, customer, now - 10 * DAY, status="completed")
        book(salon, customer, now - 20 * DAY, status="cancelled")
        book(salon, customer, now - 91 * DAY, status="completed")
    book(salon_of_color, late, now + 2 * DAY)
    book(salon_of_color, late, now + 3 * DAY, status="completed")
    details = RuleDetails(When(has_tags=frozenset({tag.pk})))
    found = dry_run_rule(business=business, viewer=administrator, details=details, now=now)
    assert numbers(found) == (2, 2, 1)
    [first, second] = found.items
    assert (first.customer_id, first.number, first.name) == (late.pk, late.number, "Sofie Bjerregaard")
    assert (first.coming_bookings, first.bookings_90_days) == (2, 1)
    assert (second.customer_id, second.coming_bookings, second.bookings_90_days) == (idle.pk, 0, 0)
    narrow = replace(details, where=Scope(services=frozenset({color.pk})))
    assert numbers(dry_run_rule(business=business, viewer=administrator, details=narrow, now=now)) == (2, 1, 0)
    approval = replace(details, then="needs_approval")
    assert numbers(dry_run_rule(business=business, viewer=administrator, details=approval, now=now)) == (2, 2, 1)


def test_the_past_is_judged_as_of_then(salon: Salon, owner: Actor, now: datetime) -> None:
    """Her first visit was that of somebody new, and her no-shows came one by one."""
    customer = make_customer(salon.business)
    for days in (40, 30, 20, 10):
        status = "completed" if days == 40 else "no_show"
        made_at = now - (days + 5) * DAY
        book(salon, customer, now - days * DAY, status=status, created_at=made_at)
    book(salon, customer, now + DAY, created_at=now - 35 * DAY)
    new = RuleDetails(When(is_new=True))
    assert numbers(dry_run_rule(business=salon.business, viewer=owner, details=new, now=now)) == (0, 0, 1)
    missing = RuleDetails(When(no_shows=2))
    assert numbers(dry_run_rule(business=salon.business, viewer=owner, details=missing, now=now)) == (1, 1, 1)


def test_an_exception_keeps_her_out_of_it(salon: Salon, owner: Actor, now: datetime) -> None:
    business = salon.business
    rule = make_rule(business)
    excepted, half, plain = (make_customer(business, name) for name in ("Sofie", "Freja", "Ida"))
    make_exception(excepted, rule=rule)
    make_exception(half, service=make_service(business, "Balayage"))
    make_exception(plain, rule=make_rule(business))
    for customer in (excepted, half, plain):
        book(salon, customer, now + DAY)
        book(salon, customer, now - 30 * DAY, created_at=now - 31 * DAY)
    found = dry_run_rule(business=business, viewer=owner, details=RuleDetails(), now=now, rule_id=rule.pk)
    assert numbers(found) == (2, 2, 3)
    assert [item.customer_id for item in found.items] == [half.pk, plain.pk]


def test_a_limit_hits_what_was_booked_beyond_it(salon: Salon, owner: Actor, now: datetime) -> None:
    business = salon.business
    greedy, modest = make_customer(business), make_customer(business, "Freja")
    own = make_customer(business, "Ida", max_future_bookings=1)
    marked = make_customer(business, "Nora")
    make_tag(business, "Many", marked, max_future_bookings=-1)
    for customer in (greedy, own, marked):
        for days in (1, 2, 3):
            book(salon, customer, now + days * DAY)
    book(salon, modest, now + DAY)
    visit = new_visit()
    for hours in (2, 4):
        book(salon, modest, now + DAY + timedelta(hours=hours), visit=visit)
    for limit, expected in ((0, (2, 6, 0)), (1, (2, 4, 0)), (2, (2, 1, 0)), (3, (1, 0, 0)), (4, (0, 0, 0))):
        found = run_limit(business, owner, Limit(limit), now)
        assert numbers(found) == expected, limit
    assert numbers(run_limit(business, owner, UNLIMITED, now)) == (0, 0, 0)
    make_settings(business, max_future_bookings=2)
    same = dry_run_settings(business=business, viewer=owner, changes={"horizon_days": 30}, now=now)
    assert numbers(same) == (2, 1, 0)
    with pytest.raises(Invalid):
        dry_run_settings(business=business, viewer=owner, changes={"max_future_bookings": -1}, now=now)


def test_a_tag_hits_those_who_carry_it(salon: Salon, owner: Actor, now: datetime) -> None:
    business = salon.business
    carrier, other = make_customer(business), make_customer(business, "Freja")
    tag = make_tag(business, "Never paid", carrier)
    for customer in (carrier, other):
        book(salon, customer, now + DAY)

    def hit(changes: TagChanges) -> tuple[int, int, int]:
        return numbers(dry_run_tag(business=business, viewer=owner, tag_id=tag.pk, changes=changes, now=now))

    assert hit({}) == (0, 0, 0)
    assert hit({"kind": "banned"}) == (1, 1, 0)
    assert hit({"kind": "banned", "where": Scope(employees=frozenset({salon.mette.pk}))}) == (1, 0, 0)
    assert hit({"max_future_bookings": Limit(1)}) == (1, 0, 0)
    assert hit({"max_future_bookings": Limit(0)}) == (1, 1, 0)
    with pytest.raises(Invalid):
        hit({"label": "", "where": Scope(services=frozenset({12345}))})


def test_a_dry_run_is_for_whoever_may_save_the_thing_and_see_the_cards(
    salon: Salon, area: Area, inspector: Actor, receptionist: Actor, now: datetime
) -> None:
    business = salon.business
    mine = make_customer(business, area=area)
    make_customer(business, "Freja")
    make_customer(business, "Ida", archived_at=now, area=area)
    with pytest.raises(NotPermitted):
        dry_run_rule(business=business, viewer=receptionist, details=RuleDetails(), now=now)
    with pytest.raises(NotPermitted):
        run_limit(business, receptionist, Limit(1), now)
    with pytest.raises(NotPermitted):
        dry_run_tag(business=business, viewer=receptionist, tag_id=1, changes={}, now=now)
    trusted = replace(inspector, permissions=inspector.permissions | {"rule.manage"})
    found = dry_run_rule(business=business, viewer=trusted, details=RuleDetails(), now=now)
    assert [item.customer_id for item in found.items] == [mine.pk]
    with pytest.raises(Invalid):
        dry_run_rule(business=business, viewer=trusted, details=RuleDetails(When(no_shows=0)), now=now)


@pytest.mark.parametrize("many", [1, 30])
def test_the_number_of_queries_is_constant(
    salon: Salon, owner: Actor, now: datetime, many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    business = salon.business
    for number in range(many):
        book(salon, make_customer(business, f"Customer {number}"), now + number * DAY + DAY)
    with django_assert_num_queries(6):
        dry_run_rule(business=business, viewer=owner, details=RuleDetails(), now=now)
    with django_assert_num_queries(6):
        run_limit(business, owner, Limit(1), now)


# ---- the same as deciding everybody, on populations made at random ------------------------------------------------


def populate(rng: Random, business: Business, now: datetime) -> tuple[list[Service], list[Employee], list[Tag]]:
    """Customers with tags, limits, exceptions and histories of all kinds."""
    categories = [make_category(business, "Hair"), None]
    services = [make_service(business, f"Service {number}", category=categories[number % 2]) for number in range(3)]
    places = [make_location(business), None]
    employees = [make_employee(business, f"Employee {number}", location=places[number % 2]) for number in range(3)]
    limits = (None, None, 1, 0, -1)
    tags = [
        make_tag(
            business,
            f"Tag {number}",
            kind=rng.choice(("normal", "banned")),
            max_future_bookings=rng.choice(limits),
            where=rng.choice(({}, {"services": [services[0].pk]})),
        )
        for number in range(3)
    ]
    rules = [make_rule(business), make_rule(business)]
    for number in range(14):
        customer = make_customer(
            business,
            f"Customer {number}",
            max_future_bookings=rng.choice(limits),
            archived_at=now if rng.random() < 0.1 else None,
        )
        for tag in rng.sample(tags, rng.choice((0, 1, 1, 2))):
            CustomerTag.objects.create(business=business, customer=customer, tag=tag, added_at=now)
        for _ in range(rng.choice((0, 0, 1, 2))):
            from_on = date(2026, 11, 12) + timedelta(days=rng.randint(-60, 20))
            make_exception(
                customer,
                rule=rng.choice((*rules, None)),
                service=rng.choice(services),
                from_on=from_on,
                until_on=from_on + timedelta(days=rng.randint(0, 60)),
                removed_at=rng.choice((None, None, now)),
            )
        _visits(rng, customer, services, employees, now)
    return services, employees, tags


def _visits(rng: Random, customer: Customer, services: list[Service], employees: list[Employee], now: datetime) -> None:
    visits = [new_visit() for _ in range(4)]
    for _ in range(rng.randint(0, 9)):
        starts_at = now + timedelta(hours=rng.randint(-24 * 110, 24 * 30))
        made_at = min(now, starts_at) - timedelta(hours=rng.choice((1, 24, 24 * 20, 24 * 40)))
        status = rng.choice(("confirmed", "pending", "arrived", "completed", "no_show", "cancelled", "rejected"))
        is_closed = status in {"completed", "no_show", "cancelled", "rejected"}
        salon = Salon(customer.business, rng.choice(services), employees[0], employees[1])
        book(
            salon,
            customer,
            starts_at,
            rng.choice(employees),
            status=status,
            visit=rng.choice(visits),
            created_at=made_at,
            closed_at=made_at + timedelta(hours=rng.randint(1, 900)) if is_closed else None,
        )


@pytest.mark.parametrize("seed", range(12))
def test_it_says_what_deciding_everybody_says(business: Business, owner: Actor, now: datetime, seed: int) -> None:
    rng = Dice(seed)
    make_settings(business, max_future_bookings=rng.choice((None, 1, 2)))
    services, employees, tags = populate(rng, business, now)

    def some(ids: list[int]) -> frozenset[int]:
        return frozenset(rng.sample(ids, rng.choice((0, 0, 1, 2))))

    def scope() -> Scope:
        places = [one.location_id for one in employees if one.location_id]
        headings = [one.category_id for one in services if one.category_id]
        return Scope(
            services=some([one.pk for one in services]),
            employees=some([one.pk for one in employees]),
            categories=frozenset(headings[:1]) if rng.random() < 0.2 else frozenset(),
            locations=frozenset(places[:1]) if rng.random() < 0.2 else frozenset(),
        )

    policy = get_policy(business=business)
    for _ in range(4):
        marks = [one.pk for one in tags]
        when = When(some(marks), some(marks), rng.choice((None, None, True, False)), rng.choice((None, None, 1, 2)))
        details = RuleDetails(when, scope(), rng.choice(("unavailable", "needs_approval")))
        rule_id = rng.choice((0, policy.rules[0].id))
        rule = dry_run_rule(business=business, viewer=owner, details=details, now=now, rule_id=rule_id)
        fact = replace(policy.rules[0], id=rule_id, when=when, scope=details.where, effect=Effect(details.then))
        assert rule == count_one_by_one(Thing(rule=fact), business, policy, now)
        limit = rng.choice((UNLIMITED, Limit(0), Limit(1), Limit(2)))
        general = run_limit(business, owner, limit, now)
        assert general == count_one_by_one(Thing(general=limit), business, policy, now)
        tag = TagFact(rng.choice(marks), is_banned=rng.random() < 0.5, scope=scope())
        own = rng.choice((None, limit))
        changes = TagChanges(kind="banned" if tag.is_banned else "normal", where=tag.scope, max_future_bookings=own)
        marked = dry_run_tag(business=business, viewer=owner, tag_id=tag.id, changes=changes, now=now)
        assert marked == count_one_by_one(Thing(tag=tag, tag_limit=own), business, policy, now)
