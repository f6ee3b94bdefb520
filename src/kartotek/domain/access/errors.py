"""Which refusals belong to access and proof?"""

from collections.abc import Mapping
from datetime import datetime

from kartotek.domain.access.values import StartedProof
from kartotek.kernel.errors import Conflict, Invalid, Problem, Refused


class CustomerRefused(Refused):
    """Sorry, this is not available at the moment."""

    code = "customer_refused"

    def __init__(self, message: str, *, details: Mapping[str, object]) -> None:
        """`message` is the public one; `details` what else this person may know (contact; with proof the numbers)."""
        super().__init__(message)
        self.details = dict(details)

    def members(self) -> dict[str, object]:
        """What a program is told besides."""
        return self.details


class ProofRequired(Refused):
    """Please enter the code we have sent you."""

    code = "proof_required"

    def __init__(self, proof: StartedProof) -> None:
        super().__init__()
        self.proof = proof

    def members(self) -> dict[str, object]:
        """Where the code is to be sent back, and until when."""
        return {"proof": self.proof.public_id, "expires_at": _iso(self.proof.expires_at)}


class WrongCode(Invalid):
    """This code is not right, or it has expired. Please check it, or ask for a new one."""

    code = "wrong_code"


def _iso(moment: datetime) -> str:
    return moment.isoformat()


class NoteRequired(Invalid):
    """An endless lock needs a note."""

    code = "note_required"

    def __init__(self) -> None:
        super().__init__(problems=(_problem("note", NoteRequired),))


class EndNotOffered(Invalid):
    """This reason does not offer such an end."""

    code = "end_not_offered"

    def __init__(self) -> None:
        super().__init__(problems=(_problem("ends", EndNotOffered),))


class InThePast(Invalid):
    """This end lies in the past."""

    code = "in_the_past"

    def __init__(self) -> None:
        super().__init__(problems=(_problem("ends", InThePast),))


class NotLater(Invalid):
    """The new end must be later than the one it has."""

    code = "not_later"

    def __init__(self) -> None:
        super().__init__(problems=(_problem("ends", NotLater),))


class EndsRequired(Invalid):
    """Choose an end for the lock."""

    code = "ends_required"

    def __init__(self) -> None:
        super().__init__(problems=(_problem("ends", EndsRequired),))


class ReasonRequired(Invalid):
    """Please give a reason."""

    code = "reason_required"

    def __init__(self) -> None:
        super().__init__(problems=(_problem("reason", ReasonRequired),))


class NotLocked(Conflict):
    """There is no lock any more that could be changed."""

    code = "not_locked"


def _problem(field: str, error: type[Invalid]) -> Problem:
    return Problem(field, error.code, error.__doc__ or "")
