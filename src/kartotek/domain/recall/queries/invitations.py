"""Who was invited, and who booked from it? Kept as long as the plan; the booking is looked for, never stored."""

from django.db import connection

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.decisions import require
from kartotek.domain.businesses.values import BusinessLike, Permission
from kartotek.domain.recall.queries.plans import get_plan
from kartotek.domain.recall.values import InvitationItem, Outcome
from kartotek.plumbing.paging import Page, checked_limit, decode_cursor, encode_cursor

# The first booking she made after the invitation and before the next one; after three months it had another reason.
_INVITED = """
FROM recall_invitation AS invitation
JOIN recall_enrolment AS enrolment ON enrolment.id = invitation.enrolment_id
JOIN customers_customer AS customer ON customer.id = enrolment.customer_id
LEFT JOIN LATERAL (
    SELECT min(later.at) AS at FROM recall_invitation AS later
    WHERE later.enrolment_id = invitation.enrolment_id AND later.at > invitation.at
) AS following ON TRUE
LEFT JOIN LATERAL (
    SELECT id, created_at, starts_at FROM booking_booking
    WHERE customer_id = enrolment.customer_id AND created_at > invitation.at
      AND created_at < least(coalesce(following.at, 'infinity'), invitation.at + interval '92 days')
    ORDER BY created_at, id LIMIT 1
) AS booking ON TRUE
WHERE invitation.business_id = %(business)s AND enrolment.plan_id = %(plan)s
  AND (%(areas)s::bigint[] IS NULL OR customer.area_id = ANY(%(areas)s))
"""
_ITEMS = f"""
SELECT invitation.id, customer.id, trim(customer.first_name || ' ' || customer.last_name), invitation."on",
       invitation.attempt, invitation.channel, booking.id, booking.created_at, booking.starts_at
{_INVITED} AND invitation.id < %(before)s ORDER BY invitation.id DESC LIMIT %(limit)s
"""
_OUTCOME = f"SELECT count(*), count(booking.id) {_INVITED}"
_ALL = 2**63 - 1


def list_invitations(
    *, business: BusinessLike, viewer: Actor, plan_id: int, limit: int | None = None, cursor: str = ""
) -> Page[InvitationItem]:
    """The invitations of a plan to customers whom the viewer may know of, the latest first. NotPermitted, NotFound."""
    size = checked_limit(limit)
    asked = _asked(business, viewer, plan_id)
    before = decode_cursor(cursor, int)[0] if cursor else _ALL
    with connection.cursor() as found:
        found.execute(_ITEMS, {**asked, "before": before, "limit": size + 1})
        items = [InvitationItem(*row) for row in found.fetchall()]
    return Page(items[:size], encode_cursor(items[size - 1].id) if len(items) > size else None)


def get_outcome(*, business: BusinessLike, viewer: Actor, plan_id: int) -> Outcome:
    """What the invitations of a plan came to. NotPermitted, NotFound."""
    with connection.cursor() as found:
        found.execute(_OUTCOME, _asked(business, viewer, plan_id))
        return Outcome(*found.fetchone())


def _asked(business: BusinessLike, viewer: Actor, plan_id: int) -> dict[str, int | list[int] | None]:
    require(viewer, Permission.REMINDER_MANAGE)
    get_plan(plan_id)
    areas = None if viewer.area_ids is None else sorted(viewer.area_ids)
    return {"business": business.id, "plan": plan_id, "areas": areas}
