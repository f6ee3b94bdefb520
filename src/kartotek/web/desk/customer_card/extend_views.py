"""The dialog *Extend…*: a later end for a lock, kept as an entry on it (S28)."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.access.actions import extend_lock
from kartotek.domain.access.queries import list_standing_locks
from kartotek.domain.access.values.locks import Extension, LockItem
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.customer_card import card_answers
from kartotek.web.desk.customer_card.lock_forms import ExtendForm
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.lock_ends import EVERY_END, EndsPart, ends_part
from kartotek.web.kit.views import desk_view

_FIELDS = {"ends": "until"}


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.LOCK_PLACE)
def extend(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The dialog; posted to, the lock ends later."""
    desk = request.desk
    locks = _with_end(request, customer_id)
    if request.method != "POST":
        form = ExtendForm(actor=desk.actor, locks=locks, chosen=request.GET.get("lock", ""))
        return _dialog(request, form, locks)
    form = ExtendForm(request.POST, actor=desk.actor, locks=locks)
    if form.is_valid() and form.ends is not None:
        typed = form.cleaned_data
        extension = Extension(typed["lock"], form.ends, typed["note"], form.agent)
        try:
            extend_lock(business=desk.business, actor=desk.actor, now=desk.now, extension=extension)
        except KartotekError as error:
            errors.apply(error, form, _FIELDS)
        else:
            return card_answers.saved(request, customer_id)
    return _dialog(request, form, locks)


@require_safe
@desk_view(Permission.LOCK_PLACE)
def ends(request: DeskRequest, customer_id: int) -> HttpResponse:
    """While choosing: the later ends of another lock (`?part=ends`), or what the chosen end means."""
    lock = _chosen(_with_end(request, customer_id), request.GET.get("lock", ""))
    part = _ends_of(request, lock, request.GET.get("until", ""), request.GET.get("on", ""))
    context = {"ends": part, "legend": _legend(), "is_whole": request.GET.get("part") == "ends"}
    return render(request, "kit/lock_ends_answer.html", context)


def _with_end(request: DeskRequest, customer_id: int) -> list[LockItem]:
    """What can be extended: an endless lock cannot."""
    desk = request.desk
    locks = list_standing_locks(viewer=desk.actor, customer_id=customer_id, now=desk.now)
    return [lock for lock in locks if lock.ends_at is not None]


def _chosen(locks: list[LockItem], wanted: str) -> LockItem | None:
    return next((lock for lock in locks if str(lock.id) == wanted), locks[0] if locks else None)


def _legend() -> str:
    return gettext("New end, counted from today")


def _ends_of(request: DeskRequest, lock: LockItem | None, until: str, on: str) -> EndsPart:
    if lock is None:
        return EndsPart((), "", "", "")
    part = ends_part(lock.offered_ends or EVERY_END, until, on, request.desk, after=lock.ends_at)
    return replace(part, url=request.desk.url("customer_card:extend_ends", lock.customer_id))


def _dialog(request: DeskRequest, form: ExtendForm, locks: list[LockItem]) -> HttpResponse:
    held = form.data or form.initial
    lock = _chosen(locks, str(held.get("lock", "")))
    part = _ends_of(request, lock, str(held.get("until") or ""), str(held.get("on") or ""))
    title = gettext("Extend the lock")
    context = {
        "form": form,
        "lock": lock,
        "has_several": len(locks) > 1,
        "ends": replace(part, errors=form.end_errors()) if form.is_bound else part,
        "legend": _legend(),
        "title": title,
        "url": request.get_full_path(),
    }
    status = 422 if form.errors else 200
    return responses.dialog(request, "customer_card/extend.html", context, title=title, status=status)
