"""`recall-plans`, `recall-plans/{id}/due`, `customers/{id}/recall`: who is invited back, when, and who came of it."""

from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_body, id_from_path, only_sent, page_of, slice_of
from kartotek.domain.recall import actions, queries
from kartotek.domain.recall.values import LONGEST_NAME, EnrolmentItem, PlanChanges, PlanDetails, PlanItem

router = Router(tags=["recall"])

_NAME: JsonDict = {"maxLength": LONGEST_NAME}


class PlanFields(Shape):
    """A plan. Days count from the last completed visit; without words of its own it says the template *recall*."""

    name: str = Field("", json_schema_extra=_NAME)
    interval_days: int = 0
    ahead_days: int = 14
    tolerance_days: int = 14
    attempts: int = 2
    pause_days: int = 7
    channel: str = "email"
    letters: bool = False
    subject: str = ""
    body: str = ""


class PlanIn(PlanFields):
    """A new plan, for a service."""

    name: str = Field(json_schema_extra=_NAME)
    service: str
    interval_days: int


class PlanPatch(PlanFields):
    """Whatever is to change; the service stays."""

    archived: bool = False


class PlanOut(Schema):
    """A plan."""

    id: str
    name: str
    service: str
    service_name: str
    interval_days: int
    ahead_days: int
    tolerance_days: int
    attempts: int
    pause_days: int
    channel: str
    letters: bool
    subject: str
    body: str
    enrolled: int
    archived: bool


class EnrolIn(Shape):
    """Whom to put into a plan: those who came for its service, or those who carry a tag."""

    by: Literal["service", "tag"]
    tag: str = ""


class EnrolledOut(Schema):
    """How many are new in the plan, and how many were known there already."""

    new: int
    already: int


class RecallIn(Shape):
    """Which plan, and whether the customer is paused there."""

    plan: str
    paused: bool = False


class EnrolmentOut(Schema):
    """A customer in a plan. `stop` says what keeps her from being invited; `attempts` count since the last visit."""

    id: str
    plan: str
    plan_name: str
    customer: str
    customer_name: str
    paused: bool
    state: Literal["no_visit", "later", "due", "invited", "booked", "stopped", "paused"]
    stop: (
        Literal["archived", "locked", "blocked", "opted_out", "no_address", "dead_address", "switched_off", "booking"]
        | None
    )
    last_visit_on: date | None
    due_on: date | None
    invite_on: date | None
    attempts: int
    invited_at: datetime | None


class RecallOut(Schema):
    """The plans a customer is in."""

    items: list[EnrolmentOut]


