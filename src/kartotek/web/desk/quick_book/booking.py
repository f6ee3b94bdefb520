"""The last step: the chosen time is booked. A rule that stands against it is shown, and asks for a reason (S5)."""

from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kartotek.domain.booking.actions import book_for_customer
from kartotek.domain.booking.errors import MayNotOverride, NeedsOverride, SlotTaken
from kartotek.domain.booking.values.bookings import BookingItem, StaffBooking, Wish
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import KartotekError, NotFound
from kartotek.web.desk.quick_book.chosen import Chosen, chosen_of
from kartotek.web.desk.quick_book.steps import chosen_so_far, when_step
from kartotek.web.kit import dates, errors, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view
from kartotek.web.kit.warnings import warnings_of

LONGEST_REASON = 500


class BookForm(forms.Form):
    """The chosen time, and why it is booked against the rules."""

    start = forms.CharField(widget=forms.HiddenInput)
    override_reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.TextInput(attrs={"data-focus": "", "autocomplete": "off"}),  # one line: Enter books
    )

    def clean_start(self) -> datetime:
        """A moment with its zone."""
        try:
            start = datetime.fromisoformat(self.cleaned_data["start"])
        except ValueError:
            start = None
        if start is None or start.tzinfo is None:
            raise forms.ValidationError(gettext("Choose a time, or write one."))
        return start


@require_POST
@desk_view()
def book(request: DeskRequest) -> HttpResponse:
    """Book it, and say so on the page that is open."""
    desk, chosen = request.desk, chosen_of(request.GET)
    form = BookForm(request.POST)
    if chosen.customer is None or chosen.service is None:
        raise NotFound
    if not form.is_valid():
        return _asked(request, chosen, form, [])
    try:
        made = _booked(desk, chosen, form)
    except (NeedsOverride, MayNotOverride) as error:
        return _asked(request, chosen, form, warnings_of(error.decision))
    except SlotTaken:
        return render(request, "quick_book/step.html", when_step(desk, chosen, is_taken=True), status=409)
    except KartotekError as error:
        errors.apply(error, form)
        return _asked(request, chosen, form, [])
    text = gettext("Booked: %(name)s, %(moment)s") % {
        "name": made.customer_name,
        "moment": dates.moment(made.starts_at),
    }
    undo = responses.Undo(desk.url("bookings:undo", made.id), {})
    return responses.swapped("", text, changed="k-card-changed", undo=undo)


def _booked(desk: DeskContext, chosen: Chosen, form: BookForm) -> BookingItem:
    request = StaffBooking(
        customer_id=chosen.customer or 0,
        wishes=(Wish(chosen.service or 0, form.cleaned_data["start"], chosen.employee),),
        override_reason=form.cleaned_data["override_reason"],
    )
    return book_for_customer(business=desk.business, actor=desk.actor, now=desk.now, request=request).bookings[0]


def _asked(request: DeskRequest, chosen: Chosen, form: BookForm, warnings: list[str]) -> HttpResponse:
    """What stands against it, and what can be done."""
    desk = request.desk
    context = {
        **chosen_so_far(desk, chosen),
        "step": "quick_book/reason.html",
        "form": form,
        "starts_at": form.cleaned_data.get("start"),
        "warnings": warnings,
        "may_override": desk.may(Permission.BOOKING_OVERRIDE),
        "book_url": chosen.url("quick_book:book", desk),
        "back_url": chosen.url("quick_book:when", desk),
    }
    return render(request, "quick_book/step.html", context, status=422)
