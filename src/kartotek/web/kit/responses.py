"""How does a screen answer htmx? A dialog, what was done, or a part of the page; and the same without JavaScript."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString


def is_htmx(request: HttpRequest) -> bool:
    """Whether a part of a page is asked for."""
    return bool(getattr(request, "htmx", False))


def dialog(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],  # Any: a template's context
    *,
    title: str,
    status: int = 200,
) -> HttpResponse:
    """A dialog: alone for htmx (swapped into #k-dialogs and opened), on a page of its own without.

    On a page of its own it posts as a page does, and leads back to where one came from.
    """
    if is_htmx(request):
        return render(request, template, {**context, "is_open": True}, status=status)
    alone = {**context, "is_open": True, "is_page": True, "leave_url": _where_from(request)}
    fragment = SafeString(render_to_string(template, alone, request))
    return render(request, "kit/dialog_page.html", {"fragment": fragment, "title": title}, status=status)


def _where_from(request: HttpRequest) -> str:
    """The page of ours one came from, kept while the form comes back; the one above for whoever typed the address."""
    came_from = request.POST.get("leave") or request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()})
    return came_from if is_ours and urlsplit(came_from).path != request.path else _above(request.path)


def _above(path: str) -> str:
    """The nearest address above that is one: not every part of an address is."""
    above = f"{path.rstrip('/').rpartition('/')[0]}/"
    return above if above == "/" or is_valid_path(above) else _above(above)


def done(request: HttpRequest, url: str, message: str, *, undo_url: str = "") -> HttpResponse:
    """It is done: go to `url` (for htmx too), where a toast says what was done; posting to `undo_url` takes it back."""
    messages.success(request, message, extra_tags=undo_url)
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


@dataclass(frozen=True)
class Undo:
    """What is posted where to take back what was done."""

    url: str
    values: Mapping[str, str]


def swapped(html: str, message: str = "", *, changed: str = "", undo: Undo | None = None) -> HttpResponse:
    """Parts of the page as they are now (hx-swap-oob): dialogs close, the focus goes back, a toast says so, with a
    button that takes it back where there is an `undo`.

    `changed` is an event for parts that fetch themselves again: `hx-trigger="k-card-changed from:body"`.
    """
    triggers: dict[str, object] = {"k-close": {}}
    if message:
        triggers["k-toast"] = {"text": message} | ({"undo": vars(undo)} if undo else {})
    if changed:
        triggers[changed] = {}
    return HttpResponse(html, headers={"HX-Trigger-After-Settle": json.dumps(triggers)})
