"""Show and save what somebody wants to be told by e-mail, and the address of her calendar. Each for herself."""

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kartotek.domain.booking.values.calendars import FeedKind, FeedOwner
from kartotek.domain.businesses.queries import get_staff_member
from kartotek.domain.businesses.values import Role
from kartotek.domain.messaging.actions import choose_staff_mail
from kartotek.domain.messaging.queries import get_staff_mail_choice
from kartotek.domain.messaging.values.staff_mail import StaffMailChoice
from kartotek.web.desk.my_notices.forms import NoticesForm
from kartotek.web.kit import feeds, responses
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.views import desk_view


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def index(request: DeskRequest) -> HttpResponse:
    """Three boxes to tick; posted to, they are saved. They are her own: there is nothing to overlook."""
    desk = request.desk
    if request.method == "POST":
        form = NoticesForm(request.POST)
        form.full_clean()
        choice = StaffMailChoice(**form.cleaned_data)
        choose_staff_mail(business=desk.business, actor=desk.actor, now=desk.now, choice=choice)
        return responses.done(request, desk.url("my_notices:index"), gettext("Your notices are saved"))
    me = get_staff_member(desk.actor.id or 0)
    context = {
        "form": NoticesForm(initial=asdict(get_staff_mail_choice(actor=desk.actor))),
        "email": me.email,
        "is_practitioner": me.role is Role.PRACTITIONER,
        "feed": feeds.shown(
            desk,
            _own(desk),
            new_url=desk.url("my_notices:new_feed"),
            about=gettext("Your reminders, and the bookings that are yours to perform."),
        ),
        "is_inspector": me.role is Role.INSPECTOR,
    }
    return render(request, "my_notices/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view()
def new_feed(request: DeskRequest) -> HttpResponse:
    """Ask; posted to, her calendar has a new address."""
    return feeds.renew(request, _own(request.desk), back=request.desk.url("my_notices:index"))


def _own(desk: DeskContext) -> FeedOwner:
    return FeedOwner(FeedKind.STAFF, desk.actor.id or 0)
