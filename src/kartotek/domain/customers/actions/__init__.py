"""What can be done with a card? One file a verb."""

from kartotek.domain.customers.actions.archive import archive_customer, restore_customer
from kartotek.domain.customers.actions.create import create_customer
from kartotek.domain.customers.actions.edit import edit_customer

__all__ = ["archive_customer", "create_customer", "edit_customer", "restore_customer"]
