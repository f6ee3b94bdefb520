"""What can be booked online, and what is chosen so far?"""

from decimal import Decimal

import pytest
from django.http import QueryDict
from tests.factories.catalog import make_employee, make_offer, make_service

from kartotek.domain.businesses.models import Business
from kartotek.kernel.errors import NotFound
from kartotek.web.kit.choices import choice_of, start_of
from kartotek.web.kit.offered import Terms, list_offered


def test_only_what_somebody_performs_online_is_offered(scoped: Business) -> None:
    haircut = make_service(scoped, "Haircut")
    hidden = make_service(scoped, "Not online", is_online=False)
    make_service(scoped, "Nobody performs it")
    behind = make_service(scoped, "Only offline people")
    make_employee(scoped, services=(haircut, hidden))
    make_employee(scoped, "Offline", services=(behind,), is_online=False)
    assert [offered.service.name for offered in list_offered()] == ["Haircut"]


def test_own_terms_of_a_person_win(scoped: Business) -> None:
    service = make_service(scoped)
    make_employee(scoped, services=(service,))
    make_offer(make_employee(scoped, "Élodie"), service, duration_minutes=60, price=Decimal(600))
    offered = list_offered()[0]
    assert [offered.terms_with(person) for person in offered.employees] == [
        Terms(45, Decimal("450.00")),
        Terms(60, Decimal("600.00")),
    ]
    assert offered.terms == Terms(45, Decimal("450.00"), is_from=True)


def test_choice_reads_the_address(scoped: Business) -> None:
    service = make_service(scoped)
    person = make_employee(scoped, services=(service,))
    choice = choice_of(QueryDict(f"service={service.pk}&employee={person.pk}&start=2026-11-13T09:15Z"), None)
    assert choice.query == f"service={service.pk}&employee={person.pk}&start=2026-11-13T09%3A15Z"


@pytest.mark.parametrize("query", ["service=0", "service=x", "", "service={}&employee=0", "service={}&employee=²"])
def test_unknown_choice_is_not_found(scoped: Business, query: str) -> None:
    service = make_service(scoped)
    make_employee(scoped, services=(service,))
    with pytest.raises(NotFound):
        choice_of(QueryDict(query.format(service.pk)), None)


@pytest.mark.parametrize(
    "value", ["", "x", "2026-11-13T09:15", "9999", "9999-12-31T23:59-12:00", "0001-01-01T00:00+14:00"]
)
def test_what_is_no_instant_is_no_start(value: str) -> None:
    assert start_of(value) is None
