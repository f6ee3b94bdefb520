"""Does the command let the first owner in?"""

from argparse import Namespace
from datetime import datetime

import pytest
from tests.factories.businesses import make_membership, make_user

from kartotek.cli.invite import make_link
from kartotek.domain.businesses.errors import AlreadyMember
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.queries import find_invitation
from kartotek.domain.businesses.values import Role
from kartotek.kernel.errors import Invalid, NotFound


def asked(**options: str) -> Namespace:
    """Options as they are typed."""
    return Namespace(**{"business": "havnegade", "email": "Mette@example.com", "role": "owner", "name": "", **options})


def secret_of(link: str) -> str:
    """The last part of the link."""
    return link.rstrip("/").rpartition("/")[2]


def test_link_invites_the_owner_and_asking_again_renews_it(business: Business, now: datetime) -> None:
    first, second = make_link(asked(name="Mette Lund")), make_link(asked())
    assert first.startswith("http://localhost:8000/accounts/invitation/")
    assert find_invitation(secret_of(first), now) is None
    member = find_invitation(secret_of(second), now)
    assert member is not None
    assert (member.name, member.role, member.user.email) == ("Mette Lund", "owner", "mette@example.com")


def test_wrong_options_are_refused(business: Business) -> None:
    with pytest.raises(Invalid):
        make_link(asked(role="boss"))
    with pytest.raises(NotFound):
        make_link(asked(business="elsewhere"))


def test_who_works_here_already_needs_no_link(business: Business) -> None:
    make_membership(business, Role.OWNER, make_user("mette@example.com"))
    with pytest.raises(AlreadyMember):
        make_link(asked())
