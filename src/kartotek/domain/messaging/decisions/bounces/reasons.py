"""Why does an address not work, in words for a person? English; translated where it is shown."""

from collections.abc import Mapping
from typing import Final

from kartotek.domain.messaging.values.bounces import Finding
from kartotek.kernel.words import gettext_noop

_NO_MAILBOX: Final = gettext_noop("There is no such mailbox.")
_NO_DOMAIN: Final = gettext_noop("The domain of the address takes no e-mail.")
_REASONS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("1.2", "1.10", "4.4", "4.310"), _NO_DOMAIN),
    "1.3": gettext_noop("The address is not written correctly."),
    "1.6": gettext_noop("The mailbox has moved."),
    "2.1": gettext_noop("The mailbox is closed."),
}
REFUSED: Final = gettext_noop("This address does not work.")
UNREACHABLE: Final = gettext_noop("Three messages within 30 days were delayed or met a full mailbox.")


def reason_of(finding: Finding) -> str:
    """Why the address of a hard finding does not work."""
    if not finding.status:
        return REFUSED
    return _REASONS.get(finding.status.partition(".")[2], _NO_MAILBOX)
