"""See a booking, take it into a calendar, move it, cancel it: what its holder may do, and until when."""

from datetime import datetime
from typing import NamedTuple

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.access.errors import CustomerRefused
from kartotek.domain.access.values import CustomerIdentity
from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.booking.actions import cancel_booking, move_booking
from kartotek.domain.booking.queries import calendar_file as calendar_of
from kartotek.domain.booking.queries import get_managed
from kartotek.domain.booking.values.bookings import ManagedBooking, Move, Status
from kartotek.kernel.errors import Conflict, Invalid, NotFound
from kartotek.web.booking.manage.forms import CancelForm
from kartotek.web.kit import errors, free_times, refusals
from kartotek.web.kit.choices import Choice, choice_of_booking, start_of
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import public_view


class _Held(NamedTuple):
    """The booking of a link, its holder as somebody who acts, and the proof that it is the customer herself."""

    managed: ManagedBooking
    actor: Actor
    identity: CustomerIdentity | None
    may_move: bool


@require_safe
@public_view
def index(request: PublicRequest, token: str) -> HttpResponse:
    """The booking, and what can be done with it now."""
    held = _held(request, token)
    booking = held.managed.booking
    context = {
        "managed": held.managed,
        "may_move": held.may_move,
        "booking": booking,
        "token": token,
        "is_new": "new" in request.GET and booking.is_open,
        "is_pending": booking.status is Status.PENDING,
        "is_coming": booking.is_open and booking.ends_at > request.public.now,
    }
    return render(request, "manage/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@public_view
def move(request: PublicRequest, token: str) -> HttpResponse:
    """Choose another time with the same person; a time that was lost meanwhile is said above the others."""
    held = _held(request, token)
    choice = _choice(held.managed)
    if choice is None or not held.may_move:
        return HttpResponseRedirect(request.public.url("manage:index", token))
    problem, status = "", 200
    starts_at = start_of(request.POST.get("start", ""))
    if request.method == "POST" and starts_at is not None:
        try:
            _move(request, held, starts_at)
        except CustomerRefused as error:
            return refusals.sent_page(request, error)
        except (Conflict, Invalid) as error:
            problem, status = errors.text_of(error), error.status
        else:
            return HttpResponseRedirect(f"{request.public.url('manage:index', token)}?moved")
    context = {
        "booking": held.managed.booking,
        "token": token,
        "week": free_times.week(request.public, choice, request.GET.get("day", "")),
        "link": f"{request.path}?day=",
        "problem": problem,
    }
    return render(request, "manage/move.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@public_view
def cancel(request: PublicRequest, token: str) -> HttpResponse:
    """Ask once, then cancel."""
    held = _held(request, token)
    if not held.managed.may_cancel:
        return HttpResponseRedirect(request.public.url("manage:index", token))
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cancel_booking(
            business=request.public.business,
            booking_id=held.managed.booking.id,
            reason=form.cleaned_data["reason"],
            actor=held.actor,
            now=request.public.now,
        )
        return HttpResponseRedirect(request.public.url("manage:index", token))
    context = {"booking": held.managed.booking, "token": token, "form": form}
    return render(request, "manage/cancel.html", context, status=422 if form.errors else 200)


@require_safe
@public_view
def calendar_file(request: PublicRequest, token: str) -> HttpResponse:
    """The appointment for the visitor's own calendar."""
    held = _held(request, token)
    content = calendar_of(held.managed.booking, business=request.public.business, now=request.public.now)
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def _held(request: PublicRequest, token: str) -> _Held:
    public = request.public
    managed = get_managed(token, business=public.business, now=public.now)
    booking = managed.booking
    customer = public.customer
    identity = customer if customer is not None and customer.customer_id == booking.customer_id else None
    actor = Actor(
        kind=ActorKind.CUSTOMER,
        id=booking.customer_id,
        name=booking.customer_name,
        on_behalf_of=identity.opened_by if identity else "",
        address=public.address,
    )
    is_refused = identity is not None and refusals.is_move_refused(public)
    return _Held(managed, actor, identity, may_move=managed.may_move and not is_refused)


def _choice(managed: ManagedBooking) -> Choice | None:
    """The service with its person; None when it can no longer be booked online."""
    try:
        return choice_of_booking(managed.booking)
    except NotFound:
        return None


def _move(request: PublicRequest, held: _Held, starts_at: datetime) -> None:
    move_booking(
        business=request.public.business,
        move=Move(
            booking_id=held.managed.booking.id,
            starts_at=starts_at,
            language=request.public.language,
            identity=held.identity,
        ),
        actor=held.actor,
        now=request.public.now,
    )
