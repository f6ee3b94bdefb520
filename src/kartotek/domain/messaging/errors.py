"""Which refusals belong to messages?"""

from kartotek.kernel.errors import Conflict, Invalid, Problem


class NotWaiting(Conflict):
    """This message does not wait any more: it is being sent, or was."""

    code = "not_waiting"


class NotResendable(Conflict):
    """This message cannot be sent again."""

    code = "not_resendable"


class NoMobile(Invalid):
    """There is no mobile number on the card."""

    code = "no_mobile"

    def __init__(self) -> None:
        super().__init__(problems=(_problem("phone", NoMobile),))


class NoFutureBooking(Invalid):
    """The customer has no coming booking."""

    code = "no_future_booking"

    def __init__(self) -> None:
        super().__init__(problems=(_problem("booking", NoFutureBooking),))


def _problem(field: str, error: type[Invalid]) -> Problem:
    return Problem(field, error.code, " ".join((error.__doc__ or "").split()))
