"""How do bookings look to programs of the business?"""

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ninja import Field, Schema
from pydantic import AwareDatetime
from pydantic.config import JsonDict

from kartotek.api.kit.shapes import MoneyShape, Shape, money
from kartotek.api.kit.times import reference, references
from kartotek.api.v1.access_shapes import ReasonOut
from kartotek.api.v1.services import GapShape
from kartotek.domain.access.queries import reasons_for_staff
from kartotek.domain.access.values import Decision
from kartotek.domain.booking.decisions.asking import LONGEST_NOTE, MOST_WISHES
from kartotek.domain.booking.queries import manage_token
from kartotek.domain.booking.values.bookings import BookingItem, Wish
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.words import gettext_noop

if TYPE_CHECKING:
    from kartotek.domain.businesses.values import BusinessLike

_TEXT: JsonDict = {"maxLength": LONGEST_NOTE}
_ANSWERS = "Answers to the extra fields of the services, by ID: a text, true or false, or the text of a choice"


class BookingQuery(Schema):
    """Which bookings to list."""

    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")
    employee: str | None = None
    customer: str | None = None
    session: str | None = None
    status: str = ""
    limit: int | None = None
    cursor: str = ""


class StaffWishIn(Shape):
    """One service of a visit; without an employee, with anyone."""

    service: str
    starts_at: AwareDatetime
    employee: str | None = None


class StaffBookingIn(Shape):
    """One service (`service`, `starts_at`) or several (`services`) for a customer, as one visit; or a seat of a class
    (`session`).
    """

    customer: str
    service: str | None = None
    employee: str | None = None
    starts_at: AwareDatetime | None = None
    session: str | None = None
    services: list[StaffWishIn] | None = Field(None, json_schema_extra={"minItems": 1, "maxItems": MOST_WISHES})
    override_reason: str = Field("", json_schema_extra=_TEXT)
    squeeze: bool = False
    note: str = Field("", json_schema_extra=_TEXT)
    internal_note: str = Field("", json_schema_extra=_TEXT)
    resources: list[str] | None = Field(
        None, max_length=50, description="Rooms and equipment it uses; left out: those its service needs"
    )
    extra_fields: dict[str, object] = Field({}, description=_ANSWERS)


class BookingPatch(Shape):
    """Move it (`starts_at`, `employee`), give it another length, change its notes; what is left out stays."""

    starts_at: AwareDatetime | None = None
    employee: str | None = None
    duration_minutes: int | None = None
    override_reason: str = Field("", json_schema_extra=_TEXT)
    squeeze: bool = False
    note: str | None = Field(None, json_schema_extra=_TEXT)
    internal_note: str | None = Field(None, json_schema_extra=_TEXT)
    extra_fields: dict[str, object] | None = Field(None, description=f"{_ANSWERS}; null takes an answer away")


class ReasonIn(Shape):
    """Why, if somebody says."""

    reason: str = Field("", json_schema_extra=_TEXT)


class CancelIn(ReasonIn):
    """Why it is cancelled, and whether the customer is told (as the settings of messages say) or hears nothing."""

    tell_customer: bool = True


class ApproveIn(Shape):
    """The reason to approve against the rules."""

    override_reason: str = Field("", json_schema_extra=_TEXT)


class ProposalIn(Shape):
    """Which of the proposed fields go onto the card; the others are forgotten."""

    accept: list[str] = Field([], max_length=10)


class MatchOut(Schema):
    """A card that may be the same person."""

    customer: str
    why: str


class ProposedOut(Schema):
    """What the card says and what was typed."""

    card: str
    typed: str


class BookingOut(Schema):
    """A booking as staff see it."""

    id: str
    visit: str
    session: str | None
    status: str
    channel: str
    service: str
    employee: str
    customer: str
    starts_at: str
    ends_at: str
    gap: GapShape | None
    resources: list[str]
    price: MoneyShape | None
    note: str
    internal_note: str
    extra_fields: dict[str, str | bool]
    squeezed: bool
    anyone: bool
    override_reason: str
    possible_matches: list[MatchOut]
    proposal: dict[str, ProposedOut]
    warnings: list[ReasonOut] = Field(description="What stood against it when it was made; told once, in that answer")
    created_at: str
    created_by: str
    cancelled_by: str
    cancel_channel: str
    cancel_reason: str
    closed_at: str | None
    manage_token: str
    service_name: str
    employee_name: str
    customer_name: str


class VisitOut(Schema):
    """Several bookings made together."""

    visit: str
    bookings: list[BookingOut]


def booking_shape(item: BookingItem, business: "BusinessLike", decision: Decision | None = None) -> dict[str, object]:
    """One booking; instants with the offset of the business. `decision`: that of a booking just made by staff."""
    zone = ZoneInfo(business.timezone)
    return {
        "id": str(item.id),
        "visit": str(item.visit),
        "session": None if item.session_id is None else str(item.session_id),
        "status": item.status.value,
        "channel": item.channel,
        "service": str(item.service_id),
        "employee": str(item.employee_id),
        "customer": str(item.customer_id),
        "starts_at": item.starts_at.astimezone(zone).isoformat(),
        "ends_at": item.ends_at.astimezone(zone).isoformat(),
        "gap": None if item.gap is None else asdict(item.gap),
        "resources": [str(one) for one in item.resource_ids],
        "price": money(item.price, item.currency),
        "note": item.note,
        "internal_note": item.internal_note,
        "extra_fields": {str(one.field_id): one.value for one in item.extra_fields},
        "squeezed": item.is_squeezed,
        "anyone": item.was_anyone,
        "override_reason": item.override_reason,
        "possible_matches": [{"customer": str(one.customer_id), "why": one.why} for one in item.possible_matches],
        "proposal": item.proposal,
        "warnings": reasons_for_staff(decision) if decision else [],
        "created_at": item.created_at.astimezone(zone).isoformat(),
        "created_by": item.created_by,
        "cancelled_by": item.cancelled_by,
        "cancel_channel": item.cancel_channel,
        "cancel_reason": item.cancel_reason,
        "closed_at": None if item.closed_at is None else item.closed_at.astimezone(zone).isoformat(),
        "manage_token": manage_token(item.id),
        "service_name": item.service_name,
        "employee_name": item.employee_name,
        "customer_name": item.customer_name,
    }


def wishes_of(payload: StaffBookingIn) -> tuple[Wish, ...]:
    """What is asked for; without a service or a start Invalid."""
    resources = None if payload.resources is None else references(payload.resources)
    if payload.services is not None:
        return tuple(
            Wish(reference(one.service), one.starts_at, _employee(one.employee), resource_ids=resources)
            for one in payload.services
        )
    if payload.service is None or payload.starts_at is None:
        given = {"service": payload.service, "starts_at": payload.starts_at}
        message = gettext_noop("This must not be empty.")
        raise Invalid(
            problems=tuple(Problem(name, "required", message) for name, value in given.items() if value is None)
        )
    who = _employee(payload.employee)
    return (Wish(reference(payload.service), payload.starts_at, who, resource_ids=resources),)


def _employee(given: str | None) -> int | None:
    return None if given is None else reference(given)
