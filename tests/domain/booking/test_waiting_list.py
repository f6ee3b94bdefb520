"""Somebody waits, is offered what comes free, and books it or not (S9, S12)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from tests.domain.booking.desk import HOUR, Book, freja, identity_of
from tests.factories.access import make_settings
from tests.factories.booking import FREJA, MONDAY_10, Salon, make_booking
from tests.factories.catalog import make_employee, make_service
from tests.factories.classes import TUESDAY_18, Studio, make_session, make_studio
from tests.factories.customers import make_customer
from tests.factories.restrictions import make_ban, make_rule, put_tag
from tests.factories.waiting import make_waiting

from kartotek.domain.access.errors import CustomerRefused, ProofRequired
from kartotek.domain.access.models import Refusal
from kartotek.domain.access.values import CustomerIdentity
from kartotek.domain.audit.values import STRANGER, SYSTEM, Actor
from kartotek.domain.booking import actions, jobs
from kartotek.domain.booking.actions import offers
from kartotek.domain.booking.actions.deeds import Deed
from kartotek.domain.booking.actions.waiting_list import NothingToLeave
from kartotek.domain.booking.errors import BadRange, NoOffer, TooSoon, WaitlistFull
from kartotek.domain.booking.models import Booking, ClassSession, Occupancy, WaitlistEntry
from kartotek.domain.booking.queries import get_waiting, list_waiting, wait_token
from kartotek.domain.booking.values.bookings import Booker, Move, Status, Visit
from kartotek.domain.booking.values.waiting import WaitFilters, WaitItem, WaitRequest, WaitState
from kartotek.domain.businesses.models import Area
from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid, NotFound

MONDAY = date(2026, 11, 16)
HALF_HOUR = timedelta(minutes=30)
EVERYBODY = WaitFilters()
OTHER = Booker("Viggo", "Skov", "viggo@example.com", "")
Join = Callable[..., WaitItem]


@pytest.fixture
def join(salon: Salon, now: datetime) -> Join:
    """Freja waits for a haircut on Monday unless told."""

    def run(
        service_id: int | None = salon.service.pk,
        session_id: int | None = None,
        employee_id: int | None = None,
        days: tuple[date | None, date | None] = (MONDAY, MONDAY),
        booker: Booker | None = FREJA,
        identity: CustomerIdentity | None = None,
    ) -> WaitItem:
        service = None if session_id else service_id
        request = WaitRequest("en", session_id, service, employee_id, *days, booker, identity)
        return actions.join_waitlist(business=salon.business, actor=STRANGER, now=now, request=request)

    return run


@pytest.fixture
def studio(salon: Salon) -> Studio:
    return make_studio(salon.business)


def full_monday(salon: Salon) -> list[Booking]:
    """Jonas and Mette have one long appointment each."""
    anders = make_customer(salon.business, "Anders", "Berg")
    start = MONDAY_10 - HOUR
    return [make_booking(salon, anders, start, who, ends_at=start + 8 * HOUR) for who in (salon.jonas, salon.mette)]


def offer(salon: Salon, now: datetime, service: Service | None = None) -> int:
    wanted = service or salon.service
    return actions.offer_places(business=salon.business, actor=SYSTEM, now=now, service_id=wanted.pk)


def seen(item_id: int, now: datetime) -> WaitItem:
    return get_waiting(wait_token(item_id), now=now)


def accept(salon: Salon, now: datetime, entry_id: int) -> Visit:
    return actions.accept_offer(business=salon.business, actor=STRANGER, now=now, token=wait_token(entry_id))


# ---- joining -----------------------------------------------------------------------------------------------------


def test_she_waits_and_that_does_not_count_for_the_limit(salon: Salon, join: Join, book: Book, now: datetime) -> None:
    make_settings(salon.business, max_future_bookings=1)
    freja(salon)
    item = join(employee_id=salon.jonas.pk)
    assert (item.state, item.offer, item.name) == (WaitState.WAITING, None, "Freja Holm")
    assert (item.service_id, item.employee_id, item.from_on, item.to_on) == (
        salon.service.pk, salon.jonas.pk, MONDAY, MONDAY,
    )  # fmt: skip
    assert item.customer_id == Customer.objects.get().pk
    book()


def test_an_unknown_person_waits_without_a_card(join: Join) -> None:
    assert join().customer_id is None
    assert Customer.objects.count() == 0


def test_five_times_and_no_more(salon: Salon, join: Join) -> None:
    freja(salon)
    for count in range(5):
        join(days=(MONDAY + timedelta(days=count), None))
    with pytest.raises(WaitlistFull):
        join(booker=replace(FREJA, phone=""))
    join(booker=OTHER)


def test_who_left_may_wait_for_something_else(salon: Salon, join: Join, now: datetime) -> None:
    items = [join(booker=replace(FREJA, email="")) for _ in range(5)]
    actions.leave_waitlist(business=salon.business, actor=STRANGER, now=now, token=wait_token(items[0].id))
    join(booker=replace(FREJA, email=""))


def test_what_refuses_a_booking_refuses_waiting(salon: Salon, join: Join) -> None:
    put_tag(freja(salon), make_ban(salon.business, messages={"en": "Sorry."}))
    with pytest.raises(CustomerRefused, match="Sorry"):
        join()
    refusal = Refusal.objects.get()
    assert (refusal.kind, refusal.service_id, WaitlistEntry.objects.count()) == ("waitlist", salon.service.pk, 0)


def test_a_proof_is_asked_for_where_the_business_wants_one(salon: Salon, join: Join, now: datetime) -> None:
    make_settings(salon.business, verify_contact="always")
    with pytest.raises(ProofRequired):
        join()
    card = freja(salon)
    item = join(booker=None, identity=identity_of(salon, card, now))
    assert (item.customer_id, item.name, item.email) == (card.pk, "Freja Holm", FREJA.email)


def test_what_cannot_be_waited_for_is_named(salon: Salon, studio: Studio, join: Join) -> None:
    other = make_employee(salon.business, "Ida")
    hidden = make_service(salon.business, "Hidden", is_online=False)
    gone = make_session(studio, cancelled_at=MONDAY_10)
    for fields, error in (
        ({"service_id": None}, Invalid),
        ({"service_id": studio.yoga.pk}, Invalid),
        ({"employee_id": other.pk}, Invalid),
        ({"booker": None}, Invalid),
        ({"days": (MONDAY, MONDAY - timedelta(days=1))}, BadRange),
        ({"service_id": hidden.pk}, NotFound),
        ({"service_id": 10**12}, NotFound),
        ({"session_id": gone.pk}, NotFound),
        ({"session_id": 10**12}, NotFound),
    ):
        with pytest.raises(error):
            join(**fields)


def test_a_class_that_has_begun_is_too_soon(studio: Studio, join: Join, now: datetime) -> None:
    with pytest.raises(TooSoon):
        join(session_id=make_session(studio, now - HOUR).pk)


# ---- offers ------------------------------------------------------------------------------------------------------


def test_nothing_free_nothing_offered(salon: Salon, join: Join, now: datetime) -> None:
    full_monday(salon)
    item = join()
    assert (offer(salon, now), seen(item.id, now).state) == (0, WaitState.WAITING)


def test_a_freed_time_is_held_for_the_first_who_waits(salon: Salon, join: Join, now: datetime) -> None:
    booked, _ = full_monday(salon)
    first, second = join(), join(booker=OTHER)
    actions.cancel_booking(business=salon.business, actor=SYSTEM, now=now, booking_id=booked.pk)
    assert ProcrastinateJob.objects.filter(task_name="booking.offer_places").exists()
    jobs.offer_places(business=salon.business.pk, service=salon.service.pk)
    found = seen(first.id, now)
    assert found.state is WaitState.OFFERED
    assert found.offer is not None
    assert (found.offer.starts_at, found.offer.employee_id, found.offer.until) == (
        MONDAY_10 - HOUR, salon.jonas.pk, now + HALF_HOUR,
    )  # fmt: skip
    assert Occupancy.objects.get(offer=first.id).is_exclusive
    after = seen(second.id, now)
    assert after.offer is not None
    assert after.offer.starts_at == MONDAY_10 - HOUR + timedelta(minutes=45)


def test_of_one_place_only_the_first_gets_an_offer_and_nobody_else_can_book_it(
    salon: Salon, studio: Studio, join: Join, book: Book, now: datetime
) -> None:
    session = make_session(studio, seats=1, seats_taken=1)
    first, second = join(session_id=session.pk), join(session_id=session.pk, booker=OTHER)
    ClassSession.objects.update(seats_taken=0)
    assert offer(salon, now, studio.yoga) == 1
    assert (seen(first.id, now).state, seen(second.id, now).state) == (WaitState.OFFERED, WaitState.WAITING)
    assert ClassSession.objects.get().seats_taken == 1


def test_who_may_not_have_it_is_passed_over(salon: Salon, join: Join, now: datetime) -> None:
    first, second = join(), join(booker=OTHER)
    put_tag(freja(salon), make_ban(salon.business))
    Occupancy.objects.filter(employee=salon.jonas).delete()
    offer(salon, now)
    assert (seen(first.id, now).state, seen(second.id, now).state) == (WaitState.WAITING, WaitState.OFFERED)


def test_nobody_is_offered_somebody_who_is_closed_to_her(salon: Salon, join: Join, now: datetime) -> None:
    make_rule(salon.business, where={"employees": [salon.jonas.pk]})
    item = join()
    offer(salon, now)
    found = seen(item.id, now).offer
    assert found is not None
    assert found.employee_id == salon.mette.pk


def test_what_is_not_offered_any_more_offers_nothing(salon: Salon, studio: Studio, join: Join, now: datetime) -> None:
    session = make_session(studio)
    gone = make_session(studio, TUESDAY_18 + HOUR)
    hers = make_waiting(salon.business, studio.yoga, session=gone)
    has_one = make_waiting(salon.business, studio.yoga, session=session)
    freja(salon)
    actions.book_online(business=salon.business, actor=STRANGER, now=now, request=studio.seat(session))
    ClassSession.objects.filter(pk=gone.pk).update(cancelled_at=now)
    archived = make_waiting(salon.business, make_service(salon.business, "Old", is_archived=True))
    closed = make_waiting(salon.business, make_service(salon.business, "Closed", is_online=False))
    for entry in (hers, has_one, archived, closed):
        offer(salon, now, entry.service)
        assert seen(entry.pk, now).state is WaitState.WAITING


def test_an_offer_is_made_once_and_only_one_that_has_run_out_expires(salon: Salon, join: Join, now: datetime) -> None:
    item = join()
    assert offers._expire(Deed(salon.business, SYSTEM, now), item.id) == 0
    assert (offer(salon, now), offer(salon, now)) == (1, 0)
    assert offers._offer(Deed(salon.business, SYSTEM, now), item.id, salon.service.pk) == 0


# ---- accepting, leaving, running out -----------------------------------------------------------------------------


def test_the_offer_is_booked(salon: Salon, join: Join, now: datetime) -> None:
    item = join()
    offer(salon, now)
    [booking] = accept(salon, now, item.id).bookings
    assert (booking.starts_at, booking.status, booking.customer_name) == (
        MONDAY_10 - HOUR, Status.CONFIRMED, "Freja Holm",
    )  # fmt: skip
    assert seen(item.id, now).state is WaitState.ACCEPTED
    assert [row.booking_id for row in Occupancy.objects.all()] == [booking.id]
    with pytest.raises(NoOffer):
        accept(salon, now, item.id)


def test_a_seat_on_offer_is_booked(salon: Salon, studio: Studio, join: Join, now: datetime) -> None:
    session = make_session(studio, seats=1)
    card = freja(salon)
    item = join(session_id=session.pk, booker=None, identity=identity_of(salon, card, now))
    offer(salon, now, studio.yoga)
    [booking] = accept(salon, now, item.id).bookings
    assert (booking.customer_id, ClassSession.objects.get().seats_taken) == (card.pk, 1)


def test_access_is_decided_again_and_a_refusal_leaves_the_offer(salon: Salon, join: Join, now: datetime) -> None:
    item = join()
    offer(salon, now)
    freja(salon, max_future_bookings=0)
    with pytest.raises(CustomerRefused):
        accept(salon, now, item.id)
    assert (seen(item.id, now).state, Refusal.objects.count()) == (WaitState.OFFERED, 1)
    assert Occupancy.objects.get().offer_id == item.id


def test_a_refused_seat_stays_on_offer(salon: Salon, studio: Studio, join: Join, now: datetime) -> None:
    item = join(session_id=make_session(studio, seats=1).pk)
    offer(salon, now, studio.yoga)
    freja(salon, max_future_bookings=0)
    with pytest.raises(CustomerRefused):
        accept(salon, now, item.id)
    assert ClassSession.objects.get().seats_taken == 1


def test_who_leaves_gives_the_place_to_the_next(salon: Salon, join: Join, now: datetime) -> None:
    item = join()
    offer(salon, now)
    left = actions.leave_waitlist(business=salon.business, actor=STRANGER, now=now, token=wait_token(item.id))
    assert (left.state, left.offer, Occupancy.objects.count()) == (WaitState.LEFT, None, 0)
    with pytest.raises(NothingToLeave):
        actions.leave_waitlist(business=salon.business, actor=STRANGER, now=now, token=wait_token(item.id))


def test_an_offer_runs_out_and_its_place_goes_on(salon: Salon, studio: Studio, join: Join, now: datetime) -> None:
    times, seat = join(), join(session_id=make_session(studio, seats=1).pk)
    offer(salon, now)
    offer(salon, now, studio.yoga)
    later = now + HALF_HOUR
    assert jobs.expire_offers(now=later - timedelta(seconds=1)) == 0
    assert seen(times.id, later).state is WaitState.EXPIRED
    with pytest.raises(NoOffer):
        accept(salon, later, times.id)
    assert (jobs.expire_offers(now=later), jobs.expire_offers(now=later)) == (2, 0)
    assert Occupancy.objects.filter(offer__isnull=False).count() == 0
    assert (ClassSession.objects.get().seats_taken, seen(seat.id, later).state) == (0, WaitState.EXPIRED)


def test_an_offer_whose_time_is_gone_can_be_left(salon: Salon, join: Join, now: datetime) -> None:
    item = join()
    offer(salon, now)
    Occupancy.objects.all().delete()
    freja(salon, max_future_bookings=0)
    with pytest.raises(CustomerRefused):
        accept(salon, now, item.id)
    assert Occupancy.objects.count() == 0
    actions.leave_waitlist(business=salon.business, actor=STRANGER, now=now, token=wait_token(item.id))


def test_another_proof_is_not_asked_for_at_the_end(salon: Salon, join: Join, now: datetime) -> None:
    item = join()
    offer(salon, now)
    make_settings(salon.business, verify_contact="always")
    assert len(accept(salon, now, item.id).bookings) == 1


def test_a_token_we_never_gave_opens_nothing(salon: Salon, now: datetime) -> None:
    with pytest.raises(NotFound):
        get_waiting("nonsense", now=now)
    with pytest.raises(NotFound):
        get_waiting(wait_token(10**9), now=now)
    with pytest.raises(NotFound):
        accept(salon, now, 10**9)


# ---- what frees a place, and who sees the list -------------------------------------------------------------------


def jobs_waiting() -> list[object]:
    rows = ProcrastinateJob.objects.filter(task_name="booking.offer_places").order_by("id")
    return [row.args["service"] for row in rows]


def test_time_that_comes_free_is_looked_at_for_every_service_of_the_employee(salon: Salon, now: datetime) -> None:
    booking = make_booking(salon, freja(salon))
    colour = make_service(salon.business, "Colour")
    make_employee(salon.business, "Ida", (colour,))
    make_waiting(salon.business, colour)
    actions.cancel_booking(business=salon.business, actor=SYSTEM, now=now, booking_id=booking.pk)
    assert jobs_waiting() == []
    other = make_booking(salon, Customer.objects.get())
    make_waiting(salon.business, salon.service)
    move = Move(other.pk, MONDAY_10 + HOUR)
    actions.move_booking(business=salon.business, actor=SYSTEM, now=now, move=move)
    assert jobs_waiting() == [salon.service.pk]


def test_a_seat_more_is_looked_at(salon: Salon, studio: Studio, owner: Actor, now: datetime) -> None:
    session = make_session(studio, seats=1)
    make_waiting(salon.business, studio.yoga, session=session)
    actions.edit_class_session(
        business=salon.business, actor=owner, now=now, session_id=session.pk, changes={"seats": 2}
    )
    assert jobs_waiting() == [studio.yoga.pk]


def test_staff_see_and_remove_who_waits(
    salon: Salon, join: Join, receptionist: Actor, inspector: Actor, area: Area, now: datetime
) -> None:
    known = join(booker=replace(FREJA, phone=""), employee_id=None)
    freja(salon, area=area)
    hers, other = join(), join(booker=OTHER)
    offer(salon, now)

    def listed(viewer: Actor, wanted: WaitFilters = EVERYBODY) -> list[int]:
        return [item.id for item in list_waiting(viewer=viewer, filters=wanted, now=now).items]

    assert listed(receptionist) == [other.id, hers.id, known.id]
    assert listed(receptionist, WaitFilters(service_id=salon.service.pk, state=WaitState.OFFERED)) == [
        other.id,
        hers.id,
        known.id,
    ]
    assert listed(receptionist, WaitFilters(customer_id=Customer.objects.get().pk)) == [hers.id]
    assert listed(receptionist, WaitFilters(state=WaitState.EXPIRED)) == []
    assert listed(inspector) == [hers.id]
    removed = actions.remove_from_waitlist(business=salon.business, actor=receptionist, now=now, entry_id=hers.id)
    assert removed.state is WaitState.LEFT
    assert listed(receptionist, WaitFilters(state=WaitState.LEFT)) == [hers.id]
    with pytest.raises(NotFound):
        actions.remove_from_waitlist(business=salon.business, actor=inspector, now=now, entry_id=other.id)


def test_the_list_goes_page_by_page(salon: Salon, join: Join, owner: Actor, now: datetime) -> None:
    ids = [join().id for _ in range(3)]
    first = list_waiting(viewer=owner, filters=WaitFilters(), now=now, limit=2)
    assert first.next is not None
    second = list_waiting(viewer=owner, filters=WaitFilters(), now=now, limit=2, cursor=first.next)
    assert [item.id for item in (*first.items, *second.items)] == ids[::-1]
    assert second.next is None
