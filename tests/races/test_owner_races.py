"""Two owners let each other go at the same moment: one stays. The control shows a business without owners."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django_scopes import scope
from tests.factories.businesses import make_business, make_membership
from tests.races.crowd import outcomes, without_locks

from kartotek.domain.businesses.actions import deactivate_staff
from kartotek.domain.businesses.models import Business, Membership
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Role

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def each_lets_the_other_go(business: Business, now: datetime) -> list[Callable[[], object]]:
    """Two deeds of two owners."""
    owners = [make_membership(business, Role.OWNER, name=name) for name in ("Mette", "Jonas")]

    def deed(who: Membership, whom: Membership) -> Callable[[], object]:
        return lambda: deactivate_staff(actor=actor_for_membership(who), now=now, member_id=whom.pk)

    return [deed(owners[0], owners[1]), deed(owners[1], owners[0])]


def owners_left(business: Business) -> int:
    """How many can still look after the business."""
    with scope(business=business):
        return Membership.objects.filter(role=Role.OWNER, is_active=True).count()


def test_one_of_two_owners_stays(now: datetime) -> None:
    business = make_business()
    assert outcomes(business, each_lets_the_other_go(business, now)) == {"done": 1, "last_owner": 1}
    assert owners_left(business) == 1


def test_without_the_locks_nobody_stays(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    business = make_business()
    deeds = each_lets_the_other_go(business, now)
    with without_locks(monkeypatch, 2):
        assert outcomes(business, deeds) == {"done": 2}
    assert owners_left(business) == 0
