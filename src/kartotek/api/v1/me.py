"""`me`: whose token is this?"""

from ninja import Router, Schema

from kartotek.api.kit.calls import StaffRequest
from kartotek.domain.businesses import queries

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
