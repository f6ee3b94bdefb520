"""What does a view know before it starts? The business, who acts, and what time it is."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike, Permission


def desk_address(slug: str, name: str, *args: object) -> str:
    """The address of a screen in the desk of a business."""
    return _address((get_script_prefix(), f"desk:{name}", (slug, *args)))


@lru_cache(maxsize=4096)  # a page has some eighty addresses, most of them those of the page before
def _address(asked: tuple[str, str, tuple[object, ...]]) -> str:
    """`asked`: below which prefix (which `reverse` knows by itself), what, with what."""
    _prefix, name, args = asked
    return reverse(name, args=args)


@dataclass(frozen=True)
class DeskContext:
    """A member of staff at work in one business."""

    business: BusinessLike
    actor: Actor
    now: datetime
    role_label: str
    is_worker_late: bool

    def may(self, permission: Permission) -> bool:
        """Whether the person holds the permission; for showing or leaving out a control."""
        return self.actor.may(permission)

    def url(self, name: str, *args: object) -> str:
        """The address of a screen inside this business: `desk.url("customer_card:card", 7)`."""
        return desk_address(self.business.slug, name, *args)


class DeskRequest(HttpRequest):
    """A request that passed `desk_view`."""

    desk: DeskContext
