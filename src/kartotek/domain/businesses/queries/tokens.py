"""Whose API token is this, and which tokens are there?"""

from django_scopes import scopes_disabled

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import ApiToken, Business
from kartotek.domain.businesses.queries.people import actor_for_membership
from kartotek.domain.businesses.values import TokenItem, digest_of
from kartotek.kernel.errors import NotFound


def find_caller(raw_token: str, *, address: str) -> tuple[Business, Actor] | None:
    """The business and the person behind a token as it came over the wire, in one query; None when it is void.

    An inspector costs a second query, for the areas.
    """
    if not raw_token:
        return None
    with scopes_disabled():  # the token itself says which business
        token = (
            ApiToken.objects.select_related("membership", "business")
            .filter(digest=digest_of(raw_token), revoked_at=None, membership__is_active=True)
            .first()
        )
    return None if token is None else (token.business, actor_for_membership(token.membership, address))


def get_token(token_id: int) -> TokenItem:
    """A token of the business in scope, revoked or not."""
    token = ApiToken.objects.select_related("membership").filter(pk=token_id).first()
    if token is None:
        raise NotFound
    return token_item(token)


def list_tokens() -> list[TokenItem]:
    """All tokens of the business in scope that still work, newest first."""
    rows = ApiToken.objects.select_related("membership").filter(revoked_at=None).order_by("-id")
    return [token_item(row) for row in rows]


def token_item(row: ApiToken) -> TokenItem:
    """A token as it may be shown."""
    return TokenItem(
        id=row.pk,
        name=row.name,
        prefix=row.prefix,
        member_id=row.membership_id,
        member_name=row.membership.name,
        created_at=row.created_at,
    )
