"""Have letters printed, and note how far that is; a letter to one customer is written down in her log."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from kartotek.domain.audit.actions import record, record_on_cards
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.messaging.decisions.letters import letter_template
from kartotek.domain.messaging.models import LetterRun
from kartotek.domain.messaging.queries.letters import letter_run_item
from kartotek.domain.messaging.values import Event
from kartotek.domain.messaging.values.letters import MOST_LETTERS, LetterRunItem, LetterState
from kartotek.kernel.errors import invalid
from kartotek.kernel.words import gettext_noop
from kartotek.plumbing.jobs import enqueue

_TOO_MANY: Final = gettext_noop("These are more than 1,000 letters. Choose fewer customers.")
# Long enough to print it, and to print it again; addresses should not lie about for longer.
KEPT: Final = timedelta(days=7)


@transaction.atomic
def print_letters(
    *, business_id: int, actor: Actor, now: datetime, template: str, customer_ids: Sequence[int]
) -> LetterRunItem:
    """A job prints one letter to each; the caller has found them where the actor may see them. Raises Invalid."""
    if letter_template(template) is None:
        raise invalid("template", "unknown", gettext_noop("There is no such letter."))
    if not customer_ids:
        raise invalid("customers", "empty", gettext_noop("There is nobody to write to."))
    if len(customer_ids) > MOST_LETTERS:
        raise invalid("customers", "too_many", _TOO_MANY)
    LetterRun.objects.filter(created_at__lt=now - KEPT).delete()
    row = LetterRun.objects.create(
        business_id=business_id,
        template=template,
        customer_ids=list(customer_ids),
        created_at=now,
        member_id=actor.id,
        created_by=actor.name,
    )
    record_on_cards(
        actor=actor,
        now=now,
        business_id=business_id,
        action="customer.letter_printed",
        customer_ids=customer_ids,
        changes={"letter": (None, template)},
    )
    enqueue("booking.print_letters", business=business_id, run=row.pk)
    return letter_run_item(row)


def print_letter(*, business_id: int, actor: Actor, now: datetime, customer_id: int, event: Event) -> None:
    """Write down that a letter to one customer was printed; the caller hands it out."""
    record(
        actor=actor,
        now=now,
        business_id=business_id,
        action="customer.letter_printed",
        target=Target("customer", customer_id, customer_id),
        changes={"letter": (None, event.value)},
    )


def advance_letters(run_id: int, *, done: int) -> None:
    """So many are in it by now."""
    LetterRun.objects.filter(pk=run_id).update(state=LetterState.RUNNING.value, done=done)


def finish_letters(run_id: int, *, at: datetime, pdf: bytes) -> None:
    """All are in it."""
    LetterRun.objects.filter(pk=run_id).update(state=LetterState.DONE.value, pdf=pdf, finished_at=at, error="")


def give_up_letters(run_id: int, *, at: datetime, error: str) -> None:
    """Something went wrong; another attempt of the job may still finish it."""
    LetterRun.objects.filter(pk=run_id).update(state=LetterState.FAILED.value, finished_at=at, error=error)
