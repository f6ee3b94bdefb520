"""In which ways can a message fail to go out, and what is staff told of each?"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kartotek.kernel.words import gettext_noop


class FailureKind(StrEnum):
    """What went wrong. It decides whether the message is tried again, waits with all others, or is given up."""

    REFUSED_ADDRESS = "refused_address"  # this address does not work; no other attempt helps
    TEMPORARY = "temporary"  # not now, but perhaps later; about this message alone
    PERMANENT = "permanent"  # not this message, ever
    THROTTLED = "throttled"  # too many at once: everything waits
    UNREACHABLE = "unreachable"  # nobody there: everything waits
    MISCONFIGURED = "misconfigured"  # our settings are not right: everything waits
    LOST = "lost"  # it broke off so late that the message may have arrived


# What stops all messages of the channel, not this one alone.
OF_THE_LINE: Final = frozenset({FailureKind.THROTTLED, FailureKind.UNREACHABLE, FailureKind.MISCONFIGURED})

_EMAIL: Final = {
    FailureKind.REFUSED_ADDRESS: gettext_noop("The mail server says that this address does not work."),
    FailureKind.TEMPORARY: gettext_noop("The mail server asks to try again later."),
    FailureKind.PERMANENT: gettext_noop("The mail server does not take this message."),
    FailureKind.THROTTLED: gettext_noop("The mail server takes no more messages for the moment."),
    FailureKind.UNREACHABLE: gettext_noop("The mail server cannot be reached."),
    FailureKind.MISCONFIGURED: gettext_noop("The mail server does not accept the settings of this installation."),
    FailureKind.LOST: gettext_noop("The mail server did not answer in the end: the message may have arrived."),
}
_SMS: Final = {
    FailureKind.REFUSED_ADDRESS: gettext_noop("The SMS provider says that this number does not work."),
    FailureKind.TEMPORARY: gettext_noop("The SMS provider asks to try again later."),
    FailureKind.PERMANENT: gettext_noop("The SMS provider does not take this message."),
    FailureKind.THROTTLED: gettext_noop("The SMS provider takes no more messages for the moment."),
    FailureKind.UNREACHABLE: gettext_noop("The SMS provider cannot be reached."),
    FailureKind.MISCONFIGURED: gettext_noop("The SMS provider does not accept the settings of this installation."),
    FailureKind.LOST: gettext_noop("The SMS provider did not answer in the end: the message may have arrived."),
}
SENTENCES: Final[Mapping[str, Mapping[FailureKind, str]]] = {"email": _EMAIL, "sms": _SMS}
