"""The tables of this app."""

from kartotek.domain.messaging.models.addresses import Address, Bounce
from kartotek.domain.messaging.models.letters import LetterRun
from kartotek.domain.messaging.models.messages import Message
from kartotek.domain.messaging.models.settings import MessageSettings, Template
from kartotek.domain.messaging.models.staff_notices import StaffMail, StaffNotice

__all__ = ["Address", "Bounce", "LetterRun", "Message", "MessageSettings", "StaffMail", "StaffNotice", "Template"]
