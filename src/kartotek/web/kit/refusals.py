"""What does a customer see who may not book now? A way forward: her appointments, a code to sign in, the contact.

Polite, short, without a reason: the message is the owner's or the built-in one (S15, S16).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from kartotek.domain.access.decisions import public_message
from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.values import Decision, Question, ReasonCode
from kartotek.domain.booking.queries import list_coming, manage_token
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.overview.queries.access import CustomerAccess, get_customer_access
from kartotek.domain.overview.queries.services import decide_services
from kartotek.web.kit.choices import Choice
from kartotek.web.kit.offered import Offered
from kartotek.web.kit.public import PublicContext, PublicRequest


@dataclass(frozen=True)
class Refused:
    """What is said, and whether moving an appointment is a way forward (S7)."""

    message: str
    may_move: bool


@dataclass(frozen=True)
class Appointment:
    """One of the customer's own appointments, with the token of its pages."""

    booking: BookingItem
    token: str


def known_at_the_start(public: PublicContext, choice: Choice | None = None) -> Refused | None:
    """Whether somebody signed in may not book (this) at all (S14); a time is not asked about yet."""
    access = _access(public, _question(choice))
    if access is None or not access.decision.is_refused:
        return None
    message = public_message(access.decision, public.language, access.policy, is_proven=True)
    return Refused(message, may_move=_may_move(access.decision))


def closed_services(public: PublicContext, offered: Sequence[Offered]) -> dict[int, str]:
    """The services somebody signed in may not book, by id, each with what she is told (S14)."""
    customer_id = None if public.customer is None else public.customer.customer_id
    if customer_id is None:
        return {}
    decisions, policy = decide_services(
        [(one.service, one.employees) for one in offered],
        business=public.business,
        viewer=public.actor,
        customer_id=customer_id,
        now=public.now,
    )
    return {
        service_id: public_message(decision, public.language, policy, is_proven=True)
        for service_id, decision in decisions.items()
        if decision.is_refused
    }


def needs_approval(public: PublicContext, choice: Choice) -> bool:
    """Whether staff approve the choice first: for the service, or for somebody signed in by a rule (S32)."""
    if choice.offered.service.needs_approval:
        return True
    access = _access(public, _question(choice))
    return access is not None and access.decision.needs_approval


def closed_employees(public: PublicContext, choice: Choice) -> frozenset[int]:
    """Whom somebody signed in may not be offered for the chosen service (S18)."""
    access = _access(public, _question(choice))
    return access.closed_to if access else frozenset()


def _question(choice: Choice | None) -> Question:
    if choice is None:
        return Question()
    return Question(
        service_id=choice.offered.service.id, employee_id=None if choice.employee is None else choice.employee.id
    )


def is_move_refused(public: PublicContext) -> bool:
    """Whether somebody signed in may not move what she has (S7, S12)."""
    access = _access(public, Question(is_move=True))
    return access is not None and access.decision.is_refused


def _access(public: PublicContext, question: Question) -> CustomerAccess | None:
    """The decision about the customer signed in; None when nobody with a card is."""
    customer_id = None if public.customer is None else public.customer.customer_id
    if customer_id is None:
        return None
    return get_customer_access(
        business=public.business, viewer=public.actor, customer_id=customer_id, now=public.now, question=question
    )


def _may_move(decision: Decision) -> bool:
    """Only the limit stands against a new one: an appointment may still be moved (S7)."""
    return {reason.code for reason in decision.reasons} == {ReasonCode.LIMIT_REACHED}


def page(request: PublicRequest, refused: Refused, *, status: int = 200) -> HttpResponse:
    """The message with all ways forward. Numbers and appointments only for a person who proved who she is."""
    public = request.public
    is_known = public.customer is not None and public.customer.customer_id is not None
    context = {
        "refused": refused,
        "appointments": list_appointments(public),
        "is_known": is_known,
        "here": public.url("services:index"),
    }
    return render(request, "kit/public_refused.html", context, status=status)


def sent_page(request: PublicRequest, error: CustomerRefused) -> HttpResponse:
    """The answer to a booking that was sent and refused: never a fake success (S14)."""
    return page(request, Refused(error.message, may_move=False), status=error.status)


def list_appointments(public: PublicContext) -> list[Appointment]:
    """What a customer who proved who she is has coming, the next first; nothing for anybody else."""
    if public.customer is None or public.customer.customer_id is None:
        return []
    coming = list_coming(public.customer.customer_id, now=public.now)
    return [Appointment(booking, manage_token(booking.id)) for booking in coming]
