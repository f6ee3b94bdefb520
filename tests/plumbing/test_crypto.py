"""Can a signed number be read back, and no other be made?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kartotek.plumbing.crypto import secret_for, sign_id, unsign_id


@given(st.integers(1, 2**63 - 1))
def test_a_signed_number_comes_back(number: int) -> None:
    assert unsign_id("booking", sign_id("booking", number)) == number


def test_a_token_of_another_purpose_is_none_of_ours() -> None:
    assert unsign_id("voucher", sign_id("booking", 7)) is None


@pytest.mark.parametrize("token", ["", "x", "é", "AAAA", "A" * 33, "!" * 32, sign_id("booking", 7) + "="])
def test_what_we_did_not_sign_is_nothing(token: str) -> None:
    assert unsign_id("booking", token) is None


def test_a_changed_token_is_nothing() -> None:
    token = sign_id("booking", 7)
    flipped = ("B" if token[0] == "A" else "A") + token[1:]
    assert unsign_id("booking", flipped) is None


def test_each_purpose_has_a_key_of_its_own() -> None:
    assert secret_for("proof") != secret_for("booking")
