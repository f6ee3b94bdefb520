"""Show the endless locks to look at again, and take down what was decided about each."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.access.actions import review_lock
from kartotek.domain.access.decisions.locking import months_later
from kartotek.domain.access.queries import get_lock, get_policy, list_lock_reviews
from kartotek.domain.access.values.locks import AnyDate, Days, LockItem, Months, OfferedEnd, ReviewDecision
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.lock_reviews.forms import ReviewForm
from kartotek.web.kit import dates, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.lock_ends import EndsPart, ends_part
from kartotek.web.kit.views import desk_view

CHANGED = "k-card-changed"
SHORTER: tuple[OfferedEnd, ...] = (Days(14), Months(1), AnyDate())


@require_safe
@desk_view(Permission.LOCK_PLACE)
def index(request: DeskRequest) -> HttpResponse:
    """The queue, the lock nobody has looked at for longest first."""
    desk, cursor = request.desk, request.GET.get("cursor", "")
    page = list_lock_reviews(business=desk.business, viewer=desk.actor, now=desk.now, cursor=cursor)
    here = desk.url("lock_reviews:index")
    context = {
        "locks": page.items,
        "months": get_policy(business=desk.business).lock_review_months,
        "may_lift": desk.may(Permission.LOCK_LIFT),
        "may_set": desk.may(Permission.SETTINGS_MANAGE),
        "here": request.get_full_path(),
        "next": f"{here}?cursor={page.next}" if page.next else "",
        "first": here if cursor else "",
    }
    return render(request, "lock_reviews/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.LOCK_PLACE)
def keep(request: DeskRequest, lock_id: int) -> HttpResponse:
    """It stays, and comes up again."""
    return _review(request, lock_id, ReviewDecision.KEEP)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.LOCK_LIFT)
def shorten(request: DeskRequest, lock_id: int) -> HttpResponse:
    """It gets an end."""
    return _review(request, lock_id, ReviewDecision.SHORTEN)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.LOCK_LIFT)
def lift(request: DeskRequest, lock_id: int) -> HttpResponse:
    """It is lifted."""
    return _review(request, lock_id, ReviewDecision.LIFT)


@require_safe
@desk_view(Permission.LOCK_LIFT)
def ends(request: DeskRequest) -> HttpResponse:
    """While choosing: what the chosen end means."""
    part = _ends_of(request, request.GET.get("until", ""), request.GET.get("on", ""))
    return render(request, "kit/lock_ends_answer.html", {"ends": part, "is_whole": False})


def _review(request: DeskRequest, lock_id: int, decision: ReviewDecision) -> HttpResponse:
    desk = request.desk
    lock = get_lock(lock_id, viewer=desk.actor, now=desk.now)
    form = ReviewForm(request.POST if request.method == "POST" else None, actor=desk.actor, decision=decision)
    if form.is_valid():
        try:
            review_lock(business=desk.business, actor=desk.actor, now=desk.now, review=form.review(lock_id))
        except KartotekError as error:
            errors.apply(error, form, {"ends": "until"})
        else:
            return _done(request, lock, decision)
    return _dialog(request, lock, form, decision)


def _done(request: DeskRequest, lock: LockItem, decision: ReviewDecision) -> HttpResponse:
    words = {
        ReviewDecision.KEEP: gettext("The lock of %(name)s stays"),
        ReviewDecision.SHORTEN: gettext("The lock of %(name)s has an end now"),
        ReviewDecision.LIFT: gettext("The lock of %(name)s is lifted"),
    }
    text = words[decision] % {"name": lock.customer_name}
    if not request.headers.get("HX-Request"):
        return responses.done(request, request.desk.url("lock_reviews:index"), text)
    return responses.swapped("", text, changed=CHANGED)


def _ends_of(request: DeskRequest, until: str, on: str) -> EndsPart:
    part = ends_part(SHORTER, until or "months-1", on, request.desk)
    return replace(part, url=request.desk.url("lock_reviews:ends"))


def _dialog(request: DeskRequest, lock: LockItem, form: ReviewForm, decision: ReviewDecision) -> HttpResponse:
    desk = request.desk
    titles = {
        ReviewDecision.KEEP: gettext("Keep the lock"),
        ReviewDecision.SHORTEN: gettext("Give the lock an end"),
        ReviewDecision.LIFT: gettext("Lift the lock"),
    }
    part = _ends_of(request, str(form["until"].value() or ""), str(form["on"].value() or ""))
    context = {
        "form": form,
        "lock": lock,
        "decision": decision.value,
        "ends": replace(part, errors=form.end_errors()) if form.is_bound else part,
        "legend": gettext("Until"),
        "again": _again(request),
        "title": titles[decision],
        "url": desk.url(f"lock_reviews:{decision.value}", lock.id),
    }
    status = 422 if form.errors else 200
    return responses.dialog(request, "lock_reviews/review.html", context, title=titles[decision], status=status)


def _again(request: DeskRequest) -> str:
    """The day on which a lock that stays comes up again."""
    desk = request.desk
    months = get_policy(business=desk.business).lock_review_months
    today = desk.now.astimezone(ZoneInfo(desk.business.timezone)).date()
    return dates.day(months_later(today, months))
