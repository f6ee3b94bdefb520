"""Examples of what changes recall plans and who is in them, and of inviting."""

from collections.abc import Callable
from datetime import datetime, timedelta

from tests.architecture.examples import SYSTEM, Stage, example
from tests.factories.booking import make_booking
from tests.factories.customers import make_customer
from tests.factories.recall import make_enrolment, make_plan

from kartotek.domain.recall import actions
from kartotek.domain.recall.models import RecallPlan
from kartotek.domain.recall.values import PlanDetails

Do = Callable[[], object]


def _plan(stage: Stage, **fields: object) -> RecallPlan:
    return make_plan(stage.salon().service, "Haircut", **fields)


@example(actions.create_plan)
def _create(stage: Stage) -> Do:
    details = PlanDetails("Haircut", stage.salon().service.pk, 42)
    return lambda: actions.create_plan(actor=stage.owner, now=stage.now, business_id=stage.business.pk, details=details)


@example(actions.edit_plan)
def _edit(stage: Stage) -> Do:
    row = _plan(stage)
    return lambda: actions.edit_plan(actor=stage.owner, now=stage.now, plan_id=row.pk, changes={"attempts": 3})


@example(actions.archive_plan)
def _archive(stage: Stage) -> Do:
    row = _plan(stage)
    return lambda: actions.archive_plan(actor=stage.owner, now=stage.now, plan_id=row.pk)


@example(actions.restore_plan)
def _restore(stage: Stage) -> Do:
    row = _plan(stage, archived_at=stage.now)
    return lambda: actions.restore_plan(actor=stage.owner, now=stage.now, plan_id=row.pk)


@example(actions.set_marking)
def _mark(stage: Stage) -> Do:
    return lambda: actions.set_marking(actor=stage.owner, now=stage.now, business_id=stage.business.pk, is_marking=True)


@example(actions.enrol_customer)
def _enrol(stage: Stage) -> Do:
    row, customer = _plan(stage), make_customer(stage.business)
    return lambda: actions.enrol_customer(
        business=stage.business, actor=stage.owner, now=stage.now, customer_id=customer.pk, plan_id=row.pk
    )


@example(actions.enrol_many)
def _enrol_many(stage: Stage) -> Do:
    row = _plan(stage)
    return lambda: actions.enrol_many(business=stage.business, actor=stage.owner, now=stage.now, plan_id=row.pk)


@example(actions.take_out_customer)
def _take_out(stage: Stage) -> Do:
    customer = make_customer(stage.business)
    make_enrolment(_plan(stage), customer)
    return lambda: actions.take_out_customer(actor=stage.owner, now=stage.now, customer_id=customer.pk)


@example(actions.invite_due)
def _invite(stage: Stage) -> Do:
    salon = stage.salon()
    customer = make_customer(stage.business, email="sofie@example.com")
    visited: datetime = stage.now - timedelta(days=60)
    make_booking(salon, customer, visited, status="completed")
    make_enrolment(make_plan(salon.service), customer)
    return lambda: actions.invite_due(actor=SYSTEM, now=stage.now)


@example(actions.print_invitations)
def _print(stage: Stage) -> Do:
    salon, customer = stage.salon(), make_customer(stage.business)
    row = make_plan(salon.service, has_letters=True)
    make_booking(salon, customer, stage.now - timedelta(days=42), status="completed")
    make_enrolment(row, customer)
    return lambda: actions.print_invitations(business=stage.business, actor=stage.owner, now=stage.now, plan_id=row.pk)
