"""What do the settings make of the environment behind a proxy: the Origin of forms, the addresses that are trusted?"""

import base64
import hashlib
import json
import os
import subprocess
import sys

import pytest
from django.test import Client

_ASK = """
import json
from kartotek.config import settings
print(json.dumps([settings.CSRF_TRUSTED_ORIGINS, settings.TRUSTED_PROXIES]))
"""


def asked(**environment: str) -> list[list[str]]:
    """The origins and the proxies trusted in such an environment."""
    answer = subprocess.run(
        [sys.executable, "-c", _ASK], env={**os.environ, **environment}, capture_output=True, check=True
    )
    found: list[list[str]] = json.loads(answer.stdout)
    return found


def test_forms_come_from_the_address_we_hand_out_though_a_proxy_ends_tls() -> None:
    assert asked(KARTOTEK_BASE_URL="https://booking.example.com/")[0] == ["https://booking.example.com"]


def test_blanks_between_trusted_proxies_do_not_matter() -> None:
    assert asked(KARTOTEK_TRUSTED_PROXIES="127.0.0.1, 10.0.0.2 ,")[1] == ["127.0.0.1", "10.0.0.2"]


@pytest.mark.django_db
def test_the_policy_names_the_script_that_pages_carry(client: Client) -> None:
    """Changed bytes would be refused by browsers, and pages would flash up light at night."""
    answer = client.get("/accounts/login/")
    carried = answer.content.decode().partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(carried.encode()).digest()).decode()
    assert "data-bs-theme" in carried
    assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
