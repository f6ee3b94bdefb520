"""Whose API token is this, and which tokens are there?"""

from django_scopes import scopes_disabled

from kartotek.domain.businesses.models import ApiToken
from kartotek.domain.businesses.values import digest_of
from kartotek.kernel.errors import NotFound


def find_token(token: str) -> ApiToken | None:
    """The token as it came over the wire, with membership, account and business, in one query; None when it is void."""
    with scopes_disabled():  # the token itself says which business
        return (
            ApiToken.objects.select_related("membership__user", "business")
            .filter(digest=digest_of(token), revoked_at=None, membership__is_active=True)
            .first()
        )


def get_token(token_id: int) -> ApiToken:
    """A token of the business in scope."""
    token = ApiToken.objects.select_related("membership").filter(pk=token_id).first()
    if token is None:
        raise NotFound
    return token


def list_tokens() -> list[ApiToken]:
    """All tokens of the business in scope that still work, newest first."""
    return list(ApiToken.objects.select_related("membership").filter(revoked_at=None).order_by("-id"))
