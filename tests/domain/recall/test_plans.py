"""Plans are made, changed and put away; everything wrong is said at once, by field."""

from dataclasses import replace
from datetime import datetime
from typing import Unpack

import pytest
from tests.audit import entries
from tests.factories.booking import Salon, make_salon
from tests.factories.businesses import make_membership
from tests.factories.customers import make_customer
from tests.factories.recall import make_enrolment, make_plan

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Role
from kartotek.domain.recall import actions, queries
from kartotek.domain.recall.models import RecallSettings
from kartotek.domain.recall.values import PlanChanges, PlanDetails, PlanItem
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale


@pytest.fixture
def salon(scoped: Business) -> Salon:
    return make_salon(scoped)


def create(salon: Salon, owner: Actor, now: datetime, details: PlanDetails) -> PlanItem:
    return actions.create_plan(actor=owner, now=now, business_id=salon.business.pk, details=details)


def plain(salon: Salon, **fields: Unpack[PlanChanges]) -> PlanDetails:
    return replace(PlanDetails("Haircut", salon.service.pk, 42), **fields)


def faults(error: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.value.problems]


def test_a_plan_is_made_with_its_service(salon: Salon, owner: Actor, now: datetime) -> None:
    made = create(salon, owner, now, plain(salon, subject="Hej", body="Hej [CUSTOMER_NAME]"))
    assert queries.list_plans() == [made]
    assert (made.service_name, made.ahead_days, made.enrolled, made.version) == (salon.service.name, 14, 0, 1)
    assert entries()[-1] == ("recall_plan.created", "Mette Lund", "recall_plan", made.id)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"name": " "}, ("name", "required")),
        ({"interval_days": 0}, ("interval_days", "out_of_range")),
        ({"interval_days": 3661}, ("interval_days", "out_of_range")),
        ({"ahead_days": -1}, ("ahead_days", "out_of_range")),
        ({"ahead_days": 42}, ("ahead_days", "too_long")),
        ({"tolerance_days": -1}, ("tolerance_days", "out_of_range")),
        ({"tolerance_days": 42}, ("tolerance_days", "too_long")),
        ({"attempts": 0}, ("attempts", "out_of_range")),
        ({"attempts": 6}, ("attempts", "out_of_range")),
        ({"pause_days": 0}, ("pause_days", "out_of_range")),
        ({"channel": "letter"}, ("channel", "unknown_choice")),
        ({"subject": "Hello"}, ("body", "required")),
    ],
)
def test_what_is_wrong_is_named(
    salon: Salon, owner: Actor, now: datetime, fields: PlanChanges, expected: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as error:
        create(salon, owner, now, plain(salon, **fields))
    assert faults(error) == [expected]


def test_another_business_has_other_services(salon: Salon, owner: Actor, now: datetime) -> None:
    with pytest.raises(Invalid) as error:
        create(salon, owner, now, replace(plain(salon), service_id=0))
    assert faults(error) == [("service", "unknown")]


def test_a_name_is_taken_until_its_plan_is_put_away(salon: Salon, owner: Actor, now: datetime) -> None:
    first = create(salon, owner, now, plain(salon))
    other = create(salon, owner, now, plain(salon, name="Colour"))
    with pytest.raises(Invalid) as error:
        create(salon, owner, now, plain(salon))
    assert faults(error) == [("name", "taken")]
    with pytest.raises(Invalid) as error:
        actions.edit_plan(actor=owner, now=now, plan_id=other.id, changes={"name": "Haircut"})
    assert faults(error) == [("name", "taken")]
    actions.archive_plan(actor=owner, now=now, plan_id=first.id)
    create(salon, owner, now, plain(salon))
    with pytest.raises(Invalid):
        actions.restore_plan(actor=owner, now=now, plan_id=first.id)
    assert [plan.is_archived for plan in queries.list_plans(has_archived=True)] == [False, True, False]


def test_a_plan_is_changed_where_nobody_else_was_quicker(salon: Salon, owner: Actor, now: datetime) -> None:
    made = create(salon, owner, now, plain(salon))
    changed = actions.edit_plan(actor=owner, now=now, plan_id=made.id, changes={"attempts": 3}, expected_version=1)
    assert (changed.attempts, changed.version) == (3, 2)
    assert entries()[-1] == ("recall_plan.edited", "Mette Lund", "recall_plan", made.id)
    with pytest.raises(Stale):
        actions.edit_plan(actor=owner, now=now, plan_id=made.id, changes={"attempts": 4}, expected_version=1)
    count = len(entries())
    actions.edit_plan(actor=owner, now=now, plan_id=made.id, changes={"attempts": 3}, is_archived=False)
    assert len(entries()) == count
    with pytest.raises(NotFound):
        actions.edit_plan(actor=owner, now=now, plan_id=0, changes={})
    with pytest.raises(NotFound):
        queries.get_plan(0)


def test_only_who_may_change_settings_makes_plans(salon: Salon, now: datetime) -> None:
    practitioner = actor_for_membership(make_membership(salon.business, Role.PRACTITIONER))
    with pytest.raises(NotPermitted):
        create(salon, practitioner, now, plain(salon))


def test_cards_without_a_plan_that_goes_on_are_marked_where_that_is_on(
    salon: Salon, owner: Actor, now: datetime
) -> None:
    business = salon.business
    freja = make_customer(business, "Freja", "Holm")
    assert not queries.is_marked(freja.pk)
    for _ in range(2):
        assert actions.set_marking(actor=owner, now=now, business_id=business.pk, is_marking=True)
    assert [entry[0] for entry in entries()].count("recall.marking_set") == 1
    assert queries.is_marked(freja.pk)
    row = make_enrolment(make_plan(salon.service), freja)
    assert not queries.is_marked(freja.pk)
    row.paused_at = now
    row.save()
    assert queries.is_marked(freja.pk)


def test_rows_say_what_they_are(salon: Salon) -> None:
    plan = make_plan(salon.service)
    freja = make_customer(salon.business)
    row = make_enrolment(plan, freja)
    assert str(plan) == f"recall plan {plan.pk}"
    assert str(RecallSettings(business=salon.business)) == f"recall of business {salon.business.pk}"
    assert str(row) == f"customer {freja.pk} in recall plan {plan.pk}"
