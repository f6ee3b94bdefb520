"""The general rules of online booking: `settings/online-booking`."""

from typing import Literal, cast

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import Shape
from kartotek.domain.access.actions import edit_online_booking_settings
from kartotek.domain.access.queries import get_policy
from kartotek.domain.access.values import Policy, SettingsChanges

router = Router(tags=["settings"])


class OnlineBookingIn(Shape):
    """What is to change; a messages field replaces the texts of all languages."""

    max_future_bookings: int | Literal["unlimited"] | None = None
    min_notice_minutes: int | None = None
    horizon_days: int | None = None
    slot_minutes: int | None = None
    cancel_notice_minutes: int | None = None
    verify_contact: Literal["never", "restricted", "always"] | None = None
    refusal_texts: Literal["specific", "neutral"] | None = None
    limit_messages: dict[str, str] | None = Field(None, description="By language, at most 1000 characters each")
    blocked_messages: dict[str, str] | None = Field(None, description="By language, at most 1000 characters each")


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


@router.get("/settings/online-booking", response=OnlineBookingOut)
def get_online_booking(request: StaffRequest, response: HttpResponse) -> dict[str, object]:
    """The general rules of online booking."""
    policy = get_policy(business=request.call.business)
    etags.tag(response, policy.version)
    return _shape(policy)


@router.patch("/settings/online-booking", response=OnlineBookingOut)
def edit_online_booking(request: StaffRequest, payload: OnlineBookingIn, response: HttpResponse) -> dict[str, object]:
    """Change some of them; needs `settings.manage`."""
    given = payload.model_dump(exclude_unset=True, exclude_none=True)
    policy = edit_online_booking_settings(
        business=request.call.business,
        changes=cast("SettingsChanges", given),  # the schema above has the same names and types
        expected_version=etags.expected_version(request),
        actor=request.call.actor,
        now=request.call.now,
    )
    etags.tag(response, policy.version)
    return _shape(policy)


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
    }
