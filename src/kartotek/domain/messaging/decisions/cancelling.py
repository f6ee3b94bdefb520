"""What does the log say of a message that somebody of the staff cancelled before it was sent?"""

from typing import Final

from kartotek.kernel.words import gettext_noop

CANCELLED_BY: Final = gettext_noop("Cancelled by %(name)s.")
_BEFORE, _AFTER = CANCELLED_BY.split("%(name)s")


def cancelled_by(name: str) -> str:
    """The sentence the row keeps; English, as every reason in a row is."""
    return f"{_BEFORE}{name}{_AFTER}"


def canceller_in(error: str) -> str | None:
    """Who cancelled it; None where the reason is another one."""
    if len(error) > len(_BEFORE) + len(_AFTER) and error.startswith(_BEFORE) and error.endswith(_AFTER):
        return error[len(_BEFORE) : -len(_AFTER)]
    return None
