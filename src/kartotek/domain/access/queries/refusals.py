"""Who was refused what, when and why? (S19)"""

from django.db.models import Q, QuerySet

from kartotek.domain.access.decisions import decision_from_json
from kartotek.domain.access.decisions.naming import named_from_json
from kartotek.domain.access.models import Refusal
from kartotek.domain.access.values import Claimed, RefusalFilter, RefusalLine
from kartotek.domain.audit.values import Actor
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.paging import Page, checked_limit, decode_moment, encode_cursor


def list_refusals(
    *, viewer: Actor, wanted: RefusalFilter, limit: int | None = None, cursor: str = ""
) -> Page[RefusalLine]:
    """The refusals the viewer may see, newest first; strangers belong to no area, so inspectors miss them (S41)."""
    size = checked_limit(limit)
    found = _rows(viewer).filter(_matching(wanted), _before(cursor))
    rows = list(found.order_by("-at", "-id")[: size + 1])
    lines = [_line(row) for row in rows[:size]]
    more = len(rows) > size
    return Page(lines, encode_cursor(lines[-1].at.isoformat(), lines[-1].id) if more else None)


def get_refusal(refusal_id: int, *, viewer: Actor) -> RefusalLine:
    """One refusal; out of the viewer's areas or of another business: NotFound."""
    row = _rows(viewer).filter(pk=refusal_id).first()
    if row is None:
        raise NotFound
    return _line(row)


def _rows(viewer: Actor) -> QuerySet[Refusal]:
    visible = Q() if viewer.area_ids is None else Q(customer__area_id__in=viewer.area_ids)
    return Refusal.objects.select_related("customer", "service", "employee").filter(visible)


def _matching(wanted: RefusalFilter) -> Q:
    condition = Q()
    if wanted.from_at is not None:
        condition &= Q(at__gte=wanted.from_at)
    if wanted.to_at is not None:
        condition &= Q(at__lt=wanted.to_at)
    if wanted.customer_id is not None:
        condition &= Q(customer_id=wanted.customer_id)
    if wanted.reason:
        condition &= Q(decision__contains={"reasons": [{"code": wanted.reason}]})
    if wanted.channel:
        condition &= Q(channel=wanted.channel)
    return condition


def _before(cursor: str) -> Q:
    if not cursor:
        return Q()
    moment, last = decode_moment(cursor)
    return Q(at__lt=moment) | Q(at=moment, pk__lt=last)


def _line(row: Refusal) -> RefusalLine:
    customer = row.customer
    return RefusalLine(
        id=row.pk,
        at=row.at,
        customer_id=row.customer_id,
        customer_name=f"{customer.first_name} {customer.last_name}".strip() if customer else "",
        claimed=Claimed(**row.claimed),
        channel=row.channel,
        kind=row.kind,
        service_id=row.service_id,
        service_name=row.service.name if row.service else "",
        employee_id=row.employee_id,
        employee_name=row.employee.name if row.employee else "",
        starts_at=row.starts_at,
        decision=decision_from_json(row.decision),
        message=row.message,
        language=row.language,
        named=named_from_json(row.named),
    )
