"""How is a location or an area asked about, and what follows? What both have in common."""

from django import forms
from django.http import HttpResponse

from kartotek.web.kit import conflicts, responses
from kartotek.web.kit.context import DeskRequest


def done(request: DeskRequest, message: str) -> HttpResponse:
    """Back to the page, which says what was done."""
    return responses.done(request, request.desk.url("settings_places:index"), message)


def edit(request: DeskRequest, form: forms.Form, title: str, rows: list[conflicts.Row] | None = None) -> HttpResponse:
    """The dialog with the form; refused, with what is wrong."""
    status = 409 if rows else 422 if form.errors else 200
    context = {"form": form, "title": title, "rows": rows}
    return responses.dialog(request, "settings_places/edit.html", context, title=title, status=status)


def conflict(request: DeskRequest, form: forms.Form, theirs: forms.Form, *, title: str, version: int) -> HttpResponse:
    """Somebody saved meanwhile: both versions of what differs; saving again replaces the other one."""
    rows = conflicts.differing(theirs, form)
    form.data = request.POST.copy()
    form.data["version"] = str(version)
    return edit(request, form, title, rows)
