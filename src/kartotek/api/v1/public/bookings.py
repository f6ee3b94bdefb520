"""A customer books: `public/{business}/bookings`."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.utils import translation
from ninja import Field, Path, Router, Schema, Status
from pydantic import AwareDatetime

from kartotek.api.kit.calls import PublicCall, PublicRequest
from kartotek.api.kit.shapes import Shape, id_from_body
from kartotek.api.kit.times import reference
from kartotek.domain.booking.actions import book_online
from kartotek.domain.booking.decisions.asking import LONGEST_NAME, LONGEST_NOTE, MOST_WISHES
from kartotek.domain.booking.queries import manage_token
from kartotek.domain.booking.values.bookings import Booker, BookingItem, OnlineBooking, Wish
from kartotek.domain.businesses.values import LANGUAGES
from kartotek.kernel.contact import LONGEST_EMAIL, LONGEST_PHONE, normalise_email, normalise_phone
from kartotek.kernel.errors import Invalid, Problem
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing import ratelimits

router = Router(tags=["public booking"])

_MINUTE = timedelta(minutes=1)
_BY_PERSON, _BY_NETWORK = 10, 60


class BookerIn(Shape):
    """Who books, as typed: a name and one contact."""

    first_name: str = Field("", json_schema_extra={"maxLength": LONGEST_NAME})
    last_name: str = Field("", json_schema_extra={"maxLength": LONGEST_NAME})
    email: str = Field("", json_schema_extra={"maxLength": LONGEST_EMAIL})
    phone: str = Field("", json_schema_extra={"maxLength": LONGEST_PHONE})
    language: str = Field("", json_schema_extra={"enum": ["", *LANGUAGES]})
    wants_sms: bool | None = None


class WishIn(Shape):
    """One service of a visit."""

    service: str
    starts_at: AwareDatetime
    employee: str | None = None


class BookingIn(Shape):
    """One service (`service`, `starts_at`) or several (`services`), one visit; or a seat of a class (`session`).

    Signed in, `customer` may be missing.
    """

    service: str | None = None
    employee: str | None = None
    starts_at: AwareDatetime | None = None
    session: str | None = None
    services: list[WishIn] | None = Field(None, json_schema_extra={"minItems": 1, "maxItems": MOST_WISHES})
    customer: BookerIn | None = None
    note: str = Field("", json_schema_extra={"maxLength": LONGEST_NOTE})
    extra_fields: dict[str, object] = Field({}, description="Answers to the `extra_fields` of the services, by ID")


class PublicBooking(Schema):
    """A booking, with the token of its manage link."""

    id: str
    status: str
    service: str
    employee: str
    starts_at: str
    ends_at: str
    session: str | None
    manage_token: str


class PublicVisit(Schema):
    """Several bookings made together."""

    visit: str
    bookings: list[PublicBooking]


@router.post("/bookings", response={201: PublicVisit | PublicBooking})
def create_public_booking(request: PublicRequest, business: Path[str], payload: BookingIn) -> Status[dict[str, object]]:
    """Book one visit; refusals are told in the language of the customer."""
    call = request.call
    language = language_of(call, payload.customer)
    translation.activate(language)  # the caller of this function restores the one before
    limit_requests(call, payload.customer)
    booking = OnlineBooking(
        wishes=() if payload.session else _wishes(payload),
        language=language,
        booker=None if payload.customer is None else Booker(**payload.customer.dict()),
        identity=call.identity,
        note=payload.note,
        session_id=reference(payload.session) if payload.session else None,
        extra_fields=payload.extra_fields,
    )
    visit = book_online(business=call.business, actor=call.actor, now=call.now, request=booking)
    bookings = [shape(item, call.business.timezone) for item in visit.bookings]
    is_visit = payload.services and not payload.session
    return Status(201, {"visit": str(visit.id), "bookings": bookings} if is_visit else bookings[0])


def shape(item: BookingItem, timezone: str) -> dict[str, object]:
    """A booking as its customer sees it."""
    zone = ZoneInfo(timezone)
    return {
        "id": str(item.id),
        "status": item.status.value,
        "service": str(item.service_id),
        "employee": str(item.employee_id),
        "starts_at": item.starts_at.astimezone(zone).isoformat(),
        "ends_at": item.ends_at.astimezone(zone).isoformat(),
        "session": None if item.session_id is None else str(item.session_id),
        "manage_token": manage_token(item.id),
    }


def language_of(call: PublicCall, customer: BookerIn | None) -> str:
    """Signed in: the card's; else the one asked for; else that of the request (api.md)."""
    if call.identity is None and customer is not None and customer.language in LANGUAGES:
        return customer.language
    return call.language


def limit_requests(call: PublicCall, customer: BookerIn | None) -> None:
    """Ten bookings a minute by address and by phone, sixty by network (S22)."""
    typed = Booker() if customer is None else Booker(email=customer.email, phone=customer.phone)
    email, phone = normalise_email(typed.email).value, normalise_phone(typed.phone, call.business.country).value
    proven = call.identity.address if call.identity else ""
    people = {f"{call.business.id} {one}" for one in (email, phone, proven) if one}
    limits = [ratelimits.Limit("booking", one, _BY_PERSON, _MINUTE) for one in sorted(people)]
    limits.append(ratelimits.Limit("booking network", call.actor.address, _BY_NETWORK, _MINUTE))
    ratelimits.hit(limits, now=call.now)


def _wishes(payload: BookingIn) -> tuple[Wish, ...]:
    if payload.services is not None:
        return tuple(Wish(reference(one.service), one.starts_at, _employee(one.employee)) for one in payload.services)
    if payload.service is None or payload.starts_at is None:
        given = {"service": payload.service, "starts_at": payload.starts_at}
        message = gettext_noop("This must not be empty.")
        missing = [Problem(name, "required", message) for name, value in given.items() if value is None]
        raise Invalid(problems=tuple(missing))
    return (Wish(reference(payload.service), payload.starts_at, _employee(payload.employee)),)


def _employee(given: str | None) -> int | None:
    return None if given is None else id_from_body("employee", given)
