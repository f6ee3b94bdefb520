"""The address under which the customer's own calendar program finds her bookings; staff pass it on to her."""

from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner
from kartotek.domain.customers.values import CustomerCard
from kartotek.web.kit import feeds
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


def feed_of(desk: DeskContext, card: CustomerCard) -> feeds.ShownFeed:
    """The feed, as the tab of the details shows it."""
    about = gettext("For %(name)s: her or his own bookings, without anything internal.") % {"name": card.name}
    new_url = desk.url("customer_card:new_feed", card.id)
    return feeds.shown(desk, FeedOwner(FeedKind.CUSTOMER, card.id), new_url=new_url, about=about)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def new_feed(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Ask; posted to, the calendar has a new address."""
    back = request.desk.url("customer_card:details", customer_id)
    return feeds.renew(request, FeedOwner(FeedKind.CUSTOMER, customer_id), back=back)
