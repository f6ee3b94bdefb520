"""Must this person prove who they are before booking? And is the code they typed the right one?"""

import hmac
from hashlib import sha256

from kartotek.domain.access.values import Address, Policy, VerifyContact
from kartotek.kernel.contact import normalise_email, normalise_phone
from kartotek.kernel.errors import Invalid, invalid
from kartotek.kernel.words import gettext_noop

MAX_ATTEMPTS = 5
_ONE_IN = 10


def is_proof_required(policy: Policy, address: str, *, is_restricted: bool, is_proven: bool, secret: bytes) -> bool:
    """Whether a code is demanded before this booking (S22).

    With `restricted`, one in ten of the others is asked too, so that being asked tells nothing: always the same
    ones, chosen by a digest of the address that outsiders cannot compute.
    """
    if is_proven or policy.verify_contact is VerifyContact.NEVER:
        return False
    return policy.verify_contact is VerifyContact.ALWAYS or is_restricted or _draw(address, secret) == 0


def _draw(address: str, secret: bytes) -> int:
    return int.from_bytes(hmac.digest(secret, f"proof\n{address}".encode(), "sha256")[:8], "big") % _ONE_IN


def address_to_prove(email: str, phone: str, region: str) -> Address:
    """The one address that was given, in its normal spelling; raises Invalid for none, for both, or for a wrong one."""
    mail, number = normalise_email(email), normalise_phone(phone, region)
    if problems := tuple(contact.problem for contact in (mail, number) if contact.problem):
        raise Invalid(problems=problems)
    if bool(mail.value) == bool(number.value):
        message = gettext_noop("Give either an e-mail address or a phone number.")
        raise invalid("email", "one_address", message)
    return Address("email", mail.value) if mail.value else Address("sms", number.value)


def code_digest(public_id: str, code: str) -> str:
    """What is stored of a code: of six digits alone a digest would be guessed at once, so the proof's id goes in."""
    return sha256(f"{public_id}:{code.strip()}".encode()).hexdigest()


def is_right_code(public_id: str, code: str, digest: str) -> bool:
    """Whether the typed code is the one that was sent."""
    return hmac.compare_digest(code_digest(public_id, code), digest)
