"""May a message be sent once more, as a new one with the same words?"""

from typing import Final

from kartotek.domain.messaging.values import Event, MessageState

# A code is asked for anew, and what is written to staff is not the customer's.
_NEVER: Final = frozenset({Event.PROOF_CODE, Event.SIGN_IN_CODE, Event.STAFF_REMINDER})
# The others are still on their way, or said what is not true any more.
_OVER: Final = frozenset(
    {
        MessageState.SENT,
        MessageState.CAPTURED,
        MessageState.FAILED,
        MessageState.BOUNCED,
        MessageState.SUPPRESSED,
        MessageState.UNKNOWN,
    }
)
_MAY_HAVE_ARRIVED: Final = frozenset({MessageState.SENT, MessageState.UNKNOWN})


# These did not get through, as far as we know.
_DEAD: Final = frozenset({MessageState.FAILED, MessageState.BOUNCED, MessageState.SUPPRESSED, MessageState.UNKNOWN})
_CODES: Final = frozenset({Event.PROOF_CODE, Event.SIGN_IN_CODE})


def may_be_retried(event: str, state: str) -> bool:
    """Whether a message that did not get through may be tried again; a code is asked for anew."""
    return event not in _CODES and state in _DEAD


def may_be_resent(event: str, state: str) -> bool:
    """Whether staff may send it again."""
    return event not in _NEVER and state in _OVER


def may_have_arrived(state: str) -> bool:
    """Whether the customer may have it already: then it is asked whether she should get it twice."""
    return state in _MAY_HAVE_ARRIVED
