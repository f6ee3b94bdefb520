"""Put customers into a plan, by hand or many at once; pause them there; take them out."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.domain.access.queries.tags import carriers_of, get_tag
from kartotek.domain.audit.actions import record, record_each
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import Status
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.customers.queries import get_customer, visible_to
from kartotek.domain.recall.decisions.standing import next_morning
from kartotek.domain.recall.models import Enrolment
from kartotek.domain.recall.queries.enrolments import items_of
from kartotek.domain.recall.queries.plans import get_plan
from kartotek.domain.recall.values import Enrolled, EnrolmentItem, PlanItem
from kartotek.kernel.errors import NotFound, invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import locks


def enrol_customer(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    customer_id: int,
    plan_id: int,
    is_paused: bool = False,
) -> EnrolmentItem:
    """Put a customer into a plan; who is in it already is paused there, or goes on. Raises NotPermitted, NotFound,
    Invalid for an archived plan.
    """
    require(actor, Permission.REMINDER_MANAGE)
    get_customer(customer_id, viewer=actor)
    plan = _open_plan(plan_id)
    with locks.holding(_name(plan.id)):
        row = Enrolment.objects.filter(plan_id=plan.id, customer_id=customer_id).first()
        before = _state(row)
        row = row or _row(business, actor, now, plan.id, customer_id)
        if before != _wanted(is_paused=is_paused):
            _put_in(row, business, now, is_paused=is_paused)
            _record(actor, now, row, before)
        row = Enrolment.objects.select_related("plan", "customer").get(pk=row.pk)
    return items_of([row], business=business, now=now)[0]


def enrol_many(
    *,
    business: BusinessLike,
    actor: Actor,
    now: datetime,
    plan_id: int,
    tag_id: int | None = None,
) -> Enrolled:
    """Put everybody into a plan whom the actor may know of and who carries a tag; without one, who ever came for the
    service of the plan. Who was taken out by hand stays out. Raises NotPermitted, NotFound, Invalid.
    """
    require(actor, Permission.REMINDER_MANAGE)
    plan = _open_plan(plan_id)
    ids = _carriers(tag_id, actor) if tag_id is not None else _visitors(plan.service_id, actor)
    with locks.holding(_name(plan.id)):
        there = set(Enrolment.objects.filter(plan_id=plan.id).values_list("customer_id", flat=True))
        new = sorted(set(ids) - there)
        rows = [_row(business, actor, now, plan.id, each) for each in new]
        Enrolment.objects.bulk_create(rows)
        record(
            actor=actor,
            now=now,
            business_id=business.id,
            action="recall.enrolled_many",
            target=Target("recall_plan", plan.id),
            changes={"enrolled": (0, len(rows))},
        )
        targets = [Target("enrolment", row.pk, row.customer_id) for row in rows]
        record_each(
            actor=actor, now=now, business_id=business.id, action="recall.enrolled", kind="enrolment", targets=targets
        )
    return Enrolled(len(new), len(set(ids) & there))


def take_out_customer(*, actor: Actor, now: datetime, customer_id: int, plan_id: int | None = None) -> int:
    """Out of a plan, or of all; how many there were. Raises NotPermitted, NotFound for a plan she is not in."""
    require(actor, Permission.REMINDER_MANAGE)
    get_customer(customer_id, viewer=actor)
    with locks.holding():
        found = Enrolment.objects.filter(customer_id=customer_id, removed_at=None)
        rows = list(locks.hold_rows(found if plan_id is None else found.filter(plan_id=plan_id)))
        if plan_id is not None and not rows:
            raise NotFound
        for row in rows:
            row.removed_at, row.check_at, row.paused_at = now, None, None
            row.version += 1
            row.save()
            _record_as(actor, now, row, "recall.taken_out")
    return len(rows)


def _open_plan(plan_id: int) -> PlanItem:
    plan = get_plan(plan_id)
    if plan.is_archived:
        raise invalid("plan", "archived", gettext_noop("This plan is archived."))
    return plan


def _row(business: BusinessLike, actor: Actor, now: datetime, plan_id: int, customer_id: int) -> Enrolment:
    """In the plan, to be looked at the next morning; not stored yet."""
    return Enrolment(
        business_id=business.id,
        plan_id=plan_id,
        customer_id=customer_id,
        check_at=next_morning(now, ZoneInfo(business.timezone)),
        created_at=now,
        created_by=actor.name,
    )


def _name(plan_id: int) -> str:
    """Two who enrol into one plan wait for each other."""
    return f"recall plan {plan_id}"


def _state(row: Enrolment | None) -> str:
    if row is None or row.removed_at is not None:
        return "out"
    return "paused" if row.paused_at is not None else "in"


def _wanted(*, is_paused: bool) -> str:
    return "paused" if is_paused else "in"


def _put_in(row: Enrolment, business: BusinessLike, now: datetime, *, is_paused: bool) -> None:
    row.version += 0 if row.pk is None else 1
    row.removed_at = None
    row.paused_at = now if is_paused else None
    row.check_at = next_morning(now, ZoneInfo(business.timezone))
    row.save()


def _record(actor: Actor, now: datetime, row: Enrolment, before: str) -> None:
    if before == "out":
        _record_as(actor, now, row, "recall.enrolled")
    elif row.paused_at is not None:
        _record_as(actor, now, row, "recall.paused")
    else:
        _record_as(actor, now, row, "recall.went_on")


def _record_as(actor: Actor, now: datetime, row: Enrolment, action: str) -> None:
    target = Target("enrolment", row.pk, row.customer_id)
    record(actor=actor, now=now, business_id=row.business_id, action=action, target=target)


def _carriers(tag_id: int, actor: Actor) -> Collection[int]:
    get_tag(tag_id)
    seen = visible_to(actor).filter(archived_at=None)
    return list(seen.filter(pk__in=carriers_of(tag_id).values("pk")).values_list("pk", flat=True))


def _visitors(service_id: int, actor: Actor) -> Collection[int]:
    came = Booking.objects.filter(service_id=service_id, status=Status.COMPLETED.value).values("customer_id")
    return list(visible_to(actor).filter(archived_at=None, pk__in=came).values_list("pk", flat=True))
