"""Staff open the booking site as the customer: a quarter of an hour, both names, nothing that is hers alone (S50)."""

from datetime import datetime, timedelta

import pytest
from tests.audit import entries
from tests.factories.businesses import make_area
from tests.factories.customers import make_customer

from kartotek.domain.access import actions
from kartotek.domain.access.queries import find_customer_identity
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor, ActorKind
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import Permission
from kartotek.domain.customers.actions import archive_customer, edit_customer
from kartotek.domain.customers.models import Customer
from kartotek.domain.customers.values import CustomerChanges
from kartotek.kernel.errors import NotFound, NotPermitted

QUARTER = timedelta(minutes=15)


@pytest.fixture
def sofie(scoped: Business) -> Customer:
    return make_customer(scoped, email="sofie@example.com", wants_email=True)


def opened(customer: Customer, by: Actor, now: datetime) -> str:
    return actions.open_as_customer(business=customer.business, actor=by, now=now, customer_id=customer.pk).token


def test_it_lasts_a_quarter_of_an_hour_and_is_written_down(sofie: Customer, owner: Actor, now: datetime) -> None:
    token = opened(sofie, owner, now)
    identity = find_customer_identity(token, now=now + QUARTER - timedelta(seconds=1))
    assert identity is not None
    assert (identity.customer_id, identity.name, identity.opened_by) == (sofie.pk, "Sofie Bjerregaard", owner.name)
    assert find_customer_identity(token, now=now + QUARTER) is None
    assert entries()[-1][:2] == ("customer.opened_as", owner.name)
    sofie.refresh_from_db()
    assert sofie.last_login_at is None  # it was not she


def test_what_is_done_carries_both_names(sofie: Customer, owner: Actor, now: datetime) -> None:
    identity = find_customer_identity(opened(sofie, owner, now), now=now)
    assert identity is not None
    actor = identity.actor("198.51.100.7")
    assert (actor.kind, actor.id, actor.on_behalf_of) == (ActorKind.CUSTOMER, sofie.pk, owner.name)
    edit_customer(business=sofie.business, actor=actor, now=now, customer_id=sofie.pk, changes={"city": "Aarhus"})
    entry = Entry.objects.latest("id")
    assert (entry.actor_name, entry.on_behalf_of) == ("Sofie Bjerregaard", owner.name)


@pytest.mark.parametrize("changes", [{"wants_email": False}, {"wants_sms": False}, {"email": "x@example.com"}])
def test_consents_and_addresses_are_hers_alone(
    sofie: Customer, owner: Actor, now: datetime, changes: CustomerChanges
) -> None:
    identity = find_customer_identity(opened(sofie, owner, now), now=now)
    assert identity is not None
    with pytest.raises(NotPermitted):
        edit_customer(business=sofie.business, actor=identity.actor(""), now=now, customer_id=sofie.pk, changes=changes)
    with pytest.raises(NotPermitted):
        actions.change_own_contact(business=sofie.business, public_id="x", code="1", actor=identity.actor(""), now=now)
    sofie.refresh_from_db()
    assert (sofie.email, sofie.wants_email, sofie.wants_sms) == ("sofie@example.com", True, True)


def test_only_with_the_permission_and_only_whom_one_may_see(sofie: Customer, now: datetime) -> None:
    allowed = frozenset({Permission.CUSTOMER_QUICK_LOGIN})
    with pytest.raises(NotPermitted):
        opened(sofie, Actor(ActorKind.STAFF, 1, "Nobody"), now)
    elsewhere = frozenset({make_area(sofie.business).pk})
    with pytest.raises(NotFound):
        opened(sofie, Actor(ActorKind.STAFF, 1, "Inge", allowed, area_ids=elsewhere), now)


def test_an_archived_card_is_not_opened_and_one_that_was_opens_no_more(
    sofie: Customer, owner: Actor, now: datetime
) -> None:
    token = opened(sofie, owner, now)
    archive_customer(actor=owner, now=now, customer_id=sofie.pk)
    assert find_customer_identity(token, now=now) is None
    with pytest.raises(NotFound):
        opened(sofie, owner, now)


@pytest.mark.parametrize(("email", "phone"), [("", "+4531550124"), ("", "")])
def test_a_card_without_an_address_opens_itself_and_no_other(
    sofie: Customer, owner: Actor, now: datetime, email: str, phone: str
) -> None:
    Customer.objects.update(email=email, phone=phone)
    token = opened(make_customer(sofie.business, "Karen", "Lund", email=email, phone=phone), owner, now)
    identity = find_customer_identity(token, now=now)
    assert identity is not None
    assert identity.name == "Karen Lund"
    Customer.objects.filter(first_name="Karen").update(email="new@example.com")
    identity = find_customer_identity(token, now=now)
    assert identity is not None
    assert identity.name == "Karen Lund"
