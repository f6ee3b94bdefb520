"""Print a pile of letters, a few at a time, so that whoever waits sees how far it is."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from kartotek.domain.audit.values import SYSTEM
from kartotek.domain.booking.queries.card_facts import language_of
from kartotek.domain.booking.queries.letters import letter_for, words_of
from kartotek.domain.businesses.queries import get_business
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.queries import get_customers
from kartotek.domain.messaging.actions.letters import advance_letters, finish_letters, give_up_letters
from kartotek.domain.messaging.decisions.letters import letter_template, letters_page
from kartotek.domain.messaging.models import LetterRun
from kartotek.domain.messaging.queries.letters import find_letter_run
from kartotek.domain.messaging.values.letters import Letter, LetterState
from kartotek.kernel import clock
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.jobs import business_job
from kartotek.plumbing.pdf import joined, pdf_of

AT_ONCE: Final = 25


@business_job("booking.print_letters")
def print_letters(*, business: int, run: int) -> None:
    """Print it whole, however far an earlier attempt came; cards that are gone meanwhile are left out."""
    row = find_letter_run(run)
    if row is None or row.state == LetterState.DONE.value:
        return
    try:
        _print(row, get_business(business), clock.now())
    except Exception as error:
        give_up_letters(run, at=clock.now(), error=f"{type(error).__name__}: {error}")
        raise


def _print(row: LetterRun, business: BusinessLike, now: datetime) -> None:
    parts = []
    for at in range(0, len(row.customer_ids), AT_ONCE):
        advance_letters(row.pk, done=at)
        letters = list(_letters(row, row.customer_ids[at : at + AT_ONCE], business, now))
        parts += [pdf_of(letters_page(letters))] if letters else []
    advance_letters(row.pk, done=len(row.customer_ids))
    finish_letters(row.pk, at=clock.now(), pdf=joined(parts))


def _letters(row: LetterRun, customer_ids: list[int], business: BusinessLike, now: datetime) -> Iterator[Letter]:
    found = letter_template(row.template)
    if found is None:
        raise NotFound
    event, language = found
    words = words_of(event)
    for card in get_customers(customer_ids, viewer=SYSTEM):
        text = words[language or language_of(card, business)]
        yield letter_for(card, text, business=business, now=now, language=language)
