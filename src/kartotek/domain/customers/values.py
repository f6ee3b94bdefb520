"""What goes into a card, and what comes out of a search? Shapes only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict

UNLIMITED = -1  # `max_future_bookings` of a card; None follows the general setting, 0 is blocked (S3, S4)
LARGEST_LIMIT = 9999


@dataclass(frozen=True)
class CustomerDetails:
    """A new card as it was typed. The number comes from the business's series."""

    first_name: str = ""
    last_name: str = ""
    email: str = ""
    phone: str = ""
    external_ref: str = ""
    address_line: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    date_of_birth: date | None = None
    language: str = ""
    wants_email: bool = True
    wants_sms: bool = True
    note: str = ""
    important_note: str = ""
    area_id: int | None = None
    max_future_bookings: int | None = None
    limit_reason: str = ""
    is_possible_match: bool = False


class CustomerChanges(TypedDict, total=False):
    """What is to be changed on a card; a name left out stays as it is. `limit_reason`: why the limit is changed."""

    first_name: str
    last_name: str
    email: str
    phone: str
    external_ref: str
    address_line: str
    postcode: str
    city: str
    country: str
    date_of_birth: date | None
    language: str
    wants_email: bool
    wants_sms: bool
    note: str
    important_note: str
    area_id: int | None
    max_future_bookings: int | None
    limit_reason: str


# What only the customer herself says, and no member of staff who acts as her (S50).
CONSENTS = frozenset({"email", "phone", "wants_email", "wants_sms"})
# What customers may change on their own card; the rest is the staff's.
OWN_FIELDS = frozenset(
    {"first_name", "last_name", "email", "phone", "address_line", "postcode", "city", "country"}
    | {"date_of_birth", "language", "wants_email", "wants_sms"}
)


@dataclass(frozen=True)
class CustomerCard:
    """A card as it stands in the database."""

    id: int
    version: int
    number: str
    external_ref: str
    first_name: str
    last_name: str
    email: str
    email_bounced_at: datetime | None
    phone: str
    address_line: str
    postcode: str
    city: str
    country: str
    date_of_birth: date | None
    language: str
    wants_email: bool
    wants_sms: bool
    note: str
    important_note: str
    area_id: int | None
    max_future_bookings: int | None
    limit_set_at: datetime | None
    limit_set_by: str
    limit_reason: str
    is_possible_match: bool
    archived_at: datetime | None
    created_at: datetime
    last_login_at: datetime | None
    last_login_ip: str

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def is_archived(self) -> bool:
        """Whether it was put away (S54)."""
        return self.archived_at is not None


@dataclass(frozen=True)
class SearchKeys:
    """The computed columns by which a card is found and sorted (joint 11)."""

    name_sort: str
    given_sort: str
    search_text: str


@dataclass(frozen=True)
class Identity:
    """What tells persons apart: contacts in their normal spelling, the name, the birth date."""

    first_name: str
    last_name: str
    email: str = ""
    phone: str = ""
    external_ref: str = ""
    date_of_birth: date | None = None


class Likeness(StrEnum):
    """Why two cards may be the same person, from strong to weak (S49)."""

    EMAIL = "email"
    PHONE = "phone"
    NUMBER = "number"
    NAME_AND_BIRTH_DATE = "name_and_birth_date"
    SIMILAR_NAME = "similar_name"


@dataclass(frozen=True)
class PossibleDuplicate:
    """Another card that may be the same person, and everything that says so."""

    id: int
    number: str
    name: str
    why: tuple[Likeness, ...]

    @property
    def is_weak(self) -> bool:
        """Only the names are alike."""
        return self.why == (Likeness.SIMILAR_NAME,)


class Sort(StrEnum):
    """In which order cards are listed; a minus turns it round."""

    NAME = "name"
    NAME_DOWN = "-name"
    NUMBER = "number"
    NUMBER_DOWN = "-number"
    CREATED = "created"
    CREATED_DOWN = "-created"


@dataclass(frozen=True)
class Wanted:
    """Which cards are asked for, in which order. `area_ids` narrows to some areas, as one with its parts."""

    area_ids: frozenset[int] | None = None
    is_archived: bool = False
    sort: Sort = Sort.NAME


class NoticeKind(StrEnum):
    """Where a notice comes from: written by itself, with a lock, or with its lifting (S27)."""

    NOTE = "note"
    LOCK = "lock"
    UNLOCK = "unlock"


@dataclass(frozen=True)
class NewNotice:
    """A notice about to be written. `agent`: who stands at a shared front desk (S23)."""

    customer_id: int
    text: str
    kind: NoticeKind = NoticeKind.NOTE
    is_pinned: bool = False
    agent: str = ""


@dataclass(frozen=True)
class NoticeItem:
    """What staff should know of a customer, with author and time."""

    id: int
    customer_id: int
    kind: NoticeKind
    text: str
    is_pinned: bool
    at: datetime
    by: str
    agent: str
