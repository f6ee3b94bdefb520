"""Can programs read who was refused, and what was written to a customer?"""

from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from pytest_django import Settings
from tests.api.calls import Program
from tests.factories.access import make_refusal
from tests.factories.customers import make_customer

from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import queue_message
from kartotek.domain.messaging.values import Draft, Event, MessageChannel, Text


@pytest.fixture
def customer(business: Business) -> Customer:
    with scope(business=business):
        return make_customer(business)


def test_a_refusal_is_read_as_it_was(business: Business, customer: Customer, owner: Actor, now: datetime) -> None:
    with scope(business=business):
        refusal = make_refusal(business, now, customer)
    answer = Program(owner).call("GET", f"customers/{customer.pk}/refusals")
    assert answer == {
        "items": [
            {
                "id": str(refusal.pk),
                "at": "2026-11-12T09:54:00+00:00",
                "customer": str(customer.pk),
                "claimed": {"first_name": "Sofie", "last_name": "", "email": "sofie@example.com", "phone": ""},
                "channel": "online",
                "kind": "booking",
                "service": None,
                "employee": None,
                "starts_at": None,
                "reasons": [
                    {
                        "code": "max_zero",
                        "text": "Max coming bookings on the card is 0.",
                        "source": {"kind": "card", "id": None, "label": ""},
                        "until": None,
                    }
                ],
                "message": "You cannot book online at the moment. Please contact us.",
                "language": "en",
            }
        ],
        "next": None,
    }


def test_refusals_are_found_by_dates_instants_customer_and_reason(
    business: Business, customer: Customer, owner: Actor, now: datetime
) -> None:
    with scope(business=business):
        today = make_refusal(business, now, customer)
        earlier = make_refusal(business, now - timedelta(days=1))
    program = Program(owner)

    def found(query: str) -> list[str]:
        return [item["id"] for item in program.call("GET", f"refusals?{query}")["items"]]

    both = [str(today.pk), str(earlier.pk)]
    assert found("") == both
    assert found("from=2026-11-11&to=2026-11-12") == both
    assert found("from=2026-11-12") == both[:1]
    assert found("to=2026-11-11") == both[1:]
    assert found("from=2026-11-12T10:54:00%2B01:00") == both[:1]
    assert found("to=2026-11-12T10:54:00") == both[1:]
    assert found(f"customer={customer.pk}") == both[:1]
    assert found("reason=max_zero") == both
    assert found("reason=locked") == []


@pytest.mark.parametrize(
    ("query", "status"),
    [("from=yesterday", 422), ("to=2026-13-01", 422), ("limit=0", 422), ("cursor=x", 422), ("customer=0", 404)],
)
def test_what_cannot_be_asked(business: Business, owner: Actor, query: str, status: int) -> None:
    Program(owner).call("GET", f"refusals?{query}", status=status)


def test_the_messages_of_a_card(
    business: Business, customer: Customer, owner: Actor, settings: Settings, now: datetime
) -> None:
    settings.EMAIL_URL = ""
    draft = Draft(
        event=Event.PROOF_CODE,
        channel=MessageChannel.EMAIL,
        to="sofie@example.com",
        language="en",
        text=Text("Your code", "123456 is your code."),
        key="one",
        customer_id=customer.pk,
    )
    with scope(business=business):
        message = queue_message(business_id=business.pk, draft=draft, actor=STRANGER, now=now)
    (item,) = Program(owner).call("GET", f"customers/{customer.pk}/messages")["items"]
    assert (item["id"], item["event"], item["state"]) == (str(message.pk), "proof_code", "captured")
    assert (item["body"], item["to"], item["attachments"]) == ("123456 is your code.", "sofie@example.com", [])
