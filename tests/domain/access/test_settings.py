"""Which general rules hold, who may change them, and what is refused at saving?"""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.access import make_settings

from kartotek.domain.access.actions import edit_online_booking_settings
from kartotek.domain.access.decisions import settings_problems
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import UNLIMITED, Limit, Policy, RefusalTexts, SettingsChanges, VerifyContact
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.kernel.errors import Invalid, NotPermitted, Problem, Stale


def edit(
    business: Business, actor: Actor, now: datetime, changes: SettingsChanges, version: int | None = None
) -> Policy:
    return edit_online_booking_settings(
        business=business, changes=changes, expected_version=version, actor=actor, now=now
    )


def test_a_business_that_changed_nothing_has_the_defaults(
    scoped: Business, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert get_policy(business=scoped) == Policy(timezone="Europe/Copenhagen")


def test_the_row_is_read_as_a_policy(scoped: Business, other_business: Business) -> None:
    make_settings(scoped, max_future_bookings=2, verify_contact="always", limit_messages={"da": "Nok."})
    make_settings(other_business, max_future_bookings=7)
    assert get_policy(business=scoped) == Policy(
        timezone="Europe/Copenhagen",
        general_limit=Limit(2),
        verify_contact=VerifyContact.ALWAYS,
        limit_messages={"da": "Nok."},
    )


def test_an_administrator_changes_rules_and_the_change_is_audited(
    scoped: Business, administrator: Actor, now: datetime
) -> None:
    changes: SettingsChanges = {"max_future_bookings": 2, "slot_minutes": 30, "refusal_texts": "neutral"}
    policy = edit(scoped, administrator, now, changes)
    assert (policy.general_limit, policy.slot_minutes) == (Limit(2), 30)
    assert (policy.refusal_texts, policy.version) == (RefusalTexts.NEUTRAL, 2)
    assert get_policy(business=scoped) == policy
    entry = Entry.objects.get(action="online_booking.edited")
    assert entry.change.changes["max_future_bookings"] == [None, 2]


def test_unlimited_again(scoped: Business, owner: Actor, now: datetime) -> None:
    make_settings(scoped, max_future_bookings=0)
    assert edit(scoped, owner, now, {"max_future_bookings": "unlimited"}).general_limit == UNLIMITED


def test_messages_are_replaced_and_empty_ones_forgotten(scoped: Business, owner: Actor, now: datetime) -> None:
    make_settings(scoped, limit_messages={"da": "Nok.", "sv": "Nog."}, blocked_messages={"da": "Ring."})
    policy = edit(scoped, owner, now, {"limit_messages": {"de": "Genug.", "fr": "  "}})
    assert (policy.limit_messages, policy.blocked_messages) == ({"de": "Genug."}, {"da": "Ring."})
    assert edit(scoped, owner, now, {"blocked_messages": {}}).blocked_messages == {}


def test_saving_what_holds_already_changes_nothing(scoped: Business, owner: Actor, now: datetime) -> None:
    make_settings(scoped, horizon_days=30)
    assert edit(scoped, owner, now, {"horizon_days": 30}).version == 1
    assert not Entry.objects.filter(action="online_booking.edited").exists()


def test_a_receptionist_may_not_change_them(scoped: Business, receptionist: Actor, now: datetime) -> None:
    with pytest.raises(NotPermitted):
        edit(scoped, receptionist, now, {"horizon_days": 30})


def test_a_version_seen_before_somebody_elses_change_is_stale(scoped: Business, owner: Actor, now: datetime) -> None:
    edit(scoped, owner, now, {"horizon_days": 30}, version=1)
    with pytest.raises(Stale):
        edit(scoped, owner, now, {"horizon_days": 40}, version=1)


def test_every_problem_is_told_at_once(scoped: Business, owner: Actor, now: datetime) -> None:
    changes: SettingsChanges = {
        "max_future_bookings": -1,
        "min_notice_minutes": -1,
        "horizon_days": 0,
        "slot_minutes": 4,
        "cancel_notice_minutes": 10_000_000,
        "verify_contact": "sometimes",
        "refusal_texts": "rude",
        "limit_messages": {"da": "[FORNAVN]", "pl": "Nie"},
        "blocked_messages": {"en": "]"},
    }
    with pytest.raises(Invalid) as refused:
        edit(scoped, owner, now, changes)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [
        ("max_future_bookings", "out_of_range"),
        ("min_notice_minutes", "out_of_range"),
        ("horizon_days", "out_of_range"),
        ("slot_minutes", "out_of_range"),
        ("cancel_notice_minutes", "out_of_range"),
        ("verify_contact", "unknown_choice"),
        ("refusal_texts", "unknown_choice"),
        ("limit_messages.da", "unknown_code"),
        ("limit_messages.pl", "unknown_language"),
        ("blocked_messages.en", "stray_bracket"),
    ]


@pytest.mark.parametrize("value", ["unlimited", 0, 1, 9999])
def test_these_limits_are_right(value: str | int) -> None:
    assert settings_problems({"max_future_bookings": value}) == ()


@pytest.mark.parametrize("value", ["inherit", "", -1, 10_000])
def test_these_limits_are_not(value: str | int) -> None:
    problem = Problem("max_future_bookings", "out_of_range", "Choose unlimited or a number from 0 to 9999.")
    assert settings_problems({"max_future_bookings": value}) == (problem,)
