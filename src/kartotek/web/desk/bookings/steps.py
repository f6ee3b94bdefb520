"""Say what becomes of a booking: arrived, completed, no-show, approved, declined, cancelled."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.booking import actions
from kartotek.domain.booking.errors import NeedsOverride
from kartotek.domain.booking.queries import get_booking
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.bookings.forms import CancelForm, OverrideForm, ReasonForm
from kartotek.web.desk.bookings.going_back import back_from
from kartotek.web.kit import dates, errors, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view
from kartotek.web.kit.warnings import warnings_of

Act = Callable[[int, ReasonForm], BookingItem]


@require_POST
@desk_view()
def arrive(request: DeskRequest, booking_id: int) -> HttpResponse:
    """The customer is here."""
    desk = request.desk
    item = actions.arrive_booking(business=desk.business, actor=desk.actor, now=desk.now, booking_id=booking_id)
    return back_from(request, item.id, gettext("%(name)s has arrived") % {"name": item.customer_name})


@require_POST
@desk_view()
def complete(request: DeskRequest, booking_id: int) -> HttpResponse:
    """It was done."""
    desk = request.desk
    item = actions.complete_booking(business=desk.business, actor=desk.actor, now=desk.now, booking_id=booking_id)
    return back_from(request, item.id, gettext("Completed: %(name)s") % {"name": item.customer_name})


@require_POST
@desk_view()
def no_show(request: DeskRequest, booking_id: int) -> HttpResponse:
    """Nobody came."""
    desk = request.desk
    item = actions.no_show_booking(business=desk.business, actor=desk.actor, now=desk.now, booking_id=booking_id)
    return back_from(request, item.id, gettext("%(name)s did not come") % {"name": item.customer_name})


@require_POST
@desk_view()
def approve(request: DeskRequest, booking_id: int) -> HttpResponse:
    """Confirm what waits; where a rule warns, ask for a reason first (S10, S5)."""
    desk = request.desk
    form = OverrideForm(request.POST)
    form.full_clean()
    try:
        item = actions.approve_booking(
            business=desk.business,
            actor=desk.actor,
            now=desk.now,
            booking_id=booking_id,
            override_reason=str(form.cleaned_data.get("override_reason", "")),
        )
    except NeedsOverride as error:
        item = get_booking(booking_id, viewer=desk.actor)
        context = {
            "item": item,
            "form": OverrideForm(),
            "warnings": warnings_of(error.decision),
            "back": _back(request),
        }
        title = gettext("Approve against the rules?")
        return responses.dialog(request, "bookings/approve.html", {**context, "title": title}, title=title, status=409)
    return back_from(request, item.id, gettext("Approved: %(name)s") % {"name": item.customer_name})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def decline(request: DeskRequest, booking_id: int) -> HttpResponse:
    """Ask why; posted to, the request is declined."""
    title, done = gettext("Decline the request"), gettext("Declined: %(name)s")
    return _close(request, booking_id, "decline", (title, done, gettext("Decline")), _declining(request.desk))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def cancel(request: DeskRequest, booking_id: int) -> HttpResponse:
    """Ask why; posted to, the booking is cancelled."""
    title, done = gettext("Cancel the booking"), gettext("Cancelled: %(name)s")
    return _close(request, booking_id, "cancel", (title, done, gettext("Cancel booking")), _cancelling(request.desk))


@require_POST
@desk_view()
def undo(request: DeskRequest, booking_id: int) -> HttpResponse:
    """Take back what was just booked; the customer hears nothing of it."""
    desk = request.desk
    item = actions.cancel_booking(
        business=desk.business,
        actor=desk.actor,
        now=desk.now,
        booking_id=booking_id,
        reason=gettext("Taken back at once"),
        is_told=False,
    )
    url = f"{desk.url('calendar:index')}?on={dates.local_day(item.starts_at)}"
    return responses.done(request, url, gettext("Taken back: %(name)s") % {"name": item.customer_name})


def _declining(desk: DeskContext) -> Act:
    return lambda booking_id, form: actions.decline_booking(
        business=desk.business,
        actor=desk.actor,
        now=desk.now,
        booking_id=booking_id,
        reason=form.cleaned_data["reason"],
    )


def _cancelling(desk: DeskContext) -> Act:
    return lambda booking_id, form: actions.cancel_booking(
        business=desk.business,
        actor=desk.actor,
        now=desk.now,
        booking_id=booking_id,
        reason=form.cleaned_data["reason"],
        is_told=form.cleaned_data["is_told"],
    )


def _close(request: DeskRequest, booking_id: int, step: str, words: tuple[str, str, str], act: Act) -> HttpResponse:
    """The dialog that asks for a reason, and what it does; `words` are its title, the toast, and the button's verb."""
    title, done, verb = words
    item = get_booking(booking_id, viewer=request.desk.actor)
    kind = CancelForm if step == "cancel" else ReasonForm
    form = kind(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act(booking_id, form)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return back_from(request, item.id, done % {"name": item.customer_name})
    context = {"item": item, "form": form, "title": title, "verb": verb, "back": _back(request)}
    context["url"] = request.desk.url(f"bookings:{step}", booking_id)
    return responses.dialog(request, "bookings/close.html", context, title=title, status=422 if form.is_bound else 200)


def _back(request: DeskRequest) -> str:
    return request.POST.get("back", "") or request.GET.get("back", "")
