"""Write down that somebody was refused, with the whole decision (S19, joint 19)."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from kartotek.domain.access.decisions import decision_as_json
from kartotek.domain.access.models import Refusal
from kartotek.domain.access.queries.named import names_to_keep
from kartotek.domain.access.values import RefusalDetails
from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.hooks.actions import tell
from kartotek.domain.hooks.values import Happening, HookEvent


@transaction.atomic
def record_refusal(*, business_id: int, details: RefusalDetails, actor: Actor, now: datetime) -> Refusal:
    """Keep the refusal, with what the rules, tags and locks it speaks of say now (S19).

    The caller raises only after its transaction has ended, or it would be erased (joint 1).
    """
    refusal = Refusal.objects.create(
        business_id=business_id,
        at=now,
        customer_id=details.customer_id,
        claimed=asdict(details.claimed),
        channel=details.question.channel.value,
        kind=details.kind.value,
        service_id=details.question.service_id,
        employee_id=details.question.employee_id,
        starts_at=details.question.starts_at,
        decision=decision_as_json(details.decision),
        message=details.message,
        language=details.language,
        named=names_to_keep(details.decision, business_id=business_id, customer_id=details.customer_id),
    )
    target = Target("refusal", refusal.pk, details.customer_id)
    record(actor=actor, now=now, business_id=business_id, action="booking.refused", target=target)
    told = Happening(HookEvent.BOOKING_REFUSED, f"refusal {refusal.pk}", _facts_told(refusal))
    tell(business_id=business_id, happenings=[told], at=now)
    return refusal


def _facts_told(row: Refusal) -> dict[str, object]:
    """What programs outside are told of a refusal: that there was one, not why (S15)."""
    ids = {"customer": row.customer_id, "service": row.service_id, "employee": row.employee_id}
    plain = {name: str(value) if value else None for name, value in ids.items()}
    return {"refusal": str(row.pk), **plain, "kind": row.kind, "channel": row.channel, "starts_at": row.starts_at}
