"""Write down what closed by itself. Nobody waits for it: whether a firing is closed is computed when read (joint 6)."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django_scopes import scopes_disabled

from kartotek.domain.audit.actions import record_each
from kartotek.domain.audit.values import Actor, Target
from kartotek.domain.reminders.models import Firing
from kartotek.domain.reminders.queries.closing import closed_by_themselves
from kartotek.plumbing import locks

MOST_AT_ONCE = 500


def close_done(*, actor: Actor, now: datetime) -> int:
    """Of all businesses, up to MOST_AT_ONCE firings that have closed by themselves; how many there were."""
    with scopes_disabled(), transaction.atomic():
        rows = list(locks.take_rows(closed_by_themselves(now).order_by("pk"))[:MOST_AT_ONCE])
        closing = Firing.objects.filter(pk__in=[row.pk for row in rows])
        closing.update(closed_at=now, closed_by=F("closes_on"))
        by_business: defaultdict[int, list[Target]] = defaultdict(list)
        for row in rows:
            by_business[row.business_id].append(Target("reminder", row.reminder_id, row.customer_id))
        for business_id, targets in by_business.items():
            record_each(
                actor=actor,
                now=now,
                business_id=business_id,
                action="reminder.closed",
                kind="reminder",
                targets=targets,
            )
    return len(rows)
