"""The pure part of messages."""

from kartotek.domain.messaging.decisions.codes import (
    codes_in,
    example_facts,
    faults_in,
    list_codes,
    render,
    render_subject,
)
from kartotek.domain.messaging.decisions.codes_of_proof import proof_code_text, visible_body
from kartotek.domain.messaging.decisions.composing import Composed, compose
from kartotek.domain.messaging.decisions.default_texts import default_template, has_template
from kartotek.domain.messaging.decisions.retrying import is_worth_retrying
from kartotek.domain.messaging.decisions.sms import SmsSize, sms_size
from kartotek.domain.messaging.decisions.templates import TEMPLATES, template_key, template_problems

__all__ = [
    "TEMPLATES",
    "Composed",
    "SmsSize",
    "codes_in",
    "compose",
    "default_template",
    "example_facts",
    "faults_in",
    "has_template",
    "is_worth_retrying",
    "list_codes",
    "proof_code_text",
    "render",
    "render_subject",
    "sms_size",
    "template_key",
    "template_problems",
    "visible_body",
]
