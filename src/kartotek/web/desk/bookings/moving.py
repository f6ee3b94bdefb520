"""Staff move a booking to another time or to another employee; never refused for the limit (S7)."""

from dataclasses import dataclass, field

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.booking.actions import move_booking
from kartotek.domain.booking.errors import MayNotOverride, NeedsOverride, SlotTaken
from kartotek.domain.booking.queries import get_booking
from kartotek.domain.booking.values.bookings import BookingItem, Move
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.bookings.choosing import Choices, Standing, choices_of, free_starts, may_override, starts_of
from kartotek.web.desk.bookings.forms import MoveForm
from kartotek.web.kit import dates, errors, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@dataclass
class _Page:
    """One look at the page."""

    item: BookingItem
    choices: Choices
    form: MoveForm
    posted: QueryDict
    standing: Standing = field(default_factory=Standing)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def move(request: DeskRequest, booking_id: int) -> HttpResponse:
    """Where could it go; posted to, it goes there."""
    desk = request.desk
    item = get_booking(booking_id, viewer=desk.actor)
    if item.session_id is not None:
        return HttpResponseRedirect(desk.url("bookings:booking", booking_id))
    given = {"on": timezone.localtime(item.starts_at).date().isoformat(), "employee": str(item.employee_id)}
    choices = choices_of({**given, **request.GET.dict()}, desk, service_id=item.service_id)
    form = MoveForm(request.POST if request.method == "POST" else None, initial={"version": item.version})
    page = _Page(item, choices, form, request.POST.copy())
    moved = _move(page, desk) if request.method == "POST" else None
    if moved is not None:
        words = {"name": moved.customer_name, "moment": dates.moment(moved.starts_at)}
        text = gettext("Moved: %(name)s, %(moment)s") % words
        return responses.done(request, desk.url("bookings:booking", item.id), text)
    return render(request, "bookings/move.html", _context(page, desk), status=422 if form.is_bound else 200)


def _move(page: _Page, desk: DeskContext) -> BookingItem | None:
    """The booking at its new time; None where something stands against it."""
    starts_at = page.form.starts_at(page.choices.on, desk.business.timezone) if page.form.is_valid() else None
    if starts_at is None:
        return None
    typed = page.form.cleaned_data
    wished = Move(
        page.item.id,
        starts_at,
        page.choices.employee_id,
        override_reason=typed["override_reason"],
        is_squeezed=typed["is_squeezed"],
        expected_version=typed["version"],
    )
    try:
        return move_booking(business=desk.business, actor=desk.actor, now=desk.now, move=wished)
    except (NeedsOverride, MayNotOverride) as error:
        page.standing.warn(error.decision)
    except SlotTaken as error:
        page.standing.is_taken = True
        page.standing.alternatives = starts_of(error.alternatives, page.choices.employees)
    except Stale as error:
        page.posted["version"] = str(page.item.version)
        page.form.data = page.posted
        errors.apply(error, page.form)
    except KartotekError as error:
        errors.apply(error, page.form, {"starts_at": "other_time"})
    return None


def _context(page: _Page, desk: DeskContext) -> dict[str, object]:
    item = page.item
    starts = free_starts(page.choices, desk, customer_id=item.customer_id, own_minutes=item.own_minutes)
    return {
        "item": page.item,
        "choices": page.choices,
        "form": page.form,
        "standing": page.standing,
        "may_override": may_override(desk),
        "starts": starts,
        "chosen_start": page.form.data.get("start", ""),
    }
