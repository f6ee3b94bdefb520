"""Is everything that restricts a customer put before the decision, for many as for one?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.customers import make_customer
from tests.factories.restrictions import (
    make_ban,
    make_exception,
    make_lock,
    make_lock_reason,
    make_rule,
    make_tag,
    put_tag,
)

from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import (
    UNLIMITED,
    Effect,
    ExceptionFact,
    Facts,
    Limit,
    LockFact,
    Policy,
    RuleFact,
    Scope,
    TagFact,
    TagLimit,
    When,
)
from kartotek.domain.booking.queries.facts import facts_of
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer

POLICY = Policy("Europe/Copenhagen")
TODAY = date(2026, 11, 12)


@pytest.fixture
def salon(scoped: Business) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def sofie(scoped: Business) -> Customer:
    return make_customer(scoped, max_future_bookings=3)


def facts(customer: Customer, now: datetime, policy: Policy = POLICY) -> Facts:
    found = facts_of({customer.pk: customer.max_future_bookings}, business=customer.business, policy=policy, now=now)
    return found[customer.pk]


def test_nothing_restricts_a_card_without_anything(sofie: Customer, now: datetime) -> None:
    assert facts(sofie, now) == Facts(own_limit=Limit(3), customer_id=sofie.pk)


def test_locks_that_may_hold_now_or_later_are_known_and_ended_ones_are_not(sofie: Customer, now: datetime) -> None:
    reason = make_lock_reason(sofie.business, messages={"da": "Ring til os."})
    active = make_lock(sofie, reason=reason, ends_at=now + timedelta(days=5))
    later = make_lock(sofie, starts_at=now + timedelta(days=9), customer_text="Kom forbi.")
    old = make_lock(sofie, starts_at=None, kind="legacy", legacy_reason="gesperrt, Hr. Maurer")
    make_lock(sofie, lifted_at=now)
    make_lock(sofie, ends_at=now)
    told_to_her = dict.fromkeys(("da", "sv", "de", "fr", "en"), "Kom forbi.")
    assert facts(sofie, now).locks == (
        LockFact(active.pk, active.starts_at, active.ends_at, "Missing documents", {"da": "Ring til os."}),
        LockFact(later.pk, later.starts_at, None, "", told_to_her),
        LockFact(old.pk, None, None, "gesperrt, Hr. Maurer", {}),
    )


def test_tags_come_with_their_scope_their_message_and_their_limit(sofie: Customer, salon: Salon, now: datetime) -> None:
    regular = make_tag(sofie.business, max_future_bookings=-1)
    ban = make_ban(sofie.business, where={"services": [salon.service.pk]}, messages={"fr": "Désolé."}, archived_at=now)
    for tag in (regular, ban):
        put_tag(sofie, tag)
    found = facts(sofie, now)
    assert found.tags == (
        TagFact(regular.pk, "Regular"),
        TagFact(ban.pk, "Do not book", True, Scope(services=frozenset({salon.service.pk})), {"fr": "Désolé."}, "ban"),
    )
    assert found.tag_limits == (TagLimit(regular.pk, UNLIMITED),)


def test_exceptions_are_known_until_they_are_removed(sofie: Customer, salon: Salon, now: datetime) -> None:
    rule = make_rule(sofie.business)
    make_exception(sofie, TODAY, date(2026, 11, 30), rule=rule)
    make_exception(sofie, TODAY, TODAY, service=salon.service)
    make_exception(sofie, TODAY, TODAY, rule=rule, removed_at=now)
    assert facts(sofie, now).exceptions == (
        ExceptionFact(TODAY, date(2026, 11, 30), rule.pk, None),
        ExceptionFact(TODAY, TODAY, None, salon.service.pk),
    )


def test_the_past_is_read_where_a_rule_asks_for_it(sofie: Customer, salon: Salon, now: datetime) -> None:
    asks = Policy("Europe/Copenhagen", rules=(RuleFact(1, When(is_new=True)),))
    make_booking(salon, sofie)
    assert (facts(sofie, now, asks).is_new, facts(sofie, now, asks).no_shows) == (True, 0)
    week = timedelta(days=7)
    make_booking(salon, sofie, MONDAY_10 - week)
    make_booking(salon, sofie, MONDAY_10 - 2 * week, status="no_show")
    make_booking(salon, sofie, MONDAY_10 - 3 * week, status="no_show")
    assert (facts(sofie, now, asks).is_new, facts(sofie, now, asks).no_shows) == (False, 2)
    assert (facts(sofie, now).is_new, facts(sofie, now).no_shows) == (True, 0)


@pytest.mark.parametrize(
    ("status", "is_new"),
    [("completed", False), ("arrived", False), ("pending", True), ("cancelled", True), ("no_show", True)],
)
def test_she_is_new_until_a_visit_of_hers_has_taken_place(
    sofie: Customer, salon: Salon, now: datetime, status: str, is_new: bool
) -> None:
    asks = Policy("Europe/Copenhagen", rules=(RuleFact(1, When(no_shows=1)),))
    make_booking(salon, sofie, status=status)
    assert facts(sofie, now, asks).is_new is is_new


def test_many_cost_as_much_as_one(
    sofie: Customer, salon: Salon, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asks = Policy("Europe/Copenhagen", rules=(RuleFact(1, When(no_shows=1)),))
    others = [make_customer(sofie.business, f"Customer {number}") for number in range(3)]
    for customer in (sofie, *others):
        put_tag(customer, make_tag(sofie.business, f"Tag of {customer.first_name}"))
        make_lock(customer)
    for limits in ({}, {sofie.pk: None}, {customer.pk: None for customer in (sofie, *others)}):
        for policy, cost in ((POLICY, 2), (asks, 3)):
            with django_assert_num_queries(cost):
                assert len(facts_of(limits, business=sofie.business, policy=policy, now=now)) == len(limits)


def test_another_business_s_cards_tell_nothing(sofie: Customer, other_business: Business, now: datetime) -> None:
    make_lock(sofie)
    found = facts_of({sofie.pk: None}, business=other_business, policy=POLICY, now=now)
    assert found == {sofie.pk: Facts(customer_id=sofie.pk)}


def test_the_policy_brings_the_rules_in_force(scoped: Business, salon: Salon) -> None:
    rule = make_rule(
        scoped,
        when={"has_tags": [3], "lacks_tags": [4], "new_customer": True, "no_shows": 2},
        where={"services": [salon.service.pk], "categories": [1], "employees": [2], "locations": [5]},
        then="needs_approval",
        messages={"de": "Bitte rufen Sie an."},
    )
    make_rule(scoped, is_in_force=False, archived_at=datetime(2026, 11, 1, tzinfo=UTC))
    assert get_policy(business=scoped).rules == (
        RuleFact(
            rule.pk,
            When(frozenset({3}), frozenset({4}), is_new=True, no_shows=2),
            Scope(frozenset({salon.service.pk}), frozenset({1}), frozenset({2}), frozenset({5})),
            Effect.NEEDS_APPROVAL,
            {"de": "Bitte rufen Sie an."},
        ),
    )
