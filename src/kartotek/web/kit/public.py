"""What does a page of the booking site know before it starts? The business, the visitor and her language."""

from dataclasses import dataclass
from datetime import datetime

from django.conf.locale import LANG_INFO
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation.trans_real import parse_accept_lang_header
from django_scopes import scope

from kartotek.domain.access.queries import find_customer_identity
from kartotek.domain.access.values import CustomerIdentity, CustomerToken
from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.businesses.queries import get_business_by_slug
from kartotek.domain.businesses.values import BusinessLike
from kartotek.kernel import clock
from kartotek.plumbing.addresses import absolute
from kartotek.plumbing.network import client_address

CUSTOMER_COOKIE = "kartotek_customer"
LANGUAGE_COOKIE = "kartotek_language"
LANGUAGE_PARAMETER = "language"


@dataclass(frozen=True)
class PublicContext:
    """A visitor on the booking site of one business; `customer` when she proved who she is."""

    business: BusinessLike
    now: datetime
    language: str
    customer: CustomerIdentity | None
    address: str
    kept: tuple[tuple[str, str], ...]

    @property
    def languages(self) -> list[tuple[str, str]]:
        """The languages of the site, each in its own words."""
        return [(code, str(LANG_INFO[code]["name_local"]).capitalize()) for code in self.business.languages]

    @property
    def customer_id(self) -> int | None:
        """The card of the visitor, once she has proven who she is."""
        return None if self.customer is None else self.customer.customer_id

    @property
    def customer_name(self) -> str:
        """The name on the card, or the address that was proven."""
        return "" if self.customer is None else self.customer.name or self.customer.address

    @property
    def may_choose_language(self) -> bool:
        """Whether there is a choice; the language of the card is none of the page's business."""
        has_own = self.customer is not None and self.customer.language in self.business.languages
        return len(self.business.languages) > 1 and not has_own

    @property
    def actor(self) -> Actor:
        """The visitor as somebody who acts."""
        if self.customer is None:
            return Actor(kind=STRANGER.kind, id=None, name="", address=self.address)
        return self.customer.actor(self.address)

    def url(self, name: str, *args: object) -> str:
        """The address of a page of this site: `public.url("manage:index", token)`."""
        return reverse(f"booking:{name}", args=(self.business.slug, *args))


class PublicRequest(HttpRequest):
    """A request that passed `public_view`."""

    public: PublicContext


def context_of(request: HttpRequest, slug: str) -> PublicContext:
    """Who comes to whom; NotFound without such a business."""
    now = clock.now()
    business = get_business_by_slug(slug)
    with scope(business=business.id):
        customer = find_customer_identity(request.COOKIES.get(CUSTOMER_COOKIE, ""), now=now)
    kept = tuple((name, value) for name, value in request.GET.items() if name != LANGUAGE_PARAMETER)
    return PublicContext(
        business=business,
        now=now,
        language=_language(request, business, customer),
        customer=customer,
        address=client_address(request.META),
        kept=tuple((name, str(value)) for name, value in kept),
    )


def _language(request: HttpRequest, business: BusinessLike, customer: CustomerIdentity | None) -> str:
    """The card's when signed in; else the one chosen here, the browser's, the business's (api.md: language)."""
    wished = [customer.language] if customer is not None else []
    wished.append(request.COOKIES.get(LANGUAGE_COOKIE, ""))
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    wished += [code.split("-")[0] for code, _weight in accepted]
    offered = set(business.languages)
    return next((code for code in wished if code in offered), business.default_language)


def remember_customer(request: PublicRequest, response: HttpResponse, token: CustomerToken) -> None:
    """Keep the proof in a cookie of this booking site alone."""
    keep_token(response, token, slug=request.public.business.slug, now=request.public.now)


def keep_token(response: HttpResponse, token: CustomerToken, *, slug: str, now: datetime) -> None:
    """Keep a token in the cookie of the booking site of one business, as long as it works."""
    response.set_cookie(
        CUSTOMER_COOKIE,
        token.token,
        max_age=round((token.expires_at - now).total_seconds()),
        path=reverse("booking:services:index", args=(slug,)),
        secure=absolute("/").startswith("https:"),
        httponly=True,
        samesite="Lax",
    )


def forget_customer(request: PublicRequest, response: HttpResponse) -> None:
    """Take the cookie away."""
    response.delete_cookie(CUSTOMER_COOKIE, path=request.public.url("services:index"), samesite="Lax")
