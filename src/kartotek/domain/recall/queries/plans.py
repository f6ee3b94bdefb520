"""Which recall plans are there, and are cards without one marked?"""

from django.db.models import Count, Q, QuerySet

from kartotek.domain.recall.models import RecallPlan, RecallSettings
from kartotek.domain.recall.values import PlanItem
from kartotek.kernel.errors import NotFound


def list_plans(*, has_archived: bool = False) -> list[PlanItem]:
    """The plans by name, each with the number of those in it: one query; archived ones only when asked for."""
    rows = plan_rows().order_by("name", "id")
    return [plan_item(row) for row in (rows if has_archived else rows.filter(archived_at=None))]


def get_plan(plan_id: int) -> PlanItem:
    """A plan, archived or not; of another business: NotFound."""
    row = plan_rows().filter(pk=plan_id).first()
    if row is None:
        raise NotFound
    return plan_item(row)


def is_marking() -> bool:
    """Whether cards with no active recall carry a mark."""
    return RecallSettings.objects.filter(is_marking=True).exists()


def plan_rows() -> QuerySet[RecallPlan]:
    """Plans with what `plan_item` reads."""
    enrolled = Count("enrolments", filter=Q(enrolments__removed_at=None))
    return RecallPlan.objects.select_related("service").annotate(enrolled=enrolled)


def plan_item(row: RecallPlan) -> PlanItem:
    """A plan as a value; `enrolled` where it was counted."""
    return PlanItem(
        id=row.pk,
        version=row.version,
        name=row.name,
        service_id=row.service_id,
        service_name=row.service.name,
        interval_days=row.interval_days,
        ahead_days=row.ahead_days,
        tolerance_days=row.tolerance_days,
        attempts=row.attempts,
        pause_days=row.pause_days,
        channel=row.channel,
        has_letters=row.has_letters,
        subject=row.subject,
        body=row.body,
        is_archived=row.archived_at is not None,
        enrolled=getattr(row, "enrolled", 0),
    )
