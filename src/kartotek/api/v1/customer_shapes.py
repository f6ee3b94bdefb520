"""How does a card look on the wire, coming and going?"""

from datetime import date, datetime
from typing import Annotated, Literal, cast

from django.utils.translation import gettext
from ninja import Field, Schema
from pydantic import StrictInt

from kartotek.api.kit.shapes import Shape, id_from_body
from kartotek.domain.access.values import Decision, TagFact
from kartotek.domain.audit.values import EntryItem
from kartotek.domain.customers.values import (
    LARGEST_LIMIT,
    UNLIMITED,
    CustomerChanges,
    CustomerDetails,
    PossibleDuplicate,
)
from kartotek.domain.messaging.values.bounces import AddressMark
from kartotek.domain.overview.values import CustomerLine

EmailState = Literal["ok", "bounced"]
LimitIn = Literal["inherit", "unlimited"] | Annotated[StrictInt, Field(ge=0, le=LARGEST_LIMIT)]
_LIMITS: dict[str, int | None] = {"inherit": None, "unlimited": UNLIMITED}


class CustomerPatch(Shape):
    """Whatever is to change. `limit_reason` goes with `max_future_bookings`."""

    first_name: str = Field("", max_length=200)
    last_name: str = Field("", max_length=200)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    external_ref: str = Field("", max_length=100)
    address_line: str = Field("", max_length=200)
    postcode: str = Field("", max_length=20)
    city: str = Field("", max_length=100)
    country: str = Field("", max_length=2)
    date_of_birth: date | None = None
    language: str = Field("", max_length=5)
    wants_email: bool = True
    wants_sms: bool = True
    note: str = Field("", max_length=20_000)
    important_note: str = Field("", max_length=2_000)
    area: str | None = None
    max_future_bookings: LimitIn = "inherit"
    limit_reason: str = Field("", max_length=500)


class CustomerIn(CustomerPatch):
    """A new card; its number comes from the series of the business. First and last name must not both be blank."""


class AccessSummary(Schema):
    """Whether she can book online, in short; `customers/{id}/access` has the reasons."""

    state: Literal["open", "limited", "blocked", "locked"]
    outcome: Literal["allowed", "refused", "warned"]
    future_bookings: int
    limit: int | Literal["unlimited"]
    may_book_again_at: datetime | None


class EmailTrouble(Schema):
    """What is known of the address: a bounced one does not work and is not written to, an unreachable one still is."""

    state: Literal["bounced", "unreachable"]
    at: datetime
    reason: str


class TagOut(Schema):
    """A tag on the card."""

    id: str
    label: str
    kind: str
    icon: str
    color: str


class CustomerOut(Schema):
    """A card."""

    id: str
    number: str
    external_ref: str
    first_name: str
    last_name: str
    email: str
    email_state: EmailState
    email_trouble: EmailTrouble | None
    phone: str
    address_line: str
    postcode: str
    city: str
    country: str
    date_of_birth: date | None
    language: str
    wants_email: bool
    wants_sms: bool
    note: str
    important_note: str
    area: str | None
    max_future_bookings: int | Literal["inherit", "unlimited"]
    limit_set_at: datetime | None
    limit_set_by: str
    limit_reason: str
    tags: list[TagOut]
    access: AccessSummary
    is_possible_match: bool
    archived_at: datetime | None
    created_at: datetime
    last_login_at: datetime | None
    last_login_ip: str


class DuplicateOut(Schema):
    """Another card that may be the same person, and why; `is_weak`: only the names are alike."""

    customer: str
    number: str
    name: str
    why: list[Literal["email", "phone", "number", "name_and_birth_date", "similar_name"]]
    is_weak: bool


class NewCustomerOut(CustomerOut):
    """The new card, and whom it may be a second card of."""

    possible_duplicates: list[DuplicateOut]


