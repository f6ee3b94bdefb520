"""Are cards read by number the same with and without the guard, and only those of the areas?"""

from django_scopes import scope, scopes_disabled
from tests.factories.businesses import make_area
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.customers.queries import get_customers


def test_with_the_guard_off_the_same_cards_are_read(business: Business, owner: Actor) -> None:
    with scope(business=business):
        first, second = make_customer(business, "Freja"), make_customer(business, "Sofie")
        guarded = get_customers([second.pk, first.pk], viewer=owner)
    with scopes_disabled():
        assert get_customers([second.pk, first.pk], viewer=owner) == guarded
    assert [one.id for one in guarded] == [second.pk, first.pk]


def test_an_inspector_reads_those_of_his_areas(business: Business, inspector: Actor, area: Area) -> None:
    with scope(business=business):
        mine = make_customer(business, "Freja", area=area)
        theirs = make_customer(business, "Sofie", area=make_area(business, "Valby"))
        nobodys = make_customer(business, "Ida")
        read = get_customers([mine.pk, theirs.pk, nobodys.pk], viewer=inspector)
    assert [one.id for one in read] == [mine.pk]
