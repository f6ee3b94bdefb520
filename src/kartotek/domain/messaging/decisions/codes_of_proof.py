"""What of a message that carries a code may staff see?"""

import re

from kartotek.domain.messaging.values import Event, MessageState

_CODE = re.compile(r"\d{4,}|\b[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})+\b")
_CARRIES_CODE = frozenset({Event.PROOF_CODE, Event.SIGN_IN_CODE})


def is_secret(event: str, state: str) -> bool:
    """Whether the message carries a code that staff must not see: once a transport could carry it (S22)."""
    return event in _CARRIES_CODE and state != MessageState.CAPTURED


def visible_body(event: str, state: str, body: str) -> str:
    """The body, or the subject, as staff see it: a code is masked, wherever in the text it stands."""
    return _CODE.sub(lambda code: "•" * len(code[0]), body) if is_secret(event, state) else body
