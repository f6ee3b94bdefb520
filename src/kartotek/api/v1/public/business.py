"""Who is this business, for somebody who wants to book? `public/{business}/business`."""

from ninja import Path, Router, Schema

from kartotek.api.kit.calls import PublicRequest
from kartotek.domain.booking.decisions.refusing import contact_of

router = Router(tags=["public booking"])


class ContactShape(Schema):
    """How to reach the business."""

    phone: str
    email: str
    address_line: str
    postcode: str
    city: str
    opening_text: str


class PublicBusiness(Schema):
    """What the booking site shows of a business."""

    name: str
    timezone: str
    languages: list[str]
    default_language: str
    contact: ContactShape


@router.get("/business", response=PublicBusiness)
def get_business(request: PublicRequest, business: Path[str]) -> dict[str, object]:
    """Name, time zone, languages and contact."""
    found = request.call.business
    return {
        "name": found.name,
        "timezone": found.timezone,
        "languages": found.languages,
        "default_language": found.default_language,
        "contact": contact_of(found),
    }
