"""Wait for a place that is taken; see what is on offer, book it, or stop waiting (S9)."""

import json
import re
from contextlib import suppress
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.access.errors import CustomerRefused, ProofRequired
from kartotek.domain.booking.actions import accept_offer, join_waitlist, leave_waitlist
from kartotek.domain.booking.queries import get_waiting, manage_token, wait_token
from kartotek.domain.booking.values.waiting import WaitRequest
from kartotek.kernel.errors import Busy, Conflict, Invalid, TooMany
from kartotek.plumbing.idempotency import Answer, once
from kartotek.web.booking.waiting.forms import OwnWaitForm, WaitForm
from kartotek.web.kit import attempts, errors, refusals
from kartotek.web.kit.choices import Choice, choice_of
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import public_view

_KEY = re.compile(r"[0-9a-f]{32}")
_FIELDS = {"from": "first", "to": "last"}


@require_http_methods(["GET", "HEAD", "POST"])
@public_view
def join(request: PublicRequest) -> HttpResponse:
    """The form; sent, she waits, once however often it is sent."""
    public = request.public
    if "service" not in request.GET:
        return HttpResponseRedirect(public.url("services:index"))
    choice = choice_of(request.GET, request.public.customer_id)
    if choice.offered.is_class and choice.session is None:
        return HttpResponseRedirect(f"{public.url('class_dates:index')}?{choice.query}")
    refusal = refusals.known_at_the_start(public, choice)
    if refusal is not None:
        return refusals.page(request, refusal)
    form_class = OwnWaitForm if public.customer is not None and public.customer.customer_id else WaitForm
    if request.method != "POST":
        day = request.GET.get("day", "")
        form = form_class(region=public.business.country, initial={"key": uuid4().hex, "first": day})
        return _join_page(request, choice, form)
    form = form_class(request.POST, region=public.business.country)
    if not form.is_valid():
        return _join_page(request, choice, form, status=422)
    return _send(request, choice, form)


@require_safe
@public_view
def index(request: PublicRequest, token: str) -> HttpResponse:
    """Where she stands on the list, and what is on offer."""
    item = get_waiting(token, now=request.public.now)
    return render(request, "waiting/index.html", {"item": item, "token": token, "is_new": "new" in request.GET})


@require_POST
@public_view
def accept(request: PublicRequest, token: str) -> HttpResponse:
    """Book the place on offer; what keeps it from being booked is said on its page."""
    public = request.public
    try:
        visit = accept_offer(business=public.business, actor=public.actor, now=public.now, token=token)
    except CustomerRefused as error:
        return refusals.sent_page(request, error)
    except (Conflict, Invalid, Busy) as error:
        item = get_waiting(token, now=public.now)
        context = {"item": item, "token": token, "problem": errors.text_of(error)}
        return render(request, "waiting/index.html", context, status=error.status)
    return HttpResponseRedirect(f"{public.url('manage:index', manage_token(visit.bookings[0].id))}?new")


@require_POST
@public_view
def leave(request: PublicRequest, token: str) -> HttpResponse:
    """Stop waiting; leaving twice changes nothing."""
    public = request.public
    with suppress(Conflict):  # left already: the page says so
        leave_waitlist(business=public.business, actor=public.actor, now=public.now, token=token)
    return HttpResponseRedirect(public.url("waiting:index", token))


def _send(request: PublicRequest, choice: Choice, form: OwnWaitForm) -> HttpResponse:
    try:
        attempts.count(request.public, form.booker)
        token = _join_once(request, choice, form)
    except CustomerRefused as error:
        return refusals.sent_page(request, error)
    except ProofRequired as error:
        form.add_error(None, gettext("Please sign in with a code first."))
        return _join_page(request, choice, form, status=error.status)
    except (Conflict, Invalid, TooMany, Busy) as error:
        errors.apply(error, form, _FIELDS)
        return _join_page(request, choice, form, status=error.status)
    return HttpResponseRedirect(f"{request.public.url('waiting:index', token)}?new")


def _join_once(request: PublicRequest, choice: Choice, form: OwnWaitForm) -> str:
    """The token of her entry, made once for the key of the page that was sent."""
    public, key = request.public, str(form.cleaned_data["key"])
    session = choice.session
    first, last = (None, None) if session else form.days
    wanted = WaitRequest(
        language=public.language,
        session_id=session.id if session else None,
        service_id=choice.offered.service.id,
        employee_id=None if session or choice.employee is None else choice.employee.id,
        from_on=first,
        to_on=last,
        booker=form.booker,
        identity=public.customer,
    )

    def act() -> Answer:
        item = join_waitlist(business=public.business, actor=public.actor, now=public.now, request=wanted)
        return Answer(303, wait_token(item.id).encode())

    answered = once(
        scope=f"web {public.business.id} waiting",
        key=key if _KEY.fullmatch(key) else uuid4().hex,
        body=json.dumps([choice.query, sorted(request.POST.items())]).encode(),
        now=public.now,
        act=act,
    )
    return answered.body.decode()


def _join_page(request: PublicRequest, choice: Choice, form: OwnWaitForm, *, status: int = 200) -> HttpResponse:
    here = f"{request.path}?{choice.query}"
    return render(request, "waiting/join.html", {"choice": choice, "form": form, "here": here}, status=status)
