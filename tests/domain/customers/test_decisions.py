"""Is a card valid, and may two cards be one person? Without a database."""

from datetime import date

import pytest

from kartotek.domain.customers.decisions import (
    are_names_alike,
    checked_changes,
    checked_details,
    likenesses,
    nearest,
    search_keys,
    term_of,
)
from kartotek.domain.customers.values import CustomerChanges, CustomerDetails, Identity, Likeness, PossibleDuplicate
from kartotek.kernel.errors import Invalid

TODAY = date(2026, 11, 12)
SOFIE = Identity("Sofie", "Bjerregaard", "sofie@example.com", "+4531550124", "HK-2207", date(1991, 5, 14))


def wrong_with(details: CustomerDetails) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as caught:
        checked_details(details, region="DK", today=TODAY)
    return [(problem.field, problem.code) for problem in caught.value.problems]


def test_contacts_get_their_normal_spelling_and_nothing_else_is_touched() -> None:
    given = CustomerDetails(
        first_name="  Sofie ", email="Sofie@Bücher.example", phone="31 55 01 24", city=" K\tøbenhavn\n"
    )
    checked = checked_details(given, region="DK", today=TODAY)
    assert (checked.first_name, checked.email, checked.phone, checked.city) == (
        "  Sofie ",
        "sofie@bücher.example",
        "+4531550124",
        " K\tøbenhavn\n",
    )


def test_everything_that_is_wrong_is_said_at_once() -> None:
    details = CustomerDetails(
        first_name="a" * 201,
        last_name="b\x01",
        email="@",
        phone="12",
        country="Denmark",
        language="no",
        date_of_birth=date(2026, 11, 13),
        max_future_bookings=10_000,
        limit_reason="c" * 501,
    )
    assert wrong_with(details) == [
        ("first_name", "too_long"),
        ("last_name", "bad_character"),
        ("limit_reason", "too_long"),
        ("email", "not_an_email"),
        ("phone", "not_a_phone"),
        ("country", "not_a_country"),
        ("language", "unknown_language"),
        ("date_of_birth", "out_of_range"),
        ("max_future_bookings", "out_of_range"),
    ]


@pytest.mark.parametrize("born_on", [date(1850, 1, 1), TODAY])
def test_birth_dates_at_the_bounds_are_possible(born_on: date) -> None:
    details = CustomerDetails(
        first_name="A", date_of_birth=born_on, country="DK", language="da", max_future_bookings=-1
    )
    assert checked_details(details, region="DK", today=TODAY) == details


def test_a_change_may_not_leave_the_card_without_a_name() -> None:
    with pytest.raises(Invalid) as caught:
        checked_changes(CustomerChanges(first_name=""), name_now=("Sofie", " "), region="DK", today=TODAY)
    assert [problem.code for problem in caught.value.problems] == ["name_required"]
    changes = CustomerChanges(first_name="", email="A@EXAMPLE.com")
    checked = checked_changes(changes, name_now=("Sofie", "Holm"), region="DK", today=TODAY)
    assert checked == {"first_name": "", "email": "a@example.com"}


def test_every_spelling_of_a_name_comes_down_to_the_same_keys() -> None:
    spellings = [("Søren", "Østergård"), ("Soeren", "Ostergaard"), ("SØREN", "oestergård"), ("Soren", "Ostergard")]
    keys = {
        search_keys(first_name=first, last_name=last, email="", phone="", number="1").name_sort
        for first, last in spellings
    }
    assert keys == {"ostergard soren"}


def test_all_that_finds_a_card_stands_between_blanks() -> None:
    keys = search_keys(
        first_name="Anne-Marie", last_name="O’Brien", email="am@example.com", phone="+4531550124", number="K7"
    )
    assert keys.search_text == " anne marie obrien am@example.com 4531550124 k7 "
    assert keys.given_sort == "anne marie obrien"


def test_a_name_without_letters_sorts_behind_a_dash() -> None:
    keys = search_keys(first_name="!", last_name="", email="", phone="", number="7")
    assert (keys.name_sort, keys.given_sort, keys.search_text) == ("-", "-", " 7 ")


