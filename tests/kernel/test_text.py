"""What may be stored, and how names are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.kernel.text import (
    digits,
    fold,
    shorten,
    text_problems,
)


def codes(value: str, *, max_length: int = 10, is_required: bool = False) -> list[str]:
    return [one.code for one in text_problems("note", value, max_length=max_length, is_required=is_required)]


@pytest.mark.parametrize("value", ["", "Åse", "two\nlines", "a\ttab", "👩🏽‍🦰", "\x7f", "1234567890"])
def test_text_is_stored_as_it_is(value: str) -> None:
    assert codes(value) == []


@pytest.mark.parametrize("value", ["\x00", "a\x1bb", "\r\n", "\ud800", "\x0b"])
def test_control_characters_and_halves_of_letters_are_refused(value: str) -> None:
    assert codes(value) == ["bad_character"]


def test_too_much_and_too_little_are_refused() -> None:
    assert codes("12345678901") == ["too_long"]
    assert codes("  ", is_required=True) == ["required"]
    assert codes("x", is_required=True) == []


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Østergård", "oestergaard"),
        ("  Jørgen   MÜLLER ", "joergen mueller"),
        ("Élodie Straße", "elodie strasse"),
        ("Ægir Þór", "aegir thor"),
        ("A\u030ase", "aase"),
        ("İstanbul ﬁ", "istanbul fi"),
        ("Łukasz Đorđe", "lukasz dorde"),
    ],
)
def test_letters_are_spelled_out(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("folded", ["oestergaard", "ostergaard", "oestergard", "ostergard"])
def test_the_spellings_of_a_name_have_one_short_form(folded: str) -> None:
    assert shorten(folded) == "ostergard"


def test_digits_are_what_is_left_of_a_number() -> None:
    assert digits("+45 22-55 01") == "45225501"
    assert digits("٣") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
