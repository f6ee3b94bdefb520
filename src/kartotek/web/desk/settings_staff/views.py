"""Show the people; invite, change, let go and take back one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.values import Invitation, Permission, StaffItem
from kartotek.domain.messaging.queries import list_staff_mail_choices
from kartotek.kernel.errors import KartotekError, Stale
from kartotek.plumbing.addresses import absolute
from kartotek.web.desk.settings_staff import notice_words
from kartotek.web.desk.settings_staff.forms import GRANTED, TAKEN, DeactivateForm, InviteForm, PersonForm, stored
from kartotek.web.desk.settings_staff.rights import ROLE_WORDS, Group, lines_of
from kartotek.web.kit import conflicts, errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.views import desk_view


@require_safe
@desk_view(Permission.STAFF_MANAGE)
def index(request: DeskRequest) -> HttpResponse:
    """Everybody, those at work first."""
    names = {area.id: area.name for area in queries.list_areas()}
    staff = queries.list_staff()
    told = list_staff_mail_choices()
    people = [
        {
            "person": person,
            "role": ROLE_WORDS[person.role][0],
            "areas": ", ".join(sorted(names[area] for area in person.area_ids)),
            "told": notice_words.told(told[person.id]) if person.is_active and person.id in told else "",
        }
        for person in staff
    ]
    context = {"people": people, "active": sum(1 for person in staff if person.is_active)}
    return render(request, "settings_staff/index.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.STAFF_MANAGE)
def invite(request: DeskRequest) -> HttpResponse:
    """Invite somebody; the answer shows the link, this once."""
    desk = request.desk
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invitation = actions.invite_staff(
                actor=desk.actor, now=desk.now, business_id=desk.business.id, details=form.details()
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            return _link(request, invitation)
    title = gettext("Invite somebody")
    context = {"form": form, "title": title, "roles": ROLE_WORDS.values()}
    return responses.dialog(
        request, "settings_staff/invite.html", context, title=title, status=422 if form.errors else 200
    )


@never_cache
@require_POST
@desk_view(Permission.STAFF_MANAGE)
def invite_again(request: DeskRequest, member_id: int) -> HttpResponse:
    """A new link; the old one is void."""
    desk = request.desk
    return _link(request, actions.renew_invitation(actor=desk.actor, now=desk.now, member_id=member_id))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.STAFF_MANAGE)
def person(request: DeskRequest, member_id: int) -> HttpResponse:
    """A person; posted to, she is saved."""
    desk = request.desk
    found, areas = queries.get_staff_member(member_id), queries.list_areas()
    if request.method != "POST":
        return _page(request, stored(found, areas), found)
    form = PersonForm(request.POST, areas=areas)
    if form.is_valid():
        try:
            saved = actions.change_staff(
                actor=desk.actor,
                now=desk.now,
                member_id=member_id,
                changes=form.changes(found),
                expected_version=form.cleaned_data["version"],
            )
        except Stale:
            rows = conflicts.differing(stored(found, areas), form)
            form.data = request.POST.copy()
            form.data["version"] = str(found.version)
            return _page(request, form, found, rows, status=409)
        except KartotekError as error:
            errors.apply(error, form)
        else:
            message = gettext("%(name)s saved. It counts from the next click.") % {"name": saved.name}
            return responses.done(request, desk.url("settings_staff:person", member_id), message)
    return _page(request, form, found, status=422)


@require_POST
@desk_view(Permission.STAFF_MANAGE)
def rights(request: DeskRequest, member_id: int) -> HttpResponse:
    """What would come out of the role and the single permissions as they are chosen now."""
    found = queries.get_staff_member(member_id)
    form = PersonForm(request.POST, areas=queries.list_areas())
    return render(request, "settings_staff/rights.html", _rights(form, found))


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.STAFF_MANAGE)
def deactivate(request: DeskRequest, member_id: int) -> HttpResponse:
    """Ask why; posted to, the person is let go at once."""
    desk = request.desk
    found = queries.get_staff_member(member_id)
    form = DeactivateForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.deactivate_staff(
                actor=desk.actor, now=desk.now, member_id=member_id, reason=form.cleaned_data["reason"]
            )
        except KartotekError as error:
            errors.apply(error, form)
        else:
            message = gettext("%(name)s is deactivated") % {"name": found.name}
            return responses.done(request, desk.url("settings_staff:index"), message)
    title = gettext("Deactivate %(name)s") % {"name": found.name}
    tokens = sum(1 for token in queries.list_tokens() if token.member_id == member_id)
    context = {"form": form, "title": title, "person": found, "tokens": tokens}
    return responses.dialog(
        request, "settings_staff/deactivate.html", context, title=title, status=422 if form.errors else 200
    )


@require_POST
@desk_view(Permission.STAFF_MANAGE)
def reactivate(request: DeskRequest, member_id: int) -> HttpResponse:
    """Take a person back."""
    desk = request.desk
    back = actions.reactivate_staff(actor=desk.actor, now=desk.now, member_id=member_id)
    message = gettext("%(name)s is back") % {"name": back.name}
    return responses.done(request, desk.url("settings_staff:person", member_id), message)


def _link(request: DeskRequest, invitation: Invitation) -> HttpResponse:
    """The link to hand on."""
    title = gettext("Invitation of %(name)s") % {"name": invitation.member.name}
    url = absolute(f"/accounts/invitation/{invitation.secret}/")
    context = {"title": title, "url": url, "person": invitation.member}
    return responses.dialog(request, "settings_staff/link.html", context, title=title)


def _rights(form: PersonForm, found: StaffItem) -> dict[str, object]:
    role = form.role_typed(found.role)
    groups: list[Group] = lines_of(
        form.right_fields(), role, form.chosen(GRANTED, found.granted), form.chosen(TAKEN, found.taken)
    )
    return {"groups": groups, "role": ROLE_WORDS[role][0], "person": found}


def _page(
    request: DeskRequest,
    form: PersonForm,
    found: StaffItem,
    rows: list[conflicts.Row] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "rows": rows, **_rights(form, found)}
    return render(request, "settings_staff/person.html", context, status=status)