@pytest.mark.parametrize(
    ("typed", "figures", "parts"),
    [
        ("22 55 01", "225501", (("225501",),)),
        ("+45 22-55", "452255", (("452255",),)),
        ("0170 555", "170555", (("0170555", "170555"),)),
        ("0045 22", "4522", (("004522", "4522"),)),
        ("00", "00", (("00",),)),
        ("Anders 22 55", "", (("anders",), ("2255",))),
        ("22 Anders 55", "", (("22",), ("anders",), ("55",))),
        ("Øst", "", (("oest", "ost"),)),
        ("a@B.c", "", (("a@b.c",),)),
        ("a.b", "", (("a b", "a.b"),)),
        ("! Anders", "", (("anders",),)),
    ],
)
def test_a_term_is_read(typed: str, figures: str, parts: tuple[tuple[str, ...], ...]) -> None:
    term = term_of(typed)
    assert (term.figures, term.parts) == (figures, parts)


@pytest.mark.parametrize(
    ("typed", "is_fuzzy"), [("holm", False), ("holmb", True), ("ho lmb", True), ("12345", False), ("a@bcdefg", True)]
)
def test_slips_are_looked_for_in_longer_names_only(typed: str, is_fuzzy: bool) -> None:
    assert term_of(typed).is_fuzzy is is_fuzzy


def test_the_nearest_name_comes_first_and_the_far_ones_not_at_all() -> None:
    rows = [
        (1, "bergard sofie", "sofie bergard"),
        (2, "bjerregard sofie", "sofie bjerregard"),
        (3, "holm anders", "anders holm"),
        (4, "bjerregard anna", "anna bjerregard"),
    ]
    assert nearest(term_of("bjeregaard"), rows, 9) == [4, 2, 1]
    assert nearest(term_of("bjeregaard"), rows, 1) == [4]
    assert nearest(term_of("bjeregaard sofie"), rows, 9) == [2, 1]


@pytest.mark.parametrize(
    ("first", "last", "is_alike"),
    [
        ("Bjerregård", "Sofie", True),
        ("Sofie Marie", "Bjerregaard", True),
        ("Sofie", "Bjeregaard", True),
        ("Anders", "Holm", False),
        ("", "", False),
        ("!", "?", False),
    ],
)
def test_names_are_alike_whatever_their_order_accents_or_slips(first: str, last: str, is_alike: bool) -> None:
    assert are_names_alike(SOFIE, Identity(first, last)) is is_alike


@pytest.mark.parametrize(
    ("one", "other"),
    [("Bo Christensen", "Ib Christensen"), ("Eva Kristoffersen", "Anna Kristoffersen")],
)
def test_a_long_family_name_alone_makes_nobody_alike(one: str, other: str) -> None:
    names = [each.split(" ", 1) for each in (one, other)]
    assert not are_names_alike(*(Identity(first, last) for first, last in names))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (SOFIE, tuple(Likeness)),
        (Identity("Anna", "Holm", email="sofie@example.com"), (Likeness.EMAIL,)),
        (Identity("Anna", "Holm", phone="+4531550124"), (Likeness.PHONE,)),
        (Identity("Anna", "Holm", external_ref="HK-2207"), (Likeness.NUMBER,)),
        (Identity("Anna", "Holm", date_of_birth=date(1991, 5, 14)), ()),
        (
            Identity("Bjerregaard", "Sofie", date_of_birth=date(1991, 5, 14)),
            (Likeness.NAME_AND_BIRTH_DATE, Likeness.SIMILAR_NAME),
        ),
        (Identity("Anna", "Holm"), ()),
    ],
)
def test_what_speaks_for_one_person_is_named_from_strong_to_weak(other: Identity, why: tuple[Likeness, ...]) -> None:
    assert likenesses(SOFIE, other) == why


def test_empty_contacts_have_nothing_in_common() -> None:
    assert likenesses(Identity("Anna", "Holm"), Identity("Bo", "Li")) == ()


def test_only_a_likeness_of_names_is_weak() -> None:
    assert PossibleDuplicate(1, "1", "A", (Likeness.SIMILAR_NAME,)).is_weak
    assert not PossibleDuplicate(1, "1", "A", (Likeness.PHONE, Likeness.SIMILAR_NAME)).is_weak
