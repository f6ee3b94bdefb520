"""Does the public face speak all its languages in full?"""

from collections.abc import Collection
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[3] / "src" / "kartotek" / "locale"
PUBLIC = (
    "web/booking/",
    "web/kit/templates/kit/public",
    "web/kit/error_words",
    "web/kit/weeks",
    "web/kit/durations",
    "web/kit/booker_forms",
)


@pytest.mark.parametrize("language", ["da", "sv", "de", "fr"])
def test_every_sentence_of_the_public_face_is_translated(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    public = [
        message
        for message in catalogue
        if message.id and any(place.startswith(PUBLIC) for place, _line in message.locations)
    ]
    assert len(public) > 100
    assert [message.id for message in public if message.fuzzy or not all(_forms(message.string))] == []


def _forms(string: str | Collection[str] | None) -> Collection[str]:
    """Singular and plural, or the one form there is."""
    return [string] if isinstance(string, str) else string or [""]
