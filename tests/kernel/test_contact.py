"""One spelling for each e-mail address and phone number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.kernel.contact import (
    Contact,
    address_in_line,
    is_same_mailbox,
    mailboxes,
    normalise_email,
    normalise_phone,
    readable_phone,
)


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("Freja.Holm@Example.COM", "freja.holm@example.com"),
        ("  freja@example.com ", "freja@example.com"),
        ("a@xn--bcher-kva.example", "a@bücher.example"),
        ("a@BÜCHER.example", "a@bücher.example"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_an_email_has_one_spelling(raw: str, normal: str) -> None:
    assert normalise_email(raw) == Contact(normal)


@pytest.mark.parametrize("raw", ["freja", "a@b", "a b@example.com", "a@@example.com", "a@example..com", "@example.com"])
def test_what_is_no_email_is_refused(raw: str) -> None:
    found = normalise_email(raw)
    assert found.problem is not None
    assert (found.value, found.problem.field, found.problem.code) == ("", "email", "not_an_email")


@pytest.mark.parametrize(
    ("raw", "region", "normal"),
    [
        ("22 55 01 14", "DK", "+4522550114"),
        ("+45 22550114", "SE", "+4522550114"),
        ("0045 22 55 01 14", "DK", "+4522550114"),
        ("070-123 45 67", "SE", "+46701234567"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("", "DK", ""),
    ],
)
def test_a_phone_has_one_spelling(raw: str, region: str, normal: str) -> None:
    assert normalise_phone(raw, region) == Contact(normal)


@pytest.mark.parametrize("raw", ["call me", "1", "+", "22550114 ext. 5", "1" * 30])
def test_what_is_no_phone_is_refused(raw: str) -> None:
    found = normalise_phone(raw, "DK", "customer.phone")
    assert found.problem is not None
    assert (found.value, found.problem.field, found.problem.code) == ("", "customer.phone", "not_a_phone")


def test_a_contact_that_cannot_be_stored_says_so() -> None:
    problems = [normalise_email("a\x00@example.com").problem, normalise_phone("1" * 41, "DK").problem]
    assert [problem and problem.code for problem in problems] == ["bad_character", "too_long"]


@given(st.text(max_size=60))
def test_anything_typed_gets_a_value_or_a_problem(raw: str) -> None:
    for found in (normalise_email(raw), normalise_phone(raw, "DK")):
        assert (found.problem is None) or found.value == ""
        assert normalise_email(found.value).value in {found.value, ""}


@given(st.from_regex(r"[a-z0-9]{1,10}@[a-z]{2,8}\.example", fullmatch=True))
def test_a_normal_spelling_stays_as_it_is(email: str) -> None:
    assert normalise_email(normalise_email(email).value) == Contact(email)


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("freja@example.com", "freja+salon@example.com", True),
        ("fre.ja@example.com", "freja@example.com", True),
        ("fre.ja@gmail.com", "freja+x@googlemail.com", True),
        ("freja@gmail.com", "freya@gmail.com", False),
        ("freja@example.com", "freja@example.org", False),
        ("", "", False),
    ],
)
def test_spellings_of_one_mailbox_are_told_from_other_mailboxes(one: str, other: str, is_same: bool) -> None:
    assert is_same_mailbox(one, other) is is_same
    if is_same:
        assert not set(mailboxes(one)).isdisjoint(mailboxes(other))


def test_no_address_has_no_mailbox() -> None:
    assert (mailboxes(""), mailboxes("fre.ja+x@example.com")) == ((), ("freja@example.com",))


def test_a_phone_number_reads_as_people_write_it() -> None:
    assert [readable_phone(number) for number in ("+4533550120", "", "call us")] == ["+45 33 55 01 20", "", "call us"]


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        (("Havnegade 12", "1058", "København K"), "Havnegade 12, 1058 København K"),
        (("", "1058", "København K"), "1058 København K"),
        (("Havnegade 12", None, None), "Havnegade 12"),
        ((None, "", " "), ""),
    ],
)
def test_an_address_fits_in_one_line(parts: tuple[str | None, str | None, str | None], line: str) -> None:
    assert address_in_line(*parts) == line
