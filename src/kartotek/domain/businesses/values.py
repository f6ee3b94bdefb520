"""Who may do what in a business? Roles and permissions as the table of S55 has them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypedDict


class Role(StrEnum):
    """The role of a person in a business."""

    OWNER = "owner"
    ADMINISTRATOR = "administrator"
    INSPECTOR = "inspector"
    RECEPTIONIST = "receptionist"
    PRACTITIONER = "practitioner"


class Permission(StrEnum):
    """What can be allowed; names of semantics.md S55."""

    TAG_APPLY = "tag.apply"
    CUSTOMER_LIMIT = "customer.limit"
    LOCK_PLACE = "lock.place"
    LOCK_LIFT = "lock.lift"
    BOOKING_OVERRIDE = "booking.override"
    LOCK_OVERRIDE = "lock.override"
    AUDIT_VIEW = "audit.view"
    REMINDER_MANAGE = "reminder.manage"
    TAG_MANAGE = "tag.manage"
    RULE_MANAGE = "rule.manage"
    CUSTOMER_MERGE = "customer.merge"
    CUSTOMER_EXPORT = "customer.export"
    CUSTOMER_ARCHIVE = "customer.archive"
    SETTINGS_MANAGE = "settings.manage"
    CUSTOMER_QUICK_LOGIN = "customer.quick_login"
    STAFF_MANAGE = "staff.manage"
    TOKEN_MANAGE = "token.manage"  # noqa: S105 - a permission's name, not a secret
    OWNERS_MANAGE = "owners.manage"


_EVERYONE = frozenset({Permission.TAG_APPLY})
_FRONT_DESK = _EVERYONE | {
    Permission.CUSTOMER_LIMIT,
    Permission.LOCK_PLACE,
    Permission.LOCK_LIFT,
    Permission.BOOKING_OVERRIDE,
}
_OVERSIGHT = _FRONT_DESK | {Permission.LOCK_OVERRIDE, Permission.AUDIT_VIEW, Permission.REMINDER_MANAGE}
_ADMINISTRATION = _OVERSIGHT | {
    Permission.TAG_MANAGE,
    Permission.RULE_MANAGE,
    Permission.CUSTOMER_MERGE,
    Permission.CUSTOMER_EXPORT,
    Permission.CUSTOMER_ARCHIVE,
    Permission.SETTINGS_MANAGE,
    Permission.STAFF_MANAGE,
    Permission.TOKEN_MANAGE,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.ADMINISTRATOR: frozenset(_ADMINISTRATION),
    Role.INSPECTOR: frozenset(_OVERSIGHT),
    Role.RECEPTIONIST: frozenset(_FRONT_DESK),
    Role.PRACTITIONER: _EVERYONE,
}


class AccountEvent(StrEnum):
    """What happens to an account; the names stand in the audit log."""

    SIGNED_IN = "account.signed_in"
    SIGN_IN_FAILED = "account.sign_in_failed"
    PASSWORD_CHANGED = "account.password_changed"  # noqa: S105 - the name of an event
    SECOND_FACTOR_ADDED = "account.second_factor_added"
    SECOND_FACTOR_REMOVED = "account.second_factor_removed"
    RECOVERY_CODES_MADE = "account.recovery_codes_made"


LANGUAGES = ("da", "sv", "de", "fr", "en")

RESERVED_SLUGS = frozenset(
    {
        "desk",
        "api",
        "static",
        "media",
        "healthz",
        "readyz",
        "accounts",
        "admin",
        "bench",
        "kartotek",
        "favicon.ico",
        "robots.txt",
    }
)


def digest_of(secret: str) -> str:
    """What is stored of a secret that is long and random: its SHA-256."""
    return hashlib.sha256(secret.encode()).hexdigest()


class BusinessLike(Protocol):
    """What everybody above the domain may read of a business."""

    @property
    def id(self) -> int:
        """Its identifier."""

    @property
    def version(self) -> int:
        """Its ETag."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def slug(self) -> str:
        """Its name in addresses."""

    @property
    def timezone(self) -> str:
        """IANA zone, as Europe/Copenhagen."""

    @property
    def country(self) -> str:
        """ISO 3166, two letters; the default region of phone numbers."""

    @property
    def currency(self) -> str:
        """ISO 4217, three letters."""

    @property
    def languages(self) -> list[str]:
        """The languages its booking site speaks."""

    @property
    def default_language(self) -> str:
        """One of them."""

    @property
    def phone(self) -> str:
        """E.164, or empty."""

    @property
    def email(self) -> str:
        """Or empty."""

    @property
    def address_line(self) -> str:
        """Street and number."""

    @property
    def postcode(self) -> str:
        """As written there."""

    @property
    def city(self) -> str:
        """Town."""

    @property
    def opening_text(self) -> str:
        """When it is open, in words."""


