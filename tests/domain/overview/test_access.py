"""Are the facts of a card put before the decision, all of them, for those who may see the card?"""

from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.access import make_settings
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, make_rule, make_tag, put_tag

from kartotek.domain.access.values import Channel, Limit, Question, ReasonCode, State
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.catalog.queries import list_employees, list_services
from kartotek.domain.overview.queries.access import CustomerAccess, get_customer_access
from kartotek.domain.overview.queries.services import decide_services
from kartotek.kernel.errors import NotFound


def asked(business: Business, viewer: Actor, customer_id: int, now: datetime, question: Question) -> list[ReasonCode]:
    found = get_customer_access(business=business, viewer=viewer, customer_id=customer_id, now=now, question=question)
    return [reason.code for reason in found.decision.reasons]


@pytest.fixture
def salon(scoped: Business) -> Salon:
    return make_salon(scoped)


def test_her_bookings_and_her_own_limit_decide(
    salon: Salon, owner: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_settings(salon.business, max_future_bookings=5)
    customer = make_customer(
        salon.business, max_future_bookings=1, limit_set_at=now, limit_set_by="Jonas Krog", limit_reason="Late twice"
    )
    booking = make_booking(salon, customer)
    make_booking(salon, make_customer(salon.business), MONDAY_10 + timedelta(hours=2))
    with django_assert_num_queries(4):
        found = get_customer_access(business=salon.business, viewer=owner, customer_id=customer.pk, now=now)
    assert isinstance(found, CustomerAccess)
    assert (found.decision.state, found.decision.may_book_again_at) == (State.LIMITED, booking.ends_at)
    assert (found.own_limit, found.card.limit_set_by) == (Limit(1), "Jonas Krog")
    assert (found.policy.general_limit, found.visits_end_at) == (Limit(5), (booking.ends_at,))
    assert found.card.name == "Sofie Bjerregaard"


def test_hours_are_asked_of_the_employee_or_of_all_who_perform_it(salon: Salon, owner: Actor, now: datetime) -> None:
    customer, service = make_customer(salon.business).pk, salon.service.pk
    night = MONDAY_10 + timedelta(hours=12)
    for question, codes in (
        (Question(service_id=service, starts_at=MONDAY_10), []),
        (Question(service_id=service, employee_id=salon.mette.pk, starts_at=MONDAY_10), []),
        (Question(service_id=service, starts_at=night), [ReasonCode.OUTSIDE_HOURS]),
        (Question(service_id=service, employee_id=salon.mette.pk), []),
        (Question(Channel.STAFF, starts_at=night), []),
    ):
        assert asked(salon.business, owner, customer, now, question) == codes


def test_what_is_not_there_cannot_be_asked_about(
    salon: Salon, owner: Actor, inspector: Actor, other_area: Area, now: datetime
) -> None:
    customer = make_customer(salon.business, area=other_area).pk
    for viewer, question in (
        (owner, Question(service_id=10**12)),
        (owner, Question(service_id=salon.service.pk, employee_id=10**12)),
        (inspector, Question()),
    ):
        with pytest.raises(NotFound):
            asked(salon.business, viewer, customer, now, question)


def test_whom_she_may_not_be_offered_is_known_and_all_of_them_close_the_service(
    salon: Salon, owner: Actor, now: datetime
) -> None:
    customer = make_customer(salon.business)
    put_tag(customer, tag := make_tag(salon.business))
    rule = make_rule(salon.business, when={"has_tags": [tag.pk]}, where={"employees": [salon.jonas.pk]})
    question = Question(service_id=salon.service.pk)
    found = get_customer_access(
        business=salon.business, viewer=owner, customer_id=customer.pk, now=now, question=question
    )
    assert (found.closed_to, found.decision.is_refused) == (frozenset({salon.jonas.pk}), False)
    with_jonas = Question(service_id=salon.service.pk, employee_id=salon.jonas.pk)
    assert asked(salon.business, owner, customer.pk, now, with_jonas) == [ReasonCode.SERVICE_RULE]
    rule.where = {"employees": [salon.jonas.pk, salon.mette.pk]}
    rule.save()
    assert asked(salon.business, owner, customer.pk, now, question) == [ReasonCode.SERVICE_RULE]


def test_a_service_closed_with_anybody_has_its_own_message_not_that_of_one_employee(
    salon: Salon, owner: Actor, now: datetime
) -> None:
    customer = make_customer(salon.business)
    put_tag(customer, tag := make_tag(salon.business))
    when = {"has_tags": [tag.pk]}
    make_rule(salon.business, when=when, where={"employees": [salon.jonas.pk]}, messages={"en": "Not with Jonas."})
    make_rule(salon.business, when=when, where={"services": [salon.service.pk]}, messages={"en": "Not this one."})
    question = Question(service_id=salon.service.pk)
    found = get_customer_access(
        business=salon.business, viewer=owner, customer_id=customer.pk, now=now, question=question
    )
    assert [reason.messages["en"] for reason in found.decision.reasons] == ["Not this one."]
    assert found.closed_to == {salon.jonas.pk, salon.mette.pk}


def test_an_employee_alone_can_be_asked_about(salon: Salon, owner: Actor, now: datetime) -> None:
    customer = make_customer(salon.business)
    make_rule(salon.business, where={"employees": [salon.jonas.pk]})
    jonas, mette = Question(employee_id=salon.jonas.pk), Question(employee_id=salon.mette.pk)
    assert asked(salon.business, owner, customer.pk, now, jonas) == [ReasonCode.SERVICE_RULE]
    assert asked(salon.business, owner, customer.pk, now, mette) == []


def test_each_service_is_decided_for_a_customer_at_the_price_of_one(
    salon: Salon, owner: Actor, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    customer = make_customer(salon.business)
    colour = make_service(salon.business, "Colour")
    ida = make_employee(salon.business, "Ida", (colour,))
    put_tag(customer, make_ban(salon.business, where={"services": [salon.service.pk]}))
    rule = make_rule(salon.business, where={"employees": [salon.mette.pk]})
    people = {person.id: person for person in list_employees()}
    offered = [(service, [people[one] for one in service.employee_ids]) for service in list_services()]
    for is_closed in (False, True):
        with django_assert_num_queries(4):
            decisions, _ = decide_services(
                offered, business=salon.business, viewer=owner, customer_id=customer.pk, now=now
            )
        assert {service: one.is_refused for service, one in decisions.items()} == {
            salon.service.pk: True,
            colour.pk: is_closed,
        }
        rule.where = {"employees": [salon.mette.pk, ida.pk]}
        rule.save()
