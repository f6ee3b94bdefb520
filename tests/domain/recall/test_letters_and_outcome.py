"""Who has no address that works is invited by letter; what came of invitations; what is switched off invites nobody."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import make_area, make_business
from tests.factories.customers import make_customer
from tests.factories.recall import make_enrolment, make_plan

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import edit_message_settings
from kartotek.domain.messaging.models import Address, LetterRun, Message
from kartotek.domain.recall import actions, jobs, queries
from kartotek.domain.recall.models import Enrolment, Invitation, RecallPlan
from kartotek.domain.recall.values import InvitationItem, Outcome, RecallState, Standing, Stop
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted

At = Callable[[str], datetime]
VISIT = "2026-10-08T10:00+02:00"  # due on 19 November, invited from the 12th on
NINE = "2026-11-12T09:00+01:00"
DAY = timedelta(days=1)


@pytest.fixture
def salon(scoped: Business) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def plan(salon: Salon) -> RecallPlan:
    return make_plan(salon.service, has_letters=True)


@pytest.fixture
def karen(salon: Salon, plan: RecallPlan, at: At) -> Customer:
    """She has neither e-mail nor phone."""
    row = make_customer(salon.business, "Karen", "Lund", language="en")
    make_booking(salon, row, at(VISIT), status="completed")
    make_enrolment(plan, row)
    return row


def standing(plan: RecallPlan, viewer: Actor, now: datetime) -> Standing:
    [item] = queries.list_due(business=plan.business, viewer=viewer, plan_id=plan.pk, now=now).items
    return item.standing


def letters(plan: RecallPlan, viewer: Actor, now: datetime) -> int:
    return queries.count_letters(business=plan.business, viewer=viewer, plan=queries.get_plan(plan.pk), now=now)


def print_them(plan: RecallPlan, by: Actor, now: datetime) -> list[int]:
    made = actions.print_invitations(business=plan.business, actor=by, now=now, plan_id=plan.pk)
    return list(LetterRun.objects.get(pk=made.id).customer_ids)


def test_who_has_no_address_is_invited_by_a_letter_that_staff_print(
    plan: RecallPlan, karen: Customer, owner: Actor, at: At
) -> None:
    now = at(NINE)
    found = standing(plan, owner, now)
    assert (found.state, found.stop, found.by_letter) == (RecallState.DUE, None, True)
    assert jobs.invite_due(now=now) == 1
    assert (Invitation.objects.count(), Message.objects.count()) == (0, 0)
    assert letters(plan, owner, now) == 1
    assert print_them(plan, owner, now) == [karen.pk]
    invitation = Invitation.objects.get()
    assert (invitation.channel, invitation.attempt) == ("letter", 1)
    assert (letters(plan, owner, now), standing(plan, owner, now).state) == (0, RecallState.INVITED)
    with pytest.raises(Invalid):
        print_them(plan, owner, now)
    assert print_them(plan, owner, now + 7 * DAY) == [karen.pk]  # the second attempt
    with pytest.raises(Invalid):
        print_them(plan, owner, now + 30 * DAY)


def test_an_address_that_does_not_work_is_none(plan: RecallPlan, karen: Customer, owner: Actor, at: At) -> None:
    Customer.objects.filter(pk=karen.pk).update(email="karen@example.com")
    assert letters(plan, owner, at(NINE)) == 0
    Address.objects.create(
        business=plan.business, channel="email", value="karen@example.com", state="bounced", at=at(NINE)
    )
    assert letters(plan, owner, at(NINE)) == 1


def test_by_text_message_it_is_the_phone_that_counts(plan: RecallPlan, karen: Customer, owner: Actor, at: At) -> None:
    RecallPlan.objects.update(channel="sms")
    assert letters(plan, owner, at(NINE)) == 1
    Customer.objects.filter(pk=karen.pk).update(phone="+4531550124")
    assert letters(plan, owner, at(NINE)) == 0


def test_a_plan_without_letters_and_an_archived_one_print_none(
    plan: RecallPlan, karen: Customer, owner: Actor, at: At
) -> None:
    RecallPlan.objects.update(has_letters=False)
    assert (letters(plan, owner, at(NINE)), standing(plan, owner, at(NINE)).stop) == (0, Stop.NO_ADDRESS)
    with pytest.raises(Invalid):
        print_them(plan, owner, at(NINE))
    RecallPlan.objects.update(has_letters=True, archived_at=at(NINE))
    assert letters(plan, owner, at(NINE)) == 0
    with pytest.raises(Invalid):
        print_them(plan, owner, at(NINE))


def test_an_inspector_prints_those_of_her_areas(plan: RecallPlan, karen: Customer, at: At) -> None:
    area = make_area(plan.business)
    inspector = Actor(
        ActorKind.STAFF, 1, "Inge", frozenset({Permission.REMINDER_MANAGE}), area_ids=frozenset({area.pk})
    )
    assert letters(plan, inspector, at(NINE)) == 0
    Customer.objects.update(area=area)
    assert letters(plan, inspector, at(NINE)) == 1
    with pytest.raises(NotPermitted):
        print_them(plan, Actor(ActorKind.STAFF, 1, "Nobody"), at(NINE))


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_what_is_switched_off_in_the_settings_invites_nobody(
    plan: RecallPlan, karen: Customer, owner: Actor, at: At, channel: str
) -> None:
    Customer.objects.update(email="karen@example.com", phone="+4531550124")
    RecallPlan.objects.update(channel=channel)
    assert standing(plan, owner, at(NINE)).state is RecallState.DUE
    edit_message_settings(
        business_id=plan.business_id,
        changes={"events": {"recall": {"sms": False} if channel == "sms" else {"email": False}}},
        expected_version=None,
        actor=owner,
        now=at(NINE),
    )
    found = standing(plan, owner, at(NINE))
    assert (found.state, found.stop) == (RecallState.STOPPED, Stop.SWITCHED_OFF)
    jobs.invite_due(now=at(NINE))
    assert Message.objects.count() == 0


def outcome(plan: RecallPlan, viewer: Actor) -> tuple[list[InvitationItem], Outcome]:
    found = queries.list_invitations(business=plan.business, viewer=viewer, plan_id=plan.pk)
    return list(found.items), queries.get_outcome(business=plan.business, viewer=viewer, plan_id=plan.pk)


def test_the_first_booking_after_an_invitation_came_of_it(
    salon: Salon, plan: RecallPlan, karen: Customer, owner: Actor, at: At
) -> None:
    print_them(plan, owner, at(NINE))
    print_them(plan, owner, at(NINE) + 7 * DAY)
    [second, first], counted = outcome(plan, owner)
    assert (first.attempt, first.channel, first.booking_id, second.booking_id) == (1, "letter", None, None)
    assert counted == Outcome(2, 0)
    made = make_booking(salon, karen, at("2026-11-25T10:00+01:00"), created_at=at(NINE) + 8 * DAY)
    make_booking(salon, karen, at("2026-12-25T10:00+01:00"), created_at=at(NINE) + 9 * DAY)
    [second, first], counted = outcome(plan, owner)
    assert (first.booking_id, second.booking_id, second.starts_at) == (None, made.pk, made.starts_at)
    assert counted == Outcome(2, 1)


def test_a_booking_much_later_had_another_reason(
    salon: Salon, plan: RecallPlan, karen: Customer, owner: Actor, at: At
) -> None:
    print_them(plan, owner, at(NINE))
    make_booking(salon, karen, at("2027-06-01T10:00+02:00"), created_at=at(NINE) + 93 * DAY)
    assert outcome(plan, owner)[1] == Outcome(1, 0)


def test_invitations_come_page_by_page_and_only_to_who_may_know(
    plan: RecallPlan, karen: Customer, owner: Actor, at: At
) -> None:
    print_them(plan, owner, at(NINE))
    print_them(plan, owner, at(NINE) + 7 * DAY)
    page = queries.list_invitations(business=plan.business, viewer=owner, plan_id=plan.pk, limit=1)
    assert page.next is not None
    rest = queries.list_invitations(business=plan.business, viewer=owner, plan_id=plan.pk, limit=1, cursor=page.next)
    assert ([item.attempt for item in (*page.items, *rest.items)], rest.next) == ([2, 1], None)
    stranger = Actor(ActorKind.STAFF, 1, "Inge", frozenset({Permission.REMINDER_MANAGE}), area_ids=frozenset({987654}))
    assert outcome(plan, stranger) == ([], Outcome(0, 0))
    with pytest.raises(NotPermitted):
        outcome(plan, Actor(ActorKind.STAFF, 1, "Nobody"))
    with scope(business=make_business("other")), pytest.raises(NotFound):
        outcome(plan, owner)
    assert Enrolment.objects.count() == 1
