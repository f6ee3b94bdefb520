"""Does the catalogue tell what is there, in its order, and nothing of another business?"""

from decimal import Decimal

import pytest
from django_scopes import scope
from pytest_django import DjangoAssertNumQueries
from tests.factories.businesses import make_membership
from tests.factories.catalog import make_category, make_employee, make_offer, make_service

from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog import queries
from kartotek.domain.catalog.values import CategoryItem, EmployeeItem, Offer, ServiceItem
from kartotek.kernel.errors import NotFound

pytestmark = pytest.mark.usefixtures("scoped")


def test_category_is_read_whole(business: Business) -> None:
    row = make_category(business, "Hair", position=3)
    item = CategoryItem(id=row.pk, version=1, name="Hair", position=3)
    assert queries.get_category(row.pk) == item
    assert queries.list_categories() == [item]


def test_service_is_read_whole(business: Business) -> None:
    category = make_category(business)
    row = make_service(
        business,
        "Yoga",
        category=category,
        description={"da": "Ro"},
        kind="class",
        seats=8,
        start_times=[540, 600],
        buffer_before_minutes=5,
        buffer_after_minutes=10,
        needs_approval=True,
        is_online=False,
        color="teal",
        position=2,
    )
    employee = make_employee(business, services=(row,))
    assert queries.get_service(row.pk) == ServiceItem(
        id=row.pk,
        version=1,
        name="Yoga",
        description={"da": "Ro"},
        category_id=category.pk,
        kind="class",
        duration_minutes=45,
        buffer_before_minutes=5,
        buffer_after_minutes=10,
        price=Decimal("450.00"),
        is_online=False,
        needs_approval=True,
        seats=8,
        start_times=(540, 600),
        gap=None,
        color="teal",
        position=2,
        is_archived=False,
        employee_ids=(employee.pk,),
    )


def test_employee_is_read_whole(business: Business) -> None:
    membership = make_membership(business)
    service = make_service(business)
    row = make_employee(business, membership=membership, color="rose", position=1, is_online=False)
    make_offer(row, service, duration_minutes=60, price=Decimal(500))
    item = EmployeeItem(
        id=row.pk,
        version=1,
        name="Jonas Krog",
        location_id=None,
        membership_id=membership.pk,
        is_online=False,
        color="rose",
        position=1,
        is_archived=False,
        offers=(Offer(employee_id=row.pk, service_id=service.pk, duration_minutes=60, price=Decimal(500)),),
    )
    assert queries.get_employee(row.pk) == item
    assert queries.list_employees() == [item]
    assert queries.find_employee_of(membership.pk) == item
    assert queries.find_employee_of(membership.pk + 1) is None
    assert queries.find_offer(row.pk, service.pk) == item.offers[0]
    assert queries.get_offer(row.pk, service.pk) == item.offers[0]
    assert queries.find_offer(row.pk, service.pk + 1) is None
    with pytest.raises(NotFound):
        queries.get_offer(row.pk, service.pk + 1)
    assert item.service_ids == (service.pk,)


def test_archived_ones_are_listed_only_when_asked_for(business: Business) -> None:
    kept, gone = make_service(business, "A"), make_service(business, "B", is_archived=True)
    here, left = (
        make_employee(business, "C", (kept, gone)),
        make_employee(business, "D", (kept, gone), is_archived=True),
    )
    assert [(item.id, item.employee_ids) for item in queries.list_services()] == [(kept.pk, (here.pk,))]
    assert [(item.id, item.employee_ids) for item in queries.list_services(has_archived=True)] == [
        (kept.pk, (here.pk,)),
        (gone.pk, (here.pk,)),
    ]
    assert [(item.id, item.service_ids) for item in queries.list_employees()] == [(here.pk, (kept.pk,))]
    assert [(item.id, item.service_ids) for item in queries.list_employees(has_archived=True)] == [
        (here.pk, (kept.pk,)),
        (left.pk, (kept.pk,)),
    ]
    assert [(offer.employee_id, offer.service_id) for offer in queries.list_offers()] == [(here.pk, kept.pk)]
    assert queries.get_service(gone.pk).is_archived
    assert queries.get_employee(left.pk).is_archived


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_two_queries_however_long(
    count: int, business: Business, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make_employee(business, f"E{number}", (make_service(business, f"S{number}"),))
    with django_assert_num_queries(2):
        assert len(queries.list_services()) == count
    with django_assert_num_queries(2):
        assert len(queries.list_employees()) == count


def test_another_tenants_catalogue_does_not_exist(business: Business, other_business: Business) -> None:
    category, service = make_category(other_business), make_service(other_business)
    employee = make_employee(other_business, services=(service,))
    for read in (
        lambda: queries.get_category(category.pk),
        lambda: queries.get_service(service.pk),
        lambda: queries.get_employee(employee.pk),
    ):
        with pytest.raises(NotFound):
            read()
    assert queries.list_services() == []
    with scope(business=other_business):
        assert [item.employee_ids for item in queries.list_services()] == [(employee.pk,)]
