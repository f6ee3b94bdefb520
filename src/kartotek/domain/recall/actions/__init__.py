"""What can be done with recall? One file a noun."""

from kartotek.domain.recall.actions.enrolling import enrol_customer, enrol_many, take_out_customer
from kartotek.domain.recall.actions.inviting import invite_due
from kartotek.domain.recall.actions.letters import print_invitations
from kartotek.domain.recall.actions.plans import archive_plan, create_plan, edit_plan, restore_plan, set_marking

__all__ = [
    "archive_plan",
    "create_plan",
    "edit_plan",
    "enrol_customer",
    "enrol_many",
    "invite_due",
    "print_invitations",
    "restore_plan",
    "set_marking",
    "take_out_customer",
]
