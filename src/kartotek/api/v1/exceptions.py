"""`customers/{id}/exceptions`: which rules do not hold for her, for a while (S17)?"""

from datetime import date, datetime

from ninja import Field, Router, Schema, Status

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, Shape, id_from_path, slice_of
from kartotek.domain.access import actions
from kartotek.domain.access.queries.rules import list_exceptions_of
from kartotek.domain.access.values.rules import LONGEST_REASON, ExceptionDetails, ExceptionItem

router = Router(tags=["access"])


class ExceptionIn(Shape):
    """From one date until and including another; a rule, or all rules about a service, or one rule for one service."""

    rule: str | None = None
    service: str | None = None
    from_: date = Field(alias="from")
    until: date
    reason: str = Field("", json_schema_extra={"minLength": 1, "maxLength": LONGEST_REASON})


class ExceptionOut(Schema):
    """An exception; a removed one is history."""

    id: str
    rule: str | None
    service: str | None
    from_: date = Field(alias="from")
    until: date
    reason: str
    created_at: datetime
    created_by: str
    removed_at: datetime | None
    removed_by: str


@router.get("/customers/{customer}/exceptions", response=PageShape[ExceptionOut], by_alias=True)
def list_exceptions(
    request: StaffRequest, customer: str, removed: bool = False, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """The exceptions of a card, newest first; with `removed=true` those taken back too."""
    rows = list_exceptions_of(id_from_path(customer), viewer=request.call.actor, has_removed=removed)
    return slice_of(rows, _shape, limit=limit, cursor=cursor)


@router.post("/customers/{customer}/exceptions", response={201: ExceptionOut}, by_alias=True)
def add_exception(request: StaffRequest, customer: str, payload: ExceptionIn) -> Status[dict[str, object]]:
    """Except her from rules; needs `customer.limit`. No tag, no max 0 and no lock is beaten by it."""
    call = request.call
    made = actions.add_exception(
        business=call.business,
        customer_id=id_from_path(customer),
        details=ExceptionDetails(
            from_on=payload.from_,
            until_on=payload.until,
            reason=payload.reason,
            rule_id=_named(payload.rule),
            service_id=_named(payload.service),
        ),
        actor=call.actor,
        now=call.now,
    )
    return Status(201, _shape(made))


@router.delete("/customers/{customer}/exceptions/{exception}", response={204: None})
def remove_exception(request: StaffRequest, customer: str, exception: str) -> Status[None]:
    """Let the rules hold again."""
    actions.remove_exception(
        business=request.call.business,
        customer_id=id_from_path(customer),
        exception_id=id_from_path(exception),
        actor=request.call.actor,
        now=request.call.now,
    )
    return Status(204, None)


def _named(given: str | None) -> int | None:
    return None if given is None else id_from_path(given)


def _shape(item: ExceptionItem) -> dict[str, object]:
    details = item.details
    return {
        "id": str(item.id),
        "rule": None if details.rule_id is None else str(details.rule_id),
        "service": None if details.service_id is None else str(details.service_id),
        "from": details.from_on,
        "until": details.until_on,
        "reason": details.reason,
        "created_at": item.created_at,
        "created_by": item.created_by,
        "removed_at": item.removed_at,
        "removed_by": item.removed_by,
    }
