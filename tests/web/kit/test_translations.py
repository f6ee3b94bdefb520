"""Does the public face speak all its languages in full, and the desk Danish and German?"""

import re
from collections.abc import Collection
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[3] / "src" / "kartotek" / "locale"
FILLED = re.compile(r"%\(\w+\)[sd]")
PUBLIC = (
    "web/booking/",
    "web/kit/templates/kit/public",
    "web/kit/error_words",
    "web/kit/weeks",
    "web/kit/durations",
    "web/kit/booker_forms",
    "domain/booking/decisions/waiting",
)


@pytest.mark.parametrize("language", ["da", "sv", "de", "fr"])
def test_every_sentence_of_the_public_face_is_translated(language: str) -> None:
    public = [
        message
        for message in _messages(language)
        if any(place.startswith(PUBLIC) for place, _line in message.locations)
    ]
    assert len(public) > 100
    assert [message.id for message in public if message.fuzzy or not all(_forms(message.string))] == []


@pytest.mark.parametrize("language", ["da", "de"])
def test_the_desk_speaks_danish_and_german_in_full(language: str) -> None:
    every = _messages(language)
    assert len(every) > 2000
    assert [message.id for message in every if message.fuzzy or not all(_forms(message.string))] == []


@pytest.mark.parametrize("language", ["da", "sv", "de", "fr"])
def test_what_is_filled_in_stands_in_every_translation(language: str) -> None:
    """A missing name is an error when the page is made, a wrong one too."""
    wrong = [
        message.id
        for message in _messages(language)
        for form in _forms(message.string)
        if form and not set(FILLED.findall(form)) <= set(FILLED.findall(" ".join(_forms(message.id))))
    ]
    assert wrong == []


def _messages(language: str) -> list[Message]:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def _forms(string: str | Collection[str] | None) -> Collection[str]:
    """Singular and plural, or the one form there is."""
    return [string] if isinstance(string, str) else string or [""]
