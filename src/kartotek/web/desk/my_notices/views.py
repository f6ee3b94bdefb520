"""Show and save what somebody wants to be told by e-mail. Everybody chooses for herself."""

from dataclasses import asdict

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.businesses.queries import get_staff_member
from kartotek.domain.businesses.values import Role
from kartotek.domain.messaging.actions import choose_staff_mail
from kartotek.domain.messaging.queries import get_staff_mail_choice
from kartotek.domain.messaging.values.staff_mail import StaffMailChoice
from kartotek.web.desk.my_notices.forms import NoticesForm
from kartotek.web.kit import responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


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
        "is_inspector": me.role is Role.INSPECTOR,
    }
    return render(request, "my_notices/index.html", context)
