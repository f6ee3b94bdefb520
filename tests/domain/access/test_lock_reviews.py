"""Which endless locks are looked at again, and what becomes of them?"""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.access import make_settings
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_lock, make_lock_reason

from kartotek.domain.access.actions import review_lock
from kartotek.domain.access.errors import EndsRequired, InThePast, NotLocked, ReasonRequired
from kartotek.domain.access.models import Lock, LockReview
from kartotek.domain.access.queries import list_lock_reviews
from kartotek.domain.access.values.locks import (
    Days,
    Endless,
    EntryKind,
    LockItem,
    On,
    Review,
    ReviewDecision,
)
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.models import Customer, Notice
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted

KEEP, SHORTEN, LIFT = ReviewDecision.KEEP, ReviewDecision.SHORTEN, ReviewDecision.LIFT


@pytest.fixture
def customer(scoped: Business) -> Customer:
    return make_customer(scoped)


@pytest.fixture
def endless(customer: Customer, now: datetime) -> Lock:
    """A lock of a year ago."""
    return make_lock(customer, now - timedelta(days=365))


def due(business: Business, viewer: Actor, now: datetime) -> list[int]:
    return [lock.id for lock in list_lock_reviews(business=business, viewer=viewer, now=now).items]


def review(business: Business, actor: Actor, now: datetime, wanted: Review) -> LockItem:
    return review_lock(business=business, actor=actor, now=now, review=wanted)


def test_endless_locks_come_up_after_six_months_or_as_the_business_says(
    scoped: Business, customer: Customer, owner: Actor, now: datetime
) -> None:
    half_a_year = make_lock(customer, now - timedelta(days=184))
    two_months = make_lock(customer, now - timedelta(days=62))
    make_lock(customer, now - timedelta(days=365), ends_at=now + timedelta(days=1))
    make_lock(customer, now - timedelta(days=365), lifted_at=now)
    assert due(scoped, owner, now) == [half_a_year.pk]
    make_settings(scoped, lock_review_months=2)
    assert due(scoped, owner, now) == [half_a_year.pk, two_months.pk]


def test_the_list_has_pages_and_a_constant_number_of_queries(
    scoped: Business,
    customer: Customer,
    owner: Actor,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [make_lock(customer, now - timedelta(days=days)) for days in (300, 400, 400)]
    with django_assert_num_queries(4):
        page = list_lock_reviews(business=scoped, viewer=owner, now=now, limit=2)
    assert [lock.id for lock in page.items] == [rows[1].pk, rows[2].pk]
    assert page.next is not None
    rest = list_lock_reviews(business=scoped, viewer=owner, now=now, limit=2, cursor=page.next)
    assert ([lock.id for lock in rest.items], rest.next) == ([rows[0].pk], None)
    for cursor in ("WyJ4IiwxXQ", "nonsense"):
        with pytest.raises(Invalid):
            list_lock_reviews(business=scoped, viewer=owner, now=now, cursor=cursor)


def test_an_inspector_reviews_the_locks_of_her_areas(
    scoped: Business, inspector: Actor, area: Area, endless: Lock, now: datetime
) -> None:
    hers = make_lock(make_customer(scoped, area=area), now - timedelta(days=365))
    assert due(scoped, inspector, now) == [hers.pk]
    with pytest.raises(NotFound):
        review(scoped, inspector, now, Review(endless.pk, KEEP, "x"))


def test_a_kept_lock_comes_up_again_much_later(scoped: Business, owner: Actor, endless: Lock, now: datetime) -> None:
    kept = review(scoped, owner, now, Review(endless.pk, KEEP, "As before.", agent="Ida Holst"))
    assert (kept.is_active, kept.ends_at, kept.looked_at) == (True, None, now)
    [looked] = kept.reviews
    assert (looked.at, looked.by, looked.decision, looked.reason) == (now, "Mette Lund", KEEP, "As before.")
    assert [entry.kind for entry in kept.entries] == [EntryKind.PLACED]
    assert (due(scoped, owner, now), Notice.objects.count()) == ([], 0)
    assert due(scoped, owner, now + timedelta(days=184)) == [endless.pk]
    written = Entry.objects.get(action="lock.reviewed")
    assert (written.on_behalf_of, written.change.reason) == ("Ida Holst", "As before.")


def test_a_shortened_lock_gets_an_end_whatever_its_reason_offers(
    scoped: Business, owner: Actor, customer: Customer, now: datetime
) -> None:
    only_endless = make_lock_reason(scoped, "Conduct", ends=["none"])
    lock = make_lock(customer, now - timedelta(days=365), only_endless)
    for ends in (None, Endless()):
        with pytest.raises(EndsRequired):
            review(scoped, owner, now, Review(lock.pk, SHORTEN, "Enough.", ends))
    with pytest.raises(InThePast):
        review(scoped, owner, now, Review(lock.pk, SHORTEN, "Enough.", On((now - timedelta(days=1)).date())))
    assert Lock.objects.get().reviewed_at is None
    shortened = review(scoped, owner, now, Review(lock.pk, SHORTEN, "Enough.", Days(30)))
    assert shortened.ends_at == datetime.fromisoformat("2026-12-13T00:00+01:00")
    assert shortened.reviews[0].ends_at == shortened.ends_at
    assert due(scoped, owner, now) == []


def test_a_lock_is_lifted_by_its_review(scoped: Business, owner: Actor, endless: Lock, now: datetime) -> None:
    lifted = review(scoped, owner, now, Review(endless.pk, LIFT, "Apologised.", was_mistake=True))
    assert (lifted.is_active, lifted.lift_reason, lifted.was_mistake) == (False, "Apologised.", True)
    assert [entry.kind for entry in lifted.entries] == [EntryKind.PLACED, EntryKind.LIFTED]
    assert lifted.reviews[0].decision is LIFT
    assert (Notice.objects.get().kind, Notice.objects.get().text) == ("unlock", "Apologised.")


def test_a_review_demands_a_reason_and_an_endless_lock_that_stands(
    scoped: Business, owner: Actor, customer: Customer, endless: Lock, now: datetime
) -> None:
    with pytest.raises(ReasonRequired):
        review(scoped, owner, now, Review(endless.pk, KEEP, " "))
    ending = make_lock(customer, now, ends_at=now + timedelta(days=1))
    lifted = make_lock(customer, now, lifted_at=now)
    for lock in (ending, lifted):
        with pytest.raises(NotLocked):
            review(scoped, owner, now, Review(lock.pk, KEEP, "x"))
    assert LockReview.objects.count() == 0


@pytest.mark.parametrize("decision", ReviewDecision)
def test_who_may_neither_lock_nor_unlock_reviews_nothing(
    scoped: Business, practitioner: Actor, endless: Lock, now: datetime, decision: ReviewDecision
) -> None:
    with pytest.raises(NotPermitted):
        review(scoped, practitioner, now, Review(endless.pk, decision, "x", Days(5)))
