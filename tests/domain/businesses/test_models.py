"""Do rows speak for themselves in logs and shells?"""

from tests.factories.businesses import make_area, make_location, make_membership, make_token, make_user

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import ApiToken, Business


def test_rows_say_what_they_are(scoped: Business, owner: Actor) -> None:
    member = make_membership(scoped, user=make_user("Kim@Example.com"), name="Kim")
    plain = make_token(member, name="Website")
    assert [
        str(row) for row in (scoped, make_area(scoped, "City"), make_location(scoped, "Hus"), member, member.user)
    ] == [
        "havnegade",
        "City",
        "Hus",
        "Kim, receptionist",
        "kim@example.com",
    ]
    assert str(ApiToken.objects.get()) == f"Website ({plain[:8]}…)"
