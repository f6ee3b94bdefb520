"""Is a calendar feed what it says: its owner's, up to date, bounded, and gone with its address? (issue 6, 6)"""

from datetime import UTC, date, datetime, timedelta

import pytest
import recurring_ical_events
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from icalendar import Calendar
from icalendar.cal import Component
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.reminders import make_item, make_reminder
from tests.personas import membership_of

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.booking import actions
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries import get_feed_url
from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner
from kartotek.domain.businesses.models import Area, Business, Membership
from kartotek.domain.catalog.models import Employee
from kartotek.domain.customers.models import Customer
from kartotek.domain.overview.queries import feeds
from kartotek.kernel.errors import NotFound, NotPermitted

YEAR = ((2026, 1, 1), (2027, 12, 31))


@pytest.fixture
def salon(scoped: Business, now: datetime) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def customer(salon: Salon) -> Customer:
    return make_customer(salon.business)


def of_employee(employee: Employee) -> FeedOwner:
    return FeedOwner(FeedKind.EMPLOYEE, employee.pk)


def of_customer(customer: Customer) -> FeedOwner:
    return FeedOwner(FeedKind.CUSTOMER, customer.pk)


def of_staff(actor: Actor) -> FeedOwner:
    return FeedOwner(FeedKind.STAFF, actor.id or 0)


def parts(owner: FeedOwner, salon: Salon, viewer: Actor) -> tuple[str, str]:
    url = get_feed_url(owner, business=salon.business, viewer=viewer)
    _site, kind, token = url.rsplit("/", 2)
    return kind, token.removesuffix(".ics")


def fetch(owner: FeedOwner, salon: Salon, viewer: Actor, now: datetime) -> bytes:
    return feeds.get_feed(*parts(owner, salon, viewer), business=salon.business, now=now)


def events(content: bytes) -> list[Component]:
    return Calendar.from_ical(content).walk("VEVENT")


def facts(content: bytes) -> list[tuple[str, datetime, datetime]]:
    return [(str(one["SUMMARY"]), one.decoded("DTSTART"), one.decoded("DTEND")) for one in events(content)]


def sequence(event: Component) -> int:
    return int(str(event["SEQUENCE"]))


def occurrences(content: bytes) -> list[tuple[datetime, datetime]]:
    found = recurring_ical_events.of(Calendar.from_ical(content)).between(*YEAR)
    return sorted((one["DTSTART"].dt, one["DTEND"].dt) for one in found)


def test_the_occurrences_of_a_feed_are_the_bookings_on_both_sides_of_a_change_of_the_clocks(
    salon: Salon, customer: Customer, owner: Actor
) -> None:
    # Copenhagen leaves summer time on 25 October 2026 at 03:00 and enters it on 28 March 2027 at 02:00.
    starts = [
        datetime(2026, 10, 24, 8, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 26, 9, 0, tzinfo=UTC),
        datetime(2027, 3, 28, 0, 45, tzinfo=UTC),
        datetime(2027, 3, 29, 8, 0, tzinfo=UTC),
    ]
    made = [make_booking(salon, customer, at) for at in starts]
    now = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
    content = fetch(of_employee(salon.jonas), salon, owner, now)
    assert occurrences(content) == [(row.starts_at, row.ends_at) for row in made]
    assert occurrences(fetch(of_customer(customer), salon, owner, now)) == occurrences(content)


def test_a_customer_reads_what_she_booked_and_with_whom_and_nothing_internal(
    salon: Salon, customer: Customer, owner: Actor, now: datetime
) -> None:
    make_booking(salon, customer, internal_note="Pays late", note="Back door")
    make_booking(salon, make_customer(salon.business, first_name="Somebody"), MONDAY_10 + timedelta(hours=2))
    content = fetch(of_customer(customer), salon, owner, now)
    (event,) = events(content)
    assert str(event["SUMMARY"]) == f"Haircut, {salon.business.name}"
    assert str(event["DESCRIPTION"]).split("\n")[0] == "Jonas Krog"
    assert b"Pays late" not in content
    assert b"Somebody" not in content


