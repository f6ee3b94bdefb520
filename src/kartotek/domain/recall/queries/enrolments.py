"""Who is in a plan, how does that stand, and which plans is a customer in?"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django_scopes import scopes_disabled

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.recall.models import Enrolment
from kartotek.domain.recall.queries.plans import get_plan, is_marking
from kartotek.domain.recall.queries.situations import standings_of
from kartotek.domain.recall.values import EnrolmentItem
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor


def list_due(
    *,
    business: BusinessLike,
    viewer: Actor,
    plan_id: int,
    now: datetime,
    limit: int | None = None,
    cursor: str = "",
) -> Page[EnrolmentItem]:
    """Everybody in a plan whom the viewer may know of, by name, and how that stands. NotFound, NotPermitted."""
    require(viewer, Permission.REMINDER_MANAGE)
    get_plan(plan_id)
    size = checked_limit(limit)
    rows = visible_enrolments(viewer).filter(_after(cursor), plan_id=plan_id).order_by("customer__name_sort", "pk")
    found = list(rows[: size + 1])
    shown = found[:size]
    following = encode_cursor(shown[-1].customer.name_sort, shown[-1].pk) if len(found) > size else None
    return Page(items_of(shown, business=business, now=now), following)


def list_enrolments_of(
    *, business: BusinessLike, viewer: Actor, customer_id: int, now: datetime
) -> list[EnrolmentItem]:
    """The plans a customer is in, by name. NotFound, NotPermitted."""
    require(viewer, Permission.REMINDER_MANAGE)
    get_customer(customer_id, viewer=viewer)
    rows = list(visible_enrolments(viewer).filter(customer_id=customer_id).order_by("plan__name", "pk"))
    return items_of(rows, business=business, now=now)


def is_marked(customer_id: int) -> bool:
    """Whether a card carries the mark *no active recall*: where that is switched on, and no plan goes on for her."""
    going_on = Enrolment.objects.filter(customer_id=customer_id, removed_at=None, paused_at=None)
    return is_marking() and not going_on.filter(plan__archived_at=None).exists()


def items_of(rows: Sequence[Enrolment], *, business: BusinessLike, now: datetime) -> list[EnrolmentItem]:
    """Rows read with their plan and customer, as values."""
    standings = standings_of(rows, business=business, now=now)
    return [
        EnrolmentItem(
            id=row.pk,
            plan_id=row.plan_id,
            plan_name=row.plan.name,
            customer_id=row.customer_id,
            customer_name=f"{row.customer.first_name} {row.customer.last_name}".strip(),
            is_paused=row.paused_at is not None,
            standing=standings[row.pk],
        )
        for row in rows
    ]


def due_enrolments(now: datetime) -> QuerySet[Enrolment]:
    """Of all businesses, what is to be looked at now, in the order of the index."""
    with scopes_disabled():
        rows = Enrolment.objects.filter(check_at__lte=now).order_by("check_at", "id")
        return rows.select_related("plan", "customer")


def visible_enrolments(viewer: Actor) -> QuerySet[Enrolment]:
    """Those in a plan whom the viewer may know of, with plan and customer."""
    of_viewer = Q() if viewer.area_ids is None else Q(customer__area_id__in=viewer.area_ids)
    return Enrolment.objects.filter(of_viewer, removed_at=None).select_related("plan", "customer")


def _after(cursor: str) -> Q:
    if not cursor:
        return Q()
    name, last = decode_cursor(cursor, str, int)
    return Q(customer__name_sort__gt=name) | Q(customer__name_sort=name, pk__gt=last)
