"""From a completed visit to the invitation to the booking: once, in the morning, and only who wants it (S48)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.audit import entries
from tests.factories.booking import Salon, make_booking, make_salon
from tests.factories.businesses import make_area, make_membership
from tests.factories.catalog import make_service
from tests.factories.customers import make_customer
from tests.factories.recall import make_enrolment, make_plan
from tests.factories.restrictions import make_lock, make_tag, put_tag

from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Role
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Address, Message
from kartotek.domain.recall import actions, jobs, queries
from kartotek.domain.recall.models import Enrolment, Invitation, RecallPlan
from kartotek.domain.recall.values import Enrolled, EnrolmentItem, RecallState, Stop
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted

At = Callable[[str], datetime]
VISIT = "2026-10-08T10:00+02:00"  # due on 19 November, invited from the 12th on
NINE = "2026-11-12T09:00+01:00"
DAY = timedelta(days=1)


@pytest.fixture
def salon(scoped: Business) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def freja(salon: Salon, at: At) -> Customer:
    row = make_customer(salon.business, "Freja", "Holm", email="freja@example.com", phone="+4531550124", language="en")
    make_booking(salon, row, at(VISIT), status="completed")
    return row


@pytest.fixture
def plan(salon: Salon) -> RecallPlan:
    return make_plan(salon.service)


def run(now: datetime) -> int:
    return jobs.invite_due(now=now)


def due(plan: RecallPlan, viewer: Actor, now: datetime) -> list[EnrolmentItem]:
    return list(queries.list_due(business=plan.business, viewer=viewer, plan_id=plan.pk, now=now).items)


def put(plan: RecallPlan, customer: Customer, by: Actor, now: datetime, *, is_paused: bool = False) -> EnrolmentItem:
    return actions.enrol_customer(
        business=plan.business, actor=by, now=now, customer_id=customer.pk, plan_id=plan.pk, is_paused=is_paused
    )


# ---- once --------------------------------------------------------------------------------------------------------


def test_from_the_visit_to_the_invitation_to_the_booking(
    salon: Salon, plan: RecallPlan, freja: Customer, owner: Actor, at: At
) -> None:
    early = at("2026-11-11T08:59+01:00")
    assert put(plan, freja, owner, early).standing.state is RecallState.LATER
    assert run(early) == 0
    assert run(early + timedelta(minutes=1)) == 1
    assert Message.objects.count() == 0
    now = at(NINE)
    assert [run(now), run(now), run(now + timedelta(hours=5))] == [1, 0, 0]
    message = Message.objects.get()
    assert (message.event, message.channel, message.to) == ("recall", "email", "freja@example.com")
    assert message.customer_id == freja.pk
    assert "Freja" in message.body
    assert "/stop/" in message.body
    assert entries()[-1][:2] == ("recall.invited", "Kartotek")
    assert due(plan, owner, now)[0].standing.state is RecallState.INVITED
    make_booking(salon, freja, now + 7 * DAY, created_at=now + timedelta(hours=1))
    later = at("2026-11-12T12:00+01:00")
    assert due(plan, owner, later)[0].standing.state is RecallState.BOOKED
    assert run(at("2026-11-19T09:00+01:00")) == 1
    assert Message.objects.count() == 1


def test_attempts_follow_each_other_after_the_pause_until_there_were_enough(
    plan: RecallPlan, freja: Customer, at: At
) -> None:
    make_enrolment(plan, freja)
    now = at(NINE)
    for day in range(30):
        run(now + day * DAY)
    found = list(Invitation.objects.order_by("attempt").values_list("attempt", "on"))
    assert [(attempt, on.isoformat()) for attempt, on in found] == [(1, "2026-11-12"), (2, "2026-11-19")]
    assert Message.objects.count() == 2


def test_the_database_keeps_an_attempt_from_being_made_twice(plan: RecallPlan, freja: Customer, at: At) -> None:
    make_enrolment(plan, freja)
    run(at(NINE))
    row = Invitation.objects.get()
    assert str(row) == f"invitation 1 of enrolment {row.enrolment_id}"
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_who_came_for_something_else_within_the_tolerance_is_skipped(
    salon: Salon, plan: RecallPlan, freja: Customer, owner: Actor, at: At
) -> None:
    make_enrolment(plan, freja)
    colour = make_service(salon.business, "Colour")
    other = make_booking(salon, freja, at("2026-11-06T10:00+01:00"), status="completed")
    other.service = colour
    other.save()
    run(at(NINE))
    assert Message.objects.count() == 0
    standing = due(plan, owner, at(NINE))[0].standing
    assert (standing.state, str(standing.due_on)) == (RecallState.LATER, "2026-12-18")


def test_a_text_message_in_words_of_the_plan(salon: Salon, freja: Customer, at: At) -> None:
    make_enrolment(make_plan(salon.service, channel="sms", body="Come back, [CUSTOMER_NAME]!"), freja)
    run(at(NINE))
    message = Message.objects.get()
    assert (message.channel, message.to, message.body) == ("sms", "+4531550124", "Come back, Freja Holm!")


def test_a_busy_morning_is_left_over_to_the_next_minute(
    plan: RecallPlan, freja: Customer, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_BATCHES", 0)
    make_enrolment(plan, freja)
    assert run(at(NINE)) == 0


# ---- stops -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "stop"),
    [
        ({"wants_email": False}, Stop.OPTED_OUT),
        ({"email": ""}, Stop.NO_ADDRESS),
        ({"max_future_bookings": 0}, Stop.BLOCKED),
    ],
)
def test_the_card_stops_it(
    plan: RecallPlan, freja: Customer, owner: Actor, at: At, fields: dict[str, object], stop: Stop
) -> None:
    make_enrolment(plan, freja)
    Customer.objects.filter(pk=freja.pk).update(**fields)
    run(now := at(NINE))
    assert Message.objects.count() == 0
    assert due(plan, owner, now)[0].standing.stop is stop


def test_a_lock_a_dead_address_and_the_archive_stop_it(plan: RecallPlan, freja: Customer, owner: Actor, at: At) -> None:
    make_enrolment(plan, freja)
    now = at(NINE)
    Address.objects.create(business=plan.business, channel="email", value=freja.email, state="bounced", at=now)
    assert due(plan, owner, now)[0].standing.stop is Stop.DEAD_ADDRESS
    make_lock(freja, now - DAY)
    assert due(plan, owner, now)[0].standing.stop is Stop.LOCKED
    Customer.objects.filter(pk=freja.pk).update(archived_at=now)
    assert due(plan, owner, now)[0].standing.stop is Stop.ARCHIVED
    run(now)
    assert Message.objects.count() == 0


def test_a_ban_and_a_limit_of_none_stop_it_and_a_limit_on_the_card_wins(
    plan: RecallPlan, freja: Customer, owner: Actor, at: At
) -> None:
    make_enrolment(plan, freja)
    now = at(NINE)
    put_tag(freja, make_tag(plan.business, "None", max_future_bookings=0))
    assert due(plan, owner, now)[0].standing.stop is Stop.BLOCKED
    Customer.objects.filter(pk=freja.pk).update(max_future_bookings=2)
    assert due(plan, owner, now)[0].standing.stop is None
    put_tag(freja, make_tag(plan.business, "Banned", kind="banned"))
    assert due(plan, owner, now)[0].standing.stop is Stop.BLOCKED


def test_a_coming_booking_stops_it(salon: Salon, plan: RecallPlan, freja: Customer, owner: Actor, at: At) -> None:
    make_enrolment(plan, freja)
    make_booking(salon, freja, at("2026-11-30T10:00+01:00"))
    assert due(plan, owner, at(NINE))[0].standing.stop is Stop.BOOKING


# ---- who is in ---------------------------------------------------------------------------------------------------


def test_somebody_is_put_in_paused_goes_on_and_is_taken_out(
    plan: RecallPlan, freja: Customer, owner: Actor, at: At
) -> None:
    now = at(NINE)
    assert not put(plan, freja, owner, now).is_paused
    put(plan, freja, owner, now)
    assert put(plan, freja, owner, now, is_paused=True).standing.state is RecallState.PAUSED
    put(plan, freja, owner, now)
    assert queries.list_enrolments_of(business=plan.business, viewer=owner, customer_id=freja.pk, now=now)
    assert actions.take_out_customer(actor=owner, now=now, customer_id=freja.pk, plan_id=plan.pk) == 1
    assert due(plan, owner, now) == []
    assert actions.take_out_customer(actor=owner, now=now, customer_id=freja.pk) == 0
    with pytest.raises(NotFound):
        actions.take_out_customer(actor=owner, now=now, customer_id=freja.pk, plan_id=plan.pk)
    put(plan, freja, owner, now)
    names = [name.removeprefix("recall.") for name, *_ in entries() if name.startswith("recall.")]
    assert names == ["enrolled", "paused", "went_on", "taken_out", "enrolled"]
    assert Enrolment.objects.count() == 1


def test_many_are_put_in_by_service_and_by_tag_but_not_who_was_taken_out(
    plan: RecallPlan, freja: Customer, owner: Actor, at: At
) -> None:
    now, business = at(NINE), plan.business
    anders = make_customer(business, "Anders", "Beck")
    tag = make_tag(business, "Regular")
    put_tag(anders, tag)
    assert actions.enrol_many(business=business, actor=owner, now=now, plan_id=plan.pk) == Enrolled(1, 0)
    assert [item.customer_id for item in due(plan, owner, now)] == [freja.pk]
    found = actions.enrol_many(business=business, actor=owner, now=now, plan_id=plan.pk, tag_id=tag.pk)
    assert found == Enrolled(1, 0)
    assert [item.standing.state for item in due(plan, owner, now)] == [RecallState.NO_VISIT, RecallState.DUE]
    actions.take_out_customer(actor=owner, now=now, customer_id=freja.pk)
    assert actions.enrol_many(business=business, actor=owner, now=now, plan_id=plan.pk) == Enrolled(0, 1)
    assert [item.customer_id for item in due(plan, owner, now)] == [anders.pk]


def test_nobody_comes_into_an_archived_plan(plan: RecallPlan, freja: Customer, owner: Actor, at: At) -> None:
    now = at(NINE)
    actions.archive_plan(actor=owner, now=now, plan_id=plan.pk)
    with pytest.raises(Invalid):
        put(plan, freja, owner, now)


def test_the_list_goes_on_where_it_was_left(plan: RecallPlan, freja: Customer, owner: Actor, at: At) -> None:
    now = at(NINE)
    make_enrolment(plan, freja)
    make_enrolment(plan, make_customer(plan.business, "Anders", "Beck"))
    first = queries.list_due(business=plan.business, viewer=owner, plan_id=plan.pk, now=now, limit=1)
    rest = queries.list_due(
        business=plan.business, viewer=owner, plan_id=plan.pk, now=now, limit=1, cursor=first.next or ""
    )
    assert [item.customer_name for item in (*first.items, *rest.items)] == ["Anders Beck", "Freja Holm"]
    assert rest.next is None


def test_an_inspector_knows_only_of_her_areas_and_a_practitioner_of_nobody(
    plan: RecallPlan, freja: Customer, at: At
) -> None:
    now = at(NINE)
    make_enrolment(plan, freja)
    area = make_area(plan.business, "North")
    inspector = actor_for_membership(make_membership(plan.business, Role.INSPECTOR, areas=(area,)))
    assert due(plan, inspector, now) == []
    with pytest.raises(NotFound):
        put(plan, freja, inspector, now)
    with pytest.raises(NotPermitted):
        due(plan, actor_for_membership(make_membership(plan.business, Role.PRACTITIONER)), now)
    assert actions.invite_due(actor=SYSTEM, now=now) == 1
