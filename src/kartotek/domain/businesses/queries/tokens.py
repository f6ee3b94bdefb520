"""Whose API token is this, and which tokens are there?"""

from functools import cache

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import ApiToken, Business, Membership
from kartotek.domain.businesses.queries.people import actor_for_membership
from kartotek.domain.businesses.values import TokenItem, digest_of
from kartotek.kernel.errors import NotFound
from kartotek.plumbing.rows import Columns, first_row

_BUSINESS, _MEMBER = Columns(Business, "business"), Columns(Membership, "member")


def find_caller(raw_token: str, *, address: str) -> tuple[Business, Actor] | None:
    """The business and the person behind a token as it came over the wire, in one query; None when it is void.

    An inspector costs a second query, for the areas.
    """
    if not raw_token:
        return None
    row = first_row(_caller_statement(), [digest_of(raw_token)])  # the token itself says which business
    if row is None:
        return None
    business, member = _BUSINESS.instance(row[: _BUSINESS.count]), _MEMBER.instance(row[_BUSINESS.count :])
    return business, actor_for_membership(member, address)


@cache
def _caller_statement() -> str:
    return (
        f"SELECT {_BUSINESS}, {_MEMBER} FROM businesses_apitoken AS token"  # noqa: S608 - names of our columns
        " JOIN businesses_business AS business ON business.id = token.business_id"
        " JOIN businesses_membership AS member ON member.id = token.membership_id"
        " WHERE token.digest = %s AND token.revoked_at IS NULL AND member.is_active"
    )


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
