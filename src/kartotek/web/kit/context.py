"""What does a view know before it starts? The business, who acts, and what time it is."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike, Permission


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
        return reverse(f"desk:{name}", args=(self.business.slug, *args))


class DeskRequest(HttpRequest):
    """A request that passed `desk_view`."""

    desk: DeskContext
