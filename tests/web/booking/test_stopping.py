"""Does the link in a message stop reminders by its channel, and only when somebody presses? (RFC 8058)"""

from datetime import datetime

import pytest
from django.test import Client
from django_scopes import scope
from tests.factories.customers import make_customer
from tests.web.desk.answers import text

from kartotek.domain.audit.models import Entry
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.queries import opt_out_link, opt_out_token
from kartotek.domain.messaging.values import MessageChannel
from kartotek.plumbing.addresses import absolute

EMAIL, SMS = MessageChannel.EMAIL, MessageChannel.SMS


@pytest.fixture
def sofie(business: Business, now: datetime) -> Customer:
    with scope(business=business):
        return make_customer(business, email="sofie.bjerregaard@example.com", phone="+4531550124", note="zqxjkwvbqpzqx")


@pytest.fixture
def visitor() -> Client:
    """A browser that has never been here, and that a form without a token would not pass."""
    return Client(enforce_csrf_checks=True)


def url(customer: Customer, channel: MessageChannel = EMAIL, slug: str = "havnegade") -> str:
    return f"/{slug}/stop/{opt_out_token(customer.pk, channel)}/"


def wishes(customer: Customer) -> tuple[bool, bool]:
    customer.refresh_from_db()
    return customer.wants_email, customer.wants_sms


@pytest.mark.parametrize(("channel", "word", "after"), [(EMAIL, "e-mail", (False, True)), (SMS, "SMS", (True, False))])
def test_looking_changes_nothing_pressing_stops_and_pressing_again_undoes(
    visitor: Client, sofie: Customer, channel: MessageChannel, word: str, after: tuple[bool, bool]
) -> None:
    page = text(visitor.get(url(sofie, channel), headers={"Accept-Language": "en"}))
    assert f"Stop reminders and invitations by {word}?" in page
    assert wishes(sofie) == (True, True)
    answer = visitor.post(url(sofie, channel), {"wish": "stop"}, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer["Location"]) == (302, f"{url(sofie, channel)}?done")
    assert wishes(sofie) == after
    page = text(visitor.get(answer["Location"], headers={"Accept-Language": "en"}))
    assert f"sends you no more reminders and invitations by {word}" in page
    entry = Entry._base_manager.get(action="customer.edited")
    assert (entry.actor_name, entry.customer_id) == ("Sofie Bjerregaard", sofie.pk)
    visitor.post(url(sofie, channel), {"wish": "again"})
    assert wishes(sofie) == (True, True)
    page = text(visitor.get(f"{url(sofie, channel)}?done", headers={"Accept-Language": "en"}))
    assert f"You get reminders and invitations by {word} again" in page


def test_a_mail_program_stops_them_with_one_click_without_a_cookie(visitor: Client, sofie: Customer) -> None:
    for _ in range(2):
        answer = visitor.post(url(sofie), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200  # RFC 8058: no redirect
        assert wishes(sofie) == (False, True)
    answer = visitor.post(url(sofie), {"List-Unsubscribe": "One-Click", "wish": "again"})
    assert wishes(sofie) == (False, True)


def test_the_page_is_for_its_holder_alone(visitor: Client, sofie: Customer) -> None:
    answer = visitor.get(url(sofie))
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("no-store", "noindex")
    for secret in ("zqxjkwvbqpzqx", "Sofie", "sofie.bjerregaard", "31550124", sofie.number):
        assert secret not in text(answer).replace(url(sofie), "")


@pytest.mark.parametrize("token", ["x", "1.aaaa", "²", "0", "a" * 300, "%00", "<script>", "1'--"])
def test_a_link_we_never_gave_leads_nowhere(visitor: Client, sofie: Customer, token: str) -> None:
    assert visitor.get(f"/havnegade/stop/{token}/").status_code == 404
    assert visitor.post(f"/havnegade/stop/{token}/", {"wish": "stop"}).status_code == 404
    assert wishes(sofie) == (True, True)


def test_the_link_of_another_business_or_purpose_leads_nowhere(
    visitor: Client, sofie: Customer, other_business: Business
) -> None:
    assert visitor.post(url(sofie, slug="elsewhere"), {"wish": "stop"}).status_code == 404
    token = opt_out_token(sofie.pk, EMAIL)
    assert visitor.get(f"/havnegade/manage/{token}/").status_code == 404
    assert wishes(sofie) == (True, True)


def test_the_whole_address_stands_in_messages(business: Business, sofie: Customer) -> None:
    assert opt_out_link(business, sofie.pk, SMS) == absolute(url(sofie, SMS))
    assert opt_out_link(business, sofie.pk, MessageChannel.LETTER) == ""