def test_an_employee_reads_for_whom_but_neither_notes_nor_phones(
    salon: Salon, customer: Customer, owner: Actor, now: datetime
) -> None:
    make_booking(salon, customer, internal_note="Pays late")
    make_booking(salon, customer, MONDAY_10, salon.mette)
    content = fetch(of_employee(salon.jonas), salon, owner, now)
    name = f"{customer.first_name} {customer.last_name}"
    assert facts(content) == [(f"Haircut, {name}", MONDAY_10, MONDAY_10 + timedelta(minutes=45))]
    assert b"DESCRIPTION" not in content
    assert Calendar.from_ical(content)["X-WR-CALNAME"] == f"Jonas Krog, {salon.business.name}"


def test_a_cancelled_booking_is_marked_for_thirty_days_with_a_higher_sequence(
    salon: Salon, customer: Customer, owner: Actor, now: datetime
) -> None:
    booking = make_booking(salon, customer)
    (before,) = events(fetch(of_customer(customer), salon, owner, now))
    actions.cancel_booking(business=salon.business, actor=owner, now=now, booking_id=booking.pk)
    (after,) = events(fetch(of_customer(customer), salon, owner, now + timedelta(days=29)))
    assert (before["UID"], str(before["STATUS"])) == (after["UID"], "CONFIRMED")
    assert (str(after["STATUS"]), sequence(after)) == ("CANCELLED", sequence(before) + 1)
    assert events(fetch(of_customer(customer), salon, owner, now + timedelta(days=31))) == []


def test_a_feed_reaches_ninety_days_back_and_to_the_last_coming_booking(
    salon: Salon, customer: Customer, owner: Actor, now: datetime
) -> None:
    make_booking(salon, customer, now - timedelta(days=91))
    young = make_booking(salon, customer, now - timedelta(days=89))
    far = make_booking(salon, customer, now + timedelta(days=700))
    content = fetch(of_customer(customer), salon, owner, now)
    assert [start for _summary, start, _end in facts(content)] == [young.starts_at, far.starts_at]


