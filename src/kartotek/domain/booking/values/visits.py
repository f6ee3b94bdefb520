"""Which services follow one another in a visit, and when would each begin, with whom?"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from kartotek.domain.booking.values.availability import Frame, Offer


class Following(NamedTuple):
    """One service of a visit and with whom; None is anyone."""

    service_id: int
    employee_id: int | None = None


@dataclass(frozen=True)
class Part:
    """The same, with everybody who may do it."""

    frame: Frame
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class PlannedPart:
    """One service of a visit at its time, with the employee who would do it, and whether that is possible."""

    service_id: int
    service_name: str
    offer: Offer
    starts_at: datetime
    is_within_hours: bool
    is_free: bool

    @property
    def ends_at(self) -> datetime:
        """The end for the customer, without buffers."""
        return self.starts_at + timedelta(minutes=self.offer.duration_minutes)

    @property
    def fits(self) -> bool:
        """Whether nothing stands against it."""
        return self.is_within_hours and self.is_free


Plan = tuple[PlannedPart, ...]
