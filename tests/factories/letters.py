"""Piles of letters for tests, in any state."""

from tests.conftest import NOW

from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.models import LetterRun


def make_letters(business: Business, member_id: int, *customer_ids: int, **fields: object) -> LetterRun:
    """Printed, unless told; of the member alone."""
    values: dict[str, object] = {
        "template": "recall.letter",
        "customer_ids": list(customer_ids),
        "state": "done",
        "done": len(customer_ids),
        "pdf": b"%PDF-1.7",
        "created_at": NOW,
        "finished_at": NOW,
        **fields,
    }
    return LetterRun.objects.create(business=business, member_id=member_id, **values)
