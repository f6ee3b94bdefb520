"""Who may do what in a business? Roles and permissions as the table of S55 has them."""

import hashlib
from enum import StrEnum


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
