"""What comes of sending a booking? Done, refused, a code wanted, or the time lost: each with its page."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kartotek.domain.access.actions import confirm_proof
from kartotek.domain.access.errors import CustomerRefused, ProofRequired
from kartotek.domain.access.queries import find_customer_identity
from kartotek.domain.access.values import CustomerIdentity
from kartotek.domain.booking.actions import book_online
from kartotek.domain.booking.errors import (
    AlreadyBooked,
    ClassFull,
    NotAStart,
    OutsideHours,
    SlotTaken,
    TooLate,
    TooSoon,
)
from kartotek.domain.booking.queries import manage_token
from kartotek.domain.booking.values.availability import Slot
from kartotek.domain.booking.values.bookings import OnlineBooking, Wish
from kartotek.kernel.errors import Busy, Invalid, KartotekError, TooMany
from kartotek.plumbing.idempotency import Answer, once
from kartotek.web.booking.details.forms import CodeForm
from kartotek.web.kit import attempts, class_dates, errors, extra_fields, refusals
from kartotek.web.kit.booker_forms import NoteForm
from kartotek.web.kit.choices import Choice, start_value
from kartotek.web.kit.public import PublicRequest, remember_customer
from kartotek.web.kit.weeks import Start

_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Attempt:
    """A booking about to be sent: a choice with a start, a valid form, and who proved to be whom."""

    choice: Choice
    form: NoteForm
    identity: CustomerIdentity | None


def answer(request: PublicRequest, attempt: Attempt) -> HttpResponse:
    """Send it, and show what came of it."""
    try:
        attempts.count(request.public, attempt.form.booker)
        return HttpResponseRedirect(_send(request, attempt))
    except CustomerRefused as error:
        return refusals.sent_page(request, error)
    except ProofRequired as error:
        code = CodeForm(initial={"proof": error.proof.public_id})
        return _prove_page(request, attempt, code, status=error.status)
    except SlotTaken as error:
        return _lost_page(request, attempt, error.alternatives, status=error.status)
    except (ClassFull, NotAStart, OutsideHours, TooSoon, TooLate) as error:
        return _lost_page(request, attempt, (), status=error.status)
    except (AlreadyBooked, Invalid, TooMany, Busy) as error:
        errors.apply(error, attempt.form, extra_fields.problem_names(attempt.form))
        return details_page(request, attempt.choice, attempt.form, status=error.status)


def answer_proven(request: PublicRequest, choice: Choice, form: NoteForm, code: CodeForm) -> HttpResponse:
    """Take the code, and book as the person it proves."""
    public, attempt = request.public, Attempt(choice, form, request.public.customer)
    if not code.is_valid():
        return _prove_page(request, attempt, code, status=422)
    try:
        token = confirm_proof(
            business=public.business,
            public_id=str(code.cleaned_data["proof"]),
            code=code.cleaned_data["code"],
            actor=public.actor,
            now=public.now,
        )
    except KartotekError as error:
        errors.apply(error, code, on="code")
        return _prove_page(request, attempt, code, status=error.status)
    identity = find_customer_identity(token.token, now=public.now)
    response = answer(request, Attempt(choice, form, identity))
    remember_customer(request, response, token)
    return response


def _send(request: PublicRequest, attempt: Attempt) -> str:
    """Book once for the key of the page that was sent; the address of the booking's own page."""
    public = request.public
    key = request.POST.get("key", "")

    def act() -> Answer:
        visit = book_online(
            business=public.business, request=_wanted(request, attempt), actor=public.actor, now=public.now
        )
        return Answer(303, manage_token(visit.bookings[0].id).encode())

    answered = once(
        scope=f"web {public.business.id} booking",
        key=key if _KEY.fullmatch(key) else uuid4().hex,
        body=json.dumps([attempt.choice.query, typed_of(attempt.form)]).encode(),
        now=public.now,
        act=act,
    )
    return f"{public.url('manage:index', answered.body.decode())}?new"


def _wanted(request: PublicRequest, attempt: Attempt) -> OnlineBooking:
    choice = attempt.choice
    return OnlineBooking(
        wishes=() if choice.session is not None else (_wish(choice),),
        session_id=None if choice.session is None else choice.session.id,
        language=request.public.language,
        booker=attempt.form.booker,
        identity=attempt.identity,
        note=attempt.form.note_text,
        extra_fields=extra_fields.given_in(attempt.form),
    )


def _wish(choice: Choice) -> Wish:
    assert choice.starts_at is not None  # noqa: S101 - the views send nobody here without a start
    employee_id = None if choice.employee is None else choice.employee.id
    return Wish(choice.offered.service.id, choice.starts_at, employee_id)


def typed_of(form: NoteForm) -> list[tuple[str, str]]:
    """What was typed, to be carried along in hidden fields."""
    return [(name, str(value)) for name, value in form.cleaned_data.items()]


def details_page(request: PublicRequest, choice: Choice, form: NoteForm, *, status: int = 200) -> HttpResponse:
    """The form, with everything typed still in it."""
    here = f"{request.public.url('details:index')}?{choice.query}"
    context = {"step": 4, "choice": choice, "form": form, "here": here}
    return render(request, "details/index.html", context, status=status)


def _prove_page(request: PublicRequest, attempt: Attempt, code: CodeForm, *, status: int) -> HttpResponse:
    context = {
        "step": 5,
        "choice": attempt.choice,
        "typed": typed_of(attempt.form),
        "key": request.POST.get("key", ""),
        "form": code,
    }
    return render(request, "details/prove.html", context, status=status)


def _lost_page(request: PublicRequest, attempt: Attempt, alternatives: Sequence[Slot], *, status: int) -> HttpResponse:
    if attempt.choice.session is not None:
        return _full_page(request, attempt, status=status)
    starts = [Start(slot.starts_at, start_value(slot.starts_at), is_chosen=False) for slot in alternatives]
    context = {"step": 3, "choice": attempt.choice, "typed": typed_of(attempt.form), "alternatives": starts}
    return render(request, "details/lost.html", context, status=status)


def _full_page(request: PublicRequest, attempt: Attempt, *, status: int) -> HttpResponse:
    """A seat that is not to be had any more, with the next dates that have one."""
    context = {
        "step": 3,
        "choice": attempt.choice,
        "typed": typed_of(attempt.form),
        "is_full": status == ClassFull.status,
        "dates": class_dates.next_free(request.public, attempt.choice),
    }
    return render(request, "details/full.html", context, status=status)
