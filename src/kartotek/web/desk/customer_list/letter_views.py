"""Letters to all customers of a filter: ask which, print in the background, show how far it is, hand out the PDF."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.messaging.actions import print_letters
from kartotek.domain.messaging.queries.letters import get_letter_run, get_letters_pdf
from kartotek.domain.messaging.values import Event
from kartotek.domain.messaging.values.letters import MOST_LETTERS, LetterState
from kartotek.domain.overview.queries.letters import list_addressees
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.customer_list.views import areas_of, choices_of, form_of, question_of
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.letter_words import letter_choices
from kartotek.web.kit.views import desk_view


def _ready() -> list[tuple[str, str]]:
    """The letters that need no words of one's own."""
    return [choice for choice in letter_choices() if choice[0] != Event.FREE.value]


class LettersForm(forms.Form):
    """Which of the ready letters; words of one's own are written on a card."""

    letter = forms.ChoiceField(
        label=_("Which letter?"), choices=_ready, widget=forms.RadioSelect, initial=Event.APPOINTMENT_CARD.value
    )


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def letters(request: DeskRequest) -> HttpResponse:
    """Which letter, and to how many; posted to, a job prints them."""
    desk = request.desk
    areas = areas_of(desk)
    chosen = form_of(request, choices_of(areas)).chosen()
    found = list_addressees(
        business=desk.business, viewer=desk.actor, question=question_of(chosen, areas), now=desk.now
    )
    form = LettersForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = print_letters(
                business_id=desk.business.id,
                actor=desk.actor,
                now=desk.now,
                template=f"{form.cleaned_data['letter']}.letter",
                customer_ids=found,
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return responses.done(request, desk.url("customer_list:progress", made.id), gettext("Printing has begun"))
    query = request.GET.urlencode()
    here = desk.url("customer_list:index")
    context = {
        "form": form,
        "count": len(found),
        "is_too_many": len(found) > MOST_LETTERS,
        "leave_url": f"{here}?{query}" if query else here,
    }
    return render(request, "customer_list/letters.html", context, status=422 if form.errors else 200)


@require_safe
@desk_view()
def progress(request: DeskRequest, job_id: int) -> HttpResponse:
    """How far it is; asks again by itself until it is over."""
    run = get_letter_run(job_id, viewer=request.desk.actor)
    context = {
        "run": run,
        "is_done": run.state is LetterState.DONE,
        "is_failed": run.state is LetterState.FAILED,
        "here": request.path,
    }
    is_part = request.headers.get("HX-Request")
    return render(request, "customer_list/progress.html" if is_part else "customer_list/printing.html", context)


@require_safe
@desk_view()
def pdf(request: DeskRequest, job_id: int) -> HttpResponse:
    """The pile, for whoever had it printed."""
    content = get_letters_pdf(job_id, viewer=request.desk.actor)
    headers = {"Content-Disposition": 'inline; filename="letters.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
