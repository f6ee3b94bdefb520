"""What does a member of staff read about a reminder, in the built-in words and in those of the business?"""

from datetime import date, datetime

import pytest
from django_scopes import scope
from tests.factories.businesses import make_business
from tests.factories.customers import make_customer

from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import Role
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Template
from kartotek.domain.messaging.queries import own_words_of
from kartotek.domain.messaging.values import Draft, Event, MessageChannel
from kartotek.domain.reminders.queries.drafts import Notice, draft_of
from kartotek.domain.reminders.values.firings import Person, Words

EMAIL, SMS = MessageChannel.EMAIL, MessageChannel.SMS


@pytest.fixture
def freja(scoped: Business) -> Customer:
    return make_customer(scoped, "Freja", "Holm", phone="+4522550114", number="10001")


def drafted(
    card: Customer, now: datetime, *, channel: MessageChannel = EMAIL, language: str = "da", name: str = "Ring op"
) -> Draft:
    person = Person(3, "Mette", Role.OWNER, "mette@example.com", "+4520304050", language)
    words = Words("Testen skal være to dage gammel", date(2026, 11, 12))
    notice = Notice(card.business, card, person, channel, name, words, "key")
    own = own_words_of([card.business_id], Event.STAFF_REMINDER)
    return draft_of(notice, own.get(card.business_id, {}), now=now)


def test_an_email_in_the_built_in_words(freja: Customer, now: datetime) -> None:
    draft = drafted(freja, now)
    assert (draft.to, draft.language, draft.customer_id, draft.key) == ("mette@example.com", "da", None, "key")
    assert draft.text.subject == "Påmindelse: Ring op – Freja Holm"
    assert draft.text.body == (
        "Testen skal være to dage gammel\n\nDato: 12-11-2026\n\nFreja Holm, kort nr. 10001 +45 22 55 01 14\n\n"
        f"{freja.business.name}"
    )
    assert "Freja Holm" in draft.html


def test_a_text_message_in_the_built_in_words(freja: Customer, now: datetime) -> None:
    draft = drafted(freja, now, channel=SMS)
    assert (draft.to, draft.text.subject, draft.html) == ("+4520304050", "", "")
    assert draft.text.body == "Ring op: Freja Holm, kort nr. 10001. Testen skal være to dage gammel"


def test_the_business_says_it_in_its_own_words(freja: Customer, now: datetime) -> None:
    words = {"event": "staff_reminder", "channel": "email", "subject": "[PAAMINDELSE]", "body": "Kære kollega"}
    Template.objects.create(business=freja.business, language="da", **words)
    other = make_business("elsewhere")
    with scope(business=other):
        Template.objects.create(business=other, language="en", **words)
    assert drafted(freja, now).text.body == "Kære kollega"
    assert "Date: 12 Nov 2026" in drafted(freja, now, language="en").text.body


def test_a_language_we_do_not_know_is_english(freja: Customer, now: datetime) -> None:
    assert drafted(freja, now, language="fi") == drafted(freja, now, language="en")


def test_a_subject_stays_on_one_line(freja: Customer, now: datetime) -> None:
    draft = drafted(freja, now, language="en", name="A\nBcc: x@example.com")
    assert draft.text.subject == "Reminder: A Bcc: x@example.com – Freja Holm"


def test_nobody_has_words_of_her_own() -> None:
    assert own_words_of([], Event.STAFF_REMINDER) == {}
