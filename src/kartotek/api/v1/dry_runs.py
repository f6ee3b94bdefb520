"""`…/dry-run`: whom and what would it hit, before it is saved?"""

from ninja import Field, Router, Schema

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import id_from_body, id_from_path
from kartotek.api.v1.online_booking_settings import OnlineBookingIn, changes_given
from kartotek.api.v1.service_rules import RuleIn, details_given
from kartotek.api.v1.tags import TagPatch
from kartotek.api.v1.tags import changes_given as tag_changes_given
from kartotek.domain.access.queries.rules import get_rule
from kartotek.domain.overview.queries.dry_run import MOST_ITEMS, dry_run_rule, dry_run_settings, dry_run_tag
from kartotek.domain.overview.values import DryRun, HitCustomer

router = Router(tags=["access"])


class RuleTried(RuleIn):
    """A rule as it would be; `id` names the one it would take the place of, whose exceptions then count."""

    id: str | None = None


class HitOut(Schema):
    """A customer whom it would hit, and how many of her bookings."""

    customer: str
    number: str
    name: str
    coming_bookings: int
    bookings_90_days: int


class DryRunOut(Schema):
    """Whom it would hit today, which coming bookings, and how many of the last 90 days' when they were made."""

    customers: int
    coming_bookings: int
    bookings_90_days: int
    items: list[HitOut] = Field(description=f"The first {MOST_ITEMS} customers, those with most coming bookings first")


@router.post("/service-rules/dry-run", response=DryRunOut)
def try_rule(request: StaffRequest, payload: RuleTried) -> dict[str, object]:
    """Whom a rule would hit; needs `rule.manage`."""
    call = request.call
    rule_id = 0 if payload.id is None else get_rule(id_from_body("id", payload.id)).id
    found = dry_run_rule(
        business=call.business, viewer=call.actor, details=details_given(payload), now=call.now, rule_id=rule_id
    )
    return _shape(found)


@router.post("/tags/{tag}/dry-run", response=DryRunOut)
def try_tag(request: StaffRequest, tag: str, payload: TagPatch) -> dict[str, object]:
    """Whom a tag would hit after these changes; what is not sent stays as it is. Needs `tag.manage`."""
    call = request.call
    found = dry_run_tag(
        business=call.business,
        viewer=call.actor,
        tag_id=id_from_path(tag),
        changes=tag_changes_given(payload),
        now=call.now,
    )
    return _shape(found)


@router.post("/settings/online-booking/dry-run", response=DryRunOut)
def try_settings(request: StaffRequest, payload: OnlineBookingIn) -> dict[str, object]:
    """Whom the general limit would hit; needs `settings.manage`."""
    call = request.call
    found = dry_run_settings(business=call.business, viewer=call.actor, changes=changes_given(payload), now=call.now)
    return _shape(found)


def _shape(found: DryRun) -> dict[str, object]:
    return {
        "customers": found.customers,
        "coming_bookings": found.coming_bookings,
        "bookings_90_days": found.bookings_90_days,
        "items": [_item(item) for item in found.items],
    }


def _item(item: HitCustomer) -> dict[str, object]:
    return {
        "customer": str(item.customer_id),
        "number": item.number,
        "name": item.name,
        "coming_bookings": item.coming_bookings,
        "bookings_90_days": item.bookings_90_days,
    }
