"""Lock, unlock, extend: who may, what is written down, and when does it hold? (S23 to S28)"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TypedDict, Unpack

import pytest
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason

from kartotek.domain.access.actions import extend_lock, place_lock, unlock
from kartotek.domain.access.errors import EndNotOffered, InThePast, NoteRequired, NotLater, NotLocked, ReasonRequired
from kartotek.domain.access.models import Lock, LockReason
from kartotek.domain.access.queries import get_lock, list_locks, list_standing_locks
from kartotek.domain.access.values.locks import (
    Days,
    Endless,
    Ends,
    EntryKind,
    Extension,
    Lifting,
    LockItem,
    LockKind,
    Months,
    NewLock,
    On,
)
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer, Notice
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted


class LockFields(TypedDict, total=False):
    """What a test may want otherwise of a lock."""

    customer_id: int
    reason_id: int
    ends: Ends
    note: str
    customer_text: str
    agent: str


class LiftingFields(TypedDict, total=False):
    """Of a lifting."""

    reason: str
    lock_id: int
    agent: str
    was_mistake: bool


class ExtensionFields(TypedDict, total=False):
    """Of an extension."""

    ends: Ends
    note: str
    agent: str


@pytest.fixture
def customer(scoped: Business) -> Customer:
    return make_customer(scoped)


@pytest.fixture
def reason(scoped: Business) -> LockReason:
    return make_lock_reason(scoped, "Unpaid")


@pytest.fixture
def place(
    customer: Customer, reason: LockReason, receptionist: Actor, now: datetime, scoped: Business
) -> Callable[..., LockItem]:
    """Place a lock of five days, or another."""

    def do(*, by: Actor = receptionist, at: datetime = now, **fields: Unpack[LockFields]) -> LockItem:
        lock = replace(NewLock(customer.pk, reason.pk, Days(5)), **fields)
        return place_lock(business=scoped, actor=by, now=at, lock=lock)

    return do


def iso(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_receptionist_locks_a_customer(
    place: Callable[..., LockItem], customer: Customer, reason: LockReason, now: datetime
) -> None:
    placed = place(note="Papers missing.", agent="Ida Holst", customer_text="Please bring your papers.")
    assert (placed.kind, placed.reason_id, placed.reason_label) == (LockKind.MANUAL, reason.pk, "Unpaid")
    assert (placed.starts_at, placed.ends_at) == (now, iso("2026-11-18T00:00+01:00"))
    assert (placed.is_active, placed.is_standing) == (True, True)
    assert (placed.placed_by, placed.agent, placed.note) == ("Signe Kragh", "Ida Holst", "Papers missing.")
    assert placed.customer_text == "Please bring your papers."
    [entry] = placed.entries
    assert (entry.kind, entry.at, entry.by, entry.agent) == (EntryKind.PLACED, now, "Signe Kragh", "Ida Holst")
    assert (entry.note, entry.ends_at) == ("Papers missing.", placed.ends_at)
    notice = Notice.objects.get()
    assert (notice.kind, notice.text, notice.by, notice.agent) == (
        "lock",
        "Papers missing.",
        "Signe Kragh",
        "Ida Holst",
    )
    written = Entry.objects.get(action="lock.placed")
    assert (written.customer_id, written.on_behalf_of) == (customer.pk, "Ida Holst")


def test_a_lock_without_a_note_leaves_no_notice(place: Callable[..., LockItem]) -> None:
    place()
    assert Notice.objects.count() == 0


def test_an_endless_lock_needs_a_note_which_is_kept_as_a_notice(place: Callable[..., LockItem]) -> None:
    with pytest.raises(NoteRequired):
        place(ends=Endless())
    assert (Lock.objects.count(), Notice.objects.count()) == (0, 0)
    assert place(ends=Endless(), note="Threatened Mette.").ends_at is None
    assert Notice.objects.get().text == "Threatened Mette."


def test_the_reason_says_which_ends_there_are(
    place: Callable[..., LockItem], scoped: Business, reason: LockReason
) -> None:
    deferral = make_lock_reason(scoped, "Deferral", ends=["date"])
    with pytest.raises(EndNotOffered):
        place(reason_id=deferral.pk)
    with pytest.raises(InThePast):
        place(reason_id=deferral.pk, ends=On(date(2026, 11, 11)))
    assert place(reason_id=deferral.pk, ends=On(date(2026, 11, 12))).ends_at == iso("2026-11-13T00:00+01:00")


def test_an_archived_or_unknown_reason_cannot_be_chosen(
    place: Callable[..., LockItem], scoped: Business, other_business: Business, now: datetime
) -> None:
    with scope(business=other_business):
        theirs = make_lock_reason(other_business)
    archived = make_lock_reason(scoped, "Old", archived_at=now)
    for reason_id in (archived.pk, theirs.pk):
        with pytest.raises(Invalid) as refused:
            place(reason_id=reason_id)
        assert [(problem.field, problem.code) for problem in refused.value.problems] == [("reason", "unknown")]


def test_a_practitioner_and_a_customer_may_not_lock(place: Callable[..., LockItem], practitioner: Actor) -> None:
    for actor in (practitioner, STRANGER):
        with pytest.raises(NotPermitted):
            place(by=actor)


def test_an_inspector_locks_in_her_areas_only(
    place: Callable[..., LockItem], scoped: Business, inspector: Actor, area: Area, now: datetime
) -> None:
    with pytest.raises(NotFound):
        place(by=inspector)
    hers = make_customer(scoped, area=area)
    assert place(by=inspector, customer_id=hers.pk).is_active


def test_a_lock_ends_by_itself_when_read(place: Callable[..., LockItem], owner: Actor) -> None:
    placed = place()
    assert placed.ends_at is not None
    before = get_lock(placed.id, viewer=owner, now=placed.ends_at - timedelta(microseconds=1))
    after = get_lock(placed.id, viewer=owner, now=placed.ends_at)
    assert (before.is_active, after.is_active, after.is_standing) == (True, False, False)


def lift(
    business: Business, actor: Actor, now: datetime, customer: Customer, **fields: Unpack[LiftingFields]
) -> list[LockItem]:
    lifting = replace(Lifting(customer.pk, "Paid at the desk."), **fields)
    return unlock(business=business, actor=actor, now=now, lifting=lifting)


def test_unlocking_lifts_all_and_keeps_the_reason_as_a_notice(
    scoped: Business, customer: Customer, receptionist: Actor, now: datetime
) -> None:
    make_lock(customer, now - timedelta(days=3))
    make_lock(customer, now - timedelta(days=2), ends_at=now + timedelta(days=1))
    make_lock(customer, now - timedelta(days=9), ends_at=now)
    lifted = lift(scoped, receptionist, now, customer, agent="Ida Holst", was_mistake=True)
    assert len(lifted) == 2
    for lock in lifted:
        assert (lock.lifted_at, lock.lifted_by, lock.lift_reason) == (now, "Signe Kragh", "Paid at the desk.")
        assert (lock.is_active, lock.was_mistake) == (False, True)
        assert [entry.kind for entry in lock.entries] == [EntryKind.PLACED, EntryKind.LIFTED]
        assert (lock.entries[1].agent, lock.entries[1].note) == ("Ida Holst", "Paid at the desk.")
    notice = Notice.objects.get()
    assert (notice.kind, notice.text, notice.agent) == ("unlock", "Paid at the desk.", "Ida Holst")
    assert Entry.objects.filter(action="lock.lifted", customer_id=customer.pk).count() == 2


def test_one_of_several_is_lifted_when_named(
    scoped: Business, customer: Customer, receptionist: Actor, owner: Actor, now: datetime
) -> None:
    kept, gone = make_lock(customer, now), make_lock(customer, now)
    assert [lock.id for lock in lift(scoped, receptionist, now, customer, lock_id=gone.pk)] == [gone.pk]
    standing = list_standing_locks(viewer=owner, customer_id=customer.pk, now=now)
    assert [lock.id for lock in standing] == [kept.pk]
    with pytest.raises(NotLocked):
        lift(scoped, receptionist, now, customer, lock_id=gone.pk)


def test_unlocking_demands_a_reason(scoped: Business, customer: Customer, owner: Actor, now: datetime) -> None:
    make_lock(customer, now)
    with pytest.raises(ReasonRequired):
        lift(scoped, owner, now, customer, reason=" \n")
    assert Lock.objects.get().lifted_at is None


def test_who_is_not_locked_cannot_be_unlocked(
    scoped: Business, customer: Customer, owner: Actor, now: datetime
) -> None:
    with pytest.raises(NotLocked):
        lift(scoped, owner, now, customer)
    make_lock(customer, now - timedelta(days=1), ends_at=now)
    with pytest.raises(NotLocked):
        lift(scoped, owner, now, customer)
    assert Notice.objects.count() == 0


def test_the_lock_of_another_customer_is_unknown(
    scoped: Business, customer: Customer, owner: Actor, now: datetime
) -> None:
    make_lock(customer, now)
    theirs = make_lock(make_customer(scoped, "Anders"), now)
    with pytest.raises(Invalid) as refused:
        lift(scoped, owner, now, customer, lock_id=theirs.pk)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("lock", "unknown")]


def test_lifting_is_a_right(scoped: Business, customer: Customer, practitioner: Actor, now: datetime) -> None:
    make_lock(customer, now)
    with pytest.raises(NotPermitted):
        lift(scoped, practitioner, now, customer)


def extend(business: Business, actor: Actor, now: datetime, lock: Lock, **fields: Unpack[ExtensionFields]) -> LockItem:
    extension = replace(Extension(lock.pk, Days(5)), **fields)
    return extend_lock(business=business, actor=actor, now=now, extension=extension)


def test_extending_is_an_entry_on_the_same_lock(
    scoped: Business, customer: Customer, receptionist: Actor, now: datetime
) -> None:
    row = make_lock(customer, now, ends_at=now + timedelta(days=1))
    longer = extend(scoped, receptionist, now, row, ends=Months(1), note="Still missing.", agent="Ida Holst")
    assert (longer.id, longer.ends_at, longer.starts_at) == (row.pk, iso("2026-12-13T00:00+01:00"), now)
    assert [entry.kind for entry in longer.entries] == [EntryKind.PLACED, EntryKind.EXTENDED]
    assert (longer.entries[1].ends_at, longer.entries[1].note) == (longer.ends_at, "Still missing.")
    assert (longer.entries[0].ends_at, longer.note) == (row.ends_at, "")
    assert Notice.objects.get().text == "Still missing."
    assert Entry.objects.get(action="lock.extended").change.changes == {
        "ends_at": ["2026-11-13T09:54:00+00:00", "2026-12-12T23:00:00+00:00"]
    }


def test_a_lock_only_gets_longer(scoped: Business, customer: Customer, owner: Actor, now: datetime) -> None:
    row = make_lock(customer, now, ends_at=now + timedelta(days=30))
    with pytest.raises(NotLater):
        extend(scoped, owner, now, row, ends=Days(5))
    endless = make_lock(customer, now)
    with pytest.raises(NotLater):
        extend(scoped, owner, now, endless, ends=Endless(), note="Again.")


def test_extending_without_end_needs_a_note(scoped: Business, customer: Customer, owner: Actor, now: datetime) -> None:
    row = make_lock(customer, now, ends_at=now + timedelta(days=1))
    with pytest.raises(NoteRequired):
        extend(scoped, owner, now, row, ends=Endless())
    assert extend(scoped, owner, now, row, ends=Endless(), note="For good.").ends_at is None


def test_extending_takes_the_ends_of_the_reason_and_any_where_there_is_none(
    scoped: Business, customer: Customer, owner: Actor, now: datetime
) -> None:
    ends_at = now + timedelta(days=1)
    row = make_lock(customer, now, make_lock_reason(scoped, "Papers", ends=[{"days": 5}]), ends_at=ends_at)
    with pytest.raises(EndNotOffered):
        extend(scoped, owner, now, row, ends=Days(6))
    legacy = make_lock(customer, now, ends_at=ends_at)
    Lock.objects.filter(pk=legacy.pk).update(reason=None, kind="legacy", legacy_reason="Gammel spærring")
    longer = extend(scoped, owner, now, legacy, ends=Days(6))
    assert (longer.reason_id, longer.reason_label, longer.kind) == (None, "Gammel spærring", LockKind.LEGACY)
    assert (longer.ends_at, longer.offered_ends) == (iso("2026-11-19T00:00+01:00"), ())


def test_what_is_over_or_lifted_or_not_there_cannot_be_extended(
    scoped: Business, customer: Customer, owner: Actor, inspector: Actor, now: datetime
) -> None:
    over = make_lock(customer, now - timedelta(days=1), ends_at=now)
    lifted = make_lock(customer, now, lifted_at=now)
    for row in (over, lifted):
        with pytest.raises(NotLocked):
            extend(scoped, owner, now, row, ends=Days(5))
    with pytest.raises(NotFound):
        extend(scoped, inspector, now, over, ends=Days(5))


def test_no_practitioner_extends(scoped: Business, customer: Customer, practitioner: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        extend(scoped, practitioner, now, make_lock(customer, now), ends=Days(5))


def test_the_locks_of_a_card_are_listed_newest_first_by_a_constant_number_of_queries(
    scoped: Business,
    customer: Customer,
    owner: Actor,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [make_lock(customer, now) for _ in range(3)]
    make_lock(make_customer(scoped, "Anders"), now)
    with django_assert_num_queries(4):
        page = list_locks(viewer=owner, customer_id=customer.pk, now=now, limit=2)
    assert [lock.id for lock in page.items] == [rows[2].pk, rows[1].pk]
    assert page.next is not None
    rest = list_locks(viewer=owner, customer_id=customer.pk, now=now, limit=2, cursor=page.next)
    assert ([lock.id for lock in rest.items], rest.next) == ([rows[0].pk], None)


def test_locks_of_cards_out_of_ones_areas_are_not_there(
    scoped: Business, customer: Customer, inspector: Actor, now: datetime
) -> None:
    row = make_lock(customer, now)
    for ask in (list_locks, list_standing_locks):
        with pytest.raises(NotFound):
            ask(viewer=inspector, customer_id=customer.pk, now=now)
    with pytest.raises(NotFound):
        get_lock(row.pk, viewer=inspector, now=now)
