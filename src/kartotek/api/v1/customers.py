"""`customers`: the cards, found, made, changed, put away and taken out again; and what happened to them."""

import orjson
from django.http import HttpResponse
from ninja import Query, Router, Status

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import PageShape, id_from_path, page_of
from kartotek.api.v1.customer_filter import CustomersFilter
from kartotek.api.v1.customer_shapes import (
    CustomerIn,
    CustomerOut,
    CustomerPatch,
    EntryOut,
    NewCustomerOut,
    changes_of,
    details_of,
    shape_duplicate,
    shape_entry,
    shape_line,
)
from kartotek.domain.customers import actions
from kartotek.domain.customers.queries import find_possible_duplicates
from kartotek.domain.messaging.actions import confirm_email_address
from kartotek.domain.overview.queries.customers import get_customer_line, list_customers
from kartotek.domain.overview.queries.log import list_customer_log
from kartotek.domain.overview.values import CustomerLine

router = Router(tags=["customers"])


class CustomersWanted(CustomersFilter):
    """Which customers, in which order, and how many at once."""

    limit: int | None = None
    cursor: str = ""


@router.get("/customers", response=PageShape[CustomerOut])
def list_all(request: StaffRequest, wanted: Query[CustomersWanted]) -> HttpResponse:
    """The customers you may see; `area` means that area and its parts."""
    call = request.call
    found = list_customers(
        business=call.business,
        viewer=call.actor,
        question=wanted.question(),
        now=call.now,
        limit=wanted.limit,
        cursor=wanted.cursor,
    )
    # Asked at every typed letter, so written out as it is: checking the shape of each card costs as much as finding it.
    return HttpResponse(orjson.dumps(page_of(found, shape_line)), content_type="application/json")


@router.post("/customers", response={201: NewCustomerOut})
def create_customer(request: StaffRequest, payload: CustomerIn, response: HttpResponse) -> Status[dict[str, object]]:
    """Make a card. A likeness to another never refuses it: `possible_duplicates` names the others."""
    call = request.call
    card = actions.create_customer(business=call.business, actor=call.actor, now=call.now, details=details_of(payload))
    alike = find_possible_duplicates(card, business=call.business, viewer=call.actor)
    shaped = _shaped(request, card.id, response)
    return Status(201, {**shaped, "possible_duplicates": [shape_duplicate(one) for one in alike]})


@router.get("/customers/{customer}", response=CustomerOut)
def get_customer(request: StaffRequest, customer: str, response: HttpResponse) -> dict[str, object]:
    """One card, archived or not."""
    return _shaped(request, id_from_path(customer), response)


@router.patch("/customers/{customer}", response=CustomerOut)
def edit_customer(
    request: StaffRequest, customer: str, payload: CustomerPatch, response: HttpResponse
) -> dict[str, object]:
    """Change what is given."""
    call = request.call
    card = actions.edit_customer(
        business=call.business,
        actor=call.actor,
        now=call.now,
        customer_id=id_from_path(customer),
        changes=changes_of(payload),
        expected_version=etags.expected_version(request),
    )
    return _shaped(request, card.id, response)


@router.delete("/customers/{customer}", response={204: None})
def archive_customer(request: StaffRequest, customer: str) -> Status[None]:
    """Put the card away: it leaves searches and lists, and keeps its history."""
    actions.archive_customer(
        actor=request.call.actor,
        now=request.call.now,
        customer_id=id_from_path(customer),
        expected_version=etags.expected_version(request),
    )
    return Status(204, None)


@router.post("/customers/{customer}/restore", response=CustomerOut)
def restore_customer(request: StaffRequest, customer: str, response: HttpResponse) -> dict[str, object]:
    """Take an archived card out again."""
    card = actions.restore_customer(actor=request.call.actor, now=request.call.now, customer_id=id_from_path(customer))
    return _shaped(request, card.id, response)


@router.post("/customers/{customer}/email/confirm", response=CustomerOut)
def confirm_email(request: StaffRequest, customer: str, response: HttpResponse) -> dict[str, object]:
    """The address works after all: write to it again. 422 `no_address` where the card has none."""
    customer_id = id_from_path(customer)
    confirm_email_address(actor=request.call.actor, now=request.call.now, customer_id=customer_id)
    return _shaped(request, customer_id, response)


@router.get("/customers/{customer}/audit", response=PageShape[EntryOut], by_alias=True)
def list_log(request: StaffRequest, customer: str, limit: int | None = None, cursor: str = "") -> dict[str, object]:
    """Who did what to the card, newest first."""
    found = list_customer_log(
        business=request.call.business,
        viewer=request.call.actor,
        customer_id=id_from_path(customer),
        limit=limit,
        cursor=cursor,
    )
    return page_of(found, shape_entry)


def _shaped(request: StaffRequest, customer_id: int, response: HttpResponse) -> dict[str, object]:
    call = request.call
    line: CustomerLine = get_customer_line(
        business=call.business, viewer=call.actor, customer_id=customer_id, now=call.now
    )
    etags.tag(response, line.card.version)
    return shape_line(line)
