"""What comes back after something about the customer was changed in a dialog? The panel, and word to the rest."""

from django.http import HttpResponse
from django.template.loader import render_to_string

from kartotek.web.desk.customer_card.access_panel import panel_of
from kartotek.web.desk.customer_card.frame import access_of
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskRequest

CHANGED = "k-card-changed"  # tab and lists fetch themselves again
LIST = "list"


def saved(request: DeskRequest, customer_id: int, message: str = "") -> HttpResponse:
    """The panel as it is now; the dialog closes, the focus goes back to its button, the new answer is announced.

    A dialog opened elsewhere (`?from=list`) leaves the panel out: there, the row fetches itself again.
    """
    panel = panel_of(access_of(request, customer_id), request.desk)
    said = message or panel.said
    if not request.headers.get("HX-Request"):
        return responses.done(request, request.desk.url("customer_card:card", customer_id), said)
    if request.GET.get("from") == LIST:
        return responses.swapped("", said, changed=CHANGED)
    html = render_to_string("customer_card/access_panel.html", {"panel": panel, "is_swapped": True}, request)
    return responses.swapped(html, said, changed=CHANGED)
