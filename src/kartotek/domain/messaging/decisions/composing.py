"""What does a message say for this customer: subject, text and, by e-mail, HTML? The way from template to message."""

from dataclasses import dataclass

from kartotek.domain.messaging.decisions.codes import pieces, render_subject
from kartotek.domain.messaging.decisions.html import html_mail
from kartotek.domain.messaging.values import Facts, MessageChannel, Text


@dataclass(frozen=True)
class Composed:
    """A message ready to be queued; `html` only for an e-mail, no subject for a text message."""

    text: Text
    html: str


def compose(template: Text, channel: MessageChannel, facts: Facts) -> Composed:
    """Fill a template. Never raises, whatever the template says (S46)."""
    said = tuple(pieces(template.body, facts))
    body = "".join(piece.text for piece in said)
    subject = "" if channel is MessageChannel.SMS else render_subject(template.subject, facts)
    if channel is not MessageChannel.EMAIL:
        return Composed(Text(subject, body), "")
    page = html_mail(said, subject=subject, business=facts.business, language=facts.language)
    return Composed(Text(subject, body), page)