def test_a_feed_never_grows_beyond_its_bounds(
    salon: Salon, customer: Customer, owner: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MOST_PAST", "MOST_COMING"):
        monkeypatch.setattr(f"kartotek.domain.booking.queries.feeds.{name}", 1)
    days = [timedelta(days=number) for number in (-2, -1, 1, 2)]
    made = [make_booking(salon, customer, now + each) for each in days]
    content = fetch(of_customer(customer), salon, owner, now)
    assert [start for _summary, start, _end in facts(content)] == [made[1].starts_at, made[2].starts_at]


def test_a_pending_booking_is_tentative(salon: Salon, customer: Customer, owner: Actor, now: datetime) -> None:
    make_booking(salon, customer, status="pending")
    (event,) = events(fetch(of_customer(customer), salon, owner, now))
    assert str(event["STATUS"]) == "TENTATIVE"


def test_the_same_facts_are_the_same_bytes(salon: Salon, customer: Customer, owner: Actor, now: datetime) -> None:
    make_booking(salon, customer)
    later = now + timedelta(hours=3)
    assert fetch(of_customer(customer), salon, owner, now) == fetch(of_customer(customer), salon, owner, later)


def test_a_staff_member_reads_her_bookings_and_her_reminders(
    salon: Salon, customer: Customer, administrator: Actor, now: datetime
) -> None:
    Employee.objects.filter(pk=salon.jonas.pk).update(membership_id=administrator.id)
    make_booking(salon, customer)
    weekly = make_reminder(customer, date(2026, 11, 13), repeat="weekly", ends_on=date(2026, 11, 27), text="Look")
    make_reminder(customer, date(2026, 11, 14), recipients="inspectors", name="Nobody inspects")
    content = fetch(of_staff(administrator), salon, administrator, now)
    name = f"{customer.first_name} {customer.last_name}"
    seven = [datetime(2026, 11, day, 6, 0, tzinfo=UTC) for day in (13, 14, 20, 27)]
    quarter = timedelta(minutes=15)
    assert facts(content) == [
        (f"Renew the contract, {name}", seven[0], seven[0] + quarter),
        (f"Nobody inspects, {name}", seven[1], seven[1] + quarter),
        (f"Renew the contract, {name}", seven[2], seven[2] + quarter),
        (f"Renew the contract, {name}", seven[3], seven[3] + quarter),
        (f"Haircut, {name}", MONDAY_10, MONDAY_10 + timedelta(minutes=45)),
    ]
    first = events(content)[0]
    assert (str(first["UID"]), str(first["TRANSP"]), str(first["DESCRIPTION"])) == (
        f"reminder-{weekly.pk}-20261113@{salon.business.slug}.kartotek",
        "TRANSPARENT",
        "Look",
    )


def test_a_reminder_that_fired_keeps_its_place_and_one_of_another_does_not_come_in(
    salon: Salon, customer: Customer, administrator: Actor, owner: Actor, now: datetime
) -> None:
    reminder = make_reminder(customer, date(2026, 11, 10), due_on=None, due_at=None)
    make_item(reminder, membership_of(administrator))
    old = make_reminder(customer, date(2026, 8, 1), due_on=None, due_at=None)
    make_item(old, membership_of(administrator))
    (event,) = events(fetch(of_staff(administrator), salon, administrator, now))
    assert event.decoded("DTSTART") == datetime(2026, 11, 10, 6, 0, tzinfo=UTC)
    assert events(fetch(of_staff(owner), salon, owner, now)) == []


def test_a_reminder_goes_over_the_change_of_the_clocks_at_its_hour(
    salon: Salon, customer: Customer, administrator: Actor
) -> None:
    make_reminder(
        customer,
        date(2027, 3, 27),
        repeat="daily",
        ends_on=date(2027, 3, 29),
        minute=150,
        skipped=[],
        due_at=datetime(2027, 3, 27, 1, 30, tzinfo=UTC),
    )
    content = fetch(of_staff(administrator), salon, administrator, datetime(2027, 3, 26, 9, tzinfo=UTC))
    starts = [start for _summary, start, _end in facts(content)]
    assert starts == [
        datetime(2027, 3, 27, 1, 30, tzinfo=UTC),
        datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
        datetime(2027, 3, 29, 0, 30, tzinfo=UTC),
    ]


def test_an_inspector_reads_reminders_of_her_areas_and_of_bookings_only_that_her_time_is_taken(
    salon: Salon, inspector: Actor, administrator: Actor, area: Area, now: datetime
) -> None:
    Employee.objects.filter(pk=salon.jonas.pk).update(membership_id=inspector.id)
    inside, outside = make_customer(salon.business, area=area), make_customer(salon.business, first_name="Hidden")
    make_booking(salon, inside)
    make_booking(salon, outside, MONDAY_10 + timedelta(hours=1))
    make_reminder(inside, name="Mine", recipients="both")
    make_reminder(inside, name="Theirs", recipients="administrators")
    make_reminder(outside, name="Elsewhere", recipients="both")
    make_reminder(inside, name="Inspected", recipients="inspectors")
    content = fetch(of_staff(inspector), salon, inspector, now)
    name = f"{inside.first_name} {inside.last_name}"
    said = [summary for summary, _start, _end in facts(content)]
    assert said == [f"Mine, {name}", f"Inspected, {name}", f"Haircut, {name}", salon.business.name]
    assert b"Hidden" not in content
    theirs = [
        one.split(",")[0] for one, _start, _end in facts(fetch(of_staff(administrator), salon, administrator, now))
    ]
    assert theirs == ["Mine", "Theirs", "Elsewhere"]


def test_whom_no_reminder_is_told_has_only_bookings(
    salon: Salon, customer: Customer, practitioner: Actor, now: datetime
) -> None:
    make_reminder(customer, recipients="both")
    assert events(fetch(of_staff(practitioner), salon, practitioner, now)) == []


def test_a_new_address_is_another_one_and_the_old_one_leads_nowhere(
    salon: Salon, customer: Customer, owner: Actor, now: datetime
) -> None:
    for one in (of_customer(customer), of_employee(salon.jonas), of_staff(owner)):
        old = parts(one, salon, owner)
        urls = [actions.rotate_feed(business=salon.business, actor=owner, now=now, owner=one) for _ in range(2)]
        assert len({*urls, get_feed_url(one, business=salon.business, viewer=owner)}) == 2
        with pytest.raises(NotFound):
            feeds.get_feed(*old, business=salon.business, now=now)
        assert fetch(one, salon, owner, now).startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("kind", "token"),
    [("customer", ""), ("customer", "1.x"), ("nobody", "1.aaaa"), ("staff", "x.y.z"), ("customer", "zzzzzzzzzzzzz.a")],
)
def test_an_address_that_is_none_leads_nowhere(salon: Salon, now: datetime, kind: str, token: str) -> None:
    with pytest.raises(NotFound):
        feeds.get_feed(kind, token, business=salon.business, now=now)


