"""Can people come in, and nobody else? (password, second factor, reset by mail, the choice of a business)"""

import re
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.audit import entries
from tests.factories.businesses import PASSWORD, make_membership, make_user
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business, Membership, User

LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _fresh_limits(db: None) -> None:
    cache.clear()


@pytest.fixture
def kim(business: Business) -> Membership:
    """Somebody with a password."""
    return make_membership(business, user=make_user("kim@example.com", PASSWORD), name="Kim")


def test_desk_asks_who_it_is_and_leads_on(client: Client, kim: Membership) -> None:
    asked = client.get("/desk/")
    assert (asked.status_code, asked.headers["Location"]) == (302, "/accounts/login/?next=/desk/")
    page = client.get(asked.headers["Location"])
    assert page.status_code == 200
    assert "sign up" not in page.content.decode().lower()
    answer = client.post(
        LOGIN, {"login": "KIM@example.com", "password": PASSWORD, "next": "/desk/havnegade/customers/"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/havnegade/customers/")
    assert client.get("/desk/").headers["Location"] == "/desk/havnegade/"
    assert entries() == [("account.signed_in", "Kim", "staff", kim.pk)]


@pytest.mark.parametrize(("login", "password"), [("kim@example.com", "wrong wrong"), ("nobody@example.com", PASSWORD)])
def test_wrong_password_and_unknown_address_look_alike(
    client: Client, kim: Membership, login: str, password: str
) -> None:
    page = client.post(LOGIN, {"login": login, "password": password})
    assert "The email address and/or password you specified are not correct." in page.content.decode()
    assert client.get("/desk/").status_code == 302


def test_failed_attempt_is_written_down(client: Client, kim: Membership) -> None:
    client.post(LOGIN, {"login": "kim@example.com", "password": "wrong wrong"})
    assert entries() == [("account.sign_in_failed", "", "staff", kim.pk)]


def test_too_many_attempts_are_stopped(client: Client, kim: Membership) -> None:
    for _ in range(5):
        client.post(LOGIN, {"login": "kim@example.com", "password": "wrong wrong"})
    page = client.post(LOGIN, {"login": "kim@example.com", "password": PASSWORD})
    assert "Too many failed login attempts" in page.content.decode()


def test_who_works_in_several_businesses_chooses(kim: Membership, other_business: Business, client: Client) -> None:
    make_membership(other_business, user=kim.user)
    client.force_login(kim.user, "django.contrib.auth.backends.ModelBackend")
    page = client.get("/desk/").content.decode()
    assert re.findall(r'href="(/desk/[^"]+)"', page) == ["/desk/elsewhere/", "/desk/havnegade/"]


def test_who_works_nowhere_is_told(db: None, client: Client) -> None:
    client.force_login(make_user("kim@example.com"), "django.contrib.auth.backends.ModelBackend")
    assert "You do not work in any business" in client.get("/desk/").content.decode()


def test_nobody_signs_up(client: Client, db: None) -> None:
    assert "Accounts are made by invitation" in client.get("/accounts/signup/").content.decode()
    client.post("/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD})
    assert User.objects.count() == 0


def test_signing_out_takes_a_click(owner: Actor) -> None:
    browser = signed_in(owner)
    assert browser.get("/accounts/logout/").status_code == 200
    assert browser.get("/desk/").headers["Location"] == "/desk/havnegade/"
    browser.post("/accounts/logout/")
    assert browser.get("/desk/").headers["Location"] == "/accounts/login/?next=/desk/"


def test_forgotten_password_is_reset_by_a_link_under_our_own_address(
    client: Client, kim: Membership, settings: Settings
) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    settings.BASE_URL = "https://book.example"
    sent = client.post("/accounts/password/reset/", {"email": "kim@example.com"}, headers={"host": "evil.example"})
    assert sent.headers["Location"] == "/accounts/password/reset/done/"
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.args["to"]) == ("businesses.account_mail", "kim@example.com")
    (link,) = re.findall(r"https?://\S+", job.args["body"])
    assert link.startswith("https://book.example/accounts/password/reset/key/")
    form = client.get(urlsplit(link).path, follow=True)
    path = form.redirect_chain[-1][0]
    done = client.post(path, {"password1": "another long one", "password2": "another long one"})
    assert done.headers["Location"] == "/accounts/password/reset/key/done/"
    kim.user.refresh_from_db()
    assert kim.user.check_password("another long one")
    assert [entry[0] for entry in entries()] == ["account.mailed", "account.password_changed"]


def test_unknown_address_gets_the_same_answer_and_no_mail(client: Client, kim: Membership, settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    sent = client.post("/accounts/password/reset/", {"email": "nobody@example.com"})
    assert sent.headers["Location"] == "/accounts/password/reset/done/"
    assert ProcrastinateJob.objects.count() == 0


def test_password_is_changed(kim: Membership, client: Client) -> None:
    client.post(LOGIN, {"login": "kim@example.com", "password": PASSWORD})
    new = "another long one"
    answer = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )
    assert answer.status_code == 200
    kim.user.refresh_from_db()
    assert kim.user.check_password(new)
    assert entries()[-1] == ("account.password_changed", "Kim", "staff", kim.pk)


def confirm(client: Client, path: str) -> None:
    """Weighty pages ask for the password once more."""
    asked = client.get(path).headers["Location"]
    assert client.post(asked, {"password": PASSWORD}).headers["Location"] == path


def test_second_factor_is_turned_on_asked_for_and_turned_off(
    kim: Membership, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client.post(LOGIN, {"login": "kim@example.com", "password": PASSWORD})
    confirm(client, "/accounts/2fa/totp/activate/")
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    with django_capture_on_commit_callbacks(execute=True):
        turned_on = client.post("/accounts/2fa/totp/activate/", {"code": code}, follow=True)
    assert turned_on.status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    client.post("/accounts/logout/")
    asked = client.post(LOGIN, {"login": "kim@example.com", "password": PASSWORD})
    assert asked.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/desk/").headers["Location"].startswith("/accounts/login/")
    assert client.get("/accounts/2fa/authenticate/").status_code == 200
    recovery = RecoveryCodes(Authenticator.objects.get(user=kim.user, type="recovery_codes")).get_unused_codes()[0]
    client.post("/accounts/2fa/authenticate/", {"code": recovery})
    assert client.get("/desk/").headers["Location"] == "/desk/havnegade/"
    assert client.get("/accounts/2fa/").status_code == 200
    confirm(client, "/accounts/2fa/totp/deactivate/")
    off = client.post("/accounts/2fa/totp/deactivate/")
    assert off.status_code == 302
    assert [entry[0] for entry in entries()] == [
        "account.signed_in",
        "account.second_factor_added",
        "account.signed_in",
        "account.second_factor_removed",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/accounts/inactive/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/done/",
        "/accounts/password/reset/key/1-x/",
    ],
)
def test_pages_of_strangers_show(client: Client, db: None, path: str) -> None:
    assert client.get(path, follow=True).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/accounts/2fa/", "/accounts/password/change/", "/accounts/reauthenticate/"],
)
def test_pages_of_the_account_show(kim: Membership, client: Client, path: str) -> None:
    client.post(LOGIN, {"login": "kim@example.com", "password": PASSWORD})
    assert client.get(path).status_code == 200
