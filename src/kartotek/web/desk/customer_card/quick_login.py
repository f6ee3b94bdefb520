"""Staff open the booking site as the customer whose card they look at (S50)."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kartotek.domain.access.actions import open_as_customer
from kartotek.domain.businesses.values import Permission
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.public import keep_token
from kartotek.web.kit.views import desk_view


@require_POST
@desk_view(Permission.CUSTOMER_QUICK_LOGIN)
def open_as(request: DeskRequest, customer_id: int) -> HttpResponse:
    """Her own pages, for a quarter of an hour."""
    desk = request.desk
    token = open_as_customer(business=desk.business, actor=desk.actor, now=desk.now, customer_id=customer_id)
    response = HttpResponseRedirect(reverse("booking:me:index", args=(desk.business.slug,)))
    keep_token(response, token, slug=desk.business.slug, now=desk.now)
    return response
