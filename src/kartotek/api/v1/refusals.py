"""Who was refused what: `refusals` and `customers/{id}/refusals`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ninja import Field, Query, Router, Schema

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.ranges import bound
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, page_of
from kartotek.api.v1.access_shapes import ReasonOut
from kartotek.domain.access.queries import list_refusals, reasons_for_staff
from kartotek.domain.access.values import RefusalFilter, RefusalLine
from kartotek.domain.customers.queries import get_customer
from kartotek.plumbing.paging import Page

router = Router(tags=["refusals"])


class ClaimedOut(Schema):
    """Who the person said they were."""

    first_name: str
    last_name: str
    email: str
    phone: str


class RefusalOut(Schema):
    """One refusal, as it was."""

    id: str
    at: datetime
    customer: str | None
    claimed: ClaimedOut
    channel: str
    kind: str
    service: str | None
    employee: str | None
    starts_at: datetime | None
    reasons: list[ReasonOut]
    message: str
    language: str


class RefusalsWanted(Shape):
    """`from` and `to` are dates of the business, both included, or instants, half-open."""

    from_: str = Field("", alias="from")
    to: str = ""
    customer: str = ""
    reason: str = ""
    limit: int | None = None
    cursor: str = ""


@router.get("/refusals", response=PageShape[RefusalOut])
def list_all_refusals(request: StaffRequest, wanted: Query[RefusalsWanted]) -> dict[str, object]:
    """Refusals of the business, newest first."""
    customer_id = _customer(request, wanted.customer) if wanted.customer else None
    return page_of(_found(request, wanted, customer_id), _shape)


@router.get("/customers/{customer}/refusals", response=PageShape[RefusalOut])
def list_refusals_of_customer(request: StaffRequest, customer: str, wanted: Query[RefusalsWanted]) -> dict[str, object]:
    """Refusals of one customer, newest first."""
    return page_of(_found(request, wanted, _customer(request, customer)), _shape)


def _customer(request: StaffRequest, given: str) -> int:
    """The card's id, if the caller may see the card."""
    customer_id = id_from_path(given)
    get_customer(customer_id, viewer=request.call.actor)
    return customer_id


def _found(request: StaffRequest, wanted: RefusalsWanted, customer_id: int | None) -> Page[RefusalLine]:
    zone = ZoneInfo(request.call.business.timezone)
    return list_refusals(
        viewer=request.call.actor,
        wanted=RefusalFilter(
            from_at=bound("from", wanted.from_, zone, is_end=False),
            to_at=bound("to", wanted.to, zone, is_end=True),
            customer_id=customer_id,
            reason=wanted.reason,
        ),
        limit=wanted.limit,
        cursor=wanted.cursor,
    )


def _shape(line: RefusalLine) -> dict[str, object]:
    return {
        "id": str(line.id),
        "at": line.at,
        "customer": _id(line.customer_id),
        "claimed": line.claimed,
        "channel": line.channel,
        "kind": line.kind,
        "service": _id(line.service_id),
        "employee": _id(line.employee_id),
        "starts_at": line.starts_at,
        "reasons": reasons_for_staff(line.decision),
        "message": line.message,
        "language": line.language,
    }


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)
