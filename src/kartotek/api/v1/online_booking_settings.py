"""The general rules of online booking: `settings/online-booking`."""

from typing import Literal, cast

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field, StrictInt
from pydantic.config import JsonDict

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import Shape
from kartotek.domain.access.actions import edit_online_booking_settings
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Policy, SettingsChanges

router = Router(tags=["settings"])


def _range(least: int, most: int) -> JsonDict:
    """Bounds are told to programs here and judged by the domain, which names all faults at once."""
    return {"minimum": least, "maximum": most}


_TEXTS: dict[str, str] = Field(
    {}, max_length=20, description="By language, at most 1000 characters each; replaces all of them"
)


class OnlineBookingIn(Shape):
    """Whatever is to change; a messages field replaces the texts of all languages."""

    max_future_bookings: StrictInt | Literal["unlimited"] = "unlimited"
    min_notice_minutes: StrictInt = Field(60, json_schema_extra=_range(0, 527040))
    horizon_days: StrictInt = Field(90, json_schema_extra=_range(1, 1096))
    slot_minutes: StrictInt = Field(15, json_schema_extra=_range(5, 60))
    cancel_notice_minutes: StrictInt = Field(1440, json_schema_extra=_range(0, 527040))
    verify_contact: Literal["never", "restricted", "always"] = "never"
    refusal_texts: Literal["specific", "neutral"] = "specific"
    limit_messages: dict[str, str] = _TEXTS
    blocked_messages: dict[str, str] = _TEXTS
    lock_review_months: StrictInt = Field(6, json_schema_extra=_range(1, 60))
    check_in_shows_reason: bool = False


class OnlineBookingOut(Schema):
    """The rules as they hold."""

    max_future_bookings: int | Literal["unlimited"]
    min_notice_minutes: int
    horizon_days: int
    slot_minutes: int
    cancel_notice_minutes: int
    verify_contact: str
    refusal_texts: str
    limit_messages: dict[str, str]
    blocked_messages: dict[str, str]
    lock_review_months: int
    check_in_shows_reason: bool


@router.get("/settings/online-booking", response=OnlineBookingOut)
def get_online_booking(request: StaffRequest, response: HttpResponse) -> dict[str, object]:
    """The general rules of online booking."""
    policy = get_policy(business=request.call.business)
    etags.tag(response, policy.version)
    return _shape(policy)


@router.patch("/settings/online-booking", response=OnlineBookingOut)
def edit_online_booking(request: StaffRequest, payload: OnlineBookingIn, response: HttpResponse) -> dict[str, object]:
    """Change some of them; needs `settings.manage`."""
    policy = edit_online_booking_settings(
        business=request.call.business,
        changes=changes_given(payload),
        expected_version=etags.expected_version(request),
        actor=request.call.actor,
        now=request.call.now,
    )
    etags.tag(response, policy.version)
    return _shape(policy)


def changes_given(payload: OnlineBookingIn) -> SettingsChanges:
    """Only what was sent."""
    given = payload.model_dump(exclude_unset=True)
    return cast("SettingsChanges", given)  # the schema above has the same names and types


def _shape(policy: Policy) -> dict[str, object]:
    return {
        "max_future_bookings": policy.general_limit.value,
        "min_notice_minutes": policy.min_notice_minutes,
        "horizon_days": policy.horizon_days,
        "slot_minutes": policy.slot_minutes,
        "cancel_notice_minutes": policy.cancel_notice_minutes,
        "verify_contact": policy.verify_contact.value,
        "refusal_texts": policy.refusal_texts.value,
        "limit_messages": dict(policy.limit_messages),
        "blocked_messages": dict(policy.blocked_messages),
        "lock_review_months": policy.lock_review_months,
        "check_in_shows_reason": policy.check_in_shows_reason,
    }
