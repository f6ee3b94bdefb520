"""The address of a calendar feed on a page of the desk: shown, copied, and replaced after a question."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import gettext

from kartotek.domain.booking.actions import rotate_feed
from kartotek.domain.booking.queries import get_feed_url
from kartotek.domain.booking.values.calendars import FeedOwner
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskContext, DeskRequest


@dataclass(frozen=True)
class ShownFeed:
    """What `kit/feed.html` needs: the address, where a new one is made, and what stands in the calendar."""

    url: str
    new_url: str
    about: str


def shown(desk: DeskContext, owner: FeedOwner, *, new_url: str, about: str) -> ShownFeed:
    """The feed as it is now."""
    return ShownFeed(get_feed_url(owner, business=desk.business, viewer=desk.actor), new_url, about)


def renew(request: DeskRequest, owner: FeedOwner, *, back: str) -> HttpResponse:
    """Ask; posted to, there is a new address, and one is back where it stands."""
    desk = request.desk
    if request.method == "POST":
        rotate_feed(business=desk.business, actor=desk.actor, now=desk.now, owner=owner)
        return responses.done(request, f"{back}?feed", gettext("New calendar address made"))
    get_feed_url(owner, business=desk.business, viewer=desk.actor)  # whoever may not have it is not asked either
    title = gettext("New calendar address")
    return responses.dialog(request, "kit/feed_new.html", {"title": title}, title=title)
