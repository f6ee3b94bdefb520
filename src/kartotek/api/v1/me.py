"""`me`: whose token is this, and what is she told by e-mail?"""

from dataclasses import asdict, replace

from ninja import Router, Schema
from pydantic import StrictBool

from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import Shape
from kartotek.domain.businesses import queries
from kartotek.domain.messaging.actions import choose_staff_mail
from kartotek.domain.messaging.queries import get_staff_mail_choice

router = Router(tags=["me"])


class MeOut(Schema):
    """The token's person."""

    id: str
    name: str
    email: str
    role: str
    permissions: list[str]
    areas: list[str]
    business: str


@router.get("/me", response=MeOut)
def get_me(request: StaffRequest) -> dict[str, object]:
    """The token's person, role, permissions."""
    person = queries.get_staff_member(request.call.actor.id or 0)
    return {
        "id": str(person.id),
        "name": person.name,
        "email": person.email,
        "role": person.role,
        "permissions": sorted(person.permissions),
        "areas": [str(area) for area in sorted(person.area_ids)],
        "business": request.call.business.slug,
    }


class NoticesOut(Schema):
    """What the token's person is told by e-mail."""

    new_bookings: bool
    cancellations: bool
    daily_overview: bool


class NoticesPatch(Shape):
    """What of it is to change."""

    new_bookings: StrictBool = False
    cancellations: StrictBool = False
    daily_overview: StrictBool = False


@router.get("/me/notices", response=NoticesOut)
def get_notices(request: StaffRequest) -> dict[str, object]:
    """What you are told by e-mail: what customers book and cancel online, and in the morning what the day brings."""
    return asdict(get_staff_mail_choice(actor=request.call.actor))


@router.patch("/me/notices", response=NoticesOut)
def choose_notices(request: StaffRequest, payload: NoticesPatch) -> dict[str, object]:
    """Choose what you want to be told from now on."""
    call = request.call
    choice = replace(get_staff_mail_choice(actor=call.actor), **payload.model_dump(exclude_unset=True))
    return asdict(choose_staff_mail(business=call.business, actor=call.actor, now=call.now, choice=choice))
