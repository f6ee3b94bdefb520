"""Choose what one wants to be told by e-mail. Everybody chooses for herself."""

from dataclasses import asdict
from datetime import datetime
from zoneinfo import ZoneInfo

from kartotek.domain.audit.actions import record
from kartotek.domain.audit.values import Actor, ActorKind, Target
from kartotek.domain.businesses.models import Membership
from kartotek.domain.businesses.values import BusinessLike
from kartotek.domain.messaging.decisions.overviews import is_overview_time
from kartotek.domain.messaging.models import StaffMail
from kartotek.domain.messaging.queries.staff_mail import choice_of
from kartotek.domain.messaging.values.staff_mail import StaffMailChoice
from kartotek.kernel.errors import NotPermitted
from kartotek.kernel.periods import local_date
from kartotek.plumbing import locks


def choose_staff_mail(
    *, business: BusinessLike, actor: Actor, now: datetime, choice: StaffMailChoice
) -> StaffMailChoice:
    """From now on the person is told this by e-mail, and nothing that happened before. NotPermitted for non-staff."""
    if actor.kind is not ActorKind.STAFF or actor.id is None:
        raise NotPermitted
    with locks.holding():
        locks.hold_rows(Membership.objects.filter(pk=actor.id)).get()  # her row is made once
        row, _is_new = StaffMail.objects.get_or_create(business_id=business.id, membership_id=actor.id)
        before = choice_of(row)
        if choice != before:
            after = asdict(choice)
            _write(row, before, choice, now, ZoneInfo(business.timezone))
            record(
                actor=actor,
                now=now,
                business_id=business.id,
                action="staff.mail_chosen",
                target=Target("staff", actor.id),
                changes={name: (was, after[name]) for name, was in asdict(before).items() if was != after[name]},
            )
    return choice


def _write(row: StaffMail, before: StaffMailChoice, choice: StaffMailChoice, now: datetime, zone: ZoneInfo) -> None:
    row.new_bookings_since = (row.new_bookings_since or now) if choice.new_bookings else None
    row.cancellations_since = (row.cancellations_since or now) if choice.cancellations else None
    if choice.daily_overview and not before.daily_overview and is_overview_time(now, zone):
        row.overview_sent_on = local_date(now, zone)  # today's morning is over: the first one comes tomorrow
    row.daily_overview = choice.daily_overview
    row.save()
