"""Staff book for a customer: who, what, when; rules warn and ask for a reason (S5)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.access.values import State
from kartotek.domain.booking.actions import book_for_customer, book_series
from kartotek.domain.booking.errors import MayNotOverride, NeedsOverride, SlotTaken
from kartotek.domain.booking.values.bookings import BookingItem, StaffBooking, Wish
from kartotek.domain.booking.values.series import BookedSeries, Series
from kartotek.domain.booking.values.visits import Plan
from kartotek.domain.catalog.queries import list_asked
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.overview.queries.customers import list_customers
from kartotek.domain.overview.values import CustomerLine, CustomerQuestion
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.bookings import repeating
from kartotek.web.desk.bookings.choosing import (
    Choices,
    Standing,
    Start,
    choices_of,
    free_starts,
    may_override,
    starts_of,
)
from kartotek.web.desk.bookings.forms import BookForm
from kartotek.web.desk.bookings.visit import (
    Visit,
    free_visits,
    plan_at,
    taken_parts,
    visit_of,
    warnings_by_part,
    wishes_of,
)
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
    visit: Visit
    standing: Standing = field(default_factory=Standing)
    plan: Plan = ()


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
    visit = visit_of(request.GET, choices)
    customer_id = choices.form.number("customer")
    page = _Page(
        choices,
        get_customer(customer_id, viewer=desk.actor) if customer_id else None,
        _form(request, choices, visit),
        visit,
    )
    asked = _asked(page, desk) if request.method == "POST" else None
    if asked is not None and (until_on := page.form.cleaned_data["until"]):
        every_weeks = page.form.cleaned_data["every_weeks"] or 1
        series = _book_series(page, desk, Series(asked, every_weeks, until_on))
        if series is not None:
            return repeating.told(request, page.choices, page.visit.query, series)
    elif asked is not None and (bookings := _book(page, desk, asked)):
        return _booked(request, bookings)
    return render(request, "bookings/new.html", _context(page, desk), status=422 if page.form.is_bound else 200)


def _form(request: DeskRequest, choices: Choices, visit: Visit) -> BookForm:
    """What is typed, with what the chosen services ask."""
    services = {one.service_id for one in visit.following}
    language = request.desk.business.default_language
    asked = extra_fields.Asked(list_asked(services), language) if services else extra_fields.NOTHING
    data = request.POST if request.method == "POST" else None
    return BookForm(data, initial={"other_time": choices.at}, asked=asked)


def _booked(request: DeskRequest, bookings: Sequence[BookingItem]) -> HttpResponse:
    """To the booking made; one that stands alone can be taken back at once."""
    desk, first = request.desk, bookings[0]
    words = {"name": first.customer_name, "moment": dates.moment(first.starts_at)}
    text = gettext("Booked: %(name)s, %(moment)s") % words
    undo_url = desk.url("bookings:undo", first.id) if len(bookings) == 1 else ""
    return responses.done(request, desk.url("bookings:booking", first.id), text, undo_url=undo_url)


def _asked(page: _Page, desk: DeskContext) -> StaffBooking | None:
    """What is to be booked; None where something is missing, which the form then says."""
    if page.customer is None or page.choices.service is None or not page.form.is_valid():
        return None
    starts_at = page.form.starts_at(page.choices.on, desk.business.timezone)
    if starts_at is None:
        return None
    typed = page.form.cleaned_data
    wishes = _wishes(page, desk, page.customer.id, starts_at)
    if wishes is None:
        return None
    return StaffBooking(
        customer_id=page.customer.id,
        wishes=wishes,
        override_reason=typed["override_reason"],
        is_squeezed=typed["is_squeezed"],
        note=typed["note"],
        internal_note=typed["internal_note"],
        extra_fields=extra_fields.given_in(page.form),
    )


def _wishes(page: _Page, desk: DeskContext, customer_id: int, starts_at: datetime) -> tuple[Wish, ...] | None:
    """One service with whom it was asked for, several as they follow one another; None where that cannot be."""
    if not page.visit.has_many:
        return tuple(Wish(one.service_id, starts_at, one.employee_id) for one in page.visit.following)
    try:
        page.plan = plan_at(page.visit, desk, customer_id=customer_id, starts_at=starts_at)
    except KartotekError as error:
        errors.apply(error, page.form, {"starts_at": "other_time"})
        return None
    return wishes_of(page.plan)


def _book(page: _Page, desk: DeskContext, asked: StaffBooking) -> Sequence[BookingItem]:
    """The bookings made, all or none; none where something stands against one of them."""
    try:
        return book_for_customer(business=desk.business, actor=desk.actor, now=desk.now, request=asked).bookings
    except KartotekError as error:
        _refused(page, desk, error)
        return ()


def _book_series(page: _Page, desk: DeskContext, series: Series) -> BookedSeries | None:
    """The series; None where not one of its dates could be booked: what stands against the first is asked about."""
    try:
        made = book_series(business=desk.business, actor=desk.actor, now=desk.now, series=series)
    except KartotekError as error:
        _refused(page, desk, error)
        return None
    if not made.bookings:
        _refused(page, desk, made.conflicts[0].error)
        return None
    return made


def _refused(page: _Page, desk: DeskContext, error: KartotekError) -> None:
    """What stands against it; of a visit, against which of its services. The nearest times are those of one service."""
    if isinstance(error, NeedsOverride | MayNotOverride) and page.plan and page.customer:
        warnings = warnings_by_part(error.decision, page.plan, desk, customer_id=page.customer.id)
        page.standing.warnings = warnings
    elif isinstance(error, NeedsOverride | MayNotOverride):
        page.standing.warn(error.decision)
    elif isinstance(error, SlotTaken):
        page.standing.is_taken = True
        page.standing.taken = taken_parts(page.plan)
        page.standing.alternatives = [] if page.plan else starts_of(error.alternatives, page.choices.employees)
    else:
        errors.apply(error, page.form, {"starts_at": "other_time", **extra_fields.problem_names(page.form)})


def _context(page: _Page, desk: DeskContext) -> dict[str, object]:
    is_ready = page.customer is not None and page.choices.service is not None
    if is_ready:  # the times below belong to a service; without one the browser asks for it
        page.choices.form.fields["service"].required = True
    return {
        "visit": page.visit,
        "choices": page.choices,
        "customer": page.customer,
        "banner": banner_of(page.customer.id, desk) if page.customer else None,
        "form": page.form,
        "standing": page.standing,
        "may_override": may_override(desk),
        "is_ready": is_ready,
        "starts": _starts(page, desk),
        "found": _found(page, desk) if page.customer is None else [],
        "search": page.choices.form.cleaned_data.get("search", ""),
        "at": page.choices.at,
        "chosen_start": page.form.data.get("start", ""),
        "is_repeated": bool(page.form.data.get("until")),
    }


def _starts(page: _Page, desk: DeskContext) -> list[Start]:
    """The free times of the day, for all services together."""
    if page.customer is None or page.choices.service is None:
        return []
    if page.visit.has_many:
        return free_visits(page.visit, desk, customer_id=page.customer.id)
    return free_starts(page.choices, desk, customer_id=page.customer.id)


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
