"""The words of this app."""

from kartotek.domain.messaging.values.codes import (
    BookingFacts,
    BusinessFacts,
    Code,
    CodeEntry,
    CustomerFacts,
    Facts,
    Family,
    Fault,
    Loop,
    ReminderFacts,
)
from kartotek.domain.messaging.values.messages import (
    Attachment,
    Draft,
    Event,
    FreeMessage,
    LogFilter,
    MessageChannel,
    MessageLine,
    MessageState,
    Text,
)
from kartotek.domain.messaging.values.settings import DEFAULT_RULES, EventRule, MessageRules
from kartotek.domain.messaging.values.staff_notices import NewStaffNotice, StaffNoticeItem
from kartotek.domain.messaging.values.templates import TemplateChanges, TemplateItem, TemplateKey

__all__ = [
    "DEFAULT_RULES",
    "Attachment",
    "BookingFacts",
    "BusinessFacts",
    "Code",
    "CodeEntry",
    "CustomerFacts",
    "Draft",
    "Event",
    "EventRule",
    "Facts",
    "Family",
    "Fault",
    "FreeMessage",
    "LogFilter",
    "Loop",
    "MessageChannel",
    "MessageLine",
    "MessageRules",
    "MessageState",
    "NewStaffNotice",
    "ReminderFacts",
    "StaffNoticeItem",
    "TemplateChanges",
    "TemplateItem",
    "TemplateKey",
    "Text",
]
