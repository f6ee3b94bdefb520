"""What decides about these enrolments? Visits, invitations and stops of all of them, by a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from kartotek.domain.access.decisions.locking import is_active
from kartotek.domain.access.queries.restrictions import Restrictions, restrictions_of
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.values.bookings import COMING, Status
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Address
from kartotek.domain.messaging.queries import get_message_rules
from kartotek.domain.messaging.values import Event
from kartotek.domain.messaging.values.bounces import AddressState
from kartotek.domain.recall.decisions.standing import standing
from kartotek.domain.recall.models import Enrolment, Invitation, RecallPlan
from kartotek.domain.recall.values import Made, RecallChannel, Rhythm, Situation, Standing, Stop, Visit
from kartotek.kernel.periods import local_date

_COMING: Final = [status.value for status in COMING]
_NO_RESTRICTIONS: Final = Restrictions()


def standings_of(rows: Sequence[Enrolment], *, business: BusinessLike, now: datetime) -> dict[int, Standing]:
    """How each of these stands, by its id; the rows come with their plan and customer."""
    today = local_date(now, ZoneInfo(business.timezone))
    return {
        enrolment_id: standing(situation, rhythm, today)
        for enrolment_id, (situation, rhythm) in _situations(rows, business, now).items()
    }


def _situations(
    rows: Sequence[Enrolment], business: BusinessLike, now: datetime
) -> dict[int, tuple[Situation, Rhythm]]:
    ids = {row.customer_id for row in rows}
    zone = ZoneInfo(business.timezone)
    visits, booked = _visits(ids, zone), _booked(ids, now)
    made = _made([row.pk for row in rows])
    restrictions = restrictions_of(ids, business=business, now=now)
    dead = _dead({address for row in rows if (address := address_of(row.customer, row.plan.channel))})
    found = {}
    rules = get_message_rules()
    for row in rows:
        stops = _stops(row, restrictions.get(row.customer_id, _NO_RESTRICTIONS), dead, now)
        if row.customer_id in booked:
            stops.add(Stop.BOOKING)
        rule = rules.rule(Event.RECALL, row.plan.service_id)
        if not (rule.sms if row.plan.channel == RecallChannel.SMS.value else rule.email):
            stops.add(Stop.SWITCHED_OFF)
        situation = Situation(
            visits=tuple(Visit(on, of == row.plan.service_id) for on, of in visits[row.customer_id]),
            made=tuple(made[row.pk]),
            is_paused=row.paused_at is not None or row.plan.archived_at is not None,
            has_letters=row.plan.has_letters,
            stops=frozenset(stops),
            booked_at=booked.get(row.customer_id),
        )
        found[row.pk] = (situation, rhythm_of(row.plan))
    return found


def rhythm_of(plan: RecallPlan) -> Rhythm:
    """When a plan invites."""
    return Rhythm(plan.interval_days, plan.ahead_days, plan.tolerance_days, plan.attempts, plan.pause_days)


def address_of(customer: Customer, channel: str) -> str:
    """Where an invitation would go; "" nowhere."""
    return customer.phone if channel == RecallChannel.SMS.value else customer.email


def _visits(ids: Collection[int], zone: ZoneInfo) -> defaultdict[int, list[tuple[date, int]]]:
    found: defaultdict[int, list[tuple[date, int]]] = defaultdict(list)
    rows = Booking.objects.filter(customer_id__in=ids, status=Status.COMPLETED.value).order_by("starts_at", "id")
    for customer_id, starts_at, service_id in rows.values_list("customer_id", "starts_at", "service_id"):
        found[customer_id].append((local_date(starts_at, zone), service_id))
    return found


def _booked(ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """When the latest of the coming bookings of each was made."""
    rows = Booking.objects.filter(customer_id__in=ids, ends_at__gt=now, status__in=_COMING).order_by("created_at")
    return dict(rows.values_list("customer_id", "created_at"))


def _made(ids: Collection[int]) -> defaultdict[int, list[Made]]:
    found: defaultdict[int, list[Made]] = defaultdict(list)
    for row in Invitation.objects.filter(enrolment_id__in=ids).order_by("at", "id"):
        found[row.enrolment_id].append(Made(row.after_on, row.due_on, row.attempt, row.on, row.at))
    return found


def _dead(addresses: Collection[str]) -> set[tuple[str, str]]:
    rows = Address.objects.filter(value__in=addresses, state=AddressState.BOUNCED.value)
    return set(rows.values_list("channel", "value"))


def _stops(row: Enrolment, found: Restrictions, dead: set[tuple[str, str]], now: datetime) -> set[Stop]:
    customer, channel = row.customer, row.plan.channel
    address = address_of(customer, channel)
    wants = customer.wants_sms if channel == RecallChannel.SMS.value else customer.wants_email
    holds = {
        Stop.ARCHIVED: customer.archived_at is not None,
        Stop.LOCKED: any(is_active(lock.starts_at, lock.ends_at, now, is_lifted=False) for lock in found.locks),
        Stop.BLOCKED: _is_blocked(customer, found),
        Stop.OPTED_OUT: not wants,
        Stop.NO_ADDRESS: not address,
        Stop.DEAD_ADDRESS: (channel, address) in dead,
    }
    return {stop for stop, is_so in holds.items() if is_so}


def _is_blocked(customer: Customer, found: Restrictions) -> bool:
    """No visit at once (S4), or a tag that bans her from the whole business (S48)."""
    if any(tag.is_banned and tag.scope.is_everything for tag in found.tags):
        return True
    if customer.max_future_bookings is not None:
        return customer.max_future_bookings == 0
    return any(tag.limit.count == 0 for tag in found.tag_limits)
