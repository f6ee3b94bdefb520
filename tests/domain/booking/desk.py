"""Somebody at work in the salon of the factories, who does things at the moment of the stories."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.factories.access import make_customer_token
from tests.factories.booking import FREJA, Salon
from tests.factories.customers import make_customer

from kartotek.domain.access.queries import find_customer_identity
from kartotek.domain.access.values import CustomerIdentity
from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.booking import actions
from kartotek.domain.booking.values.bookings import (
    BookingItem,
    Move,
    StaffBooking,
    Visit,
    Wish,
)
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid

HOUR = timedelta(hours=1)
SUNDAY = datetime(2026, 11, 15, 9, 0, tzinfo=UTC)


class Desk:
    """A member of staff, one customer, and the clock."""

    def __init__(self, salon: Salon, customer: Customer, actor: Actor, now: datetime) -> None:
        self.salon, self.customer, self.actor, self.now = salon, customer, actor, now

    def book(self, *wishes: Wish, reason: str = "", squeeze: bool = False) -> Visit:
        request = StaffBooking(self.customer.pk, wishes or (self.salon.wish(),), reason, squeeze, "", "inside")
        return actions.book_for_customer(business=self.salon.business, actor=self.actor, now=self.now, request=request)

    def move(self, move: Move) -> BookingItem:
        return actions.move_booking(business=self.salon.business, actor=self.actor, now=self.now, move=move)

    def step(self, action: Callable[..., BookingItem], booking_id: int, **fields: object) -> BookingItem:
        return action(business=self.salon.business, actor=self.actor, now=self.now, booking_id=booking_id, **fields)


def as_customer(desk: Desk) -> Desk:
    actor = Actor(ActorKind.CUSTOMER, desk.customer.pk, "Sofie")
    return Desk(desk.salon, desk.customer, actor, desk.now)


Book = Callable[..., Visit]


def freja(salon: Salon, **fields: object) -> Customer:
    values = {"first_name": "Freja", "last_name": "Holm", "email": FREJA.email, "phone": FREJA.phone}
    return make_customer(salon.business, **{**values, **fields})  # type: ignore[arg-type]  # names of the model


def identity_of(salon: Salon, customer: Customer | None, now: datetime, **fields: object) -> CustomerIdentity:
    found = find_customer_identity(make_customer_token(salon.business, now, customer, **fields), now=now)
    assert found is not None
    return found


def codes(error: Invalid) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.problems]
