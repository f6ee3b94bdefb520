"""A letter to one customer as a PDF, and her coming bookings on a sheet to take along."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.booking.queries import list_coming
from kartotek.domain.booking.queries.card_facts import language_of
from kartotek.domain.booking.queries.letters import letter_words, written_letter
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.messaging.actions import print_letter
from kartotek.domain.messaging.decisions.letters import letters_page
from kartotek.domain.messaging.values import Event, Text
from kartotek.domain.messaging.values.letters import Letter
from kartotek.kernel.errors import Invalid
from kartotek.plumbing.pdf import pdf_of
from kartotek.web.desk.customer_card.frame import frame_of
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.fields import LongText
from kartotek.web.kit.letter_words import letter_choices
from kartotek.web.kit.views import desk_view


class LetterForm(forms.Form):
    """Heading and text, with their codes."""

    subject = forms.CharField(label=_("Heading"), required=False, strip=False)
    body = LongText(label=_("Text"), required=False, strip=False, rows=15)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def letter(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The words of a template to change for once; posted to, the letter as a PDF. Nothing typed is lost by a fault."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    event = _event(request)
    words = letter_words(event, card, business=desk.business)
    form = LetterForm(
        request.POST if request.method == "POST" else None, initial={"subject": words.subject, "body": words.body}
    )
    if form.is_valid() and (written := _written(request, card, form)) is not None:
        print_letter(business_id=desk.business.id, actor=desk.actor, now=desk.now, customer_id=customer_id, event=event)
        return pdf_answer(pdf_of(letters_page([written])), f"letter-{card.id}.pdf")
    here = desk.url("customer_card:letter", customer_id)
    context = frame_of(request, customer_id, "messages") | {
        "form": form,
        "choices": [(f"{here}?of={value}", text, value == event.value) for value, text in letter_choices()],
        "has_address": bool(card.address_line and card.city),
        "leave_url": desk.url("customer_card:messages", customer_id),
    }
    return render(request, "customer_card/letter.html", context, status=422 if form.errors else 200)


@require_safe
@desk_view()
def coming(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Her coming bookings in her language, to be printed and handed over; nothing internal is on it (S15)."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    context = {
        "card": card,
        "rows": list_coming(customer_id, now=desk.now),
        "leave_url": desk.url("customer_card:bookings", customer_id),
    }
    with translation.override(language_of(card, desk.business)):
        return render(request, "customer_card/coming.html", context)


def pdf_answer(pdf: bytes, name: str) -> HttpResponse:
    """Shown by the browser, kept by nobody on the way."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _event(request: DeskRequest) -> Event:
    """Which letter was chosen; the first one while none is."""
    known = [value for value, _text in letter_choices()]
    wanted = request.GET.get("of", "")
    return Event(wanted if wanted in known else known[0])


def _written(request: DeskRequest, card: CustomerCard, form: LetterForm) -> Letter | None:
    desk = request.desk
    text = Text(form.cleaned_data["subject"], form.cleaned_data["body"])
    try:
        return written_letter(card, text, business=desk.business, now=desk.now)
    except Invalid as error:
        _apply(error, form)
        return None


def _apply(error: Invalid, form: LetterForm) -> None:
    """On its field, and for a code with its place (S46)."""
    for problem in error.problems:
        said = gettext(problem.message)
        if problem.line is not None and problem.field == "body":
            place = gettext("Line %(line)s, column %(column)s") % {"line": problem.line, "column": problem.column}
            said = f"{place}: {said}"
        form.add_error(problem.field, said)
