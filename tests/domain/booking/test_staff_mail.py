"""Are staff told by e-mail what happened online, once each, of what they may know, and of the day in the morning?"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope, scopes_disabled
from tests.factories.booking import MONDAY_10, Salon, make_booking, make_salon, new_visit
from tests.factories.businesses import make_membership
from tests.factories.catalog import make_employee
from tests.factories.customers import make_customer
from tests.factories.staff_mail import make_staff_mail
from tests.personas import membership_of

from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.booking.actions import book_online
from kartotek.domain.booking.jobs import staff_mail
from kartotek.domain.booking.jobs.staff_mail import LOOKED_BACK, send_overviews, tell_staff
from kartotek.domain.booking.models import Booking
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Role
from kartotek.domain.catalog.models import Employee
from kartotek.domain.messaging.actions import queue_messages
from kartotek.domain.messaging.models import Message, StaffMail
from kartotek.domain.messaging.queries.staff_mail import list_recipients
from kartotek.domain.messaging.values import Draft, Text
from kartotek.plumbing import readiness

MORNING = "2026-11-16T07:00+01:00"  # of the Monday on which the factory books


def told() -> list[tuple[str, str]]:
    """To whom went which subject?"""
    with scopes_disabled():
        return [(row.to, row.subject) for row in Message.objects.order_by("pk")]


def body() -> str:
    with scopes_disabled():
        return Message.objects.get().body


@pytest.fixture
def salon(business: Business) -> Salon:
    return make_salon(business)


def booked(
    salon: Salon,
    now: datetime,
    employee: Employee | None = None,
    starts_at: datetime = MONDAY_10,
    **fields: object,
) -> Booking:
    customer = make_customer(salon.business, note="Owes us money", important_note="PPD allergy")
    return make_booking(salon, customer, starts_at, employee, **{"created_at": now, **fields})


def cancelled(salon: Salon, now: datetime, employee: Employee | None = None, **fields: object) -> Booking:
    values = {"status": "cancelled", "closed_at": now, "cancel_channel": "online", "cancel_reason": "Ill, sorry"}
    return booked(salon, now - timedelta(hours=1), employee, MONDAY_10, **{**values, **fields})


def test_a_new_online_booking_is_told_in_the_language_of_the_person(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    booking = booked(salon, now, note="Short at the sides")
    assert tell_staff(now=now) == 1
    assert told() == [("owner@havnegade.example", "New booking: Sofie Bjerregaard, Monday 16 November 2026 at 10:00")]
    assert body() == (
        "Sofie Bjerregaard has booked online.\n\n"
        "Monday 16 November 2026, 10:00–10:45\nHaircut with Jonas Krog\n\n"
        "The customer writes: Short at the sides\n\n"
        f"See it: http://localhost:8000/desk/havnegade/bookings/{booking.pk}/\n\n-- \n"
        "Havnegade Salon & Klinik. You chose this e-mail yourself; change it under My notices: "
        "http://localhost:8000/desk/havnegade/my-notices/"
    )
    with scopes_disabled():
        row = Message.objects.get()
    assert (row.event, row.channel, row.customer_id, row.booking_id, row.visit, row.state) == (
        "staff_reminder",
        "email",
        None,
        None,
        None,
        "captured",
    )


def test_a_request_says_that_it_waits_for_approval(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    booked(salon, now, status="pending")
    tell_staff(now=now)
    assert told()[0][1].startswith("Waits for approval: Sofie")
    assert "It waits for your approval." in body()


def test_a_cancellation_by_the_customer_is_told_with_her_reason(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    cancelled(salon, now)
    tell_staff(now=now)
    assert told() == [("owner@havnegade.example", "Cancelled: Sofie Bjerregaard, Monday 16 November 2026 at 10:00")]
    assert "has cancelled online.\n" in body()
    assert "The customer writes: Ill, sorry" in body()


def test_what_staff_did_themselves_is_not_told(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    booked(salon, now, channel="staff")
    cancelled(salon, now, cancel_channel="staff")
    cancelled(salon, now, status="rejected")
    assert tell_staff(now=now) == 0


def test_what_is_gone_again_is_not_told_as_new(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner, cancellations_since=None)
    cancelled(salon, now, created_at=now)
    assert tell_staff(now=now) == 0


def test_each_is_told_once_however_often_the_tick_looks(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    booked(salon, now)
    cancelled(salon, now, employee=salon.mette)
    assert [tell_staff(now=now + timedelta(minutes=minute)) for minute in range(4)] == [2, 0, 0, 0]


def test_a_booking_written_late_by_a_long_transaction_is_not_lost(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    tell_staff(now=now)
    booked(salon, now - LOOKED_BACK)
    assert tell_staff(now=now + timedelta(minutes=1)) == 0
    booked(salon, now - LOOKED_BACK + timedelta(seconds=61), employee=salon.mette)
    assert tell_staff(now=now + timedelta(minutes=2)) == 1


def test_what_happened_while_no_worker_ran_is_told_when_one_does(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    tell_staff(now=now)
    booked(salon, now + timedelta(hours=1))
    assert tell_staff(now=now + timedelta(hours=9)) == 1
    assert readiness.last_beat("staff_mail.new_bookings") == now + timedelta(hours=9)


def test_a_clock_that_went_back_still_tells(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    tell_staff(now=now + timedelta(days=30))
    booked(salon, now)
    assert tell_staff(now=now) == 1


def test_a_tick_that_dies_half_way_goes_on_where_it_was(
    salon: Salon, owner: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_staff_mail(owner)
    monkeypatch.setattr(staff_mail, "AT_ONCE", 2)
    for number in range(5):
        employee = make_employee(salon.business, f"Chair {number}", (salon.service,))
        booked(salon, now + timedelta(seconds=number), employee=employee)
    calls: list[int] = []

    def dying(*, business_id: int, drafts: Sequence[Draft], caused_by: str, now: datetime) -> list[int]:
        calls.append(1)
        if len(calls) == 2:
            raise ConnectionError
        return queue_messages(business_id=business_id, drafts=drafts, caused_by=caused_by, now=now)

    monkeypatch.setattr(staff_mail, "queue_messages", dying)
    with pytest.raises(ConnectionError):
        tell_staff(now=now + timedelta(minutes=1))
    assert len(told()) == 2
    assert tell_staff(now=now + timedelta(minutes=2)) == 3
    assert len(told()) == 5


def test_nothing_older_than_the_choice_is_told(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner, new_bookings_since=now)
    booked(salon, now - timedelta(seconds=1))
    assert tell_staff(now=now + timedelta(minutes=1)) == 0


def test_what_was_booked_together_is_one_message(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    visit, customer = new_visit(), make_customer(salon.business)
    make_booking(salon, customer, created_at=now, visit=visit)
    make_booking(salon, customer, MONDAY_10 + timedelta(hours=1), salon.mette, created_at=now, visit=visit)
    assert tell_staff(now=now) == 1
    assert "10:00–10:45\nHaircut with Jonas Krog\nMonday 16 November 2026, 11:00–11:45\nHaircut with Mette Lund" in (
        body()
    )


def test_two_of_one_visit_cancelled_apart_are_two_messages(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    visit = new_visit()
    cancelled(salon, now, visit=visit)
    cancelled(salon, now + timedelta(seconds=9), visit=visit, employee=salon.mette)
    assert tell_staff(now=now + timedelta(minutes=1)) == 2


def test_of_one_visit_what_is_cancelled_much_later_is_told_alone(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    visit, later = new_visit(), now + 3 * LOOKED_BACK
    cancelled(salon, now, visit=visit)
    assert tell_staff(now=now) == 1
    cancelled(salon, later, visit=visit, employee=salon.mette)
    assert tell_staff(now=later) == 1
    with scopes_disabled():
        newest = Message.objects.latest("id").body
    assert ("Jonas" in newest, "Mette" in newest) == (False, True)


def test_a_practitioner_is_told_of_her_own_calendar_alone(salon: Salon, practitioner: Actor, now: datetime) -> None:
    make_staff_mail(practitioner)
    salon.mette.membership = membership_of(practitioner)
    salon.mette.save()
    visit, customer = new_visit(), make_customer(salon.business)
    make_booking(salon, customer, created_at=now, visit=visit)
    assert tell_staff(now=now) == 0
    make_booking(salon, customer, MONDAY_10 + timedelta(hours=1), salon.mette, created_at=now, visit=visit)
    assert tell_staff(now=now) == 1
    assert "Monday 16 November 2026, 11:00–11:45\nHaircut\n" in body()
    assert "Jonas" not in body()


def test_an_inspector_is_told_of_her_areas_alone(salon: Salon, inspector: Actor, area: Area, now: datetime) -> None:
    make_staff_mail(inspector)
    booked(salon, now)
    assert tell_staff(now=now) == 0
    make_booking(salon, make_customer(salon.business, "Anders", area=area), created_at=now, employee=salon.mette)
    assert tell_staff(now=now) == 1
    assert told()[0][1].startswith("New booking: Anders")


def test_who_does_not_work_here_is_told_nothing(salon: Salon, now: datetime) -> None:
    make_staff_mail(actor_for_membership(make_membership(salon.business, is_active=False)))
    make_staff_mail(actor_for_membership(make_membership(salon.business, invite_digest="x")))
    booked(salon, now)
    assert tell_staff(now=now) == 0


def test_a_closed_account_is_told_nothing(salon: Salon, owner: Actor, now: datetime) -> None:
    user = membership_of(owner).user
    user.is_active = False
    user.save()
    make_staff_mail(owner)
    booked(salon, now)
    assert tell_staff(now=now) == 0


def test_another_tenants_staff_learn_nothing(salon: Salon, other_owner: Actor, owner: Actor, now: datetime) -> None:
    make_staff_mail(other_owner)
    booked(salon, now)
    assert tell_staff(now=now) == 0


def test_what_is_written_in_danish_is_danish(salon: Salon, owner: Actor, now: datetime) -> None:
    user = membership_of(owner).user
    user.language = "da"
    user.save()
    make_staff_mail(owner)
    booked(salon, now)
    tell_staff(now=now)
    assert "mandag den 16. november 2026 kl. 10:00" in told()[0][1]


def test_names_that_try_to_be_more_than_names_stay_names(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    name = "%(moment)s <b>\n{0} \u202e"
    make_booking(salon, make_customer(salon.business, name, "👩‍👩‍👧"), created_at=now)
    tell_staff(now=now)
    assert body().startswith(f"{name} 👩‍👩‍👧 has booked online.")


def test_nothing_of_the_card_stands_in_it(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    booked(salon, now, internal_note="Difficult")
    tell_staff(now=now)
    for word in ("Owes", "PPD", "Difficult"):
        assert word not in body()


def test_looking_costs_the_same_for_one_booking_and_for_three(salon: Salon, owner: Actor, now: datetime) -> None:
    make_staff_mail(owner)
    tell_staff(now=now)
    costs = []
    for number in (1, 3):
        for _ in range(number):
            booked(salon, now, employee=make_employee(salon.business, "Chair", (salon.service,)))
        with CaptureQueriesContext(connection) as queries:
            assert tell_staff(now=now) == number
        costs.append(len([one for one in queries if "procrastinate" not in one["sql"]]))
    assert costs[0] == costs[1]


def test_booking_online_costs_no_query_for_the_staff(salon: Salon, owner: Actor, now: datetime) -> None:
    costs = []
    for day in range(3):
        request = salon.online(salon.wish(MONDAY_10 + timedelta(days=day)))
        with scope(business=salon.business), CaptureQueriesContext(connection) as queries:
            book_online(business=salon.business, actor=STRANGER, now=now, request=request)
        costs.append(len(queries))
        if day == 1:
            make_staff_mail(owner)
    assert costs[1] == costs[2]
    assert tell_staff(now=now) == 3


def test_the_overview_of_the_day_comes_at_seven_once(salon: Salon, owner: Actor, at: Callable[[str], datetime]) -> None:
    make_staff_mail(owner)
    booked(salon, datetime(2026, 11, 1, tzinfo=UTC))
    late = make_customer(salon.business, "Anders", "Holm")
    make_booking(salon, late, MONDAY_10 - timedelta(hours=1), salon.mette, status="pending")
    make_booking(salon, late, MONDAY_10 + timedelta(days=1))
    make_booking(salon, late, MONDAY_10 + timedelta(hours=2), status="cancelled")
    assert send_overviews(now=at("2026-11-16T06:59+01:00")) == 0
    assert [send_overviews(now=at(MORNING)), send_overviews(now=at("2026-11-16T07:01+01:00"))] == [1, 0]
    assert told() == [("owner@havnegade.example", "Monday 16 November 2026: 2 bookings")]
    assert body().splitlines()[:7] == [
        "Monday 16 November 2026: 2 bookings",
        "",
        "09:00–09:45  Anders Holm, Haircut with Mette Lund (waits for approval)",
        "10:00–10:45  Sofie Bjerregaard, Haircut with Jonas Krog",
        "",
        "The day: http://localhost:8000/desk/havnegade/",
        "",
    ]


def test_a_day_with_nothing_on_it_is_not_told_and_not_looked_at_again(
    salon: Salon, owner: Actor, at: Callable[[str], datetime]
) -> None:
    row = make_staff_mail(owner)
    now = at(MORNING)
    assert send_overviews(now=now) == 0
    with scope(business=salon.business):
        row.refresh_from_db()
    assert str(row.overview_sent_on) == "2026-11-16"


def test_overviews_hold_what_each_may_know(
    salon: Salon, practitioner: Actor, inspector: Actor, area: Area, at: Callable[[str], datetime]
) -> None:
    make_staff_mail(practitioner)
    make_staff_mail(inspector)
    salon.mette.membership = membership_of(practitioner)
    salon.mette.save()
    make_booking(salon, make_customer(salon.business, "Anders", area=area))
    make_booking(salon, make_customer(salon.business, "Birgitta"), employee=salon.mette)
    assert send_overviews(now=at(MORNING)) == 2
    with scopes_disabled():
        lines = {row.to.partition("@")[0]: row.body.splitlines()[2] for row in Message.objects.all()}
    assert lines == {
        "inspector": "10:00–10:45  Anders Bjerregaard, Haircut with Jonas Krog",
        "practitioner": "10:00–10:45  Birgitta Bjerregaard, Haircut",
    }


@pytest.mark.parametrize(
    ("before", "strikes", "starts"),
    [
        ("2026-03-29T06:59+02:00", "2026-03-29T07:00+02:00", "2026-03-29T08:00+00:00"),
        ("2026-10-25T06:59+01:00", "2026-10-25T07:00+01:00", "2026-10-25T09:00+00:00"),
    ],
)
def test_days_of_23_and_25_hours_are_told_once(
    salon: Salon, owner: Actor, at: Callable[[str], datetime], before: str, strikes: str, starts: str
) -> None:
    make_staff_mail(owner)
    booked(salon, datetime(2026, 1, 3, tzinfo=UTC), starts_at=datetime.fromisoformat(starts))
    first = at(before)
    assert send_overviews(now=first) == 0
    hours = [at(strikes) + timedelta(hours=hour) for hour in range(16)]
    assert sum(send_overviews(now=hour) for hour in hours) == 1


def test_of_two_workers_one_sends(salon: Salon, owner: Actor, at: Callable[[str], datetime]) -> None:
    """The second one read the row before the first one claimed the day."""
    make_staff_mail(owner)
    booked(salon, datetime(2026, 11, 1, tzinfo=UTC))
    now = at(MORNING)
    with scope(business=salon.business):
        [person] = list_recipients(StaffMail.objects.all())
        draft = staff_mail._draft("staff overview", person, Text("s", "b"))
        claims = [staff_mail._send_overview(draft, person, now.date(), salon.business.pk, now) for _ in range(2)]
    assert claims == [1, 0]


def test_overviews_of_several_roles_are_asked_of_those_who_want_them(
    salon: Salon, owner: Actor, receptionist: Actor, at: Callable[[str], datetime]
) -> None:
    make_staff_mail(owner, daily_overview=False)
    make_staff_mail(receptionist)
    booked(salon, datetime(2026, 11, 1, tzinfo=UTC))
    assert send_overviews(now=at(MORNING)) == 1
    assert [to for to, _ in told()] == [f"{Role.RECEPTIONIST}@havnegade.example"]
