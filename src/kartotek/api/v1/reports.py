"""What did access decisions come to in a month? `reports/refusals`."""

from datetime import date

from ninja import Query, Router, Schema

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import Shape
from kartotek.domain.overview.queries.effects import get_effects, parse_month, this_month
from kartotek.domain.overview.values import Effects

router = Router(tags=["reports"])


class ReasonCountOut(Schema):
    """In how many refusals a reason was named, and in how many it stood first."""

    reason: str
    refusals: int
    decided: int


class StaffCountOut(Schema):
    """What one member of staff did; locks count for who placed them."""

    name: str
    booking_overrides: int
    check_in_overrides: int
    mistaken_locks: int


class EffectsOut(Schema):
    """One month: refusals by reason, overrides, and locks that were lifted as mistaken."""

    month: str
    refusals: int
    booking_overrides: int
    check_in_overrides: int
    mistaken_locks: int
    by_reason: list[ReasonCountOut]
    by_staff: list[StaffCountOut]


class EffectsWanted(Shape):
    """`month` as YYYY-MM; without it, this one."""

    month: str = ""


@router.get("/reports/refusals", response=EffectsOut)
def report_refusals(request: StaffRequest, wanted: Query[EffectsWanted]) -> dict[str, object]:
    """The effects of one month, for those who may read the log."""
    call = request.call
    month = parse_month(wanted.month) if wanted.month else this_month(call.business, call.now)
    return _shape(get_effects(business=call.business, viewer=call.actor, month=month))


def _shape(effects: Effects) -> dict[str, object]:
    return {
        "month": month_value(effects.month),
        "refusals": effects.refusals,
        "booking_overrides": effects.booking_overrides,
        "check_in_overrides": effects.check_in_overrides,
        "mistaken_locks": effects.mistaken_locks,
        "by_reason": [
            {"reason": one.code.value, "refusals": one.named, "decided": one.decided} for one in effects.reasons
        ],
        "by_staff": list(effects.staff),
    }


def month_value(month: date) -> str:
    """“2026-11”."""
    return f"{month:%Y-%m}"
