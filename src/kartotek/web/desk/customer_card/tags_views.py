"""The dialog *Tags* of a card: type to find, tick, save (S31)."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from kartotek.domain.access.actions import set_tags
from kartotek.domain.access.queries.tags import list_tags
from kartotek.domain.access.values.tags import TagItem
from kartotek.domain.businesses.values import Permission
from kartotek.domain.overview.queries.access import CustomerAccess
from kartotek.kernel.errors import KartotekError
from kartotek.web.desk.customer_card.access_panel import panel_of
from kartotek.web.desk.customer_card.card_answers import CHANGED, LIST
from kartotek.web.desk.customer_card.frame import access_of
from kartotek.web.desk.customer_card.tags_forms import TagsForm
from kartotek.web.kit import errors, responses
from kartotek.web.kit.context import DeskRequest
from kartotek.web.kit.tag_looks import in_order
from kartotek.web.kit.views import desk_view


@dataclass(frozen=True)
class Choice:
    """One line of the dialog."""

    tag: TagItem
    is_ticked: bool


@dataclass(frozen=True)
class Offer:
    """The tags the person may tick, and those on the card that stay as they are."""

    offered: list[TagItem]
    fixed: list[TagItem]
    carried: frozenset[int]


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.TAG_APPLY)
def tags(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The dialog; posted to, what was changed is saved, and header and panel come back as they are now."""
    access = access_of(request, customer_id)
    offer = _offer(request, access)
    if request.method != "POST":
        return _dialog(request, access, offer, TagsForm(offered=offer.offered, carried=offer.carried))
    form = TagsForm(request.POST, offered=offer.offered, carried=offer.carried)
    if not form.is_valid():
        form.errors.clear()
        form.add_error(None, gettext("The tags have changed meanwhile. Look again, then save."))
        return _dialog(request, access, offer, form, status=422)
    add, remove = form.changes()
    desk = request.desk
    try:
        set_tags(actor=desk.actor, now=desk.now, customer_id=customer_id, add=add, remove=remove)
    except KartotekError as error:
        errors.apply(error, form, {"tag": ""})
        return _dialog(request, access, offer, form, status=422)
    return _saved(request, customer_id)


def _offer(request: DeskRequest, access: CustomerAccess) -> Offer:
    """Archived tags only where they are on the card; bans only to those who may lock."""
    carried = frozenset(tag.id for tag in access.facts.tags)
    known = [tag for tag in list_tags(has_archived=True) if not tag.is_archived or tag.id in carried]
    known.sort(key=lambda tag: (not tag.is_banned, tag.label.casefold(), tag.id))
    may_ban = request.desk.may(Permission.LOCK_PLACE)
    offered = [tag for tag in known if may_ban or not tag.is_banned]
    fixed = [tag for tag in known if tag not in offered and tag.id in carried]
    return Offer(offered, fixed, carried)


def _dialog(
    request: DeskRequest, access: CustomerAccess, offer: Offer, form: TagsForm, *, status: int = 200
) -> HttpResponse:
    ticked = form.ticked()
    context = {
        "form": form,
        "choices": [Choice(tag, tag.id in ticked) for tag in offer.offered],
        "fixed": offer.fixed,
        "card": access.card,
        "url": request.get_full_path(),
        "may_manage": request.desk.may(Permission.TAG_MANAGE),
    }
    return responses.dialog(request, "customer_card/tags.html", context, title=gettext("Tags"), status=status)


def _saved(request: DeskRequest, customer_id: int) -> HttpResponse:
    """The tags of the header and the panel; the dialog closes, the focus goes back."""
    access = access_of(request, customer_id)
    said = gettext("Tags saved")
    if not request.headers.get("HX-Request"):
        return responses.done(request, request.desk.url("customer_card:card", customer_id), said)
    if request.GET.get("from") == LIST:
        return responses.swapped("", said, changed=CHANGED)
    context = {
        "card": access.card,
        "tags": in_order(access.facts.tags),
        "may_tag": True,
        "panel": panel_of(access, request.desk),
        "is_swapped": True,
    }
    parts = ("customer_card/tag_line.html", "customer_card/access_panel.html")
    return responses.swapped("".join(render_to_string(part, context, request) for part in parts), said, changed=CHANGED)
