"""May staff book against the rules, and what must they give for it? (S5)"""

from kartotek.domain.access.queries import decision_for_staff
from kartotek.domain.access.values import Decision, Outcome, ReasonCode
from kartotek.domain.audit.values import Actor
from kartotek.domain.booking.errors import MayNotOverride, NeedsOverride, SlotTaken
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import Permission
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop


def check_override(actor: Actor, decision: Decision, reason: str) -> None:
    """Raise MayNotOverride or NeedsOverride where the decision warns and no permitted person gave a reason."""
    if decision.outcome is Outcome.ALLOWED:
        return
    if not all(map(actor.may, _permissions_for(decision))):
        raise MayNotOverride(decision)
    if not reason.strip():
        raise NeedsOverride(decision, decision_for_staff(decision))


def _permissions_for(decision: Decision) -> set[Permission]:
    """A lock asks for a permission of its own (S13)."""
    warning = {reason.code for reason in decision.reasons} - {ReasonCode.BANNED_TAG, ReasonCode.SERVICE_RULE}
    needed = {Permission.LOCK_OVERRIDE} if ReasonCode.LOCKED in warning else set()
    return needed | ({Permission.BOOKING_OVERRIDE} if warning - {ReasonCode.LOCKED} else set())


def check_squeeze(actor: Actor, *, is_free: bool, is_squeezed: bool, reason: str) -> None:
    """Where the time is taken: raise SlotTaken if nobody squeezes in, NotPermitted or Invalid if it is done badly."""
    if is_free:
        return
    if not is_squeezed:
        raise SlotTaken
    require(actor, Permission.BOOKING_OVERRIDE)
    if not reason.strip():
        message = gettext_noop("Give a reason for booking over another appointment.")
        raise invalid("override_reason", "reason_required", message)
