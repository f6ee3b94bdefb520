"""What is due fires: once, for those who are there then, in the words it has then (S36 to S42)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from pytest_django import Settings
from tests.audit import entries
from tests.domain.reminders.conftest import Desk, edit, fire
from tests.factories.booking import make_booking, make_salon
from tests.factories.businesses import make_area, make_membership
from tests.factories.customers import make_customer
from tests.factories.reminders import make_reminder
from tests.personas import membership_of

from kartotek.cli import tick
from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Role
from kartotek.domain.customers.models import Customer
from kartotek.domain.messaging.models import Message
from kartotek.domain.reminders import jobs, queries
from kartotek.domain.reminders.actions import firing
from kartotek.domain.reminders.models import Delivery, Firing, Reminder
from kartotek.domain.reminders.queries.due import due_of
from kartotek.domain.reminders.values.firings import DeliveryItem, Note
from kartotek.domain.reminders.values.reminders import Closing
from kartotek.domain.reminders.values.rules import Coming

At = Callable[[str], datetime]
SIX, SEVEN, NEXT = "2026-11-12T06:00+01:00", "2026-11-12T07:00+01:00", "2026-11-13T07:00+01:00"
TODAY = date(2026, 11, 12)


def told() -> list[str]:
    """Whose inboxes hold the firings of the business, by name."""
    rows = Delivery.objects.filter(channel="system").select_related("member").order_by("pk")
    return [row.member.name for row in rows]


# ---- once --------------------------------------------------------------------------------------------------------


def test_before_its_time_nothing_fires_and_then_it_does_once(desk: Desk, at: At) -> None:
    made = desk.add(at(SIX), "2026-11-12", repeat="daily", text="Ring først")
    assert fire(at("2026-11-12T06:59:59+01:00")) == 0
    now = at(SEVEN)
    assert [fire(now), fire(now), fire(at("2026-11-12T23:59+01:00"))] == [1, 0, 0]
    [item] = desk.inbox(desk.owner, now)
    assert (item.reminder_id, item.name, item.text, item.on) == (made.id, "Renew the contract", "Ring først", TODAY)
    assert (item.is_late, item.missed, item.note, item.deliveries) == (False, (), Note.NOTHING, ())
    assert entries()[-1] == ("reminder.fired", "Kartotek", "reminder", made.id)
    assert fire(at(NEXT)) == 1
    assert [each.on.day for each in desk.inbox(desk.owner, at(NEXT))] == [13, 12]


def test_what_has_fired_keeps_the_words_it_had(desk: Desk, at: At) -> None:
    made = desk.add(at(SIX), "2026-11-12", repeat="daily")
    fire(at(SEVEN))
    edit(desk, made, at(SEVEN), name="Call")
    fire(at(NEXT))
    assert [item.name for item in desk.inbox(desk.owner, at(NEXT))] == ["Call", "Renew the contract"]


def test_the_database_keeps_an_occurrence_and_a_recipient_from_coming_twice(desk: Desk, at: At) -> None:
    desk.add(at(SIX), "2026-11-12")
    fire(at(SEVEN))
    for row in (Firing.objects.get(), Delivery.objects.get()):
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_an_idle_minute_asks_once_by_the_index_of_what_is_due(desk: Desk, at: At) -> None:
    desk.add(at(SIX), "2026-11-12")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert jobs.fire_due(now=at("2026-11-12T06:30+01:00")) == 0
    statements = [each["sql"] for each in asked.captured_queries if "SAVEPOINT" not in each["sql"]]
    assert len(statements) == 1
    with connection.cursor() as cursor:
        # On a table this small every way costs the same: leave the one that large tables take.
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {statements[0]}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "reminder_due" in plan


def test_a_reminder_that_is_not_due_has_no_moment() -> None:
    with pytest.raises(ValueError, match="not due"):
        due_of(Reminder())


# ---- late (S38) --------------------------------------------------------------------------------------------------


def test_after_nine_days_without_a_worker_one_firing_names_the_missed_dates(desk: Desk, at: At) -> None:
    desk.add(at(SIX), "2026-11-12", repeat="daily", channel="email")
    now = at("2026-11-21T06:30+01:00")
    assert fire(now) == 1
    [item] = desk.inbox(desk.owner, now)
    nine = tuple(TODAY + timedelta(days=number) for number in range(9))
    assert (item.on, item.is_late, item.missed) == (date(2026, 11, 20), True, nine)
    message = Message.objects.get()
    assert "12 Nov 2026, 13 Nov 2026" in message.body
    assert fire(at("2026-11-21T07:00+01:00")) == 1
    assert desk.inbox(desk.owner, at("2026-11-21T07:00+01:00"))[0].is_late is False


def test_an_hour_late_is_late_and_a_minute_is_not(desk: Desk, at: At) -> None:
    for minute in (420, 480):
        desk.add(at(SIX), "2026-11-12", minute=minute)
    fire(now := at("2026-11-12T08:01+01:00"))
    assert [item.is_late for item in desk.inbox(desk.owner, now)] == [False, True]


# ---- for whom (S39) ----------------------------------------------------------------------------------------------


def test_administrators_are_the_owner_and_administrators_who_can_enter(
    desk: Desk, administrator: Actor, receptionist: Actor, inspector: Actor, at: At
) -> None:
    make_membership(desk.business, Role.ADMINISTRATOR, name="Gone", is_active=False)
    make_membership(desk.business, Role.OWNER, name="Invited", invite_digest="d")
    shut = make_membership(desk.business, Role.OWNER, name="Shut out")
    shut.user.is_active = False
    shut.user.save()
    desk.add(at(SIX), "2026-11-12", recipients="administrators")
    fire(at(SEVEN))
    assert told() == ["Jonas Krog", "Mette Lund"]


def test_all_inspectors_of_the_area_get_it_and_of_the_area_above(
    desk: Desk, inspector: Actor, area: Area, at: At
) -> None:
    above = make_area(desk.business, "Copenhagen")
    area.parent = above
    area.save()
    for name, where in (("Above", above), ("Here", area), ("Elsewhere", make_area(desk.business, "Amager"))):
        make_membership(desk.business, Role.INSPECTOR, None, (where,), name=name)
    desk.add(at(SIX), "2026-11-12", recipients="inspectors")
    fire(at(SEVEN))
    assert told() == ["Above", "Here", "Karim Haddad"]


def test_when_the_customer_moves_the_next_goes_to_the_other_area(
    desk: Desk, inspector: Actor, other_area: Area, at: At
) -> None:
    other = make_membership(desk.business, Role.INSPECTOR, None, (other_area,), name="Amal")
    desk.add(at(SIX), "2026-11-12", repeat="daily", recipients="inspectors")
    fire(at(SEVEN))
    assert len(desk.inbox(inspector, at(SEVEN))) == 1
    Customer.objects.filter(pk=desk.freja.pk).update(area=other_area)
    fire(at(NEXT))
    assert told() == ["Karim Haddad", "Amal"]
    assert desk.inbox(inspector, at(NEXT)) == []  # out of her area
    assert [item.on.day for item in desk.inbox(actor_for_membership(other), at(NEXT))] == [13]


def test_without_an_inspector_administrators_get_it_with_a_note(desk: Desk, at: At) -> None:
    for audience in ("inspectors", "both"):
        desk.add(at(SIX), "2026-11-12", recipients=audience)
    fire(now := at(SEVEN))
    assert [item.note for item in desk.inbox(desk.owner, now)] == [Note.NO_INSPECTOR, Note.NO_INSPECTOR]
    assert told() == ["Mette Lund", "Mette Lund"]


def test_both_are_told_once_each(desk: Desk, administrator: Actor, inspector: Actor, at: At) -> None:
    desk.add(at(SIX), "2026-11-12", recipients="both")
    fire(at(SEVEN))
    assert told() == ["Jonas Krog", "Mette Lund", "Karim Haddad"]


def test_businesses_do_not_mix(desk: Desk, other_business: Business, other_owner: Actor, at: At) -> None:
    with scope(business=other_business):
        make_reminder(make_customer(other_business, "Grace"), TODAY, due_at=at(SIX), minute=0, channel="email")
    desk.add(at(SIX), "2026-11-12")
    assert fire(at("2026-11-12T10:54+01:00")) == 2
    with scopes_disabled():
        rows = Delivery.objects.order_by("pk").select_related("firing")
        found = [(row.business_id, row.firing.business_id, row.member_id) for row in rows if row.channel == "system"]
    assert sorted(found) == sorted(
        [
            (desk.business.pk, desk.business.pk, desk.owner.id),
            (other_business.pk, other_business.pk, other_owner.id),
        ]
    )


# ---- how (S40) ---------------------------------------------------------------------------------------------------


def test_messages_go_by_the_channels_that_were_chosen_and_their_outcome_is_seen(
    desk: Desk, administrator: Actor, at: At, settings: Settings
) -> None:
    settings.EMAIL_URL, settings.SMS_URL = "smtp://localhost:1", "json://localhost"
    member = membership_of(administrator)
    member.phone, member.user.language = "+4520304050", "da"
    member.save()
    member.user.save()
    desk.add(at(SIX), "2026-11-12", channel="email_sms")
    fire(now := at(SEVEN))
    sent = Message.objects.order_by("pk").values_list("event", "channel", "to", "state", "language")
    assert list(sent) == [
        ("staff_reminder", "email", "administrator@havnegade.example", "queued", "da"),
        ("staff_reminder", "sms", "+4520304050", "queued", "da"),
        ("staff_reminder", "email", "owner@havnegade.example", "queued", "en"),
    ]
    assert Message.objects.filter(customer=None).count() == 3  # it stands in nobody's log
    assert Message.objects.earliest("pk").subject == "Påmindelse: Renew the contract – Freja Holm"
    Message.objects.filter(channel="sms").update(state="failed", error="The SMS provider did not take the message.")
    [his] = desk.inbox(administrator, now)
    failed = DeliveryItem("sms", "failed", "The SMS provider did not take the message.")
    assert his.deliveries == (DeliveryItem("email", "queued", ""), failed)
    [hers] = desk.inbox(desk.owner, now)
    assert hers.deliveries == (
        DeliveryItem("email", "queued", ""),
        DeliveryItem("sms", "failed", "No phone number is known."),
    )


def test_without_a_transport_a_message_is_kept(desk: Desk, at: At) -> None:
    desk.add(at(SIX), "2026-11-12", channel="email")
    fire(now := at(SEVEN))
    assert desk.inbox(desk.owner, now)[0].deliveries == (DeliveryItem("email", "captured", ""),)


# ---- archived customers (S42) ------------------------------------------------------------------------------------


def test_while_the_customer_is_archived_nothing_fires_and_then_it_goes_on(desk: Desk, at: At) -> None:
    series = desk.add(at(SIX), "2026-11-12", repeat="daily")
    single = desk.add(at(SIX), "2026-11-12")
    Customer.objects.filter(pk=desk.freja.pk).update(archived_at=at(SIX))
    assert fire(at(SEVEN)) == 2
    assert (Firing.objects.count(), Delivery.objects.count()) == (0, 0)
    Customer.objects.filter(pk=desk.freja.pk).update(archived_at=None)
    assert queries.get_reminder(single.id, viewer=desk.owner).next is None
    assert queries.get_reminder(series.id, viewer=desk.owner).next == Coming(date(2026, 11, 13), at(NEXT))
    assert fire(at(NEXT)) == 1
    assert desk.inbox(desk.owner, at(NEXT))[0].missed == ()


# ---- closed before it came ---------------------------------------------------------------------------------------


def test_a_booking_made_since_the_last_time_closes_it_before_anybody_is_told(desk: Desk, at: At) -> None:
    salon = make_salon(desk.business)
    make_booking(salon, desk.freja, created_at=at("2026-11-01T12:00+01:00"))  # before the reminder was made
    made = desk.add(at(SIX), "2026-11-12", repeat="daily", closes_on=Closing())
    fire(at(SEVEN))
    assert told() == ["Mette Lund"]
    make_booking(salon, desk.freja, at("2026-11-19T12:00+01:00"), created_at=at("2026-11-12T12:00+01:00"))
    fire(at(NEXT))
    assert told() == ["Mette Lund"]
    [closed, _] = queries.list_firings(viewer=desk.owner, reminder_id=made.id, now=at(NEXT)).items
    assert (closed.on.day, closed.closed_by, closed.recipients) == (13, "booking", ())
    fire(at("2026-11-14T07:00+01:00"))
    assert told() == ["Mette Lund", "Mette Lund"]


# ---- many --------------------------------------------------------------------------------------------------------


def test_batch_after_batch_until_nothing_is_due(desk: Desk, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(firing, "MOST_AT_ONCE", 2)
    for _ in range(5):
        desk.add(at(SIX), "2026-11-12")
    monkeypatch.setattr(jobs, "MOST_BATCHES", 2)
    assert [jobs.fire_due(now=at(SEVEN)), jobs.fire_due(now=at(SEVEN)), jobs.fire_due(now=at(SEVEN))] == [4, 1, 0]
    assert Firing.objects.count() == 5


def test_firing_three_asks_no_more_than_firing_one(desk: Desk, inspector: Actor, at: At) -> None:
    counted = []
    for number in (1, 3):
        for _ in range(number):
            desk.add(at(SIX), "2026-11-12", channel="email", recipients="both")
        with CaptureQueriesContext(connection) as asked:
            assert fire(at(SEVEN)) == number
        counted.append(len(asked))
    assert counted[0] == counted[1]


# ---- the watchdog ------------------------------------------------------------------------------------------------


def test_the_watchdog_tells_what_should_have_fired(desk: Desk, at: At) -> None:
    desk.add(at(SIX), "2026-11-12", repeat="daily")
    quiet = queries.watch(now=at("2026-11-12T07:09+01:00"))
    assert (quiet.ran_at, quiet.overdue, quiet.is_trouble) == (None, 0, False)
    late = queries.watch(now=at("2026-11-12T07:10+01:00"))
    assert (late.overdue, late.is_trouble) == (1, True)
    now = at("2026-11-12T07:11+01:00")
    tick.tick()
    assert queries.watch(now=now) == queries.Watch(now, 0)
