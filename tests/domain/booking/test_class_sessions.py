"""The dates of a class are planned, changed and cancelled; each holds its employee's time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError
from tests.domain.booking.desk import codes
from tests.factories.booking import Salon, make_booking
from tests.factories.catalog import make_employee, make_service
from tests.factories.classes import TUESDAY_18, Studio, make_session, make_studio
from tests.factories.customers import make_customer
from tests.personas import membership_of

from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import STRANGER, Actor
from kartotek.domain.booking import actions
from kartotek.domain.booking.actions import class_sessions
from kartotek.domain.booking.errors import SessionCancelled, SessionOverlaps
from kartotek.domain.booking.models import Booking, ClassSession, Occupancy
from kartotek.domain.booking.queries.classes import (
    get_class_session,
    list_class_sessions,
    list_participants,
    list_public_sessions,
    list_sessions_between,
)
from kartotek.domain.booking.values.bookings import Booker
from kartotek.domain.booking.values.classes import SessionChanges, SessionDetails, SessionFilters, SessionItem
from kartotek.domain.businesses.models import Business
from kartotek.kernel.errors import Invalid, NotFound, NotPermitted, Stale

HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)
Make = Callable[..., list[SessionItem]]
Edit = Callable[..., SessionItem]


@pytest.fixture
def studio(scoped: Business, now: datetime) -> Studio:
    return make_studio(scoped)


@pytest.fixture
def make(studio: Studio, receptionist: Actor, now: datetime) -> Make:
    def run(
        until: date | None = None,
        actor: Actor = receptionist,
        *,
        service_id: int = studio.yoga.pk,
        employee_id: int = studio.ida.pk,
        ends_at: datetime | None = None,
        seats: int | None = None,
    ) -> list[SessionItem]:
        details = SessionDetails(
            service_id=service_id, employee_id=employee_id, starts_at=TUESDAY_18, ends_at=ends_at, seats=seats
        )
        return actions.create_class_sessions(
            business=studio.business, actor=actor, now=now, details=details, weekly_until=until
        )

    return run


@pytest.fixture
def edit(studio: Studio, receptionist: Actor, now: datetime) -> Edit:
    def run(session_id: int, changes: SessionChanges, version: int | None = None) -> SessionItem:
        return actions.edit_class_session(
            business=studio.business,
            actor=receptionist,
            now=now,
            session_id=session_id,
            changes=changes,
            expected_version=version,
        )

    return run


@pytest.fixture
def cancel(studio: Studio, receptionist: Actor, now: datetime) -> Edit:
    def run(session_id: int, reason: str = "", version: int | None = None) -> SessionItem:
        return actions.cancel_class_session(
            business=studio.business,
            actor=receptionist,
            now=now,
            session_id=session_id,
            reason=reason,
            expected_version=version,
        )

    return run


def take(studio: Studio, row: ClassSession, number: int, now: datetime) -> Booking:
    booker = Booker("Person", str(number), f"person{number}@example.com")
    visit = actions.book_online(
        business=studio.business, actor=STRANGER, now=now, request=studio.seat(row, booker=booker)
    )
    return Booking.objects.get(pk=visit.bookings[0].id)


def held() -> list[tuple[datetime, datetime]]:
    return list(Occupancy.objects.order_by("starts_at").values_list("starts_at", "ends_at"))


def test_a_date_takes_length_and_seats_from_its_service_and_holds_the_time_with_buffers(
    studio: Studio, make: Make
) -> None:
    studio.yoga.buffer_before_minutes, studio.yoga.buffer_after_minutes = 10, 5
    studio.yoga.save()
    [made] = make()
    assert (made.starts_at, made.ends_at, made.minutes) == (TUESDAY_18, TUESDAY_18 + HOUR, 60)
    assert (made.seats, made.seats_taken, made.seats_left) == (12, 0, 12)
    assert (made.is_full, made.is_in_series, made.is_cancelled) == (False, False, False)
    assert held() == [(TUESDAY_18 - timedelta(minutes=10), TUESDAY_18 + timedelta(minutes=65))]
    assert get_class_session(made.id) == made


def test_a_series_is_one_date_a_week(make: Make) -> None:
    made = make(until=date(2026, 12, 1), seats=5, ends_at=TUESDAY_18 + 2 * HOUR)
    assert [one.starts_at for one in made] == [TUESDAY_18, TUESDAY_18 + WEEK, TUESDAY_18 + 2 * WEEK]
    assert {(one.minutes, one.seats, one.is_in_series) for one in made} == {(120, 5, True)}
    assert len(set(ClassSession.objects.values_list("series", flat=True))) == 1
    assert Entry.objects.filter(action="class_session.created").count() == 3


def test_where_one_date_meets_something_none_is_planned(studio: Studio, make: Make) -> None:
    make_session(studio, TUESDAY_18 + WEEK - timedelta(minutes=30))
    with pytest.raises(SessionOverlaps) as lost:
        make(until=date(2026, 12, 1))
    assert lost.value.starts == (TUESDAY_18 + WEEK,)
    assert lost.value.code == "slot_taken"
    assert lost.value.members() == {"alternatives": [], "taken": [(TUESDAY_18 + WEEK).isoformat()]}
    assert (ClassSession.objects.count(), Occupancy.objects.count()) == (1, 1)


def test_the_constraint_has_the_last_word(
    studio: Studio, make: Make, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_session(studio)
    other = make_session(studio, TUESDAY_18 + WEEK)
    monkeypatch.setattr(class_sessions, "_check_free", lambda *_: None)
    with pytest.raises(SessionOverlaps):
        make()
    with pytest.raises(SessionOverlaps):
        edit(other.pk, {"starts_at": TUESDAY_18})

    def fail(*_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(class_sessions, "_check_free", fail)
    with pytest.raises(IntegrityError):
        make()


def test_what_cannot_be_is_refused_all_at_once(studio: Studio, make: Make) -> None:
    for fields, found in (
        ({"service_id": 0, "employee_id": 0, "seats": 0}, ["service", "employee", "seats"]),
        ({"service_id": make_service(studio.business).pk}, ["service"]),
        ({"service_id": make_service(studio.business, "Old", kind="class", seats=2, is_archived=True).pk}, ["service"]),
        ({"employee_id": make_employee(studio.business, is_archived=True).pk}, ["employee"]),
        ({"ends_at": TUESDAY_18}, ["ends_at"]),
        ({"until": date(2026, 11, 16)}, ["repeat.weekly_until"]),
    ):
        with pytest.raises(Invalid) as refused:
            make(**fields)
        assert [problem.field for problem in refused.value.problems] == found
    assert not ClassSession.objects.exists()


def test_a_practitioner_plans_her_own_classes_only(studio: Studio, make: Make, practitioner: Actor) -> None:
    own = make_employee(studio.business, "Élodie Marchand", membership=membership_of(practitioner))
    assert make(actor=practitioner, employee_id=own.pk)
    with pytest.raises(NotPermitted):
        make(actor=practitioner)


def test_bookings_go_along_when_a_date_is_moved(studio: Studio, edit: Edit, now: datetime) -> None:
    row = make_session(studio)
    booking = take(studio, row, 1, now)
    other = make_employee(studio.business, "Jonas Krog")
    changed = edit(row.pk, {"starts_at": TUESDAY_18 + HOUR, "employee_id": other.pk}, 1)
    assert (changed.starts_at, changed.ends_at) == (TUESDAY_18 + HOUR, TUESDAY_18 + 2 * HOUR)
    assert (changed.employee_name, changed.version, changed.seats_taken) == ("Jonas Krog", 2, 1)
    booking.refresh_from_db()
    assert (booking.starts_at, booking.ends_at, booking.employee_id) == (changed.starts_at, changed.ends_at, other.pk)
    assert Occupancy.objects.get().employee_id == other.pk
    moved = Entry.objects.get(action="booking.moved")
    assert (moved.target_id, moved.customer_id) == (booking.pk, booking.customer_id)


def test_seats_change_alone_and_never_below_those_taken(studio: Studio, edit: Edit, now: datetime) -> None:
    row = make_session(studio)
    for number in range(2):
        take(studio, row, number, now)
    with pytest.raises(Invalid) as refused:
        edit(row.pk, {"seats": 1})
    assert codes(refused.value) == [("seats", "below_taken")]
    assert edit(row.pk, {"seats": 3}).seats_left == 1
    assert edit(row.pk, {"seats": 3}).version == 2
    assert not Entry.objects.filter(action="booking.moved").exists()


def test_a_date_that_cannot_be_changed(studio: Studio, edit: Edit, cancel: Edit) -> None:
    row = make_session(studio)
    make_session(studio, TUESDAY_18 + WEEK)
    with pytest.raises(Stale):
        edit(row.pk, {"seats": 4}, 7)
    with pytest.raises(SessionOverlaps):
        edit(row.pk, {"starts_at": TUESDAY_18 + WEEK})
    with pytest.raises(Invalid) as refused:
        edit(row.pk, {"employee_id": 0, "ends_at": TUESDAY_18})
    assert [problem.field for problem in refused.value.problems] == ["ends_at", "employee"]
    with pytest.raises(NotFound):
        edit(0, {"seats": 4})
    cancel(row.pk)
    with pytest.raises(SessionCancelled):
        edit(row.pk, {"seats": 4})


def test_a_date_may_stay_where_it_is(studio: Studio, edit: Edit) -> None:
    row = make_session(studio)
    assert edit(row.pk, {"ends_at": TUESDAY_18 + 2 * HOUR, "employee_id": studio.ida.pk}).minutes == 120
    assert held() == [(TUESDAY_18, TUESDAY_18 + 2 * HOUR)]


def test_a_cancelled_date_lets_go_of_everything(studio: Studio, cancel: Edit, now: datetime) -> None:
    row = make_session(studio)
    booking = take(studio, row, 1, now)
    done = cancel(row.pk, "Ida is ill.", 1)
    assert (done.is_cancelled, done.cancelled_by, done.cancel_reason) == (True, "Signe Kragh", "Ida is ill.")
    assert (done.seats_taken, done.version) == (0, 2)
    booking.refresh_from_db()
    assert (booking.status, booking.cancel_reason) == ("cancelled", "Ida is ill.")
    assert not Occupancy.objects.exists()
    entries = Entry.objects.count()
    assert cancel(row.pk) == done
    assert Entry.objects.count() == entries


def test_without_a_reason_the_bookings_say_that_the_class_was_cancelled(
    studio: Studio, cancel: Edit, now: datetime
) -> None:
    row = make_session(studio)
    booking = take(studio, row, 1, now)
    cancel(row.pk)
    booking.refresh_from_db()
    assert booking.cancel_reason == "The class was cancelled."


def test_cancelling_is_refused(studio: Studio, cancel: Edit) -> None:
    row = make_session(studio)
    with pytest.raises(Stale):
        cancel(row.pk, version=3)
    with pytest.raises(Invalid):
        cancel(row.pk, "\x00")
    with pytest.raises(NotFound):
        cancel(0)


def test_dates_are_listed_by_day_service_and_employee(studio: Studio, scoped: Business, cancel: Edit) -> None:
    first, second = make_session(studio), make_session(studio, TUESDAY_18 + WEEK)
    gone = make_session(studio, TUESDAY_18 + 2 * WEEK)
    cancel(gone.pk)

    def found(filters: SessionFilters) -> list[int]:
        return [one.id for one in list_class_sessions(business=scoped, filters=filters).items]

    assert found(SessionFilters()) == [first.pk, second.pk]
    assert found(SessionFilters(from_on=date(2026, 11, 18))) == [second.pk]
    assert found(SessionFilters(to_on=date(2026, 11, 17))) == [first.pk]
    assert found(SessionFilters(service_id=studio.yoga.pk, employee_id=studio.ida.pk)) == [first.pk, second.pk]
    assert found(SessionFilters(service_id=0)) == found(SessionFilters(employee_id=0)) == []
    assert found(SessionFilters(has_cancelled=True)) == [first.pk, second.pk, gone.pk]
    page = list_class_sessions(business=scoped, filters=SessionFilters(), limit=1)
    assert page.next is not None
    rest = list_class_sessions(business=scoped, filters=SessionFilters(), limit=1, cursor=page.next)
    assert ([one.id for one in page.items], [one.id for one in rest.items]) == ([first.pk], [second.pk])
    week = list_sessions_between(business=scoped, filters=SessionFilters(date(2026, 11, 16), date(2026, 11, 22)))
    assert [one.id for one in week] == [first.pk]


def test_the_public_sees_what_can_still_be_joined(studio: Studio, scoped: Business, now: datetime) -> None:
    make_session(studio, now)
    coming = make_session(studio)
    hidden = make_studio(scoped, is_online=False)
    make_session(hidden)
    dates = (date(2026, 11, 10), date(2026, 11, 20))
    found = list_public_sessions(business=scoped, dates=dates, service_id=None, now=now)
    assert [one.id for one in found] == [coming.pk]
    assert list_public_sessions(business=scoped, dates=dates, service_id=hidden.yoga.pk, now=now) == []
    with pytest.raises(NotFound):
        get_class_session(0)


def test_an_inspector_sees_the_participants_of_her_areas(
    studio: Studio, now: datetime, inspector: Actor, receptionist: Actor
) -> None:
    row = make_session(studio)
    booking = take(studio, row, 1, now)
    assert [one.id for one in list_participants(row.pk, viewer=receptionist)] == [booking.pk]
    assert list_participants(row.pk, viewer=inspector) == []


def test_an_appointment_in_the_way_is_something_too(studio: Studio, make: Make) -> None:
    salon = Salon(studio.business, make_service(studio.business), studio.ida, studio.ida)
    make_booking(salon, make_customer(studio.business), TUESDAY_18)
    with pytest.raises(SessionOverlaps):
        make()


def test_a_date_names_itself(studio: Studio) -> None:
    row = make_session(studio)
    assert str(row) == f"class session {row.pk}"
