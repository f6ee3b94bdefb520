"""How far is a pile of letters, and where is it? Everybody sees her own: she chose customers whom she may see."""

from django.db.models import QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.messaging.models import LetterRun
from kartotek.domain.messaging.values.letters import LetterRunItem, LetterState
from kartotek.kernel.errors import NotFound


def get_letter_run(run_id: int, *, viewer: Actor) -> LetterRunItem:
    """One pile of the viewer's own; NotFound."""
    row = _own(viewer).defer("pdf").filter(pk=run_id).first()
    if row is None:
        raise NotFound
    return letter_run_item(row)


def get_letters_pdf(run_id: int, *, viewer: Actor) -> bytes:
    """The printed pile; NotFound while it is not ready."""
    row = _own(viewer).filter(pk=run_id, pdf__isnull=False).first()
    if row is None:
        raise NotFound
    return bytes(row.pdf or b"")


def find_letter_run(run_id: int) -> LetterRun | None:
    """The row, for the job that prints it."""
    return LetterRun.objects.defer("pdf").filter(pk=run_id).first()


def letter_run_item(row: LetterRun) -> LetterRunItem:
    """A row as a value."""
    return LetterRunItem(
        id=row.pk,
        template=row.template,
        state=LetterState(row.state),
        done=row.done,
        total=len(row.customer_ids),
        created_at=row.created_at,
        finished_at=row.finished_at,
    )


def _own(viewer: Actor) -> QuerySet[LetterRun]:
    return LetterRun.objects.filter(member_id=viewer.id or 0)
