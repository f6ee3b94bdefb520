"""Are the sentences of errors customers meet there for the translators?"""

from collections.abc import Iterator

import kartotek.domain.access.errors
import kartotek.domain.booking.errors
import kartotek.domain.messaging.errors
from kartotek.kernel.errors import KartotekError
from kartotek.web.kit.error_words import ERROR_WORDS

MET_BY_CUSTOMERS = {
    "kartotek.kernel.errors",
    kartotek.domain.access.errors.__name__,
    kartotek.domain.booking.errors.__name__,
    kartotek.domain.messaging.errors.__name__,
}


def _all(error: type[KartotekError]) -> Iterator[type[KartotekError]]:
    yield error
    for kind in error.__subclasses__():
        yield from _all(kind)


def test_every_sentence_is_listed() -> None:
    said = {
        " ".join((error.__doc__ or "").split()) for error in _all(KartotekError) if error.__module__ in MET_BY_CUSTOMERS
    }
    assert said == set(ERROR_WORDS)
