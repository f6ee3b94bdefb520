"""What changes businesses, their places and their people?"""

from kartotek.domain.businesses.actions.accounts import mail_account, record_account_event
from kartotek.domain.businesses.actions.areas import assign_inspectors, create_area, delete_area, edit_area
from kartotek.domain.businesses.actions.businesses import create_business, edit_business
from kartotek.domain.businesses.actions.invitations import accept_invitation, invite_staff, renew_invitation
from kartotek.domain.businesses.actions.places import create_location, edit_location
from kartotek.domain.businesses.actions.staff import change_staff, create_staff, deactivate_staff, reactivate_staff
from kartotek.domain.businesses.actions.tokens import create_token, ensure_staff_token, revoke_token

__all__ = [
    "accept_invitation",
    "assign_inspectors",
    "change_staff",
    "create_area",
    "create_business",
    "create_location",
    "create_staff",
    "create_token",
    "deactivate_staff",
    "delete_area",
    "edit_area",
    "edit_business",
    "edit_location",
    "ensure_staff_token",
    "invite_staff",
    "mail_account",
    "reactivate_staff",
    "record_account_event",
    "renew_invitation",
    "revoke_token",
]