@dataclass(frozen=True)
class BusinessDetails:
    """What a new business is told to be."""

    slug: str
    name: str
    timezone: str
    country: str
    currency: str
    default_language: str
    languages: tuple[str, ...] = ()


class BusinessChanges(TypedDict, total=False):
    """What may change of a business; its slug stands in printed addresses and stays."""

    name: str
    timezone: str
    country: str
    currency: str
    languages: list[str]
    default_language: str
    phone: str
    email: str
    address_line: str
    postcode: str
    city: str
    opening_text: str


@dataclass(frozen=True)
class LocationItem:
    """A place where customers are received."""

    id: int
    name: str
    address_line: str
    postcode: str
    city: str
    area_id: int | None
    is_archived: bool
    version: int


@dataclass(frozen=True)
class LocationDetails:
    """A new place."""

    name: str
    address_line: str = ""
    postcode: str = ""
    city: str = ""
    area_id: int | None = None


class LocationChanges(TypedDict, total=False):
    """What may change of a place."""

    name: str
    address_line: str
    postcode: str
    city: str
    area_id: int | None
    is_archived: bool


@dataclass(frozen=True)
class AreaItem:
    """A part of the business, and the part it belongs to."""

    id: int
    name: str
    parent_id: int | None
    version: int


@dataclass(frozen=True)
class AreaInTree:
    """An area at its place in the tree: `depth` 0 stands alone or has its parent out of sight."""

    area: AreaItem
    depth: int


@dataclass(frozen=True)
class AreaDetails:
    """A new area."""

    name: str
    parent_id: int | None = None


class AreaChanges(TypedDict, total=False):
    """What may change of an area."""

    name: str
    parent_id: int | None


@dataclass(frozen=True)
class StaffItem:
    """A person of the business. `permissions` is what comes out of role, `granted` and `taken` (S55)."""

    id: int
    user_id: int
    name: str
    email: str
    phone: str
    role: Role
    granted: frozenset[str]
    taken: frozenset[str]
    permissions: frozenset[str]
    area_ids: frozenset[int]
    is_active: bool
    is_invited: bool
    invite_expires_at: datetime | None
    last_login_at: datetime | None
    version: int


@dataclass(frozen=True)
class StaffDetails:
    """Somebody who is to work here."""

    email: str
    name: str
    role: Role
    phone: str = ""
    area_ids: tuple[int, ...] = ()
    granted: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()


class StaffChanges(TypedDict, total=False):
    """What may change of a person; the e-mail address is her own affair.

    `permissions` are all that she is to have: what is granted and taken follows from them and her role.
    """

    name: str
    role: Role
    phone: str
    area_ids: tuple[int, ...]
    granted: tuple[str, ...]
    taken: tuple[str, ...]
    permissions: tuple[str, ...]


@dataclass(frozen=True)
class Invitation:
    """An invited person and the secret of her link, which is shown once and stored nowhere."""

    member: StaffItem
    secret: str


@dataclass(frozen=True)
class TokenItem:
    """An API token, as it may be shown: never the secret itself."""

    id: int
    name: str
    prefix: str
    member_id: int
    member_name: str
    created_at: datetime


@dataclass(frozen=True)
class NewToken:
    """A token just made and its plain text, which is shown once and stored nowhere."""

    item: TokenItem
    plain: str


@dataclass(frozen=True)
class StaffTokenDetails:
    """For whom the command line makes a token; area names that do not exist are made."""

    role: Role
    email: str = ""
    name: str = ""
    area_names: tuple[str, ...] = ()
