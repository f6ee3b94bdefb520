"""Who of a plan is to be invited by a letter today? Those without an address that works, where the plan says so."""

from datetime import datetime

from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.messaging.models import Address
from kartotek.domain.messaging.values.bounces import AddressState
from kartotek.domain.messaging.values.letters import MOST_LETTERS
from kartotek.domain.recall.models import Enrolment
from kartotek.domain.recall.queries.enrolments import visible_enrolments
from kartotek.domain.recall.queries.situations import standings_of
from kartotek.domain.recall.values import Invite, PlanItem, RecallChannel

Addressees = list[tuple[Enrolment, Invite]]


def find_addressees(rows: QuerySet[Enrolment], *, business: BusinessLike, now: datetime) -> Addressees:
    """Those of the rows whose turn it is, and the invitation of each; the rows are those of `without_address`."""
    found = list(rows[:MOST_LETTERS])
    standings = standings_of(found, business=business, now=now)
    letters = [(row, standings[row.pk]) for row in found]
    return [(row, one.invite) for row, one in letters if one.by_letter and one.invite is not None]


def count_letters(*, business: BusinessLike, viewer: Actor, plan: PlanItem, now: datetime) -> int:
    """How many letters can be printed now, up to the most that are printed at once."""
    if not plan.has_letters or plan.is_archived:
        return 0
    return len(find_addressees(without_address(viewer, plan), business=business, now=now))


def without_address(viewer: Actor, plan: PlanItem) -> QuerySet[Enrolment]:
    """Who of the plan cannot be reached by its channel, of those whom the viewer may know of."""
    field = "phone" if plan.channel == RecallChannel.SMS.value else "email"
    dead = Address.objects.filter(channel=plan.channel, state=AddressState.BOUNCED.value).values("value")
    cannot = Q(**{f"customer__{field}": ""}) | Q(**{f"customer__{field}__in": dead})
    return visible_enrolments(viewer).filter(cannot, plan_id=plan.id).order_by("pk")
