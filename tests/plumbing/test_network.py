"""Whose address counts behind a proxy?"""

import pytest
from pytest_django import Settings

from kartotek.plumbing.network import client_address


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.2", "127.0.0.1"),
    ],
)
def test_only_a_trusted_proxy_may_name_the_client(settings: Settings, peer: str, forwarded: str, address: str) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.2"]
    assert client_address({"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded}) == address


def test_without_a_peer_the_address_is_empty() -> None:
    assert client_address({}) == ""
