"""Which refusals belong to businesses and their people?"""

from kartotek.kernel.errors import Conflict, Refused


class LastOwner(Conflict):
    """A business keeps at least one active owner."""

    code = "last_owner"


class InUse(Conflict):
    """This is still in use."""

    code = "in_use"


class AlreadyMember(Conflict):
    """This person already works here."""

    code = "already_member"


class BusinessDiffers(Conflict):
    """A business of that name in addresses exists already, with other values."""

    code = "business_differs"


class InvitationAnswered(Conflict):
    """This person has accepted already."""

    code = "invitation_answered"


class SignInFirst(Refused):
    """This address has an account already. Sign in with it, then open the link again."""

    code = "sign_in_first"


class OtherRole(Conflict):
    """This person works here in another role."""

    code = "other_role"
