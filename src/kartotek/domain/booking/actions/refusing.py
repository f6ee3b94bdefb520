"""How does a booking end that cannot be made? Tried again, refused with a record, or lost, with alternatives."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from psycopg import Error
from psycopg.errors import ExclusionViolation

from kartotek.domain.access.actions import record_refusal
from kartotek.domain.access.decisions import public_message
from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.values import Claimed, Decision, Policy, Question, RefusalDetails, RefusalKind
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.placing import LostRace
from kartotek.domain.booking.decisions.choosing import nearest
from kartotek.domain.booking.decisions.matching import Joining
from kartotek.domain.booking.decisions.refusing import contact_of, numbers_for_proven
from kartotek.domain.booking.errors import AlreadyBooked, ClassFull, OutsideHours, SlotTaken, TooLate, TooSoon
from kartotek.domain.booking.queries.availability import get_availability
from kartotek.domain.booking.queries.bookings import list_coming
from kartotek.domain.booking.queries.terms import own_minutes_of
from kartotek.domain.booking.values.availability import ForWhom
from kartotek.domain.booking.values.bookings import OnlineBooking, Wish
from kartotek.kernel.errors import KartotekError, NotFound
from kartotek.kernel.periods import local_date

R = TypeVar("R")
_TRIES = 8
_BY_CONSTRAINT: dict[str | None, type[ClassFull | AlreadyBooked]] = {
    "class_session_not_overfull": ClassFull,
    "one_seat_a_person": AlreadyBooked,
}
_BY_CODE: dict[str, type[KartotekError]] = {
    "too_soon": TooSoon,
    "too_late": TooLate,
    "outside_hours": OutsideHours,
}


@dataclass(frozen=True)
class Refusing:
    """A decision that says no, and in which language it is told."""

    decision: Decision
    question: Question
    policy: Policy
    language: str
    kind: RefusalKind = RefusalKind.BOOKING


def until_settled(attempt: Callable[[], R]) -> R | SlotTaken | ClassFull | AlreadyBooked:
    """Run an attempt, again and from the start while somebody else wins the race for one of several employees.

    The constraints have the last word (S10): the no of the one on times is a lost race too, of those on seats final.
    """
    for _ in range(_TRIES):
        try:
            return attempt()
        except LostRace:
            continue
        except IntegrityError as error:
            cause = error.__cause__
            if isinstance(cause, Error) and (lost := _BY_CONSTRAINT.get(cause.diag.constraint_name)) is not None:
                return lost()
            if not isinstance(cause, ExclusionViolation):
                raise
    return SlotTaken()


def refuse(deed: Deed, refusing: Refusing, joining: Joining, request: OnlineBooking) -> KartotekError:
    """Write the refusal down and answer the error to raise once the transaction has ended."""
    own_card = request.identity.customer_id if request.identity else None
    message = public_message(refusing.decision, refusing.language, refusing.policy, is_proven=own_card is not None)
    booker = request.booker
    record_refusal(
        business_id=deed.business.id,
        details=RefusalDetails(
            decision=refusing.decision,
            question=refusing.question,
            message=message,
            language=refusing.language,
            kind=refusing.kind,
            customer_id=joining.card.id if joining.card else _only_match(joining),
            claimed=Claimed(booker.first_name, booker.last_name, booker.email, booker.phone) if booker else Claimed(),
        ),
        actor=deed.actor,
        now=deed.now,
    )
    if refusing.decision.public_code in _BY_CODE:
        return _BY_CODE[refusing.decision.public_code]()
    details: dict[str, object] = {"contact": contact_of(deed.business)}
    if own_card is not None:
        bookings = list_coming(own_card, now=deed.now)
        details |= numbers_for_proven(refusing.decision, refusing.policy, bookings)
    return CustomerRefused(message, details=details)


def _only_match(joining: Joining) -> int | None:
    return joining.possible_matches[0].customer_id if len(joining.possible_matches) == 1 else None


def with_alternatives(deed: Deed, wish: Wish, *, customer_id: int | None) -> SlotTaken:
    """That the time is gone, with the free starts nearest to it; for a known customer as long as it takes for her
    (S51). To be asked outside the transaction.
    """
    zone = ZoneInfo(deed.business.timezone)
    on, today = local_date(wish.starts_at, zone), local_date(deed.now, zone)
    week = timedelta(days=7)
    own_minutes = wish.own_minutes or own_minutes_of(customer_id, wish.service_id)
    try:
        free = get_availability(
            business=deed.business,
            service_id=wish.service_id,
            employee_id=wish.employee_id,
            dates=(max(on - week, min(on, today)), on + week),
            now=deed.now,
            whom=ForWhom(own_minutes=own_minutes),
        )
    except NotFound:  # staff may book what cannot be booked online
        return SlotTaken()
    return SlotTaken(nearest(free, wish.starts_at))
