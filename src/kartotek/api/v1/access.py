"""May she book, and why not? `customers/{id}/access`."""

from datetime import datetime
from typing import Literal

from ninja import Query, Router, Schema
from pydantic import AwareDatetime

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import Shape, id_from_body, id_from_path
from kartotek.api.v1.access_shapes import CheckOut, ReasonOut
from kartotek.domain.access.decisions import public_message
from kartotek.domain.access.queries import decision_for_staff, get_named, trace_for_staff
from kartotek.domain.access.values import Channel, Question
from kartotek.domain.access.values.trace import Scene
from kartotek.domain.booking.decisions.asking import check_moment
from kartotek.domain.overview.queries.access import get_customer_access

router = Router(tags=["access"])


class AccessOut(Schema):
    """The answer, every reason in the order of S11, and everything that was looked at."""

    outcome: Literal["allowed", "refused", "warned"]
    state: Literal["open", "limited", "blocked", "locked"]
    public_message: str
    may_book_again_at: datetime | None
    future_bookings: int
    limit: int | Literal["unlimited"]
    needs_approval: bool
    reasons: list[ReasonOut]
    checks: list[CheckOut]


class AccessWanted(Shape):
    """What is asked; nothing named: may she book at all?"""

    service: str = ""
    employee: str = ""
    at: AwareDatetime | None = None
    channel: Channel = Channel.ONLINE


@router.get("/customers/{customer}/access", response=AccessOut)
def get_access(request: StaffRequest, customer: str, wanted: Query[AccessWanted]) -> dict[str, object]:
    """Decide for one customer, as if she had proven who she is."""
    if wanted.at is not None:
        check_moment("at", wanted.at)
    question = Question(
        channel=wanted.channel,
        service_id=id_from_body("service", wanted.service) if wanted.service else None,
        employee_id=id_from_body("employee", wanted.employee) if wanted.employee else None,
        starts_at=wanted.at,
    )
    found = get_customer_access(
        business=request.call.business,
        viewer=request.call.actor,
        customer_id=id_from_path(customer),
        question=question,
        now=request.call.now,
    )
    language = found.card.language or request.call.business.default_language
    message = public_message(found.decision, language, found.policy, is_proven=True)
    business, service_id = request.call.business, found.question.service_id
    named = get_named(found.decision, business_id=business.id, customer_id=found.card.id)
    checks = trace_for_staff(found.decision, named, Scene(business.timezone, request.call.now, service_id))
    return {**decision_for_staff(found.decision), "public_message": message, "checks": checks}
