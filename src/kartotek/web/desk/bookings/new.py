"""Staff book for a customer: who, what, when; rules warn and ask for a reason (S5)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.access.values import State
from kartotek.domain.booking.actions import book_for_customer, book_series
from kartotek.domain.booking.errors import MayNotOverride, NeedsOverride, SlotTaken
from kartotek.domain.booking.values.bookings import BookingItem, StaffBooking, Wish
from kartotek.domain.booking.values.series import BookedSeries, Series
from kartotek.domain.catalog.queries import list_asked
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.overview.queries.customers import list_customers
from kartotek.domain.overview.values import CustomerLine, CustomerQuestion
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.bookings import repeating
from kartotek.web.desk.bookings.choosing import Choices, Standing, choices_of, free_starts, may_override, starts_of
from kartotek.web.desk.bookings.forms import BookForm
from kartotek.web.kit import dates, errors, extra_fields, looks, responses
from kartotek.web.kit.banners import banner_of
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.lock_actions import Action, lock_action
from kartotek.web.kit.looks import Look
from kartotek.web.kit.views import desk_view

FOUND = 8


@dataclass
class _Page:
    """One look at the page: what was chosen, what was typed, what stood against it."""

    choices: Choices
    customer: CustomerCard | None
    form: BookForm
    standing: Standing


@dataclass(frozen=True)
class _Hit:
    """A customer the search found, her state unless she is open, and the button that locks or unlocks her."""

    line: CustomerLine
    look: Look | None
    action: Action | None


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def new(request: DeskRequest) -> HttpResponse:
    """A new booking; posted to, it is made."""
    desk = request.desk
    choices = choices_of(request.GET.dict(), desk)
    customer_id = choices.form.number("customer")
    page = _Page(
        choices,
        get_customer(customer_id, viewer=desk.actor) if customer_id else None,
        BookForm(
            request.POST if request.method == "POST" else None,
            initial={"other_time": choices.at},
            asked=_questions(choices, desk),
        ),
        Standing(),
    )
    asked = _asked(page, desk) if request.method == "POST" else None
    if asked is not None and (until_on := page.form.cleaned_data["until"]):
        every_weeks = page.form.cleaned_data["every_weeks"] or 1
        series = _book_series(page, desk, Series(asked, every_weeks, until_on))
        if series is not None:
            return repeating.told(request, page.choices, series)
    elif asked is not None and (booking := _book(page, desk, asked)) is not None:
        words = {"name": booking.customer_name, "moment": dates.moment(booking.starts_at)}
        text = gettext("Booked: %(name)s, %(moment)s") % words
        undo_url = desk.url("bookings:undo", booking.id)
        return responses.done(request, desk.url("bookings:booking", booking.id), text, undo_url=undo_url)
    return render(request, "bookings/new.html", _context(page, desk), status=422 if page.form.is_bound else 200)


def _questions(choices: Choices, desk: DeskContext) -> extra_fields.Asked:
    """What the chosen service asks."""
    if choices.service is None:
        return extra_fields.NOTHING
    return extra_fields.Asked(list_asked([choices.service.id]), desk.business.default_language)


def _asked(page: _Page, desk: DeskContext) -> StaffBooking | None:
    """What is to be booked; None where something is missing, which the form then says."""
    if page.customer is None or page.choices.service is None or not page.form.is_valid():
        return None
    starts_at = page.form.starts_at(page.choices.on, desk.business.timezone)
    if starts_at is None:
        return None
    typed = page.form.cleaned_data
    return StaffBooking(
        customer_id=page.customer.id,
        wishes=(Wish(page.choices.service.id, starts_at, page.choices.employee_id),),
        override_reason=typed["override_reason"],
        is_squeezed=typed["is_squeezed"],
        note=typed["note"],
        internal_note=typed["internal_note"],
        extra_fields=extra_fields.given_in(page.form),
    )


def _book(page: _Page, desk: DeskContext, asked: StaffBooking) -> BookingItem | None:
    """The booking made; None where something stands against it."""
    try:
        return book_for_customer(business=desk.business, actor=desk.actor, now=desk.now, request=asked).bookings[0]
    except KartotekError as error:
        _refused(page, error)
        return None


def _book_series(page: _Page, desk: DeskContext, series: Series) -> BookedSeries | None:
    """The series; None where not one of its dates could be booked: what stands against the first is asked about."""
    try:
        made = book_series(business=desk.business, actor=desk.actor, now=desk.now, series=series)
    except KartotekError as error:
        _refused(page, error)
        return None
    if not made.bookings:
        _refused(page, made.conflicts[0].error)
        return None
    return made


def _refused(page: _Page, error: KartotekError) -> None:
    if isinstance(error, NeedsOverride | MayNotOverride):
        page.standing.warn(error.decision)
    elif isinstance(error, SlotTaken):
        page.standing.is_taken = True
        page.standing.alternatives = starts_of(error.alternatives, page.choices.employees)
    else:
        errors.apply(error, page.form, {"starts_at": "other_time", **extra_fields.problem_names(page.form)})


def _context(page: _Page, desk: DeskContext) -> dict[str, object]:
    is_ready = page.customer is not None and page.choices.service is not None
    customer_id = page.customer.id if page.customer else None
    starts = free_starts(page.choices, desk, customer_id=customer_id) if is_ready else []
    return {
        "choices": page.choices,
        "customer": page.customer,
        "banner": banner_of(page.customer.id, desk) if page.customer else None,
        "form": page.form,
        "standing": page.standing,
        "may_override": may_override(desk),
        "is_ready": is_ready,
        "starts": starts,
        "found": _found(page, desk) if page.customer is None else [],
        "search": page.choices.form.cleaned_data.get("search", ""),
        "at": page.choices.at,
        "chosen_start": page.form.data.get("start", ""),
        "is_repeated": bool(page.form.data.get("until")),
    }


def _found(page: _Page, desk: DeskContext) -> list[_Hit]:
    """The customers a search finds, with the state of those who cannot book as they like."""
    search = str(page.choices.form.cleaned_data.get("search", ""))
    if not search.strip():
        return []
    question = CustomerQuestion(search=search)
    page_of = list_customers(business=desk.business, viewer=desk.actor, question=question, now=desk.now, limit=FOUND)
    return [_hit(line, desk) for line in page_of.items]


def _hit(line: CustomerLine, desk: DeskContext) -> _Hit:
    state = line.decision.state
    return _Hit(line, None if state is State.OPEN else looks.ACCESS[state], lock_action(line.card, state, desk))