def test_an_address_opens_one_kind_of_feed_in_one_business(
    salon: Salon, customer: Customer, owner: Actor, other_business: Business, now: datetime
) -> None:
    for one in (of_customer(customer), of_employee(salon.jonas), of_staff(owner)):
        kind, token = parts(one, salon, owner)
        with pytest.raises(NotFound):
            feeds.get_feed("employee" if kind != "employee" else "staff", token, business=salon.business, now=now)
        with scope(business=other_business), pytest.raises(NotFound):
            feeds.get_feed(kind, token, business=other_business, now=now)


def test_who_was_put_away_has_no_feed(
    salon: Salon, customer: Customer, owner: Actor, administrator: Actor, now: datetime
) -> None:
    told = [parts(one, salon, owner) for one in (of_customer(customer), of_employee(salon.jonas))]
    told.append(parts(of_staff(administrator), salon, administrator))
    Customer.objects.update(archived_at=now)
    Employee.objects.update(is_archived=True)
    Membership.objects.filter(pk=administrator.id or 0).update(is_active=False)
    for each in told:
        with pytest.raises(NotFound):
            feeds.get_feed(*each, business=salon.business, now=now)


def test_nobody_is_given_a_feed_that_is_not_hers(
    salon: Salon, customer: Customer, owner: Actor, receptionist: Actor, inspector: Actor, other_business: Business
) -> None:
    other = Actor(kind=ActorKind.CUSTOMER, id=customer.pk + 1, name="")
    herself = Actor(kind=ActorKind.CUSTOMER, id=customer.pk, name="")
    refused = [
        (of_staff(owner), receptionist, NotPermitted),
        (of_staff(owner), Actor(kind=ActorKind.CUSTOMER, id=owner.id, name=""), NotPermitted),
        (of_employee(salon.jonas), receptionist, NotPermitted),
        (FeedOwner(FeedKind.EMPLOYEE, salon.jonas.pk + 9), owner, NotFound),
        (of_customer(customer), other, NotPermitted),
        (of_customer(customer), inspector, NotFound),
    ]
    for one, viewer, error in refused:
        with pytest.raises(error):
            get_feed_url(one, business=salon.business, viewer=viewer)
    assert get_feed_url(of_customer(customer), business=salon.business, viewer=herself)
    with scope(business=other_business), pytest.raises(NotFound):
        get_feed_url(of_customer(customer), business=other_business, viewer=owner)


def test_a_feed_costs_the_same_number_of_queries_however_much_is_in_it(
    salon: Salon, customer: Customer, inspector: Actor, owner: Actor, area: Area, now: datetime
) -> None:
    Employee.objects.filter(pk=salon.jonas.pk).update(membership_id=inspector.id)
    Customer.objects.update(area=area)
    wanted = {
        one.kind: parts(one, salon, viewer)
        for one, viewer in (
            (of_customer(customer), owner),
            (of_employee(salon.jonas), owner),
            (of_staff(inspector), inspector),
        )
    }

    def counts() -> dict[FeedKind, int]:
        found = {}
        for kind, each in wanted.items():
            with CaptureQueriesContext(connection) as asked:
                feeds.get_feed(*each, business=salon.business, now=now)
            found[kind] = len(asked)
        return found

    def add(number: int) -> None:
        make_booking(salon, customer, MONDAY_10 + timedelta(days=number))
        make_item(make_reminder(customer, recipients="both"), membership_of(inspector))

    add(0)
    with_one = counts()
    for number in (1, 2):
        add(number)
    assert counts() == with_one
    assert max(with_one.values()) <= 14
    assert Booking.objects.count() == 3
