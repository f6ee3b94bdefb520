"""Stop reminders and invitations by one channel: looking changes nothing, one press does, another undoes it.

Mail programs press it themselves (RFC 8058), without cookies: the token alone is the right to do so.
"""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.customers.actions import edit_customer
from kartotek.domain.customers.values import CustomerChanges
from kartotek.domain.messaging.queries import OptOut, get_opt_out
from kartotek.domain.messaging.values import MessageChannel
from kartotek.web.kit.public import PublicRequest
from kartotek.web.kit.views import public_view


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@public_view
def index(request: PublicRequest, token: str) -> HttpResponse:
    """What the link is about; posted to, the wish is kept."""
    found = get_opt_out(token)
    if request.method == "POST":
        is_one_click = request.POST.get("List-Unsubscribe") == "One-Click"
        _wish(request, found, is_wanted=request.POST.get("wish") == "again" and not is_one_click)
        if not is_one_click:
            return HttpResponseRedirect(f"{request.public.url('stopping:index', token)}?done")
        found = get_opt_out(token)
    context = {
        "is_sms": found.channel is MessageChannel.SMS,
        "is_wanted": found.is_wanted,
        "is_done": "done" in request.GET or request.method == "POST",
        "business": request.public.business,
    }
    response = render(request, "stopping/index.html", context)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _wish(request: PublicRequest, found: OptOut, *, is_wanted: bool) -> None:
    card = found.card
    actor = Actor(kind=ActorKind.CUSTOMER, id=card.id, name=card.name, address=request.public.address)
    changes: CustomerChanges = (
        {"wants_sms": is_wanted} if found.channel is MessageChannel.SMS else {"wants_email": is_wanted}
    )
    edit_customer(
        business=request.public.business, actor=actor, now=request.public.now, customer_id=card.id, changes=changes
    )
