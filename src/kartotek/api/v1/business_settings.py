"""`settings/business`: what a business says about itself."""

from typing import cast

from django.http import HttpResponse
from ninja import Field, Router, Schema

from kartotek.api.kit import etags
from kartotek.api.kit.calls import StaffRequest
from kartotek.api.kit.shapes import Shape
from kartotek.domain.businesses import actions, queries
from kartotek.domain.businesses.values import BusinessChanges, BusinessLike
from kartotek.kernel.errors import invalid

router = Router(tags=["settings"])


class BusinessPatch(Shape):
    """Whatever is to change; the slug stands in printed addresses and stays."""

    name: str = Field("", max_length=200)
    slug: str = Field("", max_length=60)
    timezone: str = Field("", max_length=60)
    country: str = Field("", max_length=2)
    currency: str = Field("", max_length=3)
    languages: list[str] = Field([], max_length=5)
    default_language: str = Field("", max_length=5)
    phone: str = Field("", max_length=40)
    email: str = Field("", max_length=254)
    address_line: str = Field("", max_length=200)
    postcode: str = Field("", max_length=20)
    city: str = Field("", max_length=100)
    opening_text: str = Field("", max_length=500)


class BusinessOut(Schema):
    """The business as it is."""

    name: str
    slug: str
    timezone: str
    country: str
    currency: str
    languages: list[str]
    default_language: str
    phone: str
    email: str
    address_line: str
    postcode: str
    city: str
    opening_text: str


@router.get("/settings/business", response=BusinessOut)
def get_business(request: StaffRequest, response: HttpResponse) -> BusinessLike:
    """The business of the token."""
    etags.tag(response, request.call.business.version)
    return request.call.business


@router.patch("/settings/business", response=BusinessOut)
def edit_business(request: StaffRequest, payload: BusinessPatch, response: HttpResponse) -> BusinessLike:
    """Change what is sent."""
    call = request.call
    given = payload.model_dump(exclude_unset=True)
    if given.pop("slug", call.business.slug) != call.business.slug:
        raise invalid("slug", "read_only", "The name in addresses cannot be changed.")
    business = actions.edit_business(
        actor=call.actor,
        now=call.now,
        business_id=call.business.id,
        changes=cast("BusinessChanges", given),  # the schema has these fields and no others
        expected_version=etags.expected_version(request),
    )
    etags.tag(response, business.version)
    return queries.get_business(business.pk)
