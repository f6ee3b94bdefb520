"""A customer books: whose card is it, may she, and must she prove who she is?"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.domain.booking.desk import HOUR, Book, codes, freja, identity_of
from tests.factories.access import make_settings
from tests.factories.booking import FREJA, MONDAY_10, Salon
from tests.factories.businesses import make_area, make_location

from kartotek.domain.access.errors import CustomerRefused, ProofRequired
from kartotek.domain.access.models import Proof, Refusal
from kartotek.domain.booking.models import Booking
from kartotek.domain.booking.queries import list_coming
from kartotek.domain.booking.values.bookings import Booker, PossibleMatch
from kartotek.domain.customers.models import Customer
from kartotek.kernel.errors import Invalid


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


def test_one_contact_is_enough(salon: Salon, book: Book) -> None:
    for booker in (replace(FREJA, phone=""), replace(FREJA, email="")):
        card = Customer.objects.get(pk=book(salon.online(booker=booker)).bookings[0].customer_id)
        assert (card.email, card.phone) == (booker.email, booker.phone)


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


def test_a_card_put_away_beside_the_one_in_use_does_not_stop_it_from_being_joined(
    salon: Salon, book: Book, now: datetime
) -> None:
    freja(salon, archived_at=now)
    card = freja(salon)
    [booking] = book().bookings
    assert (booking.customer_id, booking.possible_matches) == (card.pk, ())


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


def test_she_learns_when_the_limit_lets_go_whichever_start_she_asked_for(
    salon: Salon, book: Book, now: datetime
) -> None:
    make_settings(salon.business, max_future_bookings=1)
    identity = identity_of(salon, freja(salon), now)
    [booking] = book(salon.online(salon.wish(MONDAY_10 + 2 * HOUR), booker=None, identity=identity)).bookings
    with pytest.raises(CustomerRefused) as refused:
        book(salon.online(booker=None, identity=identity))
    assert refused.value.members()["may_book_again_at"] == booking.ends_at.isoformat()


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


def test_a_restricted_person_must_prove_who_she_is_first(salon: Salon, book: Book) -> None:
    make_settings(salon.business, verify_contact="restricted")
    freja(salon, max_future_bookings=0)
    with pytest.raises(ProofRequired):
        book()


def test_knowing_and_not_knowing_somebody_take_the_same_steps_to_a_proof(salon: Salon, book: Book) -> None:
    make_settings(salon.business, verify_contact="always")
    freja(salon)
    counts = []
    for booker in (FREJA, Booker("Nobody", "Known", "nobody@example.com", "+4550550199")):
        with CaptureQueriesContext(connection) as queries, pytest.raises(ProofRequired):
            book(salon.online(salon.wish(employee=salon.mette), booker=booker))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_new_card_belongs_to_the_area_of_the_place_she_comes_to(salon: Salon, book: Book) -> None:
    area = make_area(salon.business)
    place = make_location(salon.business, area=area)
    type(salon.jonas).objects.update(location=place)
    book()
    assert Customer.objects.get(last_name="Holm").area_id == area.pk


def test_a_place_without_an_area_gives_none(salon: Salon, book: Book) -> None:
    type(salon.jonas).objects.update(location=make_location(salon.business))
    book()
    assert Customer.objects.get(last_name="Holm").area_id is None
