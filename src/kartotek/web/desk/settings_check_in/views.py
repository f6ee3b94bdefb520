"""Show and save what the screen at the door may say."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.access.actions import edit_online_booking_settings
from kartotek.domain.access.queries import get_policy
from kartotek.domain.businesses.values import Permission
from kartotek.web.desk.settings_check_in.forms import CheckInForm
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.SETTINGS_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """One box to tick; posted to, it is saved. Whoever saves last is right: there is nothing to overlook."""
    desk = request.desk
    if request.method == "POST":
        form = CheckInForm(request.POST)
        form.full_clean()
        edit_online_booking_settings(
            business=desk.business,
            changes={"check_in_shows_reason": form.cleaned_data["shows_reason"]},
            expected_version=None,
            actor=desk.actor,
            now=desk.now,
        )
        return responses.done(request, desk.url("settings_check_in:index"), gettext("Check-in saved"))
    form = CheckInForm(initial={"shows_reason": get_policy(business=desk.business).check_in_shows_reason})
    return render(request, "settings_check_in/index.html", {"form": form})
