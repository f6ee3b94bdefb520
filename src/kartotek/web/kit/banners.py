"""What must staff know of a customer's access while they book for her or look at her booking? (S13)"""

from dataclasses import dataclass

from django.utils.translation import gettext

from kartotek.domain.access.values import State
from kartotek.domain.overview.queries.access import get_customer_access
from kartotek.web.kit import lock_words, looks
from kartotek.web.kit.context import DeskContext
from kartotek.web.kit.lock_actions import Action, lock_action
from kartotek.web.kit.looks import Look
from kartotek.web.kit.warnings import warnings_of


@dataclass(frozen=True)
class Banner:
    """The state in colour, icon and word; every reason; and what it means for staff."""

    look: Look
    reasons: list[str]
    meaning: str
    action: Action | None


def banner_of(customer_id: int, desk: DeskContext) -> Banner | None:
    """What stands against online booking of this customer; None for one who is open."""
    access = get_customer_access(business=desk.business, viewer=desk.actor, customer_id=customer_id, now=desk.now)
    decision = access.decision
    if decision.state is State.OPEN:
        return None
    reasons = warnings_of(decision) or [gettext("A tag or a rule closes some services online.")]
    if decision.state is State.LOCKED:
        until = lock_words.until_alone(decision.reasons[0].until)
        meaning = gettext("%(until)s. Booking needs a permission and a reason; check-in is refused.") % {"until": until}
    else:
        meaning = gettext("This concerns online booking; staff can book.")
    action = lock_action(access.card, decision.state, desk) if decision.state is State.LOCKED else None
    return Banner(looks.ACCESS[decision.state], reasons, meaning, action)
