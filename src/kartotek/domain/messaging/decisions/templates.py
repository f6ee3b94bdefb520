"""Which templates are there, and may these words be saved as one?"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from kartotek.domain.businesses.values import LANGUAGES
from kartotek.domain.messaging.decisions.codes import codes_outside_loops, faults_in
from kartotek.domain.messaging.decisions.default_texts import has_template
from kartotek.domain.messaging.values import Code, Event, MessageChannel, TemplateKey, Text
from kartotek.kernel.errors import Problem
from kartotek.kernel.text import text_problems
from kartotek.kernel.words import gettext_noop

LONGEST_SUBJECT: Final = 200
LONGEST_BODY: Final = 10_000
# Without the code nobody could prove an address or sign in any more.
CARRY_CODE: Final = frozenset({Event.PROOF_CODE, Event.SIGN_IN_CODE})
_VERSIONS: Final = 1_000_000_000

TEMPLATES: Final = tuple(
    TemplateKey(event, channel, language)
    for event in Event
    for channel in MessageChannel
    for language in LANGUAGES
    if has_template(event, channel)
)
_BY_ID: Final = {key.public_id: key for key in TEMPLATES}


def template_key(public_id: str) -> TemplateKey | None:
    """The template of this name, None when there is no such one."""
    return _BY_ID.get(public_id)


def version_of(text: Text) -> int:
    """A number that tells two wordings apart: whoever changes one she has not seen is told so (api.md: If-Match)."""
    said = f"{text.subject}\0{text.body}".encode(errors="surrogatepass")
    return int.from_bytes(sha256(said).digest()[:6], "big") % _VERSIONS


def template_problems(text: Text, channel: MessageChannel, event: Event | None = None) -> tuple[Problem, ...]:
    """Everything that keeps the words from being saved, each with its field and, for a code, its place (S46)."""
    return (*_subject_problems(text, channel), *_body_problems(text, event))


def preview_problems(text: Text) -> tuple[Problem, ...]:
    """What keeps words from being shown while they are typed: they may still be empty."""
    pairs = (("subject", text.subject, LONGEST_SUBJECT), ("body", text.body, LONGEST_BODY))
    return tuple(problem for field, said, most in pairs for problem in _text_problems(field, said, most))


def _text_problems(field: str, said: str, most: int, *, is_required: bool = False) -> Iterator[Problem]:
    yield from text_problems(field, said, max_length=most, is_required=is_required)
    for fault in faults_in(said):
        yield Problem(field, fault.code, fault.message, fault.line, fault.column)


def _subject_problems(text: Text, channel: MessageChannel) -> Iterator[Problem]:
    if channel is MessageChannel.SMS:
        if text.subject:
            message = gettext_noop("A text message has no subject.")
            yield Problem("subject", "no_subject", message)
        return
    yield from _text_problems("subject", text.subject, LONGEST_SUBJECT, is_required=True)
    if "\n" in text.subject:
        yield Problem("subject", "not_one_line", gettext_noop("A subject is one line."))


def _body_problems(text: Text, event: Event | None) -> Iterator[Problem]:
    yield from _text_problems("body", text.body, LONGEST_BODY, is_required=True)
    if event in CARRY_CODE and Code.CODE not in codes_outside_loops(text.body):
        message = gettext_noop("Without [CODE] in it this message is of no use: it carries the code.")
        yield Problem("body", "code_missing", message)
