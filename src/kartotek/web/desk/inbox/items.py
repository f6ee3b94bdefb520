"""Be done with a reminder, snooze it, take either back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.values.firings import InboxItem
from kartotek.domain.reminders.values.rules import DEFAULT_MINUTE
from kartotek.kernel.errors import KartotekError
from kartotek.kernel.periods import local_date, opening_instant
from kartotek.web.desk.inbox.rows import row_of
from kartotek.web.kit import dates, errors, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.typed import ClockField
from kartotek.web.kit.views import desk_view

HOUR = timedelta(hours=1)


class SnoozeForm(forms.Form):
    """Until when: three usual moments, or a date."""

    until = forms.ChoiceField(label=_("Snooze until"), widget=forms.RadioSelect, initial="tomorrow")
    on = forms.DateField(
        label=_("Date"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    minute = ClockField(label=_("Time"), required=False, initial=DEFAULT_MINUTE)

    def __init__(self, data: Mapping[str, object] | None, *, desk: DeskContext) -> None:
        super().__init__(data)
        self._zone = ZoneInfo(desk.business.timezone)
        self._now = desk.now
        today = local_date(desk.now, self._zone)
        monday = today + timedelta(days=7 - today.weekday())
        self._moments = {
            "hour": desk.now + HOUR,
            "tomorrow": opening_instant(today + timedelta(days=1), DEFAULT_MINUTE, self._zone),
            "week": opening_instant(monday, DEFAULT_MINUTE, self._zone),
        }
        texts = {"hour": _("1 hour"), "tomorrow": _("Tomorrow"), "week": _("Next week")}
        usual = [(key, f"{texts[key]}: {dates.moment(moment)}") for key, moment in self._moments.items()]
        self.fields["until"] = forms.ChoiceField(
            label=_("Snooze until"),
            widget=forms.RadioSelect,
            initial="tomorrow",
            choices=[*usual, ("date", _("A date"))],
        )

    def clean(self) -> dict[str, object]:
        """A date is needed where one was chosen."""
        typed: dict[str, object] = super().clean() or {}
        if typed.get("until") == "date" and not typed.get("on") and "on" not in self.errors:
            self.add_error("on", gettext("Choose a date."))
        return typed

    @property
    def moment(self) -> datetime:
        """The moment that was chosen."""
        typed = self.cleaned_data
        if typed["until"] != "date":
            return self._moments[typed["until"]]
        return opening_instant(typed["on"], DEFAULT_MINUTE if typed["minute"] is None else typed["minute"], self._zone)


@require_POST
@desk_view()
def done(request: DeskRequest, item_id: int) -> HttpResponse:
    """She is done with it."""
    desk = request.desk
    return _line(request, actions.done_item(actor=desk.actor, now=desk.now, item_id=item_id), gettext("Done"))


@require_POST
@desk_view()
def reopen(request: DeskRequest, item_id: int) -> HttpResponse:
    """She is not."""
    desk = request.desk
    back = actions.reopen_item(actor=desk.actor, now=desk.now, item_id=item_id)
    return _line(request, back, gettext("Back in the inbox"))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def snooze(request: DeskRequest, item_id: int) -> HttpResponse:
    """Asks until when; then it comes again by itself."""
    desk = request.desk
    item = queries.get_inbox_item(item_id, viewer=desk.actor, now=desk.now)
    form = SnoozeForm(request.POST if request.method == "POST" else None, desk=desk)
    if form.is_valid():
        try:
            later = actions.snooze_item(actor=desk.actor, now=desk.now, item_id=item_id, until=form.moment)
        except KartotekError as error:
            errors.apply(error, form, {"until": "on"})
        else:
            said = gettext("Snoozed until %(moment)s") % {"moment": dates.moment(later.snoozed_until or form.moment)}
            undo_url = desk.url("inbox:item_reopen", item_id)
            return responses.done(request, desk.url("inbox:index"), said, undo_url=undo_url)
    title = gettext("Snooze")
    context = {"form": form, "item": item, "title": title, "url": desk.url("inbox:item_snooze", item_id)}
    return responses.dialog(request, "inbox/snooze.html", context, title=title, status=422 if form.errors else 200)


def _line(request: DeskRequest, item: InboxItem, text: str) -> HttpResponse:
    """For htmx the line as it is now, at its place, with the way back."""
    if not request.headers.get("HX-Request"):
        return responses.done(request, request.desk.url("inbox:index"), text)
    answer = render(request, "inbox/item.html", {"row": row_of(item)})
    answer["HX-Trigger"] = "k-card-changed"
    return answer
