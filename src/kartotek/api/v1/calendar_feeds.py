"""`calendar-feed` of the caller, of an employee, of a customer: the address to put into a calendar program."""

from ninja import Router, Schema

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import id_from_path
from kartotek.domain.booking.actions import rotate_feed
from kartotek.domain.booking.queries import get_feed_url
from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner

router = Router(tags=["calendar feeds"])


class FeedOut(Schema):
    """Whoever knows the address can read the calendar, without signing in."""

    url: str


@router.get("/me/calendar-feed", response=FeedOut)
def get_own(request: StaffRequest) -> dict[str, str]:
    """Your own reminders, and the bookings of the employee that you are."""
    return _shown(request, _own(request))


@router.post("/me/calendar-feed/rotate", response=FeedOut)
def rotate_own(request: StaffRequest) -> dict[str, str]:
    """A new address, at once; the old one answers 404."""
    return _rotated(request, _own(request))


@router.get("/employees/{employee}/calendar-feed", response=FeedOut)
def get_of_employee(request: StaffRequest, employee: str) -> dict[str, str]:
    """The bookings of an employee."""
    return _shown(request, FeedOwner(FeedKind.EMPLOYEE, id_from_path(employee)))


@router.post("/employees/{employee}/calendar-feed/rotate", response=FeedOut)
def rotate_of_employee(request: StaffRequest, employee: str) -> dict[str, str]:
    """A new address, at once; the old one answers 404."""
    return _rotated(request, FeedOwner(FeedKind.EMPLOYEE, id_from_path(employee)))


@router.get("/customers/{customer}/calendar-feed", response=FeedOut)
def get_of_customer(request: StaffRequest, customer: str) -> dict[str, str]:
    """The bookings of a customer, as she may see them."""
    return _shown(request, FeedOwner(FeedKind.CUSTOMER, id_from_path(customer)))


@router.post("/customers/{customer}/calendar-feed/rotate", response=FeedOut)
def rotate_of_customer(request: StaffRequest, customer: str) -> dict[str, str]:
    """A new address, at once; the old one answers 404."""
    return _rotated(request, FeedOwner(FeedKind.CUSTOMER, id_from_path(customer)))


def _own(request: StaffRequest) -> FeedOwner:
    return FeedOwner(FeedKind.STAFF, request.call.actor.id or 0)


def _shown(request: StaffRequest, owner: FeedOwner) -> dict[str, str]:
    return {"url": get_feed_url(owner, business=request.call.business, viewer=request.call.actor)}


def _rotated(request: StaffRequest, owner: FeedOwner) -> dict[str, str]:
    call = request.call
    return {"url": rotate_feed(business=call.business, actor=call.actor, now=call.now, owner=owner)}
