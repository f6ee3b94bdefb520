"""Show one booking with all about it, keep its notes, answer what its booker proposed (S21)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.access.queries.tags import tags_of
from kartotek.domain.booking import actions
from kartotek.domain.booking.decisions.answering import unanswered
from kartotek.domain.booking.queries import get_booking
from kartotek.domain.booking.values.bookings import BookingItem, NoteChanges, Status
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import list_asked, list_resources
from kartotek.domain.customers.queries import get_customer
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.web.desk.bookings.forms import NotesForm
from kartotek.web.desk.bookings.going_back import back_from
from kartotek.web.kit import conflicts, doubts, errors, extra_fields, looks, responses
from kartotek.web.kit.banners import banner_of
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.tag_looks import in_order
from kartotek.web.kit.views import desk_view

_MOVABLE = frozenset({Status.PENDING, Status.CONFIRMED})


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def booking(request: DeskRequest, booking_id: int) -> HttpResponse:
    """The booking; posted to, its notes are saved."""
    desk = request.desk
    item = get_booking(booking_id, viewer=desk.actor)
    asked = _asked(request, item)
    if request.method != "POST":
        return _page(request, item, _notes_of(item, asked))
    form = NotesForm(request.POST, asked=asked)
    if not form.is_valid():
        return _page(request, item, form, status=422)
    changes: NoteChanges = {
        "note": form.cleaned_data["note"],
        "internal_note": form.cleaned_data["internal_note"],
        "extra_fields": extra_fields.given_in(form),
    }
    try:
        actions.edit_booking(
            business=desk.business,
            actor=desk.actor,
            now=desk.now,
            booking_id=booking_id,
            changes=changes,
            expected_version=form.cleaned_data["version"],
        )
    except Stale:
        rows = conflicts.differing(_notes_of(item, asked), form)
        form.data = request.POST.copy()
        form.data["version"] = str(item.version)
        return _page(request, item, form, rows=rows, status=409)
    except KartotekError as error:
        errors.apply(error, form, extra_fields.problem_names(form))
        return _page(request, item, form, status=422)
    return responses.done(request, desk.url("bookings:booking", item.id), gettext("Notes saved"))


@require_POST
@desk_view()
def proposal(request: DeskRequest, booking_id: int) -> HttpResponse:
    """Take the ticked fields over to the card, and forget the rest."""
    desk = request.desk
    accepted = request.POST.getlist("accept")
    actions.answer_proposal(
        business=desk.business, actor=desk.actor, now=desk.now, booking_id=booking_id, accepted=accepted
    )
    text = gettext("The card has been changed") if accepted else gettext("The card stays as it is")
    return responses.done(request, desk.url("bookings:booking", booking_id), text)


@require_POST
@desk_view()
def match(request: DeskRequest, booking_id: int) -> HttpResponse:
    """It is the customer of the marked card that was chosen; without one: nobody known."""
    desk, chosen = request.desk, request.POST.get("customer", "")
    item = actions.settle_match(
        business=desk.business,
        actor=desk.actor,
        now=desk.now,
        booking_id=booking_id,
        same_as=int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None,
    )
    text = gettext("The booking is on the card of %(name)s") % {"name": item.customer_name}
    return back_from(request, booking_id, text)


def _asked(request: DeskRequest, item: BookingItem) -> extra_fields.Asked:
    """What its service asks today, and what is answered."""
    language = request.desk.business.default_language
    return extra_fields.Asked(list_asked([item.service_id]), language, item.extra_fields)


def _notes_of(item: BookingItem, asked: extra_fields.Asked) -> NotesForm:
    initial: dict[str, object] = {"version": item.version, "note": item.note, "internal_note": item.internal_note}
    return NotesForm(initial=initial, asked=asked)


def _resources(item: BookingItem) -> list[str]:
    """The rooms and the equipment it uses."""
    if not item.resource_ids:
        return []
    return [one.name for one in list_resources(has_archived=True) if one.id in item.resource_ids]


def _answers(asked: extra_fields.Asked) -> dict[str, object]:
    """What is still missing, and what was answered to questions that are asked no more."""
    today = {each.id for each in asked.fields}
    old = [each for each in asked.answers if each.field_id not in today]
    return {
        "missing": [asked.words(each.label) for each in unanswered(asked.fields, asked.answers)],
        "old_answers": [(asked.words(each.label), extra_fields.words_of(each, asked)) for each in old],
    }


def _page(
    request: DeskRequest,
    item: BookingItem,
    form: NotesForm,
    *,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer = request.desk.actor
    context = {
        "item": item,
        "customer": get_customer(item.customer_id, viewer=viewer),
        "banner": banner_of(item.customer_id, request.desk),
        "badge": looks.BOOKING[item.status],
        "form": form,
        "tags": in_order(tags_of([item.customer_id]).get(item.customer_id, [])),
        "rows": rows,
        "resources": _resources(item),
        **_answers(_asked(request, item)),
        "doubt": doubts.rows_of([item], request.desk)[0],
        "proposal": [(name, doubts.label_of(name), pair) for name, pair in item.proposal.items()],
        "may_remind": request.desk.may(Permission.REMINDER_MANAGE),
        "is_movable": item.status in _MOVABLE,
        "is_late": item.starts_at < request.desk.now,
    }
    return render(request, "bookings/booking.html", context, status=status)
