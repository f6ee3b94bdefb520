"""A customer books: who, may they, is there room, decided again in one transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import make_customer_token, make_settings
from tests.factories.booking import FREJA, MONDAY_10, Salon, make_booking, make_salon
from tests.factories.catalog import make_employee, make_service
from tests.factories.customers import make_customer

from kartotek.domain.access.errors import CustomerRefused, ProofRequired
from kartotek.domain.access.models import Proof, Refusal
from kartotek.domain.access.queries import find_customer_identity
from kartotek.domain.access.values import CustomerIdentity
from kartotek.domain.audit.models import Entry
from kartotek.domain.audit.values import STRANGER
from kartotek.domain.booking.actions import book_online, placing
from kartotek.domain.booking.errors import NotAStart, OutsideHours, SlotTaken, TooLate, TooSoon
from kartotek.domain.booking.models import Booking, Occupancy
from kartotek.domain.booking.queries import count_coming, list_coming
from kartotek.domain.booking.values.bookings import Booker, OnlineBooking, PossibleMatch, Status, Visit
from kartotek.domain.businesses.models import Business
from kartotek.domain.catalog.models import Service
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid, NotFound
from kartotek.plumbing import locks

HOUR = timedelta(hours=1)


@pytest.fixture
def salon(scoped: Business, now: datetime) -> Salon:
    return make_salon(scoped)


@pytest.fixture
def book(salon: Salon, now: datetime) -> Callable[..., Visit]:
    def run(request: OnlineBooking | None = None) -> Visit:
        return book_online(business=salon.business, actor=STRANGER, now=now, request=request or salon.online())

    return run


Book = Callable[..., Visit]


def freja(salon: Salon, **fields: object) -> Customer:
    values = {"first_name": "Freja", "last_name": "Holm", "email": FREJA.email, "phone": FREJA.phone}
    return make_customer(salon.business, **{**values, **fields})  # type: ignore[arg-type]  # names of the model


def identity_of(salon: Salon, customer: Customer | None, now: datetime, **fields: object) -> CustomerIdentity:
    found = find_customer_identity(make_customer_token(salon.business, now, customer, **fields), now=now)
    assert found is not None
    return found


def codes(error: Invalid) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in error.problems]


def test_a_first_booking_makes_a_card_a_booking_and_takes_the_time(salon: Salon, book: Book) -> None:
    [booking] = book(salon.online(salon.wish(employee=salon.mette), note="Window seat")).bookings
    card = Customer.objects.get()
    assert (card.first_name, card.email, card.phone) == ("Freja", FREJA.email, FREJA.phone)
    assert (booking.customer_id, booking.employee_id, booking.status) == (card.pk, salon.mette.pk, Status.CONFIRMED)
    assert (booking.starts_at, booking.ends_at) == (MONDAY_10, MONDAY_10 + timedelta(minutes=45))
    assert (booking.service_name, booking.employee_name, booking.customer_name) == (
        "Haircut",
        "Mette Lund",
        "Freja Holm",
    )
    assert (str(booking.price), booking.note, booking.channel, booking.was_anyone) == (
        "450.00", "Window seat", "online", False,
    )  # fmt: skip
    taken = Occupancy.objects.get()
    assert (taken.booking_id, taken.starts_at, taken.is_exclusive) == (booking.id, MONDAY_10, True)
    assert list(Entry.objects.values_list("action", flat=True).order_by("id")) == ["customer.created", "booking.made"]


def test_buffers_are_taken_too(salon: Salon, book: Book) -> None:
    Service.objects.update(buffer_before_minutes=5, buffer_after_minutes=10)
    book()
    taken = Occupancy.objects.get()
    assert (taken.starts_at, taken.ends_at) == (MONDAY_10 - timedelta(minutes=5), MONDAY_10 + timedelta(minutes=55))


def test_the_number_of_queries_is_the_same_for_known_and_unknown_until_it_is_written(salon: Salon, book: Book) -> None:
    make_settings(salon.business, max_future_bookings=0)
    freja(salon)
    counts = []
    for booker in (FREJA, Booker("Nobody", "Known", "nobody@example.com", "+4550550199")):
        with CaptureQueriesContext(connection) as queries, pytest.raises(CustomerRefused):
            book(salon.online(salon.wish(employee=salon.mette), booker=booker))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_booking_by_a_known_person_takes_few_queries(salon: Salon, book: Book) -> None:
    make_settings(salon.business)
    freja(salon)
    with CaptureQueriesContext(connection) as queries:
        book(salon.online(salon.wish(employee=salon.mette)))
    assert len(queries) == 13  # two of them begin and end the transaction


def test_anyone_is_the_one_with_the_fewest_minutes_that_day(salon: Salon, book: Book) -> None:
    make_booking(salon, freja(salon), MONDAY_10 + 3 * HOUR)
    [booking] = book().bookings
    assert (booking.employee_id, booking.was_anyone) == (salon.mette.pk, True)


def test_anyone_may_be_the_only_one_who_is_free(salon: Salon, book: Book) -> None:
    make_booking(salon, freja(salon), MONDAY_10)
    make_booking(salon, Customer.objects.get(), MONDAY_10 + 2 * HOUR, salon.mette)
    make_booking(salon, Customer.objects.get(), MONDAY_10 + 4 * HOUR, salon.mette)
    assert book().bookings[0].employee_id == salon.mette.pk


def test_a_visit_of_two_services_is_one_for_the_limit(salon: Salon, book: Book, now: datetime) -> None:
    make_settings(salon.business, max_future_bookings=1)
    visit = book(salon.online(salon.wish(), salon.wish(MONDAY_10 + HOUR)))
    assert [booking.visit for booking in visit.bookings] == [visit.id, visit.id]
    assert count_coming(Customer.objects.get().pk, now=now) == 1


def test_services_of_a_visit_do_not_overlap_with_one_employee(salon: Salon, book: Book) -> None:
    with pytest.raises(SlotTaken):
        book(salon.online(salon.wish(employee=salon.jonas), salon.wish(employee=salon.jonas)))
    both = book(salon.online(salon.wish(), salon.wish()))
    assert {booking.employee_id for booking in both.bookings} == {salon.jonas.pk, salon.mette.pk}


def test_a_service_that_wants_approval_is_pending(salon: Salon, book: Book) -> None:
    Service.objects.update(needs_approval=True)
    assert book().bookings[0].status is Status.PENDING


def test_a_taken_time_gives_the_nearest_free_ones(salon: Salon, book: Book) -> None:
    customer = freja(salon, email="someone@example.com", phone="")
    make_booking(salon, customer)
    with pytest.raises(SlotTaken) as lost:
        book(salon.online(salon.wish(employee=salon.jonas)))
    assert [slot.starts_at - MONDAY_10 for slot in lost.value.alternatives] == [
        timedelta(minutes=minutes) for minutes in (-60, -45, 45, 60, 75, 90)
    ]
    members = lost.value.members()
    assert members["alternatives"][0]["employees"] == [str(salon.jonas.pk)]  # type: ignore[index]  # JSON for programs
    assert Booking.objects.count() == 1


def test_the_exclusion_constraint_has_the_last_word(salon: Salon, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    make_booking(salon, freja(salon))
    monkeypatch.setattr(placing, "get_taken", lambda *_args, **_named: {})
    with pytest.raises(SlotTaken):
        book(salon.online(salon.wish(employee=salon.jonas)))


def test_another_integrity_error_is_not_a_lost_race(salon: Salon, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise IntegrityError

    monkeypatch.setattr(locks, "pause_point", fail)
    with pytest.raises(IntegrityError):
        book()


def test_with_anyone_a_lost_race_is_run_again(salon: Salon, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    customer = freja(salon)
    hold = placing.hold_employees
    seen: list[int] = []

    def somebody_is_faster(employee_ids: list[int]) -> None:
        seen.extend(employee_ids)
        if len(seen) == 1:
            make_booking(salon, customer)
        hold(employee_ids)

    monkeypatch.setattr(placing, "hold_employees", somebody_is_faster)
    assert book().bookings[0].status is Status.CONFIRMED
    assert seen[:1] == [salon.jonas.pk]
    assert len(seen) == 2


# ---- times ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [1, 7, 20, 1 / 60, 1 / 60_000_000])
def test_off_the_grid_is_no_start(salon: Salon, book: Book, minutes: float) -> None:
    with pytest.raises(NotAStart):
        book(salon.online(salon.wish(MONDAY_10 + timedelta(minutes=minutes))))


def test_listed_times_are_the_only_starts(salon: Salon, book: Book) -> None:
    Service.objects.update(start_times=[10 * 60])
    with pytest.raises(NotAStart):
        book(salon.online(salon.wish(MONDAY_10 + HOUR)))
    assert book().bookings[0].starts_at == MONDAY_10


@pytest.mark.parametrize(
    ("starts_at", "refusal"),
    [
        (datetime(2026, 11, 11, 9, 0, tzinfo=UTC), TooSoon),
        (datetime(2026, 11, 12, 10, 45, tzinfo=UTC), TooSoon),
        (datetime(2027, 3, 1, 9, 0, tzinfo=UTC), TooLate),
        (datetime(2026, 11, 15, 9, 0, tzinfo=UTC), OutsideHours),
        (datetime(2026, 11, 16, 15, 30, tzinfo=UTC), OutsideHours),
    ],
)
def test_notice_horizon_and_hours_refuse(salon: Salon, book: Book, starts_at: datetime, refusal: type[Invalid]) -> None:
    with pytest.raises(refusal):
        book(salon.online(salon.wish(starts_at)))
    assert Refusal.objects.get().starts_at == starts_at
    assert not Booking.objects.exists()


@pytest.mark.parametrize("year", [1, 1999, 2200, 9999])
def test_an_unthinkable_time_is_invalid(salon: Salon, book: Book, year: int) -> None:
    with pytest.raises(Invalid) as refused:
        book(salon.online(salon.wish(datetime(year, 6, 1, 9, tzinfo=UTC))))
    assert codes(refused.value) == [("starts_at", "out_of_range")]


@pytest.mark.parametrize("count", [0, 11])
def test_a_visit_has_one_to_ten_services(salon: Salon, book: Book, count: int) -> None:
    with pytest.raises(Invalid) as refused:
        book(OnlineBooking((salon.wish(),) * count, "en", FREJA))
    assert codes(refused.value) == [("services", "out_of_range")]


# ---- unknown things -------------------------------------------------------------------------------------------------


def test_an_unknown_service_is_not_there(salon: Salon, book: Book, other_business: Business) -> None:
    for service_id in (0, 10**12, make_service(other_business).pk, make_service(salon.business, is_online=False).pk):
        with pytest.raises(NotFound):
            book(salon.online(replace(salon.wish(), service_id=service_id)))
    klass = make_service(salon.business, kind="class")
    make_employee(salon.business, "Yogi", (klass,))
    with pytest.raises(NotFound):
        book(salon.online(replace(salon.wish(), service_id=klass.pk)))


def test_an_employee_of_another_service_is_invalid(salon: Salon, book: Book) -> None:
    for employee in (
        make_employee(salon.business, "Other"),
        make_employee(salon.business, "Off", (salon.service,), is_online=False),
    ):
        with pytest.raises(Invalid) as refused:
            book(salon.online(salon.wish(employee=employee)))
        assert codes(refused.value) == [("employee", "unknown")]


# ---- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("booker", "problems"),
    [
        (Booker(), [("customer.first_name", "required"), ("customer.email", "required")]),
        (replace(FREJA, email="nonsense"), [("customer.email", "not_an_email")]),
        (replace(FREJA, phone="nonsense"), [("customer.phone", "not_a_phone")]),
        (replace(FREJA, first_name="Fre\x00ja"), [("customer.first_name", "bad_character")]),
        (replace(FREJA, last_name="x" * 201), [("customer.last_name", "too_long")]),
        (replace(FREJA, language="xx"), [("customer.language", "unknown")]),
    ],
)
def test_what_was_typed_is_checked(salon: Salon, book: Book, booker: Booker, problems: list[tuple[str, str]]) -> None:
    with pytest.raises(Invalid) as refused:
        book(salon.online(booker=booker))
    assert codes(refused.value) == problems


def test_a_note_that_cannot_be_stored_is_refused(salon: Salon, book: Book) -> None:
    for note, code in (("\x00", "bad_character"), ("x" * 2001, "too_long")):
        with pytest.raises(Invalid) as refused:
            book(salon.online(note=note))
        assert codes(refused.value) == [("note", code)]


def test_a_known_person_books_on_her_card(salon: Salon, book: Book) -> None:
    card = freja(salon, phone="")
    typed = replace(FREJA, email="FREJA.holm@example.com", first_name="freja", phone="50 55 01 62")
    [booking] = book(salon.online(booker=typed)).bookings
    assert booking.customer_id == card.pk
    assert booking.proposal == {
        "first_name": {"card": "Freja", "typed": "freja"},
        "phone": {"card": "", "typed": "+4550550162"},
    }
    card.refresh_from_db()
    assert (card.first_name, card.phone) == ("Freja", "")


def test_a_family_that_shares_a_phone_has_a_card_each(salon: Salon, book: Book) -> None:
    mother = freja(salon)
    child = Booker("Viggo", "Skov", "", FREJA.phone)
    [booking] = book(salon.online(booker=child)).bookings
    assert booking.customer_id != mother.pk
    assert booking.possible_matches == (PossibleMatch(mother.pk, "phone"),)
    assert Customer.objects.get(pk=booking.customer_id).is_possible_match


def test_contacts_of_two_cards_make_a_third(salon: Salon, book: Book) -> None:
    by_mail, by_phone = freja(salon, phone=""), freja(salon, email="")
    [booking] = book().bookings
    assert booking.possible_matches == (PossibleMatch(by_mail.pk, "email"), PossibleMatch(by_phone.pk, "phone"))
    assert booking.customer_id not in {by_mail.pk, by_phone.pk}


def test_the_strictest_of_several_cards_decides(salon: Salon, book: Book) -> None:
    freja(salon, phone="")
    freja(salon, email="", max_future_bookings=0)
    with pytest.raises(CustomerRefused):
        book()


def test_an_archived_card_keeps_its_restriction_but_is_not_joined(salon: Salon, book: Book, now: datetime) -> None:
    card = freja(salon, archived_at=now)
    [booking] = book().bookings
    assert booking.customer_id != card.pk
    Customer.objects.filter(pk=card.pk).update(max_future_bookings=0)
    with pytest.raises(CustomerRefused):
        book(salon.online(salon.wish(MONDAY_10 + HOUR)))


# ---- limits ---------------------------------------------------------------------------------------------------------


def test_the_third_booking_is_refused_and_the_refusal_kept(salon: Salon, book: Book, now: datetime) -> None:
    make_settings(salon.business, max_future_bookings=2)
    book()
    book(salon.online(salon.wish(MONDAY_10 + HOUR)))
    with pytest.raises(CustomerRefused) as refused:
        book(salon.online(salon.wish(MONDAY_10 + 2 * HOUR)))
    assert refused.value.message == "You cannot book more appointments until after your next one."
    assert list(refused.value.members()) == ["contact"]
    kept = Refusal.objects.get()
    assert (kept.customer_id, kept.kind, kept.claimed["email"]) == (Customer.objects.get().pk, "booking", FREJA.email)
    assert Booking.objects.count() == 2


def test_a_proven_customer_learns_the_numbers(salon: Salon, book: Book, now: datetime) -> None:
    make_settings(salon.business, max_future_bookings=1)
    card = freja(salon)
    identity = identity_of(salon, card, now)
    [booking] = book(salon.online(booker=None, identity=identity)).bookings
    assert booking.customer_id == card.pk
    with pytest.raises(CustomerRefused) as refused:
        book(salon.online(salon.wish(MONDAY_10 + HOUR), booker=None, identity=identity))
    details = refused.value.members()
    assert refused.value.message.startswith("You have 1 of 1 coming appointments.")
    assert (details["future_bookings"], details["limit"]) == (1, 1)
    assert details["may_book_again_at"] == (MONDAY_10 + timedelta(minutes=45)).isoformat()
    assert [one["id"] for one in details["bookings"]] == [str(booking.id)]  # type: ignore[attr-defined]  # JSON


def test_a_neutral_business_says_no_numbers_to_anybody(salon: Salon, book: Book, now: datetime) -> None:
    make_settings(salon.business, max_future_bookings=0, refusal_texts="neutral")
    identity = identity_of(salon, freja(salon), now)
    with pytest.raises(CustomerRefused) as refused:
        book(salon.online(booker=None, identity=identity))
    assert list(refused.value.members()) == ["contact"]


def test_a_blocked_card_is_refused_in_the_language_of_the_request(salon: Salon, book: Book) -> None:
    freja(salon, max_future_bookings=0)
    with pytest.raises(CustomerRefused) as refused:
        book(salon.online(language="fr"))
    assert refused.value.message.startswith("Vous ne pouvez pas prendre de rendez-vous")


def test_a_family_member_is_refused_with_the_card_her_phone_leads_to(salon: Salon, book: Book) -> None:
    blocked = freja(salon, max_future_bookings=0)
    with pytest.raises(CustomerRefused):
        book(salon.online(booker=Booker("Viggo", "Skov", "", FREJA.phone)))
    assert Refusal.objects.get().customer_id == blocked.pk
    other = freja(salon, email="", max_future_bookings=0)
    with pytest.raises(CustomerRefused):
        book(salon.online(booker=Booker("Viggo", "Skov", "", FREJA.phone)))
    assert Refusal.objects.latest("id").customer_id is None
    assert other.pk


# ---- proof ----------------------------------------------------------------------------------------------------------


def test_proof_is_demanded_before_anything_is_said(salon: Salon, book: Book) -> None:
    make_settings(salon.business, verify_contact="always")
    freja(salon, max_future_bookings=0)
    with pytest.raises(ProofRequired) as wanted:
        book()
    proof = Proof.objects.get()
    assert (wanted.value.proof.public_id, proof.address, proof.channel) == (str(proof.public_id), FREJA.email, "email")
    assert not Refusal.objects.exists()


def test_without_an_email_the_phone_is_proven(salon: Salon, book: Book) -> None:
    make_settings(salon.business, verify_contact="always")
    with pytest.raises(ProofRequired):
        book(salon.online(booker=replace(FREJA, email="")))
    assert (Proof.objects.get().address, Proof.objects.get().channel) == (FREJA.phone, "sms")


@pytest.mark.parametrize(
    ("channel", "address", "expected"),
    [
        ("email", "proven@example.com", ("proven@example.com", FREJA.phone)),
        ("sms", "+4522550114", (FREJA.email, "+4522550114")),
    ],
)
def test_a_proven_address_without_a_card_goes_onto_the_new_one(
    salon: Salon, book: Book, now: datetime, channel: str, address: str, expected: tuple[str, str]
) -> None:
    make_settings(salon.business, verify_contact="always")
    identity = identity_of(salon, None, now, channel=channel, address=address)
    [booking] = book(salon.online(identity=identity)).bookings
    card = Customer.objects.get(pk=booking.customer_id)
    assert (card.email, card.phone) == expected
    with pytest.raises(Invalid):
        book(salon.online(identity=identity, booker=None))


def test_what_a_signed_in_customer_types_differently_is_a_proposal(salon: Salon, book: Book, now: datetime) -> None:
    card = freja(salon)
    identity = identity_of(salon, card, now)
    typed = replace(FREJA, first_name="Freja Marie", phone="")
    [booking] = book(salon.online(booker=typed, identity=identity)).bookings
    assert (booking.customer_id, booking.proposal) == (
        card.pk,
        {"first_name": {"card": "Freja", "typed": "Freja Marie"}},
    )
    assert list_coming(card.pk, now=now)[0].id == booking.id
