"""Which single permissions can be given and taken, in which words, and what comes out? (S55)

Only permissions that something asks for already; those of later parts come with them.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.domain.businesses.decisions import effective_permissions
from kartotek.domain.businesses.values import ROLE_PERMISSIONS, Permission, Role

GROUPS: tuple[tuple[Promise, dict[Permission, Promise]], ...] = (
    (
        _("Customers and bookings"),
        {
            Permission.CUSTOMER_LIMIT: _("Set max coming bookings on a card"),
            Permission.CUSTOMER_ARCHIVE: _("Archive and restore cards"),
            Permission.BOOKING_OVERRIDE: _("Book against the limit, hours or an overlap"),
            Permission.AUDIT_VIEW: _("Read the audit log"),
        },
    ),
    (
        _("Business"),
        {
            Permission.SETTINGS_MANAGE: _("Change the settings"),
            Permission.STAFF_MANAGE: _("Manage the staff"),
            Permission.TOKEN_MANAGE: _("Manage API tokens"),
        },
    ),
)
SHOWN = tuple(permission for _title, permissions in GROUPS for permission in permissions)

ROLE_WORDS = {
    Role.OWNER: (_("Owner"), _("Everything, the owners too")),
    Role.ADMINISTRATOR: (_("Administrator"), _("Everything but owners")),
    Role.INSPECTOR: (_("Inspector"), _("Customers of certain areas only")),
    Role.RECEPTIONIST: (_("Receptionist"), _("Customers and bookings; no settings")),
    Role.PRACTITIONER: (_("Practitioner"), _("Sees all, changes the own calendar")),
}
ROLE_CHOICES = [(role.value, words[0]) for role, words in ROLE_WORDS.items()]


@dataclass(frozen=True)
class Line:
    """One permission: what the role says, what was chosen for the person, what comes out."""

    code: str
    label: Promise
    has_by_role: bool
    field: BoundField
    has_it: bool


@dataclass(frozen=True)
class Group:
    """Permissions of one kind."""

    title: Promise
    lines: list[Line]


def field_of(permission: str) -> str:
    """The name of the field of a permission."""
    return f"right_{permission.replace('.', '_')}"


def lines_of(
    fields: dict[str, BoundField], role: Role, granted: Collection[str], taken: Collection[str]
) -> list[Group]:
    """The table of single permissions for a person of that role."""
    effective = effective_permissions(role, granted, taken)
    return [
        Group(
            title,
            [
                Line(
                    code=permission.value,
                    label=label,
                    has_by_role=permission in ROLE_PERMISSIONS[role],
                    field=fields[permission],
                    has_it=permission in effective,
                )
                for permission, label in permissions.items()
            ],
        )
        for title, permissions in GROUPS
    ]
