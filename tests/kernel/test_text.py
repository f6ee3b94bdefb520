"""What may be stored, and how names are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.kernel.text import (
    LONGEST_NAME_SORT,
    digits,
    fold,
    name_sort,
    search_patterns,
    search_text,
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


@pytest.mark.parametrize("typed", ["Østergård", "Ostergaard", "Oestergaard", "ostergard", "ØSTERGAARD", "stergå"])
def test_every_spelling_of_a_name_finds_it(typed: str) -> None:
    text = search_text(first_name="Åse", last_name="Østergård", email="", phone="", number="1")
    assert any(pattern in text for pattern in search_patterns(typed))


def test_a_plain_name_has_one_pattern() -> None:
    assert search_patterns("Holm") == ("holm",)
    assert search_patterns("Åse") == ("aase", "ase")


def test_search_text_holds_contacts_and_number() -> None:
    text = search_text(first_name="Freja", last_name="Holm", email="F@Example.com", phone="+4522550114", number="10217")
    assert text == "freja holm\nf@example.com\n4522550114\n10217"
    assert search_text(first_name="", last_name="", email="", phone="", number="") == ""


def test_names_sort_by_last_name() -> None:
    assert name_sort("Åse", "Østergård") == "oestergaard aase"
    assert name_sort("", "Holm") == "holm"
    assert len(name_sort("ﷺ" * 100, "x")) == LONGEST_NAME_SORT


def test_digits_are_what_is_left_of_a_number() -> None:
    assert digits("+45 22-55 01") == "45225501"
    assert digits("٣") == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="aeouåäöøæüß k", max_size=12))
def test_a_folded_text_and_its_short_form_are_found_by_their_patterns(text: str) -> None:
    stored = search_text(first_name=text, last_name="", email="", phone="", number="")
    assert all(pattern in stored for pattern in (fold(text), shorten(fold(text))))
