"""Is the mail of an account handed to the mail server, and tried again when it cannot be reached?"""

import pytest
from pytest_django import Settings

from kartotek.domain.businesses.jobs import send_account_mail
from kartotek.domain.businesses.models import Business
from kartotek.plumbing.transport import TransportError


def test_mail_is_tried_again_while_the_server_is_out_of_reach(business: Business, settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    with pytest.raises(TransportError):
        send_account_mail(business=business.pk, message=1, to="kim@example.com", subject="Hi", body="Link")
