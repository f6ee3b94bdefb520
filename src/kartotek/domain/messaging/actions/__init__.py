"""Writes of this app."""

from kartotek.domain.messaging.actions.of_staff import cancel_message, resend_message
from kartotek.domain.messaging.actions.queueing import (
    drop_messages,
    drop_messages_of_visit,
    queue_message,
    queue_messages,
)
from kartotek.domain.messaging.actions.staff_mail import choose_staff_mail
from kartotek.domain.messaging.actions.staff_notices import (
    add_staff_notice,
    add_staff_notices,
    done_staff_notice,
    reopen_staff_notice,
)
from kartotek.domain.messaging.actions.templates import edit_template, reset_template

__all__ = [
    "add_staff_notice",
    "add_staff_notices",
    "cancel_message",
    "choose_staff_mail",
    "done_staff_notice",
    "drop_messages",
    "drop_messages_of_visit",
    "edit_template",
    "queue_message",
    "queue_messages",
    "reopen_staff_notice",
    "resend_message",
    "reset_template",
]
