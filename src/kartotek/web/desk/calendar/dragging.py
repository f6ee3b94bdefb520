"""What is dragged in the calendar: a booking goes to another time or employee, or takes longer; and back again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from kartotek.domain.booking.actions import move_booking
from kartotek.domain.booking.errors import MayNotOverride, NeedsOverride, SlotTaken
from kartotek.domain.booking.queries import get_booking
from kartotek.domain.booking.values.bookings import BookingItem, Move
from kartotek.domain.businesses.values import Permission
from kartotek.domain.catalog.queries import list_employees
from kartotek.kernel.errors import KartotekError, NotPermitted
from kartotek.kernel.periods import closing_instant, opening_instant
from kartotek.web.kit import dates, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view
from kartotek.web.kit.warnings import warnings_of

LONGEST_REASON = 500
_FAR = 366  # days; nothing is dragged further
_MINUTE = timedelta(minutes=1)


class DragForm(forms.Form):
    """How far start and end were dragged by the clock on the wall; or, to take that back, where it all was before."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    employee = forms.IntegerField(required=False, widget=forms.HiddenInput)
    minutes = forms.IntegerField(
        required=False, min_value=-_FAR * 1440, max_value=_FAR * 1440, widget=forms.HiddenInput
    )
    end_minutes = forms.IntegerField(required=False, min_value=-2880, max_value=2880, widget=forms.HiddenInput)
    starts_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    length = forms.IntegerField(required=False, widget=forms.HiddenInput)
    is_squeezed = forms.BooleanField(label=_("Squeeze in, over the other appointment"), required=False)
    override_reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )


@dataclass
class _Refused:
    """Why it did not go where it was wished, and whether it can all the same."""

    sentences: list[str]
    wished: Move | None = None
    is_taken: bool = False
    is_warning: bool = False


@require_POST
@desk_view()
def drag(request: DeskRequest, booking_id: int) -> HttpResponse:
    """Put it there; where something stands against it, a dialog says what, and asks for a reason of who may decide."""
    desk = request.desk
    item = get_booking(booking_id, viewer=desk.actor)
    form = DragForm(request.POST)
    if not form.is_valid():
        return _dialog(request, item, form, _Refused([gettext("Some of the details are not valid.")]))
    wished = _move(item, form, desk.business.timezone)
    try:
        moved = move_booking(business=desk.business, actor=desk.actor, now=desk.now, move=wished)
    except (NeedsOverride, MayNotOverride) as error:
        return _dialog(request, item, form, _Refused(warnings_of(error.decision), wished, is_warning=True))
    except SlotTaken:
        refused = _Refused([gettext("Somebody else has this time.")], wished, is_taken=True, is_warning=True)
        return _dialog(request, item, form, refused)
    except KartotekError as error:
        refused = _Refused(errors_of(error), wished, is_warning=isinstance(error, NotPermitted))
        return _dialog(request, item, form, refused)
    return responses.swapped("", _done(item, moved), changed="k-days-changed", undo=_back(item, moved, desk))


def errors_of(error: KartotekError) -> list[str]:
    """What an error says, field by field where it names some."""
    problems = [gettext(problem.message) for problem in getattr(error, "problems", ())]
    return problems or [gettext(str(error))]


def _move(item: BookingItem, form: DragForm, timezone: str) -> Move:
    typed, zone = form.cleaned_data, ZoneInfo(timezone)
    starts_at = typed["starts_at"] or _dragged(item.starts_at, typed["minutes"], zone)
    length = typed["length"]
    if typed["end_minutes"]:
        wall = item.ends_at.astimezone(zone).replace(tzinfo=None) + typed["end_minutes"] * _MINUTE
        ends_at = closing_instant(wall.date(), wall.hour * 60 + wall.minute, zone)
        length = (ends_at - starts_at) // _MINUTE
    return Move(
        item.id,
        starts_at,
        typed["employee"],
        override_reason=typed["override_reason"],
        is_squeezed=typed["is_squeezed"],
        duration_minutes=length,
        expected_version=typed["version"],
    )


def _dragged(moment: datetime, minutes: int | None, zone: ZoneInfo) -> datetime:
    """A moment later or earlier by the clock on the wall; left where it is, it is the same instant."""
    if not minutes:
        return moment
    wall = moment.astimezone(zone).replace(tzinfo=None) + minutes * _MINUTE
    return opening_instant(wall.date(), wall.hour * 60 + wall.minute, zone)


def _done(before: BookingItem, after: BookingItem) -> str:
    words = {
        "name": after.customer_name,
        "moment": dates.moment(after.starts_at),
        "until": dates.clock(after.ends_at),
        "employee": after.employee_name,
    }
    if before.employee_id != after.employee_id:
        return gettext("%(name)s, %(moment)s, now with %(employee)s") % words
    if before.starts_at == after.starts_at:
        return gettext("%(name)s now stays until %(until)s") % words
    return gettext("Moved: %(name)s, %(moment)s") % words


def _back(before: BookingItem, after: BookingItem, desk: DeskContext) -> responses.Undo:
    values = {
        "version": str(after.version),
        "employee": str(before.employee_id),
        "starts_at": before.starts_at.isoformat(),
        "length": str((before.ends_at - before.starts_at) // _MINUTE),
    }
    return responses.Undo(desk.url("calendar:drag", before.id), values)


def _dialog(request: DeskRequest, item: BookingItem, form: DragForm, refused: _Refused) -> HttpResponse:
    may_decide = refused.is_warning and request.desk.may(Permission.BOOKING_OVERRIDE)
    title = gettext("Move it all the same?") if may_decide else gettext("This does not go")
    context = {"item": item, "form": form, "refused": refused, "title": title, "may_decide": may_decide}
    if refused.wished is not None:
        context["to"] = refused.wished.starts_at
        context["with"] = next((one.name for one in list_employees() if one.id == refused.wished.employee_id), "")
    context["url"] = request.desk.url("calendar:drag", item.id)
    return responses.dialog(request, "calendar/refused.html", context, title=title, status=409)
