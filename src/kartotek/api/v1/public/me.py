"""A proven customer's own card: `public/{business}/me`."""

from datetime import date, datetime
from typing import Literal, cast

from django.http import HttpResponse
from ninja import Path, Router, Schema
from pydantic import Field

from kartotek.api.kit import etags
from kartotek.api.kit.calls import PublicRequest
from kartotek.api.kit.shapes import Shape
from kartotek.domain.access.decisions import decide, public_message
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import CustomerIdentity, Decision, Facts, Policy, RefusalTexts
from kartotek.domain.booking.queries.bookings import list_coming, list_past
from kartotek.domain.booking.queries.manage import manage_token
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard, CustomerChanges
from kartotek.domain.overview.queries.access import get_customer_access
from kartotek.kernel.errors import NotFound, Unauthorized

router = Router(tags=["public me"])


class MeIn(Shape):
    """What a customer may change of her own card."""

    first_name: str | None = None
    last_name: str | None = None
    email: str | None = None
    phone: str | None = None
    address_line: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str | None = None
    date_of_birth: date | None = None
    language: str | None = None
    wants_email: bool | None = None
    wants_sms: bool | None = None


class OwnBookingOut(Schema):
    """One of her bookings; the manage token opens its pages."""

    id: str
    status: str
    service: str
    service_name: str
    employee: str
    employee_name: str
    starts_at: datetime
    ends_at: datetime
    is_coming: bool
    manage_token: str


class OwnAccessOut(Schema):
    """May she book, and what is she told?"""

    outcome: Literal["allowed", "refused"]
    public_message: str
    may_book_again_at: datetime | None
    future_bookings: int
    limit: int | Literal["unlimited"] | None


class MeOut(Schema):
    """The card as its owner sees it; without a card only the proven address."""

    id: str | None
    number: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    address_line: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    date_of_birth: date | None = None
    language: str = ""
    wants_email: bool = True
    wants_sms: bool = True
    bookings: list[OwnBookingOut] = Field(description="Coming ones first, then those that are over")
    access: OwnAccessOut


@router.get("/me", response=MeOut)
def get_me(request: PublicRequest, business: Path[str], response: HttpResponse) -> dict[str, object]:
    """The card of the proven address, its bookings, and whether she may book."""
    identity = _identity(request)
    if identity.customer_id is None:
        return _without_card(request, identity)
    card = get_customer(identity.customer_id, viewer=request.call.actor)
    etags.tag(response, card.version)
    return _with_card(request, card)


@router.patch("/me", response=MeOut)
def edit_me(request: PublicRequest, business: Path[str], payload: MeIn, response: HttpResponse) -> dict[str, object]:
    """Change details of the own card; 404 while the proven address has none."""
    identity = _identity(request)
    if identity.customer_id is None:
        raise NotFound
    given = payload.model_dump(exclude_unset=True)
    changes = {name: value for name, value in given.items() if value is not None or name == "date_of_birth"}
    card = edit_customer(
        business=request.call.business,
        actor=request.call.actor,
        now=request.call.now,
        customer_id=identity.customer_id,
        changes=cast("CustomerChanges", changes),  # MeIn has the same names and types
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, card.version)
    return _with_card(request, card)


def _identity(request: PublicRequest) -> CustomerIdentity:
    if request.call.identity is None:
        raise Unauthorized
    return request.call.identity


def _without_card(request: PublicRequest, identity: CustomerIdentity) -> dict[str, object]:
    policy = get_policy(business=request.call.business)
    decision = decide(Facts(is_proven=True), policy, request.call.now)
    contact = {"phone" if identity.channel == "sms" else "email": identity.address}
    return {"id": None, **contact, "bookings": [], "access": _access(request, decision, policy)}


def _with_card(request: PublicRequest, card: CustomerCard) -> dict[str, object]:
    call = request.call
    found = get_customer_access(business=call.business, viewer=call.actor, customer_id=card.id, now=call.now)
    coming = [_booking(item, is_coming=True) for item in list_coming(card.id, now=call.now)]
    past = [_booking(item, is_coming=False) for item in list_past(card.id, now=call.now)]
    shown = {name: getattr(card, name) for name in MeIn.model_fields}
    return {
        "id": str(card.id),
        "number": card.number,
        **shown,
        "bookings": coming + past,
        "access": _access(request, found.decision, found.policy),
    }


def _access(request: PublicRequest, decision: Decision, policy: Policy) -> dict[str, object]:
    """Where the business says the same to everybody, numbers stay inside too (S16)."""
    is_neutral = policy.refusal_texts is RefusalTexts.NEUTRAL
    return {
        "outcome": decision.outcome.value,
        "public_message": public_message(decision, request.call.language, policy, is_proven=True),
        "may_book_again_at": None if is_neutral else decision.may_book_again_at,
        "future_bookings": decision.future_bookings,
        "limit": None if is_neutral else decision.limit.value,
    }


def _booking(item: BookingItem, *, is_coming: bool) -> dict[str, object]:
    return {
        "id": str(item.id),
        "status": item.status.value,
        "service": str(item.service_id),
        "service_name": item.service_name,
        "employee": str(item.employee_id),
        "employee_name": item.employee_name,
        "starts_at": item.starts_at,
        "ends_at": item.ends_at,
        "is_coming": is_coming,
        "manage_token": manage_token(item.id),
    }
