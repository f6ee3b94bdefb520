"""Does the public face speak all its languages in full, and the desk Danish and German?"""

import re
from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[3] / "src" / "kartotek" / "locale"
FILLED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
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
    """A missing name is a missing word, a wrong one an error when the page is made."""
    assert [message.id for message in _messages(language) if not _is_filled_alike(message)] == []


@pytest.mark.parametrize(
    ("source", "translation", "is_alike"),
    [
        ("%(name)s has %(n)d", "%(n)d hat %(name)s", True),
        ("%(name)s has %(n)d", "%(name)s hat", False),
        ("%(name)s", "%(nam)s", False),
        ("Hello {name}", "Hej", False),
        ("%s of %s", "%s", False),
        ("100 % of all", "100 % af alle", True),
        (("%(n)s day", "%(n)s days"), ("en dag", "%(n)s dage"), True),
        (("%(n)s day", "%(n)s days"), ("%(n)s dag", "dage"), False),
        (("%(n)s day, %(a)s, %(b)s", "%(n)s days, %(a)s, %(b)s"), ("en dag", "%(n)s dage, %(a)s, %(b)s"), False),
    ],
)
def test_the_check_finds_what_is_missing(
    source: str | tuple[str, str], translation: str | tuple[str, str], is_alike: bool
) -> None:
    assert _is_filled_alike(Message(source, translation)) == is_alike


def _is_filled_alike(message: Message) -> bool:
    """Each form names what its source names; one of a thing may be said in words, without its number."""
    sources, forms = list(_forms(message.id)), list(_forms(message.string))
    for at, form in enumerate(forms):
        if not form:
            continue  # not translated: another test's affair
        wanted, found = Counter(FILLED.findall(sources[min(at, len(sources) - 1)])), Counter(FILLED.findall(form))
        spoken = 1 if len(sources) > 1 and at == 0 else 0
        if found - wanted or (wanted - found).total() > spoken:
            return False
    return True


def _messages(language: str) -> list[Message]:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return [message for message in read_po(file, locale=language) if message.id]


def _forms(string: str | Collection[str] | None) -> Collection[str]:
    """Singular and plural, or the one form there is."""
    return [string] if isinstance(string, str) else string or [""]
