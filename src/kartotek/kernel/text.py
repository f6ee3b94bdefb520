"""Which text may be stored, and how are names made findable and sortable whatever their spelling? (joint 11)"""

import re
import unicodedata

from kartotek.kernel.errors import Problem
from kartotek.kernel.words import gettext_noop

# C0 controls but tab and newline, and halves of surrogate pairs: neither belongs into a text (api.md).
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")
# How the letters are written by people without them on the keyboard.
_SPELLED_OUT = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe", "þ": "th"}
    | {"ð": "d", "đ": "d", "ł": "l", "ı": "i", "ħ": "h"}
)
_SHORTENED = re.compile("ae|oe|ue|aa")
_BLANKS = re.compile(r"\s+")
LONGEST_NAME_SORT = 410


def text_problems(field: str, value: str, *, max_length: int, is_required: bool = False) -> tuple[Problem, ...]:
    """What keeps a text from being stored as it was sent; nothing is ever repaired (api.md: stored or refused)."""
    if _FORBIDDEN.search(value):
        return (Problem(field, "bad_character", gettext_noop("This text contains a character that cannot be stored.")),)
    if len(value) > max_length:
        return (Problem(field, "too_long", gettext_noop("This text is too long.")),)
    if is_required and not value.strip():
        return (Problem(field, "required", gettext_noop("This must not be empty.")),)
    return ()


def fold(text: str) -> str:
    """Small letters without accents, spelled out: "Østergård  Müller" is "oestergaard mueller"."""
    composed = unicodedata.normalize("NFC", text).casefold().replace("i̇", "i")
    spelled = unicodedata.normalize("NFKD", composed.translate(_SPELLED_OUT)).casefold().translate(_SPELLED_OUT)
    plain = "".join(letter for letter in spelled if not unicodedata.combining(letter))
    return _BLANKS.sub(" ", plain).strip()


def shorten(folded: str) -> str:
    """What the spellings of a folded text have in common: "oestergaard", "ostergaard", "ostergard" are "ostergard"."""
    return _SHORTENED.sub(lambda pair: pair[0][0], folded)


def digits(text: str) -> str:
    """Only the digits 0-9: "22 55 01" and "+45 22-55-01" can then be compared."""
    return "".join(letter for letter in text if letter in "0123456789")
