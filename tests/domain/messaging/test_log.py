"""What was written to a customer, what will be, and does none of it stand twice or show a code? (S43)"""

import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.customers import make_customer
from tests.factories.messages import make_message

from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.queries import get_message_of, list_coming_messages, list_messages_of
from kartotek.domain.messaging.values import LogFilter
from kartotek.kernel.errors import NotFound

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def sofie(scoped: Business) -> Customer:
    return make_customer(scoped)


def ids(messages: list[Message]) -> list[int]:
    return [one.pk for one in messages]


def test_what_waits_is_coming_soonest_first_for_sixty_days(scoped: Business, sofie: Customer, now: datetime) -> None:
    later, sooner, last, too_late, at_once = (
        make_message(scoped, sofie, state="queued", due_at=now + wait)
        for wait in (2 * HOUR, HOUR, 60 * DAY, 60 * DAY + HOUR, 0 * HOUR)
    )
    make_message(scoped, sofie, state="sent", due_at=now + HOUR)
    make_message(scoped, make_customer(scoped, "Freja"), state="queued", due_at=now + HOUR)
    coming = list_coming_messages(customer_id=sofie.pk, now=now)
    assert ([line.id for line in coming.items], coming.next) == (ids([at_once, sooner, later, last]), None)
    parted = LogFilter(parted_at=now)
    coming = list_coming_messages(customer_id=sofie.pk, now=now, wanted=parted)
    log = list_messages_of(customer_id=sofie.pk, wanted=parted)
    assert [line.id for line in coming.items] == ids([sooner, later, last])
    assert [line.id for line in log.items][1:] == ids([at_once, too_late])


def test_coming_messages_are_read_page_by_page(scoped: Business, sofie: Customer, now: datetime) -> None:
    made = [make_message(scoped, sofie, state="queued", due_at=now + HOUR) for _ in range(3)]
    first = list_coming_messages(customer_id=sofie.pk, now=now, limit=2)
    assert first.next is not None
    second = list_coming_messages(customer_id=sofie.pk, now=now, limit=2, cursor=first.next)
    assert [line.id for line in (*first.items, *second.items)] == ids(made)
    assert second.next is None


def test_the_log_is_narrowed_to_a_channel_or_a_booking(scoped: Business, sofie: Customer, now: datetime) -> None:
    mail, text = make_message(scoped, sofie, booking_id=7), make_message(scoped, sofie, channel="sms")
    by_channel = [list_messages_of(customer_id=sofie.pk, wanted=LogFilter(channel=one)) for one in ("email", "sms")]
    assert [[line.id for line in page.items] for page in by_channel] == [[mail.pk], [text.pk]]
    about = list_messages_of(customer_id=sofie.pk, wanted=LogFilter(booking_id=7))
    assert [line.id for line in about.items] == [mail.pk]


def test_a_message_is_found_on_its_own_card_only(scoped: Business, sofie: Customer, now: datetime) -> None:
    mail = make_message(scoped, sofie)
    assert get_message_of(customer_id=sofie.pk, message_id=mail.pk).subject == "Hej"
    with pytest.raises(NotFound):
        get_message_of(customer_id=make_customer(scoped, "Freja").pk, message_id=mail.pk)


@pytest.mark.parametrize("event", ["proof_code", "sign_in_code"])
def test_a_code_is_hidden_in_subject_text_and_html(scoped: Business, sofie: Customer, event: str) -> None:
    secret = {"event": event, "subject": "Your code 123456", "body": "Code: 123456", "html": "<p>123456</p>"}
    sent = make_message(scoped, sofie, **secret)
    line = get_message_of(customer_id=sofie.pk, message_id=sent.pk)
    assert (line.subject, line.body, line.html) == ("Your code ••••••", "Code: ••••••", "")
    captured = make_message(scoped, sofie, state="captured", **secret)
    line = get_message_of(customer_id=sofie.pk, message_id=captured.pk)
    assert (line.subject, line.body, line.html) == ("Your code 123456", "Code: 123456", "<p>123456</p>")


def test_the_log_of_ten_thousand_messages_is_read_by_its_index(scoped: Business, now: datetime) -> None:
    """The log of a customer with 10,000 messages opens as fast as one with 10: no more rows are read than shown."""
    many, few, others = (make_customer(scoped, name) for name in ("Many", "Few", "Others"))
    for owner, count in ((few, 10), (many, 10_000), (others, 20_000)):
        _copies(make_message(scoped, owner), count - 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE messaging_message")
    for owner, shown in ((many, 51), (few, 10)):
        with CaptureQueriesContext(connection) as counted:
            assert len(list_messages_of(customer_id=owner.pk).items) == min(shown, 50)
        assert len(counted) == 1
        plan = _plan(counted[0]["sql"])
        assert "message_of_customer" in plan
        assert "Sort" not in plan
        assert {int(found) for found in re.findall(r"actual time=\S+ rows=(\d+)", plan)} == {shown}


def _copies(row: Message, count: int) -> None:
    columns = [field.column for field in Message._meta.concrete_fields if field.column not in {"id", "key"}]
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO messaging_message ({names}, key) SELECT {names}, key || number"  # noqa: S608 - our own words
            " FROM messaging_message, generate_series(1, %s) AS number WHERE id = %s",
            [count, row.pk],
        )


def _plan(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING ON) {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())
