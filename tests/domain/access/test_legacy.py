"""Are old locks taken over word for word, once, and by the right card? (S29)"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.factories.customers import make_customer

from kartotek.domain.access.actions import expire_locks, import_locks
from kartotek.domain.access.decisions.legacy import one_card, read_row, source_key
from kartotek.domain.access.models import Lock
from kartotek.domain.access.queries import list_locks
from kartotek.domain.access.values.legacy import ImportReport, LegacyRow
from kartotek.domain.access.values.locks import EntryKind, LockItem, LockKind
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import StaffNotice
from kartotek.kernel.errors import Invalid, NotPermitted

ZONE = ZoneInfo("Europe/Copenhagen")


def problem_of(row: LegacyRow) -> tuple[str, str]:
    with pytest.raises(Invalid) as refused:
        read_row(row, zone=ZONE, region="DK")
    [problem] = refused.value.problems
    return problem.field, problem.code


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        ("", "", (None, None)),
        ("2026-03-01", "2026-03-28", ("2026-03-01T00:00+01:00", "2026-03-29T00:00+01:00")),
        (" 1.3.2026 ", "28-03-2026", ("2026-03-01T00:00+01:00", "2026-03-29T00:00+01:00")),
        ("2026-03-01 10:30", "2026-03-31T12:00:00Z", ("2026-03-01T10:30+01:00", "2026-03-31T12:00+00:00")),
        ("01.03.2026 10:30:15", "", ("2026-03-01T10:30:15+01:00", None)),
        ("2026-03-29 02:30", "", ("2026-03-29T03:30+02:00", None)),
        ("1999-12-31", "9999-12-31", ("1999-12-31T00:00+01:00", None)),
        ("", "31.12.9999 23:59", (None, None)),
    ],
)
def test_moments_are_read_by_the_clocks_of_the_business(
    starts_at: str, ends_at: str, expected: tuple[str | None, str | None]
) -> None:
    read = read_row(LegacyRow(2, "10001", starts_at=starts_at, ends_at=ends_at), zone=ZONE, region="DK")
    wanted = tuple(None if text is None else datetime.fromisoformat(text) for text in expected)
    assert (read.starts_at, read.ends_at) == wanted


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (LegacyRow(2), ("customer_number", "required")),
        (LegacyRow(2, " ", email=" "), ("customer_number", "required")),
        (LegacyRow(2, email="sofie@"), ("email", "not_an_email")),
        (LegacyRow(2, phone="12"), ("phone", "not_a_phone")),
        (LegacyRow(2, "1", reason="a\0b"), ("reason", "bad_character")),
        (LegacyRow(2, "1", placed_by="x" * 201), ("placed_by", "too_long")),
        (LegacyRow(2, "1", starts_at="03/01/2026"), ("starts_at", "not_a_date")),
        (LegacyRow(2, "1", starts_at="2026-02-30"), ("starts_at", "not_a_date")),
        (LegacyRow(2, "1", ends_at="soon"), ("ends_at", "not_a_date")),
        (LegacyRow(2, "1", starts_at="0001-01-01"), ("starts_at", "out_of_range")),
        (LegacyRow(2, "1", starts_at="9999-12-31"), ("starts_at", "out_of_range")),
        (LegacyRow(2, "1", starts_at="2026-03-02", ends_at="2026-03-01"), ("ends_at", "before_start")),
        (LegacyRow(2, "1", is_too_long=True), ("row", "too_long")),
    ],
)
def test_what_is_wrong_with_a_row_is_said(row: LegacyRow, expected: tuple[str, str]) -> None:
    assert problem_of(row) == expected


def test_the_contacts_that_are_known_lead_to_one_card() -> None:
    assert one_card([{7}]) == 7
    assert one_card([set(), {7}, {7, 8}]) == 7
    for matches, code in (
        ([], "unknown_customer"),
        ([set(), set()], "unknown_customer"),
        ([{7}, {8}], "different_customers"),
        ([{7, 8}], "several_customers"),
    ):
        with pytest.raises(Invalid) as refused:
            one_card(matches)
        assert refused.value.problems[0].code == code


def test_a_row_is_the_same_by_its_card_and_words_wherever_it_stands() -> None:
    row = LegacyRow(2, "10001", reason="Skylder")
    assert source_key(7, row) == source_key(7, LegacyRow(9, email="x@example.com", reason="Skylder"))
    assert len({source_key(8, row), source_key(7, row), source_key(7, LegacyRow(2, reason="", note="Skylder"))}) == 3


@pytest.fixture
def sofie(scoped: Business) -> Customer:
    return make_customer(scoped, email="sofie@example.com", phone="+4522550114")


def take(business: Business, now: datetime, *rows: LegacyRow, is_dry_run: bool = False) -> ImportReport:
    return import_locks(business=business, actor=SYSTEM, now=now, rows=rows, is_dry_run=is_dry_run)


def locks_of(customer: Customer, viewer: Actor, now: datetime) -> list[LockItem]:
    return list(list_locks(viewer=viewer, customer_id=customer.pk, now=now).items)


def test_an_old_lock_is_kept_word_for_word(scoped: Business, sofie: Customer, owner: Actor, now: datetime) -> None:
    row = LegacyRow(2, phone="22 55 01 14", reason=" Skylder 3 × 450 ", note="»Se mappe«\nnr. 7", placed_by="Gerda/KA")
    assert take(scoped, now, row) == ImportReport(taken=1)
    [lock] = locks_of(sofie, owner, now)
    assert (lock.kind, lock.reason_id, lock.reason_label) == (LockKind.LEGACY, None, " Skylder 3 × 450 ")
    assert (lock.note, lock.placed_by, lock.agent) == ("»Se mappe«\nnr. 7", "Gerda/KA", "")
    assert (lock.starts_at, lock.ends_at, lock.is_active, lock.placed_at) == (None, None, True, now)
    [entry] = lock.entries
    assert (entry.kind, entry.at, entry.by, entry.note) == (EntryKind.PLACED, now, "Gerda/KA", "»Se mappe«\nnr. 7")
    written = Entry.objects.get(action="lock.imported")
    assert (written.customer_id, written.actor_name) == (sofie.pk, "Kartotek")


def test_a_second_run_adds_nothing_nor_does_the_same_row_twice(
    scoped: Business, sofie: Customer, now: datetime
) -> None:
    rows = [LegacyRow(2, sofie.number, reason="A"), LegacyRow(3, email="SOFIE@example.com", reason="A")]
    assert take(scoped, now, *rows) == ImportReport(taken=1, already_there=1)
    assert take(scoped, now + timedelta(days=1), *rows) == ImportReport(taken=0, already_there=2)
    assert (Lock.objects.count(), Entry.objects.filter(action="lock.imported").count()) == (1, 1)


def test_a_dry_run_tells_the_same_and_writes_nothing(scoped: Business, sofie: Customer, now: datetime) -> None:
    rows = [LegacyRow(2, sofie.number, reason="A"), LegacyRow(3, "99999"), LegacyRow(4)]
    told = take(scoped, now, *rows, is_dry_run=True)
    assert (Lock.objects.count(), told.taken) == (0, 1)
    assert take(scoped, now, *rows) == told


def test_rows_that_are_not_taken_are_told_in_the_order_of_the_file(
    scoped: Business, sofie: Customer, now: datetime
) -> None:
    make_customer(scoped, "Anders", email=sofie.email)
    other = make_customer(scoped, "Ida")
    rows = [
        LegacyRow(2, "99999"),
        LegacyRow(3),
        LegacyRow(4, email=sofie.email),
        LegacyRow(5, other.number, phone=sofie.phone),
        LegacyRow(6, sofie.number, email=sofie.email, phone="+4599999999"),
    ]
    report = take(scoped, now, *rows)
    assert [(row.line, row.problem.code) for row in report.rejected] == [
        (2, "unknown_customer"),
        (3, "required"),
        (4, "several_customers"),
        (5, "different_customers"),
    ]
    assert (report.taken, Lock.objects.get().customer_id) == (1, sofie.pk)


def test_a_lock_that_was_over_long_ago_is_history_and_nobodys_news(
    scoped: Business, sofie: Customer, owner: Actor, now: datetime
) -> None:
    take(scoped, now, LegacyRow(2, sofie.number, starts_at="2019-01-01", ends_at="2019-01-31"))
    [lock] = locks_of(sofie, owner, now)
    assert (lock.is_active, lock.placed_at) == (False, datetime(2018, 12, 31, 23, tzinfo=UTC))
    assert [(entry.kind, entry.at) for entry in lock.entries] == [
        (EntryKind.PLACED, lock.starts_at),
        (EntryKind.EXPIRED, lock.ends_at),
    ]
    assert (expire_locks(actor=SYSTEM, now=now), StaffNotice.objects.count()) == (0, 0)


def test_a_lock_that_ends_later_expires_as_any_other(
    scoped: Business, sofie: Customer, owner: Actor, now: datetime
) -> None:
    take(scoped, now, LegacyRow(2, sofie.number, ends_at="2026-11-12"))
    assert locks_of(sofie, owner, now)[0].is_active
    assert expire_locks(actor=SYSTEM, now=now + timedelta(days=1)) == 1


def test_a_lock_that_begins_later_is_kept_as_such(
    scoped: Business, sofie: Customer, owner: Actor, now: datetime
) -> None:
    take(scoped, now, LegacyRow(2, sofie.number, starts_at="2026-12-01"))
    [lock] = locks_of(sofie, owner, now)
    assert (lock.is_active, lock.is_standing, lock.placed_at) == (False, True, now)


def test_another_business_has_other_customers(
    scoped: Business, other_business: Business, sofie: Customer, now: datetime
) -> None:
    with scope(business=other_business):
        report = take(other_business, now, LegacyRow(2, sofie.number))
    assert report.rejected[0].problem.code == "unknown_customer"


def test_only_who_may_lock_imports(scoped: Business, practitioner: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        import_locks(business=scoped, actor=practitioner, now=now, rows=[])


def test_the_number_of_queries_does_not_grow_with_what_is_there_already(
    scoped: Business, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [LegacyRow(one, make_customer(scoped, f"Person {one}").number, reason="A") for one in range(20)]
    take(scoped, now, *rows)
    with django_assert_max_num_queries(6):
        assert take(scoped, now, *rows).already_there == 20
