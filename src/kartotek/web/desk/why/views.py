"""Ask why: choose a customer and what she would book, and read what each check says now."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kartotek.domain.access.decisions import public_message
from kartotek.domain.access.queries import get_named, trace_of
from kartotek.domain.access.values import Question
from kartotek.domain.access.values.trace import Scene
from kartotek.domain.catalog.queries import list_employees, list_services
from kartotek.domain.overview.queries.access import get_customer_access
from kartotek.web.desk.why.forms import QuestionForm
from kartotek.web.kit.access_pages import access_pages
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.picking import pick
from kartotek.web.kit.traces import Answer, TraceRow, answer_of, rows_of
from kartotek.web.kit.views import desk_view

_KEPT = ("service", "employee", "on", "time", "channel")


@dataclass(frozen=True)
class Told:
    """The answer, what each check said, and the text the customer gets."""

    answer: Answer
    rows: list[TraceRow]
    message: str
    language: str


@require_safe
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """The question of the address, and its answer."""
    desk = request.desk
    picked = pick(request, *_KEPT)
    form = QuestionForm(
        request.GET.dict(), services=list_services(), employees=list_employees(), timezone=desk.business.timezone
    )
    told = _told(desk, picked.card.id, form.question) if form.is_valid() and picked.card else None
    context = {
        "picked": picked,
        "form": form,
        "told": told,
        "access_pages": access_pages(desk, "why:index"),
    }
    return render(request, "why/index.html", context, status=422 if form.errors and picked.card else 200)


def _told(desk: DeskContext, customer_id: int, question: Question) -> Told:
    business = desk.business
    found = get_customer_access(
        business=business, viewer=desk.actor, customer_id=customer_id, question=question, now=desk.now
    )
    decision = found.decision
    named = get_named(decision, business_id=business.id, customer_id=customer_id)
    lines = trace_of(decision, named, Scene(business.timezone, desk.now, question.service_id))
    language = found.card.language or business.default_language
    return Told(
        answer=answer_of(decision),
        rows=rows_of(lines, desk, customer_id, is_refused=decision.is_refused),
        message=public_message(decision, language, found.policy, is_proven=True),
        language=language,
    )
