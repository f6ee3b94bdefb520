"""Her appointments in her own calendar program: the address to subscribe to, and a new one after a question."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from kartotek.domain.booking.actions import rotate_feed
from kartotek.domain.booking.queries import get_feed_url
from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner
from kartotek.web.booking.me.own import own_id, own_view
from kartotek.web.kit.public import PublicRequest


@require_safe
@own_view
def feed(request: PublicRequest) -> HttpResponse:
    """The address; with `webcal` instead of `http` a click on it opens the calendar program."""
    public = request.public
    owner = FeedOwner(FeedKind.CUSTOMER, own_id(public))
    url = get_feed_url(owner, business=public.business, viewer=public.actor)
    context = {"tab": "index", "url": url, "open_url": f"webcal:{url.partition(':')[2]}"}
    return render(request, "me/feed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@own_view
def new_feed(request: PublicRequest) -> HttpResponse:
    """Ask; posted to, there is a new address."""
    public = request.public
    if request.method == "POST":
        owner = FeedOwner(FeedKind.CUSTOMER, own_id(public))
        rotate_feed(business=public.business, actor=public.actor, now=public.now, owner=owner)
        return HttpResponseRedirect(f"{public.url('me:feed')}?saved")
    return render(request, "me/new_feed.html", {"tab": "index"})
