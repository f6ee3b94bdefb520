"""Of what does the question "when is it free?" consist, and its answer? Instants here are minutes since 1970 (UTC)."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from kartotek.domain.access.values import Policy
from kartotek.domain.catalog.values import Gap


@dataclass(frozen=True)
class Rules:
    """What makes a moment a start (api.md, "A start"). `start_times`: listed minutes after midnight, else the grid."""

    timezone: str
    slot_minutes: int
    start_times: tuple[int, ...] | None
    buffer_before_minutes: int
    buffer_after_minutes: int
    min_notice_minutes: int
    horizon_days: int
    gap: Gap | None = None


@dataclass(frozen=True)
class Offer:
    """That an employee performs the service: how long it takes there and what it costs."""

    employee_id: int
    employee_name: str
    duration_minutes: int
    price: Decimal | None
    is_online: bool
    location_id: int | None = None


@dataclass(frozen=True)
class ForWhom:
    """What of those who ask changes the answer: whom they may not be offered, and how long it takes, whoever performs
    it: by her own terms (S51), or by what staff gave the booking that is moved (S7). Else it takes as long as usual.
    """

    without: AbstractSet[int] = frozenset()
    own_minutes: int | None = None


ANYBODY = ForWhom()


class Need(NamedTuple):
    """A resource that a service needs, and how many can be in use at once."""

    resource_id: int
    capacity: int


@dataclass(frozen=True)
class Frame:
    """A service as booking sees it: its rules, and the employees at work who perform it, in their order."""

    service_id: int
    service_name: str
    service_color: str
    is_class: bool
    is_online: bool
    needs_approval: bool
    rules: Rules
    offers: tuple[Offer, ...]
    policy: Policy
    category_id: int | None = None
    needs: tuple[Need, ...] = ()


class Taken(NamedTuple):
    """Time of an employee, or of a resource, that is taken, buffers included: minutes since 1970, half-open."""

    starts: int
    ends: int


@dataclass(frozen=True)
class Slot:
    """One start, and who is free then, in the order of the employees."""

    starts_at: datetime
    employee_ids: tuple[int, ...]


@dataclass(frozen=True)
class DayOfSlots:
    """One date of the range with its starts; none is a date too."""

    on: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Availability:
    """Every date asked for."""

    timezone: str
    days: tuple[DayOfSlots, ...]
