"""Is an address that the mail server refuses at once treated like one that a report names? (S45)"""

from collections.abc import Iterator
from datetime import datetime

import pytest
from pytest_django import Settings
from tests.domain.messaging.outbox import MAIL, look, put
from tests.factories.bounces import SOFIE, make_sofie
from tests.plumbing.transport.servers import MailServer, mail_server

from kartotek.domain.businesses.models import Business
from kartotek.domain.messaging.jobs import drain
from kartotek.domain.messaging.models import Address, Bounce, StaffNotice


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_URL, settings.SMS_URL = server.url, ""
        yield server


def test_the_card_is_marked_and_what_else_waits_is_not_sent(
    scoped: Business, mailbox: MailServer, now: datetime
) -> None:
    card = make_sofie(scoped)
    mailbox.answers["RCPT"] = "550 5.1.1 no such mailbox"
    first, second = put(scoped, now, MAIL, "a", "b")
    drain()
    card.refresh_from_db()
    assert card.email_bounced_at == now
    assert (look(first).state, look(first).error) == ("bounced", "There is no such mailbox.")
    assert (look(second).state, look(second).error) == ("suppressed", "There is no such mailbox.")
    assert list(Address.objects.values_list("value", "state")) == [(SOFIE, "bounced")]
    assert list(Bounce.objects.values_list("kind", "status", "diagnostic")) == [
        ("hard", "5.1.1", "550 5.1.1 no such mailbox")
    ]
    assert list(StaffNotice.objects.values_list("kind", "customer_id")) == [("email_bounced", card.pk)]
    assert mailbox.letters == []


def test_a_refusal_for_another_reason_marks_nobody(scoped: Business, mailbox: MailServer, now: datetime) -> None:
    card = make_sofie(scoped)
    mailbox.answers["RCPT"] = "554 5.7.1 policy"
    [message] = put(scoped, now)
    drain()
    card.refresh_from_db()
    assert (card.email_bounced_at, look(message).state, Address.objects.count()) == (None, "failed", 0)
