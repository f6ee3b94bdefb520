"""How does an enrolment in a recall plan stand, in words?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kartotek.domain.recall.values import LETTER, EnrolmentItem, RecallChannel, RecallState, Stop

STATES: Final[Mapping[RecallState, Promise]] = {
    RecallState.NO_VISIT: _("No visit yet"),
    RecallState.LATER: _("Not due yet"),
    RecallState.DUE: _("Due"),
    RecallState.INVITED: _("Invited"),
    RecallState.BOOKED: _("Booked"),
    RecallState.STOPPED: _("Not invited"),
    RecallState.PAUSED: _("Paused"),
}
STOPS: Final[Mapping[Stop, Promise]] = {
    Stop.ARCHIVED: _("The card is archived."),
    Stop.LOCKED: _("The customer is locked."),
    Stop.BLOCKED: _("The customer is blocked."),
    Stop.OPTED_OUT: _("She wants no messages by this channel."),
    Stop.NO_ADDRESS: _("The card has no address for it."),
    Stop.DEAD_ADDRESS: _("The address does not work."),
    Stop.SWITCHED_OFF: _("Recall by this channel is switched off in the settings of messages."),
    Stop.BOOKING: _("A booking is to come."),
}
CHANNELS: Final[Mapping[str, Promise]] = {
    RecallChannel.EMAIL.value: _("E-mail"),
    RecallChannel.SMS.value: _("SMS"),
    LETTER: _("Letter"),
}
_BY_LETTER: Final = _("By letter: no address works.")
_KINDS: Final = {
    RecallState.DUE: "limited",
    RecallState.INVITED: "limited",
    RecallState.BOOKED: "ok",
    RecallState.STOPPED: "no",
}


@dataclass(frozen=True)
class Row:
    """One enrolment in words; `kind` is the look of its badge."""

    item: EnrolmentItem
    state: Promise
    why: Promise | str
    kind: str


def row_of(item: EnrolmentItem) -> Row:
    """The words for it."""
    found = item.standing
    why = STOPS[found.stop] if found.stop else _BY_LETTER if found.by_letter else ""
    return Row(item, STATES[found.state], why, _KINDS.get(found.state, "none"))
