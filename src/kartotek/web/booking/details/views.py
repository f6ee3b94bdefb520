"""Take the details, show everything once more, book; each page carries what was typed, so nothing is typed twice."""

from uuid import uuid4

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.access.queries import get_policy
from kartotek.domain.catalog.queries import list_asked
from kartotek.web.booking.details import booking
from kartotek.web.booking.details.forms import CodeForm
from kartotek.web.kit import extra_fields, refusals
from kartotek.web.kit.booker_forms import DetailsForm, NoteForm
from kartotek.web.kit.choices import Choice, choice_of
from kartotek.web.kit.durations import in_words
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import public_view


@require_http_methods(["GET", "HEAD", "POST"])
@public_view
def index(request: PublicRequest) -> HttpResponse:
    """The form; posted to, it is shown again with what was typed (“Back” from the next page)."""
    choice = _choice(request)
    if choice is None:
        return HttpResponseRedirect(request.public.url("services:index"))
    if choice.starts_at is None:
        return HttpResponseRedirect(
            f"{request.public.url('times:index')}?{choice.query}"
        )  # of a class: on to its dates
    refusal = refusals.known_at_the_start(request.public, choice)
    if refusal is not None:
        return refusals.page(request, refusal)
    form = _form_of(request)(
        initial=_known(request), region=request.public.business.country, asked=_asked(request, choice)
    )
    return booking.details_page(request, choice, form)


@require_http_methods(["GET", "HEAD", "POST"])
@public_view
def check(request: PublicRequest) -> HttpResponse:
    """Everything once more before it is sent. Asked for without a form (reload, language), the form comes first."""
    choice = _choice(request)
    if choice is None or choice.starts_at is None or request.method != "POST":
        return HttpResponseRedirect(f"{request.public.url('details:index')}?{request.GET.urlencode()}")
    form = _filled(request, choice, _form_of(request))
    if not form.is_valid():
        return booking.details_page(request, choice, form, status=422)
    policy = get_policy(business=request.public.business)
    context = {
        "step": 5,
        "choice": choice,
        "typed": booking.typed_of(form),
        "booker": form.booker,
        "answers": extra_fields.shown_in(form),
        "note": form.note_text,
        "key": uuid4().hex,
        "is_request": refusals.needs_approval(request.public, choice),
        "promise": gettext("You can change or cancel online until %(time)s before.")
        % {"time": in_words(policy.cancel_notice_minutes)},
    }
    return render(request, "details/check.html", context)


@require_POST
@public_view
def book(request: PublicRequest) -> HttpResponse:
    """Book it, once however often it is sent."""
    choice = _choice(request)
    if choice is None or choice.starts_at is None:
        return HttpResponseRedirect(request.public.url("services:index"))
    form = _filled(request, choice, _form_of(request))
    if not form.is_valid():
        return booking.details_page(request, choice, form, status=422)
    return booking.answer(request, booking.Attempt(choice, form, request.public.customer))


@require_POST
@public_view
def prove(request: PublicRequest) -> HttpResponse:
    """The code that was asked for before the booking (S22); the right one books at once."""
    choice = _choice(request)
    form = None if choice is None else _filled(request, choice, DetailsForm)
    if choice is None or choice.starts_at is None or form is None or not form.is_valid():
        return HttpResponseRedirect(request.public.url("services:index"))
    return booking.answer_proven(request, choice, form, CodeForm(request.POST))


def _choice(request: PublicRequest) -> Choice | None:
    """The choice of the address; a start or a date chosen anew on the page of a lost one takes its place."""
    if "service" not in request.GET:
        return None
    query = request.GET.copy()
    for name in ("start", "session"):
        if name in request.POST:
            query[name] = request.POST[name]
    return choice_of(query, request.public.customer_id)


def _form_of(request: PublicRequest) -> type[NoteForm]:
    customer = request.public.customer
    return NoteForm if customer is not None and customer.customer_id is not None else DetailsForm


def _filled(request: PublicRequest, choice: Choice, form: type[NoteForm]) -> NoteForm:
    return form(request.POST, region=request.public.business.country, asked=_asked(request, choice))


def _asked(request: PublicRequest, choice: Choice) -> extra_fields.Asked:
    """What the chosen service asks online; what is required is demanded."""
    fields = list_asked([choice.offered.service.id], is_online=True)
    return extra_fields.Asked(fields, request.public.business.default_language, is_demanded=True)


def _known(request: PublicRequest) -> dict[str, str]:
    """What the form begins with: what was typed before, or the address somebody without a card has proven."""
    customer = request.public.customer
    if request.method == "POST" or customer is None:
        return {name: str(value) for name, value in request.POST.items()}
    return {"phone" if customer.channel == "sms" else "email": customer.address}
