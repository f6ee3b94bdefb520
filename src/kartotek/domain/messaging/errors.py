"""Which refusals belong to messages?"""

from kartotek.kernel.errors import Conflict


class NotWaiting(Conflict):
    """This message does not wait any more: it is being sent, or was."""

    code = "not_waiting"


class NotResendable(Conflict):
    """This message cannot be sent again."""

    code = "not_resendable"
