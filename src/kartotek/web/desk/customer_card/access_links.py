"""Where is what the panel says changed? One remedy for each gate, shown where the viewer may use it (S11a)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.domain.access.values import State
from kartotek.domain.businesses.values import Permission
from kartotek.web.kit.context import DeskContext


@dataclass(frozen=True)
class _Remedy:
    """What a button does: where in `desk:` it leads, its words, icon and key, and who may use it."""

    name: str
    url_name: str
    long: Promise
    short: Promise
    icon: str
    permission: Permission | None
    key: str = ""
    is_dialog: bool = True


class Remedy(Enum):
    """The remedies, by name."""

    LOCK = _Remedy("lock", "customer_card:lock", _("Lock…"), _("Lock…"), "lock", Permission.LOCK_PLACE, "l")
    UNLOCK = _Remedy(  # at the same place as Lock…: the focus comes back to it
        "lock", "customer_card:unlock", _("Unlock…"), _("Unlock…"), "lock-open", Permission.LOCK_LIFT, "l"
    )
    EXTEND = _Remedy(
        "extend", "customer_card:extend", _("Extend…"), _("Extend…"), "calendar-plus", Permission.LOCK_PLACE
    )
    TAGS = _Remedy("tags", "customer_card:tags", _("Tags…"), _("Tags…"), "tag", Permission.TAG_APPLY)
    MAX = _Remedy("max", "customer_card:access_max", _("Max bookings…"), _("Max…"), "hash", Permission.CUSTOMER_LIMIT)
    EXCEPTION = _Remedy(
        "exception", "customer_card:exception", _("Exception…"), _("Exception…"), "shield", Permission.CUSTOMER_LIMIT
    )
    WHY = _Remedy("why", "why:index", _("Why?"), _("Why?"), "route", None, is_dialog=False)


@dataclass(frozen=True)
class Link:
    """One button of the panel; `id` is where the focus comes back to."""

    id: str
    url: str
    text: Promise
    icon: str
    key: str
    is_dialog: bool


def actions_of(state: State, customer_id: int, desk: DeskContext, *, has_end: bool = False) -> list[Link]:
    """The buttons beside the answer: what is most likely wanted first. `has_end`: a lock has one that can be moved."""
    wanted = {
        State.LOCKED: (Remedy.UNLOCK, *((Remedy.EXTEND,) if has_end else ()), Remedy.WHY),
        State.BLOCKED: (Remedy.MAX, Remedy.LOCK, Remedy.WHY),
        State.LIMITED: (Remedy.MAX, Remedy.LOCK, Remedy.WHY),
        State.OPEN: (Remedy.LOCK, Remedy.MAX, Remedy.WHY),
    }
    links = (_link(remedy, "open", customer_id, desk, is_short=False) for remedy in wanted[state])
    return [link for link in links if link is not None]


def links_of(remedies: Iterable[Remedy], customer_id: int, desk: DeskContext) -> tuple[Link, ...]:
    """The small buttons of one gate."""
    links = (_link(remedy, "gate", customer_id, desk, is_short=True) for remedy in remedies)
    return tuple(link for link in links if link is not None)


def _link(remedy: Remedy, place: str, customer_id: int, desk: DeskContext, *, is_short: bool) -> Link | None:
    what = remedy.value
    if what.permission is not None and not desk.may(what.permission):
        return None
    url = _url(remedy, customer_id, desk)
    key = "" if is_short else what.key
    return Link(f"{place}-{what.name}", url, what.short if is_short else what.long, what.icon, key, what.is_dialog)


def _url(remedy: Remedy, customer_id: int, desk: DeskContext) -> str:
    if remedy is Remedy.WHY:
        return f"{desk.url(remedy.value.url_name)}?customer={customer_id}"
    return desk.url(remedy.value.url_name, customer_id)
