"""What stands around every tab of a card: the header, the access panel, the tabs."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.queries import get_area
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.values import CustomerCard
from kartotek.domain.overview.queries.access import CustomerAccess, get_customer_access
from kartotek.domain.recall.queries import is_marked
from kartotek.web.desk.customer_card.access_panel import panel_of
from kartotek.web.desk.customer_card.email_views import trouble_of
from kartotek.web.desk.customer_card.sent_card import sent_card_of
from kartotek.web.kit.context import DeskContext, DeskRequest
from kartotek.web.kit.tag_looks import in_order

_TABS = (
    ("card", _("Overview"), None),
    ("bookings", _("Bookings"), None),
    ("details", _("Details"), None),
    ("locks", _("Locks"), None),
    ("notices", _("Notices"), None),
    ("reminders", _("Reminders"), Permission.REMINDER_MANAGE),
    ("refusals", _("Refusals"), None),
    ("messages", _("Communication"), None),
    ("log", _("Log"), Permission.AUDIT_VIEW),
)


@dataclass(frozen=True)
class Tab:
    """One tab: where it leads, and whether it is shown."""

    url: str
    text: Promise
    is_current: bool


def frame_of(request: DeskRequest, customer_id: int, current: str) -> dict[str, object]:
    """The context of `customer_card/frame.html`; NotFound for a card the person may not see.

    Seven queries, and one for the name of its area.
    """
    return around(request, access_of(request, customer_id), current)


def access_of(request: DeskRequest, customer_id: int) -> CustomerAccess:
    """The card, and whether she can book online."""
    desk = request.desk
    return get_customer_access(business=desk.business, viewer=desk.actor, customer_id=customer_id, now=desk.now)


def around(request: DeskRequest, access: CustomerAccess, current: str) -> dict[str, object]:
    """The context of the frame, when the card is known already."""
    desk, card = request.desk, access.card
    return {
        "card": card,
        "email_trouble": trouble_of(card, desk),
        "is_without_recall": is_marked(card.id),
        "area": "" if card.area_id is None else get_area(card.area_id).name,
        "panel": panel_of(access, desk),
        "tabs": _tabs(desk, card, current),
        "tab_url": request.get_full_path(),
        "tags": in_order(access.facts.tags),
        "may_tag": desk.may(Permission.TAG_APPLY),
        "may_open_as": desk.may(Permission.CUSTOMER_QUICK_LOGIN) and not card.is_archived,
        "may_archive": desk.may(Permission.CUSTOMER_ARCHIVE),
        "sent_card": sent_card_of(card.id),
        "book_url": "" if card.is_archived else book_url(desk, card.id),
    }


def _tabs(desk: DeskContext, card: CustomerCard, current: str) -> list[Tab]:
    return [
        Tab(desk.url(f"customer_card:{name}", card.id), text, name == current)
        for name, text, permission in _TABS
        if permission is None or desk.may(permission)
    ]


def book_url(desk: DeskContext, customer_id: int) -> str:
    """Where staff book for this customer."""
    return f"{desk.url('bookings:new')}?customer={customer_id}"
