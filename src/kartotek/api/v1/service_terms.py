"""`customers/{id}/service-terms`: for whom does a service take another time, or cost something else (S51)?"""

from django.http import HttpResponse
from ninja import Router, Schema, Status

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.prices import price_given, price_shape
from kartotek.api.kit.shapes import MoneyShape, PageShape, Shape, id_from_body, id_from_path, slice_of
from kartotek.domain.booking import actions, queries
from kartotek.domain.booking.values.terms import TermsChanges, TermsDetails, TermsItem

router = Router(tags=["customers"])


class TermsIn(Shape):
    """The service, and what differs: minutes, a price, or both."""

    service: str
    duration_minutes: int | None = None
    price: MoneyShape | None = None


class TermsPatch(Shape):
    """Whatever is to change; null is as usual."""

    duration_minutes: int | None = None
    price: MoneyShape | None = None


class TermsOut(Schema):
    """Own terms of a service; null is as usual."""

    id: str
    service: str
    duration_minutes: int | None
    price: MoneyShape | None


@router.get("/customers/{customer}/service-terms", response=PageShape[TermsOut])
def list_service_terms(
    request: StaffRequest, customer: str, limit: int | None = None, cursor: str = ""
) -> dict[str, object]:
    """Her own terms, by the names of the services."""
    call = request.call
    rows = queries.list_service_terms(id_from_path(customer), viewer=call.actor)
    return slice_of(rows, lambda row: _shape(row, call.business.currency), limit=limit, cursor=cursor)


@router.post("/customers/{customer}/service-terms", response={201: TermsOut})
def add_service_terms(
    request: StaffRequest, customer: str, payload: TermsIn, response: HttpResponse
) -> Status[dict[str, object]]:
    """Own terms of one more service; needs `customer.limit`. They count for bookings that are made from now on."""
    call = request.call
    made = actions.add_service_terms(
        business=call.business,
        customer_id=id_from_path(customer),
        details=TermsDetails(
            id_from_body("service", payload.service), payload.duration_minutes, price_given(payload.price)
        ),
        actor=call.actor,
        now=call.now,
    )
    etags.tag(response, made.version)
    return Status(201, _shape(made, call.business.currency))


@router.get("/customers/{customer}/service-terms/{terms}", response=TermsOut)
def get_service_terms(request: StaffRequest, customer: str, terms: str, response: HttpResponse) -> dict[str, object]:
    """Those of one service."""
    call = request.call
    found = queries.get_service_terms(id_from_path(terms), customer_id=id_from_path(customer), viewer=call.actor)
    etags.tag(response, found.version)
    return _shape(found, call.business.currency)


@router.patch("/customers/{customer}/service-terms/{terms}", response=TermsOut)
def edit_service_terms(
    request: StaffRequest, customer: str, terms: str, payload: TermsPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is sent; needs `customer.limit`."""
    call = request.call
    changed = actions.edit_service_terms(
        business=call.business,
        where=(id_from_path(customer), id_from_path(terms)),
        changes=_changes(payload),
        actor=call.actor,
        now=call.now,
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, changed.version)
    return _shape(changed, call.business.currency)


@router.delete("/customers/{customer}/service-terms/{terms}", response={204: None})
def remove_service_terms(request: StaffRequest, customer: str, terms: str) -> Status[None]:
    """As usual again; needs `customer.limit`."""
    call = request.call
    actions.remove_service_terms(
        business=call.business,
        where=(id_from_path(customer), id_from_path(terms)),
        actor=call.actor,
        now=call.now,
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


def _changes(payload: TermsPatch) -> TermsChanges:
    changes = TermsChanges()
    if "duration_minutes" in payload.model_fields_set:
        changes["duration_minutes"] = payload.duration_minutes
    if "price" in payload.model_fields_set:
        changes["price"] = price_given(payload.price)
    return changes


def _shape(item: TermsItem, currency: str) -> dict[str, object]:
    return {
        "id": str(item.id),
        "service": str(item.service_id),
        "duration_minutes": item.own.duration_minutes,
        "price": price_shape(item.own.price, currency),
    }
