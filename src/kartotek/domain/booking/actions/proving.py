"""Must this person prove an address before anything is said about her? (S22)"""

from kartotek.domain.access.decisions import is_proof_required
from kartotek.domain.access.values import Address, CustomerIdentity, Decision, Policy, State
from kartotek.domain.booking.values.bookings import Booker
from kartotek.plumbing.crypto import secret_for


def address_to_prove(
    decision: Decision, policy: Policy, booker: Booker, identity: CustomerIdentity | None
) -> Address | None:
    """The address that must be proven first; None when nothing is in the way."""
    address = Address("email", booker.email) if booker.email else Address("sms", booker.phone)
    is_required = is_proof_required(
        policy,
        address.value,
        is_restricted=decision.state is not State.OPEN,
        is_proven=identity is not None,
        secret=secret_for("proof"),
    )
    return address if is_required else None
