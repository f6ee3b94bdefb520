"""What can be done with a card? One file a verb."""

from kartotek.domain.customers.actions.archive import archive_customer, restore_customer
from kartotek.domain.customers.actions.create import create_customer
from kartotek.domain.customers.actions.edit import edit_customer, set_proven_contact
from kartotek.domain.customers.actions.notices import add_notice, pin_notice

__all__ = [
    "add_notice",
    "archive_customer",
    "create_customer",
    "edit_customer",
    "pin_notice",
    "restore_customer",
    "set_proven_contact",
]
