"""How many parts does a text message take? GSM 03.38: one letter outside its alphabet more than halves the room."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# These take an escape before them and count two.
_EXTENDED: Final = frozenset("\f^{}\\[~]|€")
_ROOM: Final[dict[str, tuple[int, int]]] = {"gsm7": (160, 153), "ucs2": (70, 67)}


@dataclass(frozen=True)
class SmsSize:
    """What a text takes: `characters` as the alphabet counts them, `left` in the last part, which holds `room`."""

    encoding: Literal["gsm7", "ucs2"]
    parts: int
    characters: int
    left: int
    room: int


def sms_size(text: str) -> SmsSize:
    """The size of a text. What counts two, an escaped letter or a pair of surrogates, is never cut in two."""
    is_gsm = all(letter in _BASIC or letter in _EXTENDED for letter in text)
    encoding: Literal["gsm7", "ucs2"] = "gsm7" if is_gsm else "ucs2"
    alone, joined = _ROOM[encoding]
    widths = list(_widths(text, is_gsm=is_gsm))
    characters = sum(widths)
    if characters <= alone:
        return SmsSize(encoding, 1, characters, alone - characters, alone)
    parts, used = 1, 0
    for width in widths:
        if used + width > joined:
            parts, used = parts + 1, 0
        used += width
    return SmsSize(encoding, parts, characters, joined - used, joined)


def _widths(text: str, *, is_gsm: bool) -> Iterator[int]:
    for letter in text:
        if is_gsm:
            yield 2 if letter in _EXTENDED else 1
        else:
            yield 2 if ord(letter) > 0xFFFF else 1