class EntryOut(Schema):
    """One thing that happened; `changes` maps a field to [before, after]."""

    id: str
    at: datetime
    action: str
    actor: str
    on_behalf_of: str
    address: str = Field(serialization_alias="from")
    changes: dict[str, tuple[object, object]]
    reason: str


def details_of(payload: CustomerIn) -> CustomerDetails:
    """What was sent, as the action takes it."""
    return CustomerDetails(**_values(payload, only_given=False))  # type: ignore[arg-type]  # the fields of CustomerIn are its


def changes_of(payload: CustomerPatch) -> CustomerChanges:
    """What was sent, as the action takes it; only what was named."""
    return cast("CustomerChanges", _values(payload, only_given=True))  # the fields of CustomerPatch are its keys


def _values(payload: CustomerPatch, *, only_given: bool) -> dict[str, object]:
    values: dict[str, object] = payload.model_dump(exclude_unset=only_given)
    if "area" in values:
        area = values.pop("area")
        values["area_id"] = None if area is None else id_from_body("area", str(area))
    if "max_future_bookings" in values:
        values["max_future_bookings"] = _LIMITS.get(str(values["max_future_bookings"]), values["max_future_bookings"])
    return values


def shape_line(line: CustomerLine) -> dict[str, object]:
    """A card with its access."""
    card = line.card
    limit = card.max_future_bookings
    return {
        "id": str(card.id),
        "number": card.number,
        "external_ref": card.external_ref,
        "first_name": card.first_name,
        "last_name": card.last_name,
        "email": card.email,
        "email_state": "bounced" if line.is_bounced else "ok",
        "email_trouble": _trouble(line.email_mark),
        "phone": card.phone,
        "address_line": card.address_line,
        "postcode": card.postcode,
        "city": card.city,
        "country": card.country,
        "date_of_birth": card.date_of_birth,
        "language": card.language,
        "wants_email": card.wants_email,
        "wants_sms": card.wants_sms,
        "note": card.note,
        "important_note": card.important_note,
        "area": None if card.area_id is None else str(card.area_id),
        "max_future_bookings": {None: "inherit", UNLIMITED: "unlimited"}.get(limit, limit),
        "limit_set_at": card.limit_set_at,
        "limit_set_by": card.limit_set_by,
        "limit_reason": card.limit_reason,
        "tags": [shape_tag(tag) for tag in line.tags],
        "access": _access(line.decision),
        "is_possible_match": card.is_possible_match,
        "archived_at": card.archived_at,
        "created_at": card.created_at,
        "last_login_at": card.last_login_at,
        "last_login_ip": card.last_login_ip,
    }


def shape_tag(tag: TagFact) -> dict[str, object]:
    """A tag as it stands on a card."""
    kind = "banned" if tag.is_banned else "normal"
    return {"id": str(tag.id), "label": tag.label, "kind": kind, "icon": tag.icon, "color": tag.color}


def _trouble(mark: AddressMark | None) -> dict[str, object] | None:
    if mark is None:
        return None
    return {"state": mark.state.value, "at": mark.at, "reason": gettext(mark.reason)}


def _access(decision: Decision) -> dict[str, object]:
    return {
        "state": decision.state.value,
        "outcome": decision.outcome.value,
        "future_bookings": decision.future_bookings,
        "limit": decision.limit.value,
        "may_book_again_at": decision.may_book_again_at,
    }


def shape_duplicate(one: PossibleDuplicate) -> dict[str, object]:
    """A card that may be the same person."""
    return {
        "customer": str(one.id),
        "number": one.number,
        "name": one.name,
        "why": [kind.value for kind in one.why],
        "is_weak": one.is_weak,
    }


def shape_entry(entry: EntryItem) -> dict[str, object]:
    """An entry of the log."""
    return {
        "id": str(entry.id),
        "at": entry.at,
        "action": entry.action,
        "actor": entry.actor,
        "on_behalf_of": entry.on_behalf_of,
        "address": entry.address,
        "changes": dict(entry.changes),
        "reason": entry.reason,
    }
