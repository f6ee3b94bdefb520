"""Who changes a booking, when, for which business, and how is it written down?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, ActorKind, Target
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.hooks.actions import tell
from kartotek.domain.hooks.values import Happening, hook_event


@dataclass(frozen=True)
class Deed:
    """Who writes, when, for which business."""

    business: BusinessLike
    actor: Actor
    now: datetime

    @property
    def channel(self) -> str:
        """How it came in."""
        return "online" if self.actor.kind is ActorKind.CUSTOMER else "staff"

    def record(
        self,
        action: str,
        row: Booking,
        changes: Mapping[str, tuple[object, object]] | None = None,
        reason: str = "",
    ) -> None:
        """One audit entry about a booking (S57)."""
        record(
            actor=self.actor,
            now=self.now,
            business_id=self.business.id,
            action=action,
            target=Target("booking", row.pk, row.customer_id),
            changes=changes,
            reason=reason,
        )
        if (event := hook_event(action)) is not None:
            happening = Happening(event, f"booking {row.pk}", facts_told(row))
            tell(business_id=self.business.id, happenings=[happening], at=self.now)


def facts_told(row: Booking) -> dict[str, object]:
    """What programs outside are told of a booking: nothing internal (S15)."""
    return {
        "booking": str(row.pk),
        "visit": str(row.visit),
        "customer": str(row.customer_id),
        "service": str(row.service_id),
        "employee": str(row.employee_id),
        "session": str(row.session_id) if row.session_id else None,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "status": row.status,
        "channel": row.channel,
        "version": row.version,
    }
