"""Who must prove an address, and which codes are right?"""

from dataclasses import replace

import pytest

from kartotek.domain.access.decisions import address_to_prove, code_digest, is_proof_required, is_right_code
from kartotek.domain.access.values import Address, Policy, VerifyContact
from kartotek.kernel.errors import Invalid

POLICY = Policy(timezone="Europe/Copenhagen")
SECRET = b"of the tests"


def is_asked(how: VerifyContact, address: str = "a@example.com", *, restricted: bool = True) -> bool:
    policy = replace(POLICY, verify_contact=how)
    return is_proof_required(policy, address, is_restricted=restricted, is_proven=False, secret=SECRET)


def test_never_asks_nobody_and_always_asks_everybody() -> None:
    assert is_asked(VerifyContact.NEVER) is False
    assert is_asked(VerifyContact.ALWAYS, restricted=False) is True


def test_the_proven_are_not_asked_again() -> None:
    policy = replace(POLICY, verify_contact=VerifyContact.ALWAYS)
    assert not is_proof_required(policy, "a@example.com", is_restricted=True, is_proven=True, secret=SECRET)


def test_restricted_asks_the_restricted_and_always_the_same_tenth_of_the_others() -> None:
    addresses = [f"someone{number}@example.com" for number in range(2000)]
    assert all(is_asked(VerifyContact.RESTRICTED, address) for address in addresses[:50])
    asked = [address for address in addresses if is_asked(VerifyContact.RESTRICTED, address, restricted=False)]
    again = [address for address in addresses if is_asked(VerifyContact.RESTRICTED, address, restricted=False)]
    assert asked == again
    assert 150 < len(asked) < 250


def test_an_address_is_proven_in_its_normal_spelling() -> None:
    assert address_to_prove(" Sofie@Example.COM ", "", "DK") == Address("email", "sofie@example.com")
    assert address_to_prove("", "22 55 01 14", "DK") == Address("sms", "+4522550114")


@pytest.mark.parametrize(
    ("email", "phone", "codes"),
    [
        ("", "", ["one_address"]),
        ("a@example.com", "22550114", ["one_address"]),
        ("nonsense", "", ["not_an_email"]),
        ("nonsense", "12", ["not_an_email", "not_a_phone"]),
    ],
)
def test_exactly_one_good_address_is_needed(email: str, phone: str, codes: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        address_to_prove(email, phone, "DK")
    assert [problem.code for problem in refused.value.problems] == codes


def test_a_code_is_right_with_blanks_around_it_and_only_for_its_proof() -> None:
    digest = code_digest("one", "012345")
    assert is_right_code("one", " 012345 ", digest)
    assert not is_right_code("one", "12345", digest)
    assert not is_right_code("two", "012345", digest)
