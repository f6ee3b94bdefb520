"""What can be done with the catalogue?

Every action first holds the business, so that two of them never wait for one another's rows.
"""

from kartotek.domain.catalog.actions.categories import create_category, delete_category, edit_category, move_category
from kartotek.domain.catalog.actions.employees import (
    archive_employee,
    create_employee,
    edit_employee,
    move_employee,
    restore_employee,
)
from kartotek.domain.catalog.actions.extra_fields import create_extra_field, delete_extra_field, edit_extra_field
from kartotek.domain.catalog.actions.offers import remove_offer, set_offer
from kartotek.domain.catalog.actions.resources import create_resource, edit_resource
from kartotek.domain.catalog.actions.services import (
    archive_service,
    create_service,
    edit_service,
    move_service,
    restore_service,
)

__all__ = [
    "archive_employee",
    "archive_service",
    "create_category",
    "create_employee",
    "create_extra_field",
    "create_resource",
    "create_service",
    "delete_category",
    "delete_extra_field",
    "edit_category",
    "edit_employee",
    "edit_extra_field",
    "edit_resource",
    "edit_service",
    "move_category",
    "move_employee",
    "move_service",
    "remove_offer",
    "restore_employee",
    "restore_service",
    "set_offer",
]
