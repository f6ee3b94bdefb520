"""How many parts does a text message take? (GSM 03.38)"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.naughty import naughty_strings

from kartotek.domain.messaging.decisions import SmsSize, sms_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("", SmsSize("gsm7", 1, 0, 160, 160)),
        ("a" * 160, SmsSize("gsm7", 1, 160, 0, 160)),
        ("a" * 161, SmsSize("gsm7", 2, 161, 145, 153)),
        ("æøåÆØÅäöñüàéèùìòß§¿¡£$¥¤@\n" * 6, SmsSize("gsm7", 1, 156, 4, 160)),
        ("a" * 306, SmsSize("gsm7", 2, 306, 0, 153)),
        ("a" * 307, SmsSize("gsm7", 3, 307, 152, 153)),
        ("€" * 80, SmsSize("gsm7", 1, 160, 0, 160)),
        ("€" * 81, SmsSize("gsm7", 2, 162, 153 - 10, 153)),
        ("a" * 152 + "€" * 10, SmsSize("gsm7", 2, 172, 133, 153)),
        ("ê" * 70, SmsSize("ucs2", 1, 70, 0, 70)),
        ("ê" * 71, SmsSize("ucs2", 2, 71, 63, 67)),
        ("a" * 69 + "😀", SmsSize("ucs2", 2, 71, 63, 67)),
        ("a" * 66 + "😀" * 3, SmsSize("ucs2", 2, 72, 61, 67)),
        ("{}[]~\\|^€", SmsSize("gsm7", 1, 18, 142, 160)),
        ("ç", SmsSize("ucs2", 1, 1, 69, 70)),
        ("Ç", SmsSize("gsm7", 1, 1, 159, 160)),
    ],
)
def test_a_text_is_counted_as_the_network_counts_it(text: str, size: SmsSize) -> None:
    assert sms_size(text) == size


@given(st.text(max_size=700))
def test_the_parts_hold_the_text_and_one_less_would_not(text: str) -> None:
    size = sms_size(text)
    held = size.parts * size.room
    assert size.characters <= held
    assert 0 <= size.left <= size.room
    if size.parts > 1:
        assert size.characters > (size.parts - 1) * (size.room - 1)


@given(st.text(max_size=300))
def test_only_one_strange_letter_makes_it_ucs2(text: str) -> None:
    assert sms_size(text + "\u0416").encoding == "ucs2"
    assert sms_size("".join(letter for letter in text if sms_size(letter).encoding == "gsm7")).encoding == "gsm7"


@pytest.mark.parametrize("text", naughty_strings())
def test_any_text_has_a_size(text: str) -> None:
    assert sms_size(text).parts >= 1
