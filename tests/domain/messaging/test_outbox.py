"""What the outbox lists, for whom, and what comes of trying again."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from tests.factories.businesses import make_area, make_business
from tests.factories.customers import make_customer
from tests.factories.messages import make_message

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.actions import retry_message
from kartotek.domain.messaging.errors import NotResendable
from kartotek.domain.messaging.models import Message
from kartotek.domain.messaging.queries import get_outbox_line, last_appointment_card, list_outbox
from kartotek.domain.messaging.values import MessageLine, MessageState, OutboxFilter, OutboxPart
from kartotek.kernel.errors import Invalid, NotFound


@pytest.fixture(autouse=True)
def mail_server(settings: Settings) -> None:
    settings.EMAIL_URL, settings.SMS_URL = "smtp://127.0.0.1:25", "json://127.0.0.1:9/"


@pytest.fixture
def sofie(scoped: Business) -> Customer:
    return make_customer(scoped, email="sofie.new@example.com", phone="+4522550114")


def states(viewer: Actor, part: OutboxPart, channel: str = "") -> list[str]:
    return [one.line.state for one in list_outbox(viewer=viewer, wanted=OutboxFilter(part, channel)).items]


def retry(actor: Actor, now: datetime, message: Message) -> MessageLine:
    return retry_message(business_id=message.business_id, actor=actor, now=now, message_id=message.pk)


# ---- the list ----------------------------------------------------------------------------------------------------


def test_the_parts_divide_what_there_is(scoped: Business, sofie: Customer, owner: Actor) -> None:
    for state in MessageState:
        make_message(scoped, sofie, state=state.value)
    assert states(owner, OutboxPart.ALL) == [state.value for state in reversed(MessageState)]
    assert states(owner, OutboxPart.TROUBLE) == ["unknown", "bounced", "failed"]
    assert states(owner, OutboxPart.WAITING) == ["sending", "queued"]
    assert states(owner, OutboxPart.ALL, "sms") == []


def test_it_is_read_page_by_page_with_one_query(scoped: Business, sofie: Customer, owner: Actor) -> None:
    made = [make_message(scoped, sofie if number % 2 else None).pk for number in range(5)]
    seen, cursor = [], ""
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            page = list_outbox(viewer=owner, wanted=OutboxFilter(), limit=2, cursor=cursor)
        assert len(queries) == 1
        seen += [one.line.id for one in page.items]
        cursor = page.next or ""
    assert (seen, cursor) == (made[::-1], "")
    names = {one.customer_name for one in list_outbox(viewer=owner, wanted=OutboxFilter()).items}
    assert names == {"", "Sofie Bjerregaard"}


def test_an_inspector_sees_her_areas_and_nobody_another_business(
    scoped: Business, sofie: Customer, owner: Actor, inspector: Actor, now: datetime
) -> None:
    mine = make_customer(scoped, "Mine", area=None)
    area = make_area(scoped, "Harbour")
    Customer.objects.filter(pk=mine.pk).update(area=area)
    inside, outside = make_message(scoped, mine, state="failed"), make_message(scoped, sofie, state="failed")
    viewer = replace(inspector, area_ids=frozenset({area.pk}))
    assert [one.line.id for one in list_outbox(viewer=viewer, wanted=OutboxFilter()).items] == [inside.pk]
    for ask in (
        lambda: get_outbox_line(outside.pk, viewer=viewer),
        lambda: retry(viewer, now, outside),
    ):
        with pytest.raises(NotFound):
            ask()
    other = make_business("other")
    with scope(business=other):
        theirs = make_message(other, None, state="failed")
    with pytest.raises(NotFound):
        get_outbox_line(theirs.pk, viewer=owner)
    assert get_outbox_line(inside.pk, viewer=owner).customer_id == mine.pk


# ---- trying again ------------------------------------------------------------------------------------------------


def test_what_failed_is_the_same_message_again_to_the_address_of_today(
    scoped: Business, sofie: Customer, receptionist: Actor, now: datetime
) -> None:
    message = make_message(scoped, sofie, state="failed", error="No.", attempts=8, trying_since=now, handed_over_at=now)
    made = retry(receptionist, now, message)
    row = Message.objects.get()
    assert (made.id, row.state, row.to, row.error, row.attempts) == (
        message.pk,
        "queued",
        "sofie.new@example.com",
        "",
        0,
    )
    assert (row.due_at, row.trying_since, row.handed_over_at) == (now, None, None)
    assert ProcrastinateJob.objects.get().args == {"business": scoped.pk, "message": message.pk}
    assert Entry.objects.get(action="message.retried").customer_id == sofie.pk


def test_a_reminder_to_staff_and_a_message_to_a_stranger_keep_their_address(
    scoped: Business, sofie: Customer, owner: Actor, now: datetime
) -> None:
    for customer, event in ((sofie, "staff_reminder"), (None, "waitlist_offer")):
        message = make_message(scoped, customer, event=event, to="mette@example.com", state="failed")
        assert retry(owner, now, message).to == "mette@example.com"


@pytest.mark.parametrize("state", ["unknown", "bounced", "suppressed"])
def test_what_may_have_left_is_one_new_message_however_often_asked(
    scoped: Business, sofie: Customer, owner: Actor, now: datetime, state: str
) -> None:
    message = make_message(scoped, sofie, state=state)
    first, second = retry(owner, now, message), retry(owner, now, message)
    assert first.id == second.id != message.pk
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("event", "state"),
    [
        *(("free", state.value) for state in MessageState if state.value in {"queued", "sending", "sent", "captured"}),
        ("free", "dropped"),
        ("proof_code", "failed"),
        ("sign_in_code", "unknown"),
        ("staff_reminder", "unknown"),
    ],
)
def test_the_rest_is_not_tried_again(
    scoped: Business, sofie: Customer, owner: Actor, now: datetime, event: str, state: str
) -> None:
    with pytest.raises(NotResendable):
        retry(owner, now, make_message(scoped, sofie, event=event, state=state))


def test_to_nobody_s_dead_address_nothing_is_sent_and_without_an_address_neither(
    scoped: Business, owner: Actor, now: datetime
) -> None:
    with pytest.raises(NotResendable):
        retry(owner, now, make_message(scoped, None, state="bounced"))
    bare = make_customer(scoped, "Bare")
    message = make_message(scoped, bare, state="failed")
    with pytest.raises(Invalid):
        retry(owner, now, message)
    assert Message.objects.get(pk=message.pk).state == "failed"
    with pytest.raises(NotFound):
        retry_message(business_id=scoped.pk, actor=owner, now=now, message_id=10**15)


def test_the_last_appointment_card_is_known(scoped: Business, sofie: Customer) -> None:
    assert last_appointment_card(sofie.pk) is None
    make_message(scoped, sofie, event="appointment_card", channel="sms")
    last = make_message(scoped, sofie, event="appointment_card", channel="sms", state="failed")
    make_message(scoped, sofie)
    found = last_appointment_card(sofie.pk)
    assert found is not None
    assert found.id == last.pk