@router.get("/recall-plans", response=PageShape[PlanOut])
def list_plans(
    request: StaffRequest, archived: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """The plans by name; with `archived=true` those put away too."""
    return slice_of(queries.list_plans(has_archived=archived), _shape, limit=limit, cursor=cursor)


@router.post("/recall-plans", response={201: PlanOut})
def create_plan(request: StaffRequest, payload: PlanIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Add a plan, which nobody is in yet; needs `settings.manage`."""
    call = request.call
    given = payload.model_dump(exclude={"service", "letters"})
    service_id = id_from_body("service", payload.service)
    details = PlanDetails(service_id=service_id, has_letters=payload.letters, **given)
    made = actions.create_plan(actor=call.actor, now=call.now, business_id=call.business.id, details=details)
    return Status(201, _answer(made, response))


@router.get("/recall-plans/{recall_plan}", response=PlanOut)
def get_plan(request: StaffRequest, recall_plan: str, response: HttpResponse) -> dict[str, object]:
    """One plan, archived or not."""
    return _answer(queries.get_plan(id_from_path(recall_plan)), response)


@router.patch("/recall-plans/{recall_plan}", response=PlanOut)
def edit_plan(request: StaffRequest, recall_plan: str, payload: PlanPatch, response: HttpResponse) -> dict[str, object]:
    """Change what is sent; needs `settings.manage`, as archiving does."""
    changes = PlanChanges(
        name=payload.name,
        interval_days=payload.interval_days,
        ahead_days=payload.ahead_days,
        tolerance_days=payload.tolerance_days,
        attempts=payload.attempts,
        pause_days=payload.pause_days,
        channel=payload.channel,
        has_letters=payload.letters,
        subject=payload.subject,
        body=payload.body,
    )
    sent = {"has_letters" if name == "letters" else name for name in payload.model_fields_set}
    changed = actions.edit_plan(
        actor=request.call.actor,
        now=request.call.now,
        plan_id=id_from_path(recall_plan),
        changes=only_sent(changes, sent),
        is_archived=payload.archived if "archived" in payload.model_fields_set else None,
        expected_version=etags.expected_version(request),
    )
    return _answer(changed, response)


@router.delete("/recall-plans/{recall_plan}", response={204: None})
def archive_plan(request: StaffRequest, recall_plan: str) -> Status[None]:
    """Put it away: it invites nobody until it is restored (S33)."""
    actions.archive_plan(
        actor=request.call.actor,
        now=request.call.now,
        plan_id=id_from_path(recall_plan),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


@router.post("/recall-plans/{recall_plan}/restore", response=PlanOut)
def restore_plan(request: StaffRequest, recall_plan: str, response: HttpResponse) -> dict[str, object]:
    """Take an archived plan out again."""
    call = request.call
    back = actions.restore_plan(actor=call.actor, now=call.now, plan_id=id_from_path(recall_plan))
    return _answer(back, response)


@router.get("/recall-plans/{recall_plan}/due", response=PageShape[EnrolmentOut])
def list_due(request: StaffRequest, recall_plan: str, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """Everybody in a plan and how that stands today; needs `reminder.manage`, as what follows."""
    call = request.call
    found = queries.list_due(
        business=call.business,
        viewer=call.actor,
        plan_id=id_from_path(recall_plan),
        now=call.now,
        limit=limit,
        cursor=cursor,
    )
    return page_of(found, lambda item: _shape_enrolment(item, call.business.timezone))


@router.post("/recall-plans/{recall_plan}/enrol", response=EnrolledOut)
def enrol_many(request: StaffRequest, recall_plan: str, payload: EnrolIn) -> dict[str, object]:
    """Put many in at once; who was taken out by hand stays out."""
    call = request.call
    found = actions.enrol_many(
        business=call.business,
        actor=call.actor,
        now=call.now,
        plan_id=id_from_path(recall_plan),
        tag_id=id_from_body("tag", payload.tag) if payload.by == "tag" else None,
    )
    return {"new": found.new, "already": found.already}


@router.get("/customers/{customer}/recall", response=RecallOut)
def get_recall(request: StaffRequest, customer: str) -> dict[str, object]:
    """The plans a customer is in, by name."""
    call = request.call
    found = queries.list_enrolments_of(
        business=call.business, viewer=call.actor, customer_id=id_from_path(customer), now=call.now
    )
    return {"items": [_shape_enrolment(item, call.business.timezone) for item in found]}


@router.put("/customers/{customer}/recall", response=EnrolmentOut)
def put_recall(request: StaffRequest, customer: str, payload: RecallIn) -> dict[str, object]:
    """Put a customer into a plan, pause her there, or let her go on."""
    call = request.call
    made = actions.enrol_customer(
        business=call.business,
        actor=call.actor,
        now=call.now,
        customer_id=id_from_path(customer),
        plan_id=id_from_body("plan", payload.plan),
        is_paused=payload.paused,
    )
    return _shape_enrolment(made, call.business.timezone)


@router.delete("/customers/{customer}/recall", response={204: None})
def delete_recall(request: StaffRequest, customer: str, plan: str = "") -> Status[None]:
    """Take a customer out of a plan; without one, out of all."""
    actions.take_out_customer(
        actor=request.call.actor,
        now=request.call.now,
        customer_id=id_from_path(customer),
        plan_id=id_from_path(plan) if plan else None,
    )
    return Status(204, None)


def _answer(item: PlanItem, response: HttpResponse) -> dict[str, object]:
    etags.tag(response, item.version)
    return _shape(item)


def _shape(item: PlanItem) -> dict[str, object]:
    return {
        "id": str(item.id),
        "name": item.name,
        "service": str(item.service_id),
        "service_name": item.service_name,
        "interval_days": item.interval_days,
        "ahead_days": item.ahead_days,
        "tolerance_days": item.tolerance_days,
        "attempts": item.attempts,
        "pause_days": item.pause_days,
        "channel": item.channel,
        "letters": item.has_letters,
        "subject": item.subject,
        "body": item.body,
        "enrolled": item.enrolled,
        "archived": item.is_archived,
    }


def _shape_enrolment(item: EnrolmentItem, timezone: str) -> dict[str, object]:
    found = item.standing
    return {
        "id": str(item.id),
        "plan": str(item.plan_id),
        "plan_name": item.plan_name,
        "customer": str(item.customer_id),
        "customer_name": item.customer_name,
        "paused": item.is_paused,
        "state": found.state.value,
        "stop": found.stop.value if found.stop else None,
        "last_visit_on": found.after_on,
        "due_on": found.due_on,
        "invite_on": found.invite_on,
        "attempts": found.attempts,
        "invited_at": found.invited_at.astimezone(ZoneInfo(timezone)) if found.invited_at else None,
    }
