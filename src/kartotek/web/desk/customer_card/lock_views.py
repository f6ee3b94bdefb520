"""The dialogs *Lock…* and *Unlock…*, on the card and wherever a customer is found (S23 to S30)."""

from collections.abc import Mapping
from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.access.actions import unlock as lift_locks
from kartotek.domain.access.decisions import BUILT_IN, TextKey
from kartotek.domain.access.queries import list_lock_reasons, list_locks, list_standing_locks
from kartotek.domain.access.values.locks import Lifting, LockItem, ReasonItem
from kartotek.domain.booking.actions import lock_customer
from kartotek.domain.booking.queries import list_coming
from kartotek.domain.booking.values.bookings import BookingItem
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.customer_card import card_answers
from kartotek.web.desk.customer_card.access_after import still_stops
from kartotek.web.desk.customer_card.frame import access_of, frame_of
from kartotek.web.desk.customer_card.lock_forms import ALL, CANCEL, LockForm, UnlockForm, booking_name, cancelled
from kartotek.web.desk.customer_card.lock_history import row_of
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.lock_ends import EndsPart, ends_part
from kartotek.web.kit.views import desk_view

_FIELDS = {"ends": "until"}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.LOCK_PLACE)
def lock(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The dialog; posted to, the lock holds at once, and the bookings chosen are cancelled with it."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    coming = list_coming(customer_id, now=desk.now)
    reasons = list_lock_reasons()
    if request.method != "POST" or "show_ends" in request.POST:
        form = LockForm(actor=desk.actor, reasons=reasons, held=_typed(request.POST))
        return _lock_dialog(request, card, form, reasons, coming)
    form = LockForm(request.POST, actor=desk.actor, reasons=reasons)
    if form.is_valid() and form.ends is not None:
        try:
            lock_customer(
                business=desk.business,
                actor=desk.actor,
                now=desk.now,
                lock=form.new_lock(customer_id, form.ends),
                cancelled=cancelled(request.POST.dict(), coming),
            )
        except KartotekError as error:
            errors.apply(error, form, _FIELDS)
        else:
            return card_answers.saved(request, customer_id)
    return _lock_dialog(request, card, form, reasons, coming)


@require_safe
@desk_view(Permission.LOCK_PLACE)
def ends(request: DeskRequest) -> HttpResponse:
    """While choosing: the ends another reason offers (`?part=ends`), or what the chosen end means."""
    reasons = list_lock_reasons()
    part = _ends_of(request, reasons, request.GET.get("reason", ""), request.GET.dict())
    context = {"ends": part, "legend": gettext("Until"), "is_whole": request.GET.get("part") == "ends"}
    return render(request, "kit/lock_ends_answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.LOCK_LIFT)
def unlock(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The dialog; posted to, one lock is lifted, or all."""
    desk = request.desk
    locks = list_standing_locks(viewer=desk.actor, customer_id=customer_id, now=desk.now)
    wanted = request.GET.get("lock", ALL)
    if request.method != "POST":
        return _unlock_dialog(request, customer_id, UnlockForm(actor=desk.actor, locks=locks, chosen=wanted), locks)
    form = UnlockForm(request.POST, actor=desk.actor, locks=locks)
    if form.is_valid():
        typed = form.cleaned_data
        lifting = Lifting(customer_id, typed["reason"], form.lock_id, form.agent, typed["was_mistake"])
        try:
            lift_locks(business=desk.business, actor=desk.actor, now=desk.now, lifting=lifting)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return card_answers.saved(request, customer_id)
    return _unlock_dialog(request, customer_id, form, locks)


@require_safe
@desk_view()
def locks(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Every lock the card ever had, newest first."""
    desk, cursor = request.desk, request.GET.get("cursor", "")
    context = frame_of(request, customer_id, "locks")
    page = list_locks(viewer=desk.actor, customer_id=customer_id, now=desk.now, cursor=cursor)
    here = desk.url("customer_card:locks", customer_id)
    context |= {
        "rows": [row_of(lock, desk) for lock in page.items],
        "next": f"{here}?cursor={page.next}" if page.next else "",
        "first": here if cursor else "",
    }
    return render(request, "customer_card/locks.html", context)


def _typed(sent: Mapping[str, str]) -> dict[str, object]:
    """What the dialog already held when it was asked for the ends of another reason (without JavaScript)."""
    names = ("agent", "reason", "until", "on", "note", "customer_text")
    return {name: sent[name] for name in names if name in sent}


def _ends_of(request: DeskRequest, reasons: list[ReasonItem], reason: str, held: Mapping[str, object]) -> EndsPart:
    """The ends of the reason that is chosen, the first one unless told."""
    wanted = next((one for one in reasons if str(one.id) == reason), reasons[0] if reasons else None)
    offered = wanted.ends if wanted else ()
    part = ends_part(offered, str(held.get("until") or ""), str(held.get("on") or ""), request.desk)
    return replace(part, url=request.desk.url("customer_card:lock_ends"))


def _lock_dialog(
    request: DeskRequest, card: CustomerCard, form: LockForm, reasons: list[ReasonItem], coming: list[BookingItem]
) -> HttpResponse:
    desk = request.desk
    held = form.data or form.initial
    part = _ends_of(request, reasons, str(held.get("reason", "")), held)
    chosen = {booking.id: request.POST.get(booking_name(booking.id)) == CANCEL for booking in coming}
    language = card.language or desk.business.default_language
    context = {
        "form": form,
        "card": card,
        "ends": replace(part, errors=form.end_errors()) if form.is_bound else part,
        "legend": gettext("Until"),
        "coming": [(booking, booking_name(booking.id), chosen[booking.id]) for booking in coming],
        "has_reasons": bool(reasons),
        "reasons_url": desk.url("settings_lock_reasons:index") if desk.may(Permission.SETTINGS_MANAGE) else "",
        "language": language,
        "built_in": BUILT_IN[TextKey.NEUTRAL].get(language, BUILT_IN[TextKey.NEUTRAL]["en"]),
        "url": request.get_full_path(),
    }
    title = gettext("Lock %(name)s") % {"name": card.name}
    status = 422 if form.errors else 200
    return responses.dialog(request, "customer_card/lock.html", context | {"title": title}, title=title, status=status)


def _unlock_dialog(request: DeskRequest, customer_id: int, form: UnlockForm, locks: list[LockItem]) -> HttpResponse:
    access = access_of(request, customer_id)
    title = gettext("Unlock %(name)s") % {"name": access.card.name}
    context = {
        "form": form,
        "locks": locks,
        "still": still_stops(access, request.desk),
        "title": title,
        "url": request.get_full_path(),
    }
    status = 422 if form.errors else 200
    return responses.dialog(request, "customer_card/unlock.html", context, title=title, status=status)
