"""What are services and employees made of? Values that go into actions and come out of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypedDict


class ServiceKind(StrEnum):
    """Whether one customer has the employee alone, or several share a class."""

    APPOINTMENT = "appointment"
    CLASS = "class"


class ExtraFieldKind(StrEnum):
    """How a question that is asked with a booking is answered."""

    TEXT = "text"
    YES_NO = "yes_no"
    CHOICE = "choice"


COLORS = ("blue", "plum", "olive", "clay", "indigo", "teal", "ochre", "rose", "none")

LONGEST_NAME = 200
LONGEST_DESCRIPTION = 4000
LONGEST_DURATION = 1440
LONGEST_BUFFER = 480
MOST_SEATS = 1000
MOST_START_TIMES = 288
MOST_CAPACITY = 100
LONGEST_LABEL = 200
LONGEST_ANSWER = 2000
MOST_CHOICES = 50


class BusinessValues(Protocol):
    """What the catalogue needs to know of a business."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def currency(self) -> str:
        """ISO 4217."""


@dataclass(frozen=True)
class PriceGiven:
    """A price as somebody wrote it; the currency is empty where nobody asks for it."""

    amount: str
    currency: str = ""


@dataclass(frozen=True)
class Gap:
    """Time within a service in which its employee is free for others: it begins `after_minutes` from the start."""

    after_minutes: int
    minutes: int

    @property
    def ends(self) -> int:
        """The minute from the start at which the employee is needed again."""
        return self.after_minutes + self.minutes

    def within(self, duration_minutes: int) -> "Gap | None":
        """The gap of a service that takes so long; None where nothing of the service would remain after it."""
        return self if self.ends < duration_minutes else None


class GapColumns(Protocol):
    """How a gap is stored: both or neither."""

    gap_after_minutes: int | None
    gap_minutes: int | None


@dataclass(frozen=True, kw_only=True)
class ResourceDetails:
    """A room or a piece of equipment: which services need it, and how many of them there are."""

    name: str
    service_ids: tuple[int, ...] = ()
    capacity: int = 1


class ResourceChanges(TypedDict, total=False):
    """What may be changed of a resource."""

    name: str
    service_ids: tuple[int, ...]
    capacity: int
    is_archived: bool


@dataclass(frozen=True, kw_only=True)
class ResourceItem(ResourceDetails):
    """A resource as it is stored."""

    id: int
    version: int
    is_archived: bool


@dataclass(frozen=True, kw_only=True)
class CategoryDetails:
    """A heading."""

    name: str


class CategoryChanges(TypedDict, total=False):
    """What may be changed of a category."""

    name: str


@dataclass(frozen=True, kw_only=True)
class CategoryItem(CategoryDetails):
    """A heading as it is stored."""

    id: int
    version: int
    position: int


@dataclass(frozen=True, kw_only=True)
class ServiceDetails:
    """A service as somebody describes it. `start_times` are minutes from local midnight; None: every grid time."""

    name: str
    duration_minutes: int
    kind: str = ServiceKind.APPOINTMENT.value
    description: dict[str, str] = field(default_factory=dict)
    category_id: int | None = None
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    price: PriceGiven | None = None
    is_online: bool = True
    needs_approval: bool = False
    seats: int | None = None
    start_times: tuple[int, ...] | None = None
    gap: Gap | None = None
    color: str = "blue"
    employee_ids: tuple[int, ...] = ()
    is_archived: bool = False


class ServiceChanges(TypedDict, total=False):
    """What may be changed of a service."""

    name: str
    duration_minutes: int
    kind: str
    description: dict[str, str]
    category_id: int | None
    buffer_before_minutes: int
    buffer_after_minutes: int
    price: PriceGiven | None
    is_online: bool
    needs_approval: bool
    seats: int | None
    start_times: tuple[int, ...] | None
    gap: Gap | None
    color: str
    employee_ids: tuple[int, ...]
    is_archived: bool


@dataclass(frozen=True, kw_only=True)
class ServiceItem:
    """A service as it is stored, and who performs it; the price is in the currency of the business."""

    id: int
    version: int
    name: str
    description: dict[str, str]
    category_id: int | None
    kind: str
    duration_minutes: int
    buffer_before_minutes: int
    buffer_after_minutes: int
    price: Decimal | None
    is_online: bool
    needs_approval: bool
    seats: int | None
    start_times: tuple[int, ...] | None
    gap: Gap | None
    color: str
    position: int
    is_archived: bool
    employee_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """That an employee performs a service; None: the duration or price of the service itself."""

    employee_id: int
    service_id: int
    duration_minutes: int | None
    price: Decimal | None


@dataclass(frozen=True, kw_only=True)
class OfferDetails:
    """The own duration and price of an employee for a service; None: those of the service."""

    duration_minutes: int | None = None
    price: PriceGiven | None = None


@dataclass(frozen=True, kw_only=True)
class EmployeeDetails:
    """An employee as somebody describes her; `membership_id` is the staff account whose calendar it is.

    `terms` are the own terms for services, by the service's number; None: those she has stay as they are.
    """

    name: str
    location_id: int | None = None
    membership_id: int | None = None
    is_online: bool = True
    color: str = "blue"
    service_ids: tuple[int, ...] = ()
    terms: Mapping[int, OfferDetails] | None = None


class EmployeeChanges(TypedDict, total=False):
    """What may be changed of an employee."""

    name: str
    location_id: int | None
    membership_id: int | None
    is_online: bool
    color: str
    service_ids: tuple[int, ...]
    terms: Mapping[int, OfferDetails] | None


@dataclass(frozen=True, kw_only=True)
class EmployeeItem:
    """An employee as she is stored, with what she performs."""

    id: int
    version: int
    name: str
    location_id: int | None
    membership_id: int | None
    is_online: bool
    color: str
    position: int
    is_archived: bool
    offers: tuple[Offer, ...]

    @property
    def service_ids(self) -> tuple[int, ...]:
        """The services she performs."""
        return tuple(offer.service_id for offer in self.offers)


Worded = Mapping[str, str]  # a text by language


@dataclass(frozen=True, kw_only=True)
class ExtraFieldDetails:
    """What is asked with a booking of these services; `choices` are those of a choice, each by language."""

    label: Worded
    kind: str = ExtraFieldKind.TEXT.value
    is_required: bool = False
    is_visible_online: bool = True
    choices: tuple[Worded, ...] = ()
    service_ids: tuple[int, ...] = ()


class ExtraFieldChanges(TypedDict, total=False):
    """What may be changed of an extra field."""

    label: Worded
    kind: str
    is_required: bool
    is_visible_online: bool
    choices: tuple[Worded, ...]
    service_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ExtraFieldItem(ExtraFieldDetails):
    """An extra field as it is stored."""

    id: int
    version: int
