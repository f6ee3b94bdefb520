"""The pure part of messages."""

from kartotek.domain.messaging.decisions.addressing import address_on
from kartotek.domain.messaging.decisions.cancelling import CANCELLED_BY, cancelled_by, canceller_in
from kartotek.domain.messaging.decisions.codes import (
    Piece,
    codes_in,
    example_facts,
    faults_in,
    list_codes,
    needs_coming,
    pieces,
    render,
    render_subject,
)
from kartotek.domain.messaging.decisions.codes_of_proof import is_secret, visible_body
from kartotek.domain.messaging.decisions.composing import Composed, compose
from kartotek.domain.messaging.decisions.default_texts import default_template, has_template
from kartotek.domain.messaging.decisions.quiet import quiet_period, sms_moment
from kartotek.domain.messaging.decisions.resending import may_be_resent, may_be_retried, may_have_arrived
from kartotek.domain.messaging.decisions.retrying import after_failure
from kartotek.domain.messaging.decisions.settings import MOST_HOURS, MOST_REMINDERS, clock_text
from kartotek.domain.messaging.decisions.sms import SmsSize, sms_size
from kartotek.domain.messaging.decisions.templates import TEMPLATES, preview_problems, template_key, template_problems
from kartotek.domain.messaging.decisions.why import Why, why_sent

__all__ = [
    "CANCELLED_BY",
    "MOST_HOURS",
    "MOST_REMINDERS",
    "TEMPLATES",
    "Composed",
    "Piece",
    "SmsSize",
    "Why",
    "address_on",
    "after_failure",
    "cancelled_by",
    "canceller_in",
    "clock_text",
    "codes_in",
    "compose",
    "default_template",
    "example_facts",
    "faults_in",
    "has_template",
    "is_secret",
    "list_codes",
    "may_be_resent",
    "may_be_retried",
    "may_have_arrived",
    "needs_coming",
    "pieces",
    "preview_problems",
    "quiet_period",
    "render",
    "render_subject",
    "sms_moment",
    "sms_size",
    "template_key",
    "template_problems",
    "visible_body",
    "why_sent",
]
