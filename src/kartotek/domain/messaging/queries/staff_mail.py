"""Who of the staff wants to be told what by e-mail?"""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Role
from kartotek.domain.catalog.models import Employee
from kartotek.domain.messaging.models import StaffMail
from kartotek.domain.messaging.values.staff_mail import Recipient, StaffMailChoice

WANTED = Q(new_bookings_since__isnull=False) | Q(cancellations_since__isnull=False) | Q(daily_overview=True)


def get_staff_mail_choice(*, actor: Actor) -> StaffMailChoice:
    """What the person who asks has chosen for herself."""
    row = StaffMail.objects.filter(membership_id=actor.id or 0).first()
    return StaffMailChoice() if row is None else choice_of(row)


def list_staff_mail_choices() -> Mapping[int, StaffMailChoice]:
    """What everybody has chosen who wants anything, by the id of the membership."""
    return {row.membership_id: choice_of(row) for row in StaffMail.objects.filter(WANTED)}


def choice_of(row: StaffMail) -> StaffMailChoice:
    """A row as a value."""
    return StaffMailChoice(
        new_bookings=row.new_bookings_since is not None,
        cancellations=row.cancellations_since is not None,
        daily_overview=row.daily_overview,
    )


def list_recipients(rows: QuerySet[StaffMail]) -> list[Recipient]:
    """Those of the business in scope who work here still, with what each may know of; inspectors cost one query."""
    at_work = rows.filter(membership__is_active=True, membership__invite_digest="", membership__user__is_active=True)
    found = list(at_work.select_related("membership__user").order_by("membership_id"))
    own = _own_calendars([row.membership_id for row in found])
    return [_recipient(row, own.get(row.membership_id)) for row in found]


def _own_calendars(membership_ids: list[int]) -> dict[int | None, int]:
    rows = Employee.objects.filter(membership_id__in=membership_ids, is_archived=False)
    return dict(rows.values_list("membership_id", "pk"))


def _recipient(row: StaffMail, employee_id: int | None) -> Recipient:
    member = row.membership
    return Recipient(
        membership_id=member.pk,
        email=member.user.email,
        language=member.user.language,
        area_ids=actor_for_membership(member).area_ids,
        is_own_only=member.role == Role.PRACTITIONER,
        employee_id=employee_id,
        new_bookings_since=row.new_bookings_since,
        cancellations_since=row.cancellations_since,
        daily_overview=row.daily_overview,
        overview_sent_on=row.overview_sent_on,
    )
