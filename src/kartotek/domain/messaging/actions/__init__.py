"""Writes of this app."""

from kartotek.domain.messaging.actions.addresses import confirm_email_address
from kartotek.domain.messaging.actions.bounce_mail import take_bounce_mail, take_provider_event
from kartotek.domain.messaging.actions.bounces import address_refused, record_bounce
from kartotek.domain.messaging.actions.letters import print_letter, print_letters
from kartotek.domain.messaging.actions.of_staff import cancel_message, resend_message, retry_message
from kartotek.domain.messaging.actions.queueing import (
    drop_messages,
    drop_messages_of_visit,
    queue_message,
    queue_messages,
)
from kartotek.domain.messaging.actions.reconciling import reconcile_messages
from kartotek.domain.messaging.actions.settings import edit_message_settings
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
    "address_refused",
    "cancel_message",
    "choose_staff_mail",
    "confirm_email_address",
    "done_staff_notice",
    "drop_messages",
    "drop_messages_of_visit",
    "edit_message_settings",
    "edit_template",
    "print_letter",
    "print_letters",
    "queue_message",
    "queue_messages",
    "reconcile_messages",
    "record_bounce",
    "reopen_staff_notice",
    "resend_message",
    "reset_template",
    "retry_message",
    "take_bounce_mail",
    "take_provider_event",
]
