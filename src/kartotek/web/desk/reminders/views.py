"""Make a reminder about a customer, change it, delete it, and take either back (S36, S42)."""

from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.queries import get_customer
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.reminders import actions, queries
from kartotek.domain.reminders.values.reminders import LONGEST_TYPE, OneDate, ReminderItem
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.kernel.periods import local_date
from kartotek.web.desk.reminders.dates import dates_of
from kartotek.web.desk.reminders.forms import PROBLEM_NAMES, ReminderForm
from kartotek.web.kit import conflicts, dates, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.REMINDER_MANAGE)
def new(request: DeskRequest, customer_id: int) -> HttpResponse:
    """A new reminder about the customer; then her card shows it with its first date."""
    desk = request.desk
    card = get_customer(customer_id, viewer=desk.actor)
    form = _form(request, None)
    if form.is_valid():
        try:
            made = actions.create_reminder(
                business=desk.business,
                actor=desk.actor,
                now=desk.now,
                customer_id=customer_id,
                details=form.details(),
            )
        except KartotekError as error:
            errors.apply(error, form, PROBLEM_NAMES)
        else:
            return responses.done(request, _tab(request, customer_id), _made_words(made))
    return _page(request, form, card, None)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.REMINDER_MANAGE)
def edit(request: DeskRequest, reminder_id: int) -> HttpResponse:
    """A reminder; posted to, it is changed: all that follow, or only the next one."""
    desk = request.desk
    item = queries.get_reminder(reminder_id, viewer=desk.actor)
    card = get_customer(item.customer_id, viewer=desk.actor)
    form = _form(request, item)
    if form.is_valid():
        try:
            changed = _change(request, form, reminder_id)
        except Stale:
            return _conflict(request, form, card, item)
        except KartotekError as error:
            errors.apply(error, form, PROBLEM_NAMES)
        else:
            undo_url = desk.url("reminders:undo", changed.id)
            said = gettext("Reminder changed")
            return responses.done(request, _tab(request, item.customer_id), said, undo_url=undo_url)
    return _page(request, form, card, item)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.REMINDER_MANAGE)
def delete(request: DeskRequest, reminder_id: int) -> HttpResponse:
    """Asks first, and then deletes: nothing fires any more, and what waits to be sent is not (S42)."""
    desk = request.desk
    item = queries.get_reminder(reminder_id, viewer=desk.actor)
    if request.method == "POST":
        is_one = request.POST.get("scope") == "this"
        if is_one:
            actions.skip_occurrence(business=desk.business, actor=desk.actor, now=desk.now, reminder_id=reminder_id)
        else:
            actions.delete_reminder(actor=desk.actor, now=desk.now, reminder_id=reminder_id)
        is_gone = not is_one or item.repeat == "never"
        undo_url = desk.url("reminders:restore" if is_gone else "reminders:undo", reminder_id)
        said = gettext("Reminder deleted") if is_gone else gettext("One date taken out")
        return responses.done(request, _tab(request, item.customer_id), said, undo_url=undo_url)
    title = gettext("Delete reminder?")
    context = {"item": item, "title": title, "url": desk.url("reminders:delete", reminder_id)}
    return responses.dialog(request, "reminders/delete.html", context, title=title)


@require_POST
@desk_view(Permission.REMINDER_MANAGE)
def restore(request: DeskRequest, reminder_id: int) -> HttpResponse:
    """Take a deletion back."""
    desk = request.desk
    back = actions.restore_reminder(business=desk.business, actor=desk.actor, now=desk.now, reminder_id=reminder_id)
    return responses.done(request, _tab(request, back.customer_id), gettext("Reminder restored"))


@require_POST
@desk_view(Permission.REMINDER_MANAGE)
def undo(request: DeskRequest, reminder_id: int) -> HttpResponse:
    """Take the last change back."""
    desk = request.desk
    back = actions.undo_edit(business=desk.business, actor=desk.actor, now=desk.now, reminder_id=reminder_id)
    return responses.done(request, _tab(request, back.customer_id), gettext("Change taken back"))


def _change(request: DeskRequest, form: ReminderForm, reminder_id: int) -> ReminderItem:
    desk, changes = request.desk, form.changes
    if form.cleaned_data["scope"] == "this":
        del changes["starts_on"]  # the start of the series is not the date that is changed alone
        return actions.edit_occurrence(
            business=desk.business,
            actor=desk.actor,
            now=desk.now,
            which=OneDate(reminder_id),
            changes=changes,
            expected_version=form.cleaned_data["version"],
        )
    return actions.edit_reminder(
        business=desk.business,
        actor=desk.actor,
        now=desk.now,
        reminder_id=reminder_id,
        changes=changes,
        expected_version=form.cleaned_data["version"],
    )


def _form(request: DeskRequest, item: ReminderItem | None) -> ReminderForm:
    today = local_date(request.desk.now, ZoneInfo(request.desk.business.timezone))
    sent = request.POST if request.method == "POST" else None
    return ReminderForm(sent, types=queries.list_reminder_types(), item=item, today=today)


def _conflict(request: DeskRequest, form: ReminderForm, card: CustomerCard, theirs: ReminderItem) -> HttpResponse:
    """Both versions field by field; the form stays as typed, and saving again wins."""
    today = local_date(request.desk.now, ZoneInfo(request.desk.business.timezone))
    types = queries.list_reminder_types()
    rows = conflicts.differing(ReminderForm(types=types, item=theirs, today=today), form)
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    kept = ReminderForm(data, types=types, item=theirs, today=today)
    return _page(request, kept, card, theirs, rows=rows, status=409)


def _page(
    request: DeskRequest,
    form: ReminderForm,
    card: CustomerCard,
    item: ReminderItem | None,
    *,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "card": card,
        "item": item,
        "rows": rows,
        "types": form.type_choices,
        "chosen": str(form["type_id"].value() or ""),
        "longest": LONGEST_TYPE,
        "cancel_url": _tab(request, card.id),
        **dates_of(request.desk, request.POST),
    }
    return render(request, "reminders/reminder.html", context, status=422 if form.errors and status == 200 else status)


def _made_words(made: ReminderItem) -> str:
    """“Reminder created. First: Tue 1 Dec 2026 at 07:00”, and whom no text message would reach (S40)."""
    said = gettext("Reminder created.")
    if made.next is not None:
        said += " " + gettext("First: %(moment)s.") % {"moment": dates.moment(made.next.at)}
    if made.without_number:
        names = ", ".join(made.without_number)
        said += " " + gettext("No phone number for text messages: %(names)s.") % {"names": names}
    return said


def _tab(request: DeskRequest, customer_id: int) -> str:
    return request.desk.url("customer_card:reminders", customer_id)
