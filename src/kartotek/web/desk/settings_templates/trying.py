"""How would the words read that are being typed, and what is wrong with them?"""

from dataclasses import dataclass

from django.utils.translation import gettext

from kartotek.domain.messaging.decisions import Piece, SmsSize, compose, faults_in, pieces, sms_size
from kartotek.domain.messaging.values import Facts, Fault, MessageChannel, Text


@dataclass(frozen=True)
class Shown:
    """A stretch of the preview; `is_bad`: a tag that is wrong, and left as it was typed."""

    text: str
    is_bad: bool


@dataclass(frozen=True)
class Place:
    """A fault in words, and where the field `field` has it."""

    field: str
    line: int
    column: int
    length: int
    words: str


@dataclass(frozen=True)
class Tried:
    """Words as one customer would read them. `to`: her address."""

    to: str
    subject: list[Shown]
    body: list[Shown]
    size: SmsSize
    used: int
    faults: list[Place]


def try_out(text: Text, channel: MessageChannel, facts: Facts) -> Tried:
    """The words filled for somebody, faults and all."""
    faults = {name: faults_in(said) for name, said in (("subject", text.subject), ("body", text.body))}
    size = sms_size(compose(text, channel, facts).text.body)
    return Tried(
        to=facts.customer.phone if channel is MessageChannel.SMS else facts.customer.email,
        subject=_shown(text.subject, facts, faults["subject"]),
        body=_shown(text.body, facts, faults["body"]),
        size=size,
        used=size.room - size.left,
        faults=[_place(name, fault) for name, found in faults.items() for fault in found],
    )


def _shown(text: str, facts: Facts, faults: tuple[Fault, ...]) -> list[Shown]:
    wrong = {fault.tag for fault in faults}
    return [Shown(piece.text, _is_wrong(piece, wrong)) for piece in pieces(text, facts)]


def _is_wrong(piece: Piece, wrong: set[str]) -> bool:
    return not piece.is_value and piece.text.rstrip("\r\n") in wrong


def _place(field: str, fault: Fault) -> Place:
    words = gettext(fault.message)
    if fault.suggestion:
        words = f"{words} {gettext('Did you mean %(code)s?') % {'code': fault.suggestion}}"
    return Place(field, fault.line, fault.column, len(fault.tag), f"{fault.tag}: {words}")
