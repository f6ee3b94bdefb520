"""What can be booked online, with whom, and may the signed-in customer? `public/{business}/services`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ninja import Path, Router, Schema

from kartotek.api.kit.calls import PublicCall, PublicRequest
from kartotek.api.kit.shapes import MoneyShape, PageShape, money, slice_of
from kartotek.domain.access.decisions import public_message
from kartotek.domain.booking.queries import own_terms_of
from kartotek.domain.booking.values.terms import USUAL, OwnTerms
from kartotek.domain.catalog.decisions import worded
from kartotek.domain.catalog.queries import list_asked, list_categories, list_employees, list_services
from kartotek.domain.catalog.values import EmployeeItem, ExtraFieldItem, ServiceItem
from kartotek.domain.overview.queries.services import decide_services

router = Router(tags=["public booking"])


class Performer(Schema):
    """Somebody who performs a service."""

    id: str
    name: str


class PublicField(Schema):
    """What is asked with a booking of the service, in the language of the request."""

    id: str
    label: str
    kind: str
    required: bool
    choices: list[str]


class PublicService(Schema):
    """A service as customers see it, to a signed-in one with her own duration and price (S51). `available` and
    `message` are about her, else null.
    """

    id: str
    name: str
    description: str
    category: str | None
    kind: str
    duration_minutes: int
    price: MoneyShape | None
    employees: list[Performer]
    extra_fields: list[PublicField]
    available: bool | None
    message: str | None


@router.get("/services", response=PageShape[PublicService])
def list_public_services(
    request: PublicRequest, business: Path[str], limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """All services that can be booked online, in their order."""
    call = request.call
    rows = [row for row in list_services() if row.is_online]
    performers = {row.id: row for row in list_employees() if row.is_online}
    categories = {row.id: row.name for row in list_categories()}
    access = _access(call, rows, performers)
    own = own_terms_of(call.identity.customer_id if call.identity else None)

    asked = _asked(call, rows)

    def shape(row: ServiceItem) -> dict[str, object]:
        shown = _shape(row, call, performers, categories) | {"extra_fields": asked[row.id]}
        return shown | _own(row, own.get(row.id, USUAL), call) | access.get(row.id, _UNKNOWN)

    return slice_of(rows, shape, limit=limit, cursor=cursor)


def _asked(call: PublicCall, rows: Sequence[ServiceItem]) -> defaultdict[int, list[dict[str, object]]]:
    """What each service asks online."""
    found: defaultdict[int, list[dict[str, object]]] = defaultdict(list)
    for each in list_asked([row.id for row in rows], is_online=True):
        for service_id in each.service_ids:
            found[service_id].append(_field(each, call))
    return found


def _field(item: ExtraFieldItem, call: PublicCall) -> dict[str, object]:
    languages = (call.language, call.business.default_language)
    return {
        "id": str(item.id),
        "label": worded(item.label, *languages),
        "kind": item.kind,
        "required": item.is_required,
        "choices": [worded(texts, *languages) for texts in item.choices],
    }


def _own(row: ServiceItem, own: OwnTerms, call: PublicCall) -> dict[str, object]:
    price = row.price if own.price is None else own.price
    minutes = row.duration_minutes if own.duration_minutes is None else own.duration_minutes
    return {"duration_minutes": minutes, "price": money(price, call.business.currency)}


_UNKNOWN: dict[str, object] = {"available": None, "message": None}


def _access(
    call: PublicCall, rows: Sequence[ServiceItem], performers: Mapping[int, EmployeeItem]
) -> dict[int, dict[str, object]]:
    """Whether the signed-in customer may book each service, and what she is told where not (S14)."""
    if call.identity is None or call.identity.customer_id is None:
        return {}
    decisions, policy = decide_services(
        [(row, [performers[one] for one in row.employee_ids if one in performers]) for row in rows],
        business=call.business,
        viewer=call.actor,
        customer_id=call.identity.customer_id,
        now=call.now,
    )
    return {
        service_id: {
            "available": not decision.is_refused,
            "message": public_message(decision, call.language, policy, is_proven=True) or None,
        }
        for service_id, decision in decisions.items()
    }


def _shape(
    row: ServiceItem, call: PublicCall, performers: Mapping[int, EmployeeItem], categories: Mapping[int, str]
) -> dict[str, object]:
    who = [performers[one] for one in row.employee_ids if one in performers]
    return {
        "id": str(row.id),
        "name": row.name,
        "description": row.description.get(call.language) or row.description.get(call.business.default_language, ""),
        "category": None if row.category_id is None else categories.get(row.category_id),
        "kind": row.kind,
        "employees": [{"id": str(one.id), "name": one.name} for one in who],
    }
