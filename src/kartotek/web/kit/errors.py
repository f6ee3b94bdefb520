"""What does a person see when an action refuses? The one mapper from errors to forms and pages (house rule 7)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartotek.kernel.errors import Busy, KartotekError, TooMany


@dataclass(frozen=True)
class _Words:
    icon: str
    title: Promise
    text: Promise


_PAGES: dict[int, _Words] = {
    400: _Words(
        "help-circle",
        _("This could not be read"),
        _("Something in the address or the form is not right. Go back and try again."),
    ),
    403: _Words(
        "lock",
        _("You may not do this"),
        _("It needs a permission you do not have. Ask an administrator of the business."),
    ),
    404: _Words("search", _("There is nothing here"), _("The address may be mistyped, or what was here is gone.")),
    409: _Words(
        "refresh",
        _("This has changed meanwhile"),
        _("Somebody else was faster. Go back, look again and repeat what you wanted to do."),
    ),
    429: _Words("clock", _("Too many attempts"), _("Please wait a moment and try again.")),
    500: _Words(
        "tool", _("This did not work"), _("The fault is ours and has been noted. Please try again in a moment.")
    ),
    503: _Words("clock", _("We are busy right now"), _("Please try again in a moment.")),
}
_STANDS_FOR = {412: 409, 422: 400}


def apply(
    error: KartotekError, form: forms.BaseForm, names: Mapping[str, str] | None = None, *, on: str | None = None
) -> None:
    """Put an error's problems on the fields of a bound form; `names` maps the action's field names to the form's
    (without it the last part counts: `customer.email` is `email`).

    A problem of a field the form does not have stands above the form; so does an error without problems, unless
    `on` names its field.
    """
    for problem in error.problems:
        name = (names or {}).get(problem.field, problem.field.rsplit(".", 1)[-1])
        form.add_error(name if name in form.fields else None, gettext(problem.message))
    if not error.problems:
        form.add_error(on, gettext(error.message))


def text_of(error: KartotekError) -> str:
    """What the error says, in the language of the page."""
    return " ".join(gettext(problem.message) for problem in error.problems) or gettext(error.message)


def page(request: HttpRequest, error: KartotekError) -> HttpResponse:
    """The error as a page of its own, for what no form can show."""
    response = _page(request, error.status, gettext(error.message) if error.status in {403, 409, 412, 422} else "")
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after_seconds)
    if isinstance(error, Busy):
        response["Retry-After"] = "2"
    return response


def _page(request: HttpRequest, status: int, text: str = "") -> HttpResponse:
    words = _PAGES.get(_STANDS_FOR.get(status, status), _PAGES[500])
    is_on_desk = hasattr(request, "desk") and status < 500  # what went wrong must not go wrong again
    template = "kit/desk_error.html" if is_on_desk else "kit/plain_error.html"
    context = {"icon": words.icon, "title": words.title, "text": text or words.text}
    return render(request, template, context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Handler of 400."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Handler of 403."""
    return _page(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """A form that was open too long, or came from elsewhere."""
    return _page(request, 403, gettext("The form was open for too long. Go back, load the page again and repeat it."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Handler of 404."""
    return _page(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Handler of 500; the page asks the database nothing."""
    return _page(request, 500)
