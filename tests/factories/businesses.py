"""Businesses, places, people and tokens for tests."""

import secrets
from datetime import UTC, datetime

from kartotek.domain.businesses.models import ApiToken, Area, Business, Location, Membership, User
from kartotek.domain.businesses.values import Role, digest_of

CREATED_AT = datetime(2026, 1, 2, 8, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


def make_business(slug: str = "havnegade", **fields: object) -> Business:
    """A salon in Copenhagen that speaks all five languages."""
    values: dict[str, object] = {
        "name": "Havnegade Salon & Klinik",
        "timezone": "Europe/Copenhagen",
        "country": "DK",
        "currency": "DKK",
        "languages": ["da", "sv", "de", "fr", "en"],
        "default_language": "da",
        "phone": "+4533112233",
        "email": "hej@havnegade.example",
        "address_line": "Havnegade 12",
        "postcode": "1058",
        "city": "København K",
        "opening_text": "Man–fre 9–17",
        "created_at": CREATED_AT,
    }
    return Business.objects.create(slug=slug, **{**values, **fields})


def make_user(email: str, password: str | None = None, **fields: object) -> User:
    """An account; without a password it is cheap to make and cannot sign in."""
    return User.objects.create_user(email, password, **{"created_at": CREATED_AT, **fields})


def make_membership(
    business: Business,
    role: Role = Role.RECEPTIONIST,
    user: User | None = None,
    areas: tuple[Area, ...] = (),
    **fields: object,
) -> Membership:
    """Somebody who works in the business; without a `user` an account is made."""
    account = user or make_user(f"{role}-{secrets.token_hex(4)}@{business.slug}.example")
    values: dict[str, object] = {"name": f"Some {role}", "created_at": CREATED_AT}
    membership = Membership.objects.create(business=business, user=account, role=role, **{**values, **fields})
    membership.areas.through.objects.bulk_create(
        membership.areas.through(membership_id=membership.pk, area_id=area.pk) for area in areas
    )
    return membership


def make_area(business: Business, name: str = "Indre By", parent: Area | None = None) -> Area:
    """A part of the business."""
    return Area.objects.create(business=business, name=name, parent=parent)


def make_location(business: Business, name: str = "Havnegade", **fields: object) -> Location:
    """A place of the business."""
    return Location.objects.create(business=business, name=name, **fields)


def make_token(membership: Membership, **fields: object) -> str:
    """An API token of the person, as it goes over the wire."""
    plain = f"kt_{secrets.token_urlsafe(32)}"
    values: dict[str, object] = {"name": "test", "created_at": CREATED_AT}
    ApiToken.objects.create(
        business_id=membership.business_id,
        membership=membership,
        prefix=plain[:8],
        digest=digest_of(plain),
        **{**values, **fields},
    )
    return plain
