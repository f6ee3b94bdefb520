"""Reads of this app."""

from kartotek.domain.messaging.queries.addresses import bounced_emails, find_address_mark, find_address_marks
from kartotek.domain.messaging.queries.log import (
    COMING,
    get_message_of,
    last_appointment_card,
    list_coming_messages,
    list_messages_of,
    message_line,
)
from kartotek.domain.messaging.queries.opt_out import OptOut, get_opt_out, opt_out_link, opt_out_token
from kartotek.domain.messaging.queries.outbox import get_outbox_line, list_outbox
from kartotek.domain.messaging.queries.settings import get_message_rules, message_rules
from kartotek.domain.messaging.queries.staff_mail import get_staff_mail_choice, list_staff_mail_choices
from kartotek.domain.messaging.queries.staff_notices import (
    count_staff_notices,
    list_staff_notices,
    staff_notice_item,
    staff_notices_visible_to,
)
from kartotek.domain.messaging.queries.templates import (
    business_facts,
    customer_facts,
    get_template,
    list_templates,
    own_words_of,
    texts_of,
)

__all__ = [
    "COMING",
    "OptOut",
    "bounced_emails",
    "business_facts",
    "count_staff_notices",
    "customer_facts",
    "find_address_mark",
    "find_address_marks",
    "get_message_of",
    "get_message_rules",
    "get_opt_out",
    "get_outbox_line",
    "get_staff_mail_choice",
    "get_template",
    "last_appointment_card",
    "list_coming_messages",
    "list_messages_of",
    "list_outbox",
    "list_staff_mail_choices",
    "list_staff_notices",
    "list_templates",
    "message_line",
    "message_rules",
    "opt_out_link",
    "opt_out_token",
    "own_words_of",
    "staff_notice_item",
    "staff_notices_visible_to",
    "texts_of",
]
