"""Which button locks or unlocks the customer of a row? Two actions, as on the card."""

from dataclasses import dataclass

from django.utils.translation import gettext

from kartotek.domain.access.values import State
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.values import CustomerCard
from kartotek.web.kit.context import DeskContext


@dataclass(frozen=True)
class Action:
    """Lock or unlock, from the row: where the dialog lies, its words, and its name for whoever cannot see the row."""

    url: str
    text: str
    label: str


def lock_action(card: CustomerCard, state: State, desk: DeskContext) -> Action | None:
    """Unlock whoever is locked, lock everybody else; None for a person who may not."""
    is_locked = state is State.LOCKED
    if not desk.may(Permission.LOCK_LIFT if is_locked else Permission.LOCK_PLACE):
        return None
    text = gettext("Unlock…") if is_locked else gettext("Lock…")
    label = gettext("Unlock %(name)s…") if is_locked else gettext("Lock %(name)s…")
    url = desk.url(f"customer_card:{'unlock' if is_locked else 'lock'}", card.id)
    return Action(f"{url}?from=list", text, label % {"name": card.name})
