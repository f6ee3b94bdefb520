"""Is the sample clinic believable before it is written anywhere?"""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from kartotek.cli.sample.calendar import WorkPlan, list_absences, list_closed_days
from kartotek.cli.sample.cards import Joining, list_cards
from kartotek.cli.sample.clinic import EMPLOYEES, SERVICES
from kartotek.cli.sample.personas import PERSONAS
from kartotek.cli.sample.progress import track
from kartotek.cli.sample.slots import DAYS_AHEAD, GRID, Slot, list_slots
from kartotek.cli.sample.visits import Visit, list_visits
from kartotek.kernel.contact import normalise_email, normalise_phone

NOW = datetime(2026, 11, 12, 9, 54, tzinfo=UTC)
TODAY = date(2026, 11, 12)
FIRST = TODAY - timedelta(days=180)
LAST = TODAY + timedelta(days=DAYS_AHEAD)
PLAN = WorkPlan(list_closed_days(FIRST, LAST), list_absences(FIRST, TODAY, LAST))


def seeded(seed: int = 1) -> Random:
    return Random(seed)  # noqa: S311 - data that can be made again, not a secret


def slots(seed: int = 1) -> list[Slot]:
    return list(list_slots(seeded(seed), PLAN, FIRST, TODAY))


def visits(customers: int, seed: int = 1) -> list[Visit]:
    joining = Joining(customers, NOW - timedelta(days=180), NOW)
    return list(list_visits(seeded(seed), slots(), joining))


def test_ten_employees_and_ten_services() -> None:
    assert (len(EMPLOYEES), len(SERVICES)) == (10, 10)


def test_every_service_is_performed_by_somebody() -> None:
    assert {service for employee in EMPLOYEES for service in employee.services} == set(range(len(SERVICES)))


def test_appointments_of_one_employee_never_meet_buffers_included() -> None:
    ends: dict[int, datetime] = defaultdict(lambda: datetime.min.replace(tzinfo=UTC))
    for slot in sorted(slots(), key=lambda slot: slot.busy_from):
        assert ends[slot.employee] <= slot.busy_from
        ends[slot.employee] = slot.busy_to


def test_appointments_start_on_the_grid_within_work() -> None:
    for slot in slots():
        midnight = datetime.combine(slot.on, datetime.min.time(), UTC)
        minute = (slot.starts_at - midnight).total_seconds() / 60
        assert minute % GRID == 0


def test_sixty_days_ahead_are_filled_to_about_sixty_percent() -> None:
    days = [TODAY + timedelta(days=number) for number in range(DAYS_AHEAD + 1)]
    work = sum(ends - starts for on in days for one in range(10) for starts, ends in PLAN.spans(one, on))
    taken = sum((slot.busy_to - slot.busy_from).total_seconds() / 60 for slot in slots() if slot.on >= TODAY)
    assert 0.55 < taken / work < 0.65


def test_nobody_works_on_a_closed_day() -> None:
    assert PLAN.spans(0, date(2026, 12, 25)) == []


def test_a_break_and_the_dentist_cut_the_day() -> None:
    assert PLAN.spans(0, TODAY + timedelta(days=1)) == [(540, 720), (750, 1020)]
    monday = TODAY + timedelta(days=4)
    dentist = WorkPlan([], list_absences(FIRST, monday - timedelta(days=2), LAST))
    assert dentist.spans(0, monday) == [(540, 720), (750, 780), (900, 1020)]


@pytest.mark.parametrize("customers", [0, 1, 5, 40, 2000])
def test_nobody_comes_twice_at_the_same_time(customers: int) -> None:
    seen = [(visit.customer, visit.slot.starts_at) for visit in visits(customers) if visit.takes_time]
    assert len(seen) == len(set(seen))


def test_personas_hold_the_bookings_of_their_story() -> None:
    counts: dict[int, int] = defaultdict(int)
    for visit in visits(2000):
        counts[visit.customer] += visit.status in {"pending", "confirmed", "arrived"}
    assert [counts[number] for number in range(len(PERSONAS))] == [persona.coming for persona in PERSONAS]


def test_no_customer_books_before_the_card_was_made() -> None:
    joining = Joining(2000, NOW - timedelta(days=180), NOW)
    ordinary = [visit for visit in visits(2000) if visit.customer >= len(PERSONAS)]
    assert [visit for visit in ordinary if visit.created_at < joining.at(visit.customer)] == []


def test_there_are_no_shows_cancelled_and_pending_ones() -> None:
    found = {visit.status for visit in visits(2000)}
    assert found == {"arrived", "cancelled", "completed", "confirmed", "no_show", "pending"}


def test_same_arguments_same_data() -> None:
    assert visits(300) == visits(300)
    joining = Joining(300, NOW - timedelta(days=180), NOW)
    assert list(list_cards(seeded(), joining)) == list(list_cards(seeded(), joining))


def test_contacts_are_normal_and_belong_to_one_card_each() -> None:
    cards = list(list_cards(seeded(), Joining(5000, NOW - timedelta(days=180), NOW)))
    emails = [card.email for card in cards if card.email]
    phones = [card.phone for card in cards if card.phone]
    assert len(emails) == len(set(emails))
    assert len(phones) == len(set(phones))
    assert [email for email in emails if normalise_email(email).value != email] == []
    assert [phone for phone in phones if normalise_phone(phone, "DK").value != phone] == []


def test_long_work_shows_how_far_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track("Cards", iter(range(3)), 3)) == [0, 1, 2]
    assert capsys.readouterr().err == ""
    assert len(list(track("Cards", iter(range(50_001)), 50_001))) == 50_001
    said = capsys.readouterr().err.splitlines()
    assert (said[0], said[-1]) == ("Cards           5,000 of 50,001", "Cards          50,001 of 50,001")
