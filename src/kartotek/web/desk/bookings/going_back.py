"""Where does a person stand after something was done with a booking? Where she came from, on the booking's row."""

from django.http import HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme

from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskRequest


def back_from(request: DeskRequest, booking_id: int, message: str) -> HttpResponse:
    """To the list named by the form's `back`, focused on the booking; else to the booking's own page."""
    wished = request.POST.get("back", "")
    is_ours = wished.startswith(f"/desk/{request.desk.business.slug}/")
    if is_ours and url_has_allowed_host_and_scheme(wished, allowed_hosts=None):
        url = f"{wished}{'&' if '?' in wished else '?'}at=b{booking_id}"
    else:
        url = request.desk.url("bookings:booking", booking_id)
    return responses.done(request, url, message)
