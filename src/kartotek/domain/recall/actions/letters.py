"""Invite by letter who cannot be reached otherwise: staff have them printed, and each counts as an attempt."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.messaging.actions.letters import print_letters
from kartotek.domain.messaging.values import Event
from kartotek.domain.messaging.values.letters import LetterRunItem
from kartotek.domain.recall.models import Invitation
from kartotek.domain.recall.queries.letters import find_addressees, without_address
from kartotek.domain.recall.queries.plans import get_plan
from kartotek.domain.recall.values import LETTER
from kartotek.kernel.periods import local_date
from kartotek.plumbing import locks

_TEMPLATE: Final = f"{Event.RECALL.value}.letter"


def print_invitations(*, business: BusinessLike, actor: Actor, now: datetime, plan_id: int) -> LetterRunItem:
    """Have the letters of today printed, and write the invitations down. NotPermitted, NotFound; Invalid for none."""
    require(actor, Permission.REMINDER_MANAGE)
    plan = get_plan(plan_id)
    with locks.holding():
        rows = (
            locks.take_rows(without_address(actor, plan)) if plan.has_letters else without_address(actor, plan).none()
        )
        found = [] if plan.is_archived else find_addressees(rows, business=business, now=now)
        today = local_date(now, ZoneInfo(business.timezone))
        Invitation.objects.bulk_create(
            Invitation(
                business_id=business.id,
                enrolment_id=row.pk,
                after_on=invite.after_on,
                due_on=invite.due_on,
                attempt=invite.attempt,
                channel=LETTER,
                on=today,
                at=now,
            )
            for row, invite in found
        )
        return print_letters(
            business_id=business.id,
            actor=actor,
            now=now,
            template=_TEMPLATE,
            customer_ids=[row.customer_id for row, _invite in found],
        )
