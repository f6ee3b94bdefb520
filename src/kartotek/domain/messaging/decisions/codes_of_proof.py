"""What does the message with a code say, and what of it may staff see?"""

import re
from typing import Final

from kartotek.domain.messaging.values import Event, MessageState, Text

_CODE = re.compile(r"\d{4,}|\b[A-Z0-9]{3,}(?:-[A-Z0-9]{3,})+\b")
_CARRIES_CODE = frozenset({Event.PROOF_CODE, Event.SIGN_IN_CODE})

_PROOF_SUBJECT: Final = {
    "da": "Din kode til {business}",
    "sv": "Din kod till {business}",
    "de": "Ihr Code für {business}",
    "fr": "Votre code pour {business}",
    "en": "Your code for {business}",
}
_PROOF_BODY: Final = {
    "da": "{code} er din kode til {business}.\nDen gælder i 10 minutter. Har du ikke bedt om den, kan du se bort fra "
    "denne besked.",
    "sv": "{code} är din kod till {business}.\nDen gäller i 10 minuter. Om du inte har bett om den kan du bortse från "
    "detta meddelande.",
    "de": "{code} ist Ihr Code für {business}.\nEr gilt 10 Minuten. Falls Sie ihn nicht angefordert haben, können Sie "
    "diese Nachricht ignorieren.",
    "fr": "{code} est votre code pour {business}.\nIl est valable 10 minutes. Si vous ne l'avez pas demandé, vous "
    "pouvez ignorer ce message.",
    "en": "{code} is your code for {business}.\nIt is valid for 10 minutes. If you did not ask for it, you can ignore "
    "this message.",
}


def proof_code_text(code: str, language: str, business_name: str) -> Text:
    """The message that carries a code (S20); the code comes first, so that a phone shows it without opening."""
    language = language if language in _PROOF_BODY else "en"
    return Text(
        subject=_PROOF_SUBJECT[language].format(business=business_name),
        body=_PROOF_BODY[language].format(code=code, business=business_name),
    )


def is_secret(event: str, state: str) -> bool:
    """Whether the message carries a code that staff must not see: once a transport could carry it (S22)."""
    return event in _CARRIES_CODE and state != MessageState.CAPTURED


def visible_body(event: str, state: str, body: str) -> str:
    """The body, or the subject, as staff see it: a code is masked, wherever in the text it stands."""
    return _CODE.sub(lambda code: "•" * len(code[0]), body) if is_secret(event, state) else body
