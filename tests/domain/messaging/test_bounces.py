"""What follows from a report that a message did not arrive: for the address, its cards, and what waits? (S45)"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django_scopes import scope
from tests.factories.bounces import SOFIE, dsn, make_message, make_sofie

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import SYSTEM, Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.messaging.actions import (
    address_refused,
    confirm_email_address,
    queue_messages,
    record_bounce,
    take_bounce_mail,
    take_provider_event,
)
from kartotek.domain.messaging.decisions.bounces import read_report
from kartotek.domain.messaging.models import Address, Bounce, Message, StaffNotice
from kartotek.domain.messaging.queries import find_address_mark
from kartotek.domain.messaging.values import Draft, Event, MessageChannel, Text
from kartotek.domain.messaging.values.bounces import BounceKind, Finding, ProviderEvent
from kartotek.kernel.errors import Invalid, NotFound

DAY = timedelta(days=1)
Take = Callable[..., list[str]]


@pytest.fixture
def take(scoped: Business, now: datetime) -> Take:
    """`take(raw)` hands a mail in and gives what each finding changed."""

    def taken(raw: bytes, actor: Actor = SYSTEM, at: datetime = now) -> list[str]:
        report = read_report(raw)
        found = record_bounce(business_id=scoped.pk, report=report, actor=actor, now=at)
        return [one.effect.value for one in found]

    return taken


def late(message: Message, number: int = 0, **values: str) -> bytes:
    fields = {"action": "delayed", "status": "4.4.1", "said": f"smtp; 421 try {number}", **values}
    return dsn(message_id=message.pk, **fields)


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def test_an_address_that_does_not_work_is_marked_with_everything_that_follows(
    scoped: Business, take: Take, now: datetime
) -> None:
    card, other = make_sofie(scoped), make_sofie(scoped, first_name="Anna", archived_at=now)
    elsewhere = make_sofie(scoped, email="sofie@example.net")
    message = make_message(scoped, now - DAY, card)
    make_message(scoped, now + DAY, card, state="queued", sent_at=None)
    make_message(scoped, now + DAY, elsewhere, state="queued", sent_at=None)
    assert take(dsn(message_id=message.pk)) == ["bounced"]
    for each in (card, other, elsewhere):
        each.refresh_from_db()
    assert (card.email_bounced_at, other.email_bounced_at, elsewhere.email_bounced_at) == (now, now, None)
    assert states() == ["bounced", "suppressed", "queued"]
    assert set(Message.objects.exclude(state="queued").values_list("error", flat=True)) == {"There is no such mailbox."}
    address = Address.objects.get()
    assert (address.value, address.state, address.at, address.reason) == (
        SOFIE,
        "bounced",
        now,
        "There is no such mailbox.",
    )
    bounce = Bounce.objects.get()
    assert (bounce.message_id, bounce.address, bounce.kind, bounce.status) == (message.pk, SOFIE, "hard", "5.1.1")
    assert "User unknown" in bounce.raw
    lines = StaffNotice.objects.order_by("customer_id").values_list("kind", "customer_id", "data")
    data = {"address": SOFIE, "reason": "There is no such mailbox."}
    assert list(lines) == [("email_bounced", card.pk, data), ("email_bounced", other.pk, data)]
    noted = Entry.objects.filter(action="customer.email_bounced").order_by("customer_id")
    assert [(entry.customer_id, entry.change.changes) for entry in noted] == [
        (card.pk, {"email_state": ["ok", "bounced"]}),
        (other.pk, {"email_state": ["ok", "bounced"]}),
    ]
    kept = Entry.objects.get(action="bounce.recorded")
    assert (kept.target_id, kept.customer_id, kept.change.reason) == (
        bounce.pk,
        card.pk,
        "5.1.1 smtp; 550 5.1.1 User unknown",
    )


def test_no_further_mail_goes_there_and_none_that_was_queued(scoped: Business, take: Take, now: datetime) -> None:
    take(dsn(message_id=make_message(scoped, now).pk))
    draft = Draft(Event.PROOF_CODE, MessageChannel.EMAIL, SOFIE, "en", Text("Code", "1"), "code")
    queue_messages(business_id=scoped.pk, drafts=[draft], caused_by="", now=now)
    assert states() == ["bounced", "suppressed"]


def test_the_same_report_again_changes_nothing(scoped: Business, take: Take, now: datetime) -> None:
    card = make_sofie(scoped)
    raw = dsn(message_id=make_message(scoped, now, card).pk)
    assert [take(raw), take(raw)] == [["bounced"], ["repeated"]]
    assert (Bounce.objects.count(), StaffNotice.objects.count()) == (1, 1)


def test_another_report_about_an_address_that_is_marked_tells_nobody_again(
    scoped: Business, take: Take, now: datetime
) -> None:
    card = make_sofie(scoped)
    first, second = make_message(scoped, now, card), make_message(scoped, now, card)
    assert take(dsn(message_id=first.pk)) == ["bounced"]
    assert take(dsn(message_id=second.pk), at=now + DAY) == ["bounced"]
    card.refresh_from_db()
    assert (card.email_bounced_at, StaffNotice.objects.count(), states()) == (now, 1, ["bounced", "bounced"])


def test_an_address_on_no_card_has_one_line_in_the_inbox(scoped: Business, take: Take, now: datetime) -> None:
    take(dsn(message_id=make_message(scoped, now).pk))
    assert list(StaffNotice.objects.values_list("customer_id", flat=True)) == [None]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("never written to", {"to": "anna@example.com"}),
        ("too long ago", {"due_at": -31}),
        ("still waiting", {"state": "queued"}),
        ("dropped", {"state": "dropped"}),
        ("by SMS", {"channel": "sms"}),
    ],
)
def test_a_forged_report_flags_nobody(
    scoped: Business, take: Take, now: datetime, name: str, values: dict[str, object]
) -> None:
    card = make_sofie(scoped)
    days = values.pop("due_at", 0)
    assert isinstance(days, int)
    message = make_message(scoped, now + days * DAY, card, **values)
    assert take(dsn()) == ["not_written_to"], name
    assert take(dsn(message_id=message.pk)) == ["not_written_to"], name
    card.refresh_from_db()
    assert (card.email_bounced_at, Bounce.objects.count(), Address.objects.count()) == (None, 0, 0)


def test_the_number_of_a_message_to_somebody_else_is_not_believed(scoped: Business, take: Take, now: datetime) -> None:
    make_message(scoped, now)
    other = make_message(scoped, now, to="anna@example.com")
    assert take(dsn(message_id=other.pk)) == ["not_written_to"]
    assert take(dsn(message_id=10**15)) == ["not_written_to"]


def test_a_report_without_a_number_is_about_the_last_message_there(scoped: Business, take: Take, now: datetime) -> None:
    make_message(scoped, now - 2 * DAY)
    make_message(scoped, now - DAY)
    assert take(dsn("Sofie@EXAMPLE.com")) == ["bounced"]
    assert states() == ["sent", "bounced"]


def test_another_business_writes_there_as_before(
    scoped: Business, other_business: Business, take: Take, now: datetime
) -> None:
    with scope(business=other_business):
        theirs = make_message(other_business, now)
        card = make_sofie(other_business)
    assert take(dsn(message_id=theirs.pk)) == ["not_written_to"]
    make_message(scoped, now)
    assert take(dsn()) == ["bounced"]
    with scope(business=other_business):
        card.refresh_from_db()
        assert (card.email_bounced_at, Address.objects.count(), states()) == (None, 0, ["sent"])


def test_an_inspector_flags_customers_of_her_areas_only(
    scoped: Business, take: Take, inspector: Actor, area: Area, other_area: Area, now: datetime
) -> None:
    hers, anothers = make_sofie(scoped, area=area), make_sofie(scoped, area=other_area, email="anna@example.com")
    make_message(scoped, now, hers)
    make_message(scoped, now, anothers)
    assert take(dsn("anna@example.com"), actor=inspector) == ["not_written_to"]
    assert take(dsn(), actor=inspector) == ["bounced"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("smtp; 550 5.7.1 Not authorized", "policy"),
        ("smtp; 554 5.7.1 spam", "spam"),
        ("smtp; 552 5.3.4 too big", "size"),
        ("smtp; 554 no", "other"),
    ],
)
def test_other_refusals_mark_nothing_and_are_kept(
    scoped: Business, take: Take, now: datetime, said: str, kind: str
) -> None:
    card = make_sofie(scoped)
    message = make_message(scoped, now, card)
    assert take(dsn(message_id=message.pk, status="5.0.0", said=said)) == ["kept"]
    card.refresh_from_db()
    assert (card.email_bounced_at, states(), Address.objects.count()) == (None, ["sent"], 0)
    assert Bounce.objects.get().kind == kind
    assert Entry.objects.filter(action="bounce.recorded").count() == 1


def test_three_delays_within_thirty_days_make_an_address_unreachable_and_it_is_still_written_to(
    scoped: Business, take: Take, now: datetime
) -> None:
    card = make_sofie(scoped)
    seen = []
    for days in (4, 2, 0):
        message = make_message(scoped, now - days * DAY, card)
        status = "4.2.2" if days else "4.4.1"
        seen += take(late(message, status=status, action="failed"), at=now - days * DAY)
    assert seen == ["trouble", "trouble", "unreachable"]
    mark = find_address_mark(SOFIE, now=now)
    assert mark is not None
    assert (mark.state.value, mark.at) == ("unreachable", now)
    card.refresh_from_db()
    assert (card.email_bounced_at, states()) == (None, ["sent"] * 3)
    assert Entry.objects.filter(action="customer.email_unreachable", customer_id=card.pk).count() == 1
    draft = Draft(Event.FREE, MessageChannel.EMAIL, SOFIE, "en", Text("Hello", "1"), "free")
    queue_messages(business_id=scoped.pk, drafts=[draft], caused_by="", now=now)
    assert Message.objects.get(key="free").state != "suppressed"
    fourth = make_message(scoped, now, card)
    assert take(late(fourth), at=now + DAY) == ["unreachable"]


def test_the_mark_of_an_unreachable_address_lapses_when_nothing_new_happens(
    scoped: Business, take: Take, now: datetime
) -> None:
    for days in (4, 2, 0):
        take(late(make_message(scoped, now - days * DAY)), at=now - days * DAY)
    assert find_address_mark(SOFIE, now=now + 25 * DAY) is not None
    assert find_address_mark(SOFIE, now=now + 26 * DAY) is None


def test_a_message_that_is_late_counts_once(scoped: Business, take: Take, now: datetime) -> None:
    message = make_message(scoped, now - DAY)
    seen = [take(late(message, number), at=now + number * timedelta(hours=4)) for number in range(4)]
    assert seen == [["trouble"]] * 4
    assert len(Address.objects.get().troubles) == 1


@pytest.mark.parametrize(("days_between", "expected"), [(14, "unreachable"), (15, "trouble")])
def test_troubles_count_for_thirty_days(
    scoped: Business, take: Take, now: datetime, days_between: int, expected: str
) -> None:
    for number in (2, 1, 0):
        at = now - number * days_between * DAY
        seen = take(late(make_message(scoped, at)), at=at)
    assert seen == [expected]


@pytest.mark.parametrize(("days_ago", "expected"), [(5, "trouble"), (4, "unreachable")])
def test_a_message_of_which_nothing_was_heard_for_five_days_arrived(
    scoped: Business, take: Take, now: datetime, days_ago: int, expected: str
) -> None:
    for days in (12, 10):
        take(late(make_message(scoped, now - days * DAY)), at=now - days * DAY)
    make_message(scoped, now - days_ago * DAY)
    assert take(late(make_message(scoped, now))) == [expected]


def test_a_message_that_arrived_clears_the_troubles(scoped: Business, take: Take, now: datetime) -> None:
    for days in (4, 2, 0):
        message = make_message(scoped, now - days * DAY)
        take(late(message), at=now - days * DAY)
    arrived = dsn(action="delivered", status="2.0.0", said="", message_id=message.pk)
    assert [take(arrived), take(arrived)] == [["cleared"], ["kept"]]
    assert (find_address_mark(SOFIE, now=now), Address.objects.get().troubles) == (None, [])


def test_a_message_that_arrived_says_nothing_about_an_address_without_troubles_or_one_that_bounced(
    scoped: Business, take: Take, now: datetime
) -> None:
    message = make_message(scoped, now)
    arrived = dsn(action="delivered", status="2.0.0", said="", message_id=message.pk)
    assert take(arrived) == ["kept"]
    take(dsn(message_id=message.pk))
    assert take(arrived) == ["kept"]
    assert take(late(message)) == ["trouble"]
    assert (Address.objects.get().state, Bounce.objects.count()) == ("bounced", 2)


def test_an_address_that_was_hard_to_reach_and_now_does_not_work_says_so(
    scoped: Business, take: Take, now: datetime
) -> None:
    for days in (4, 2, 0):
        message = make_message(scoped, now - days * DAY)
        take(late(message), at=now - days * DAY)
    assert take(dsn(message_id=message.pk)) == ["bounced"]
    mark = find_address_mark(SOFIE, now=now)
    assert mark is not None
    assert mark.state.value == "bounced"


def test_staff_say_that_an_address_works_after_all(
    scoped: Business, take: Take, receptionist: Actor, now: datetime
) -> None:
    card, other = make_sofie(scoped), make_sofie(scoped, first_name="Anna")
    message = make_message(scoped, now, card)
    take(dsn(message_id=message.pk))
    for _ in range(2):
        confirm_email_address(actor=receptionist, now=now + DAY, customer_id=card.pk)
    for each in (card, other):
        each.refresh_from_db()
        assert each.email_bounced_at is None
    address = Address.objects.get()
    assert (address.state, address.at, address.reason, address.troubles) == ("ok", now + DAY, "", [])
    noted = Entry.objects.filter(action="customer.email_confirmed").order_by("customer_id")
    assert [(entry.customer_id, entry.actor_name, entry.change.changes) for entry in noted] == [
        (card.pk, "Signe Kragh", {"email_state": ["bounced", "ok"]}),
        (other.pk, "Signe Kragh", {"email_state": ["bounced", "ok"]}),
    ]
    assert str(find_address_mark(SOFIE, now=now)) == "None"


def test_only_an_address_that_is_there_and_may_be_seen_is_confirmed(
    scoped: Business, inspector: Actor, owner: Actor, other_area: Area, now: datetime
) -> None:
    hidden, without = make_sofie(scoped, area=other_area), make_sofie(scoped, email="")
    with pytest.raises(NotFound):
        confirm_email_address(actor=inspector, now=now, customer_id=hidden.pk)
    with pytest.raises(Invalid) as refused:
        confirm_email_address(actor=owner, now=now, customer_id=without.pk)
    assert [(one.field, one.code) for one in refused.value.problems] == [("email", "no_address")]


def test_an_address_that_the_server_did_not_even_take_is_marked_the_same(scoped: Business, now: datetime) -> None:
    card = make_sofie(scoped)
    message = make_message(scoped, now, card, state="sending", sent_at=None, lease_ends_at=now)
    finding = Finding(SOFIE, BounceKind.HARD, "5.1.1", "550 5.1.1 No such user")
    for _ in range(2):
        address_refused(business_id=scoped.pk, message_id=message.pk, finding=finding, actor=SYSTEM, now=now)
    card.refresh_from_db()
    message.refresh_from_db()
    assert (card.email_bounced_at, message.state, message.lease_ends_at) == (now, "bounced", None)
    assert (Bounce.objects.count(), StaffNotice.objects.count()) == (1, 1)


def test_a_mail_that_names_no_business_goes_to_that_of_our_message(
    business: Business, other_business: Business, now: datetime
) -> None:
    with scope(business=business):
        ours = make_message(business, now)
    with scope(business=other_business):
        make_message(other_business, now)
    taken = take_bounce_mail(raw=dsn(message_id=ours.pk), actor=SYSTEM, now=now)
    assert [(one.effect.value, one.message_id) for one in taken] == [("bounced", ours.pk)]
    with scope(business=other_business):
        assert Address.objects.count() == 0


def test_a_mail_that_names_no_message_concerns_everybody_who_wrote_there_lately(
    business: Business, other_business: Business, now: datetime
) -> None:
    for each in (business, other_business):
        with scope(business=each):
            make_message(each, now)
    assert [one.effect.value for one in take_bounce_mail(raw=dsn(), actor=SYSTEM, now=now)] == ["bounced"] * 2
    assert take_bounce_mail(raw=b"nothing", actor=SYSTEM, now=now) == []
    assert take_bounce_mail(raw=dsn("anna@example.com"), actor=SYSTEM, now=now) == []


@pytest.mark.parametrize(
    ("kind", "reason", "said", "expected"),
    [
        ("bounced", "bounced", "550 5.1.1 No such user", ["bounced"]),
        ("bounced", "", "", ["kept"]),
        ("rejected", "invalid", "", ["bounced"]),
        ("rejected", "bounced", "", ["bounced"]),
        ("rejected", "timed_out", "", ["trouble"]),
        ("rejected", "blocked", "", ["kept"]),
        ("bounced", "spam", "550 5.7.1 spam", ["kept"]),
        ("deferred", "", "421 try again", ["trouble"]),
        ("complained", "", "", ["kept"]),
        ("autoresponded", "", "", ["kept"]),
        ("delivered", "", "", ["kept"]),
        ("opened", "", "", []),
    ],
)
def test_events_of_a_provider_come_to_the_same(
    business: Business, now: datetime, kind: str, reason: str, said: str, expected: list[str]
) -> None:
    with scope(business=business):
        make_message(business, now, remote_id="at-provider")
    event = ProviderEvent(kind, "at-provider", "Sofie@example.com", "one", reason, said)
    assert [one.effect.value for one in take_provider_event(event=event, actor=SYSTEM, now=now)] == expected


def test_an_event_about_nothing_of_ours_is_nothing(business: Business, now: datetime) -> None:
    with scope(business=business):
        make_message(business, now)
        make_message(business, now, remote_id="at-provider")
    for remote_id, recipient in (("", SOFIE), ("unknown", SOFIE), ("at-provider", "")):
        event = ProviderEvent("bounced", remote_id, recipient, "one", "invalid")
        assert take_provider_event(event=event, actor=SYSTEM, now=now) == []
