"""Does the link of an invitation let exactly the invited person in?"""

from datetime import datetime

from django.test import Client
from django_scopes import scope
from tests.factories.businesses import PASSWORD, make_user

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.actions import invite_staff
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.values import Role, StaffDetails
from kartotek.kernel import clock


def invited(business: Business, owner: Actor) -> str:
    """The address of a new invitation."""
    details = StaffDetails("kim@example.com", "Kim", Role.RECEPTIONIST)
    with scope(business=business):
        invitation = invite_staff(actor=owner, now=clock.now(), business_id=business.pk, details=details)
    return f"/accounts/invitation/{invitation.secret}/"


def test_new_person_chooses_a_password_and_is_at_work(client: Client, business: Business, owner: Actor) -> None:
    link = invited(business, owner)
    page = client.get(link)
    assert page.status_code == 200
    assert "Welcome to Havnegade Salon &amp; Klinik" in page.content.decode()
    weak = client.post(link, {"name": "Kim Holm", "password": "short"})
    assert weak.status_code == 422
    assert 'value="Kim Holm"' in weak.content.decode()
    joined = client.post(link, {"name": "Kim Holm", "password": PASSWORD})
    assert (joined.status_code, joined.headers["Location"]) == (302, "/desk/havnegade/")
    assert client.get("/desk/").headers["Location"] == "/desk/havnegade/"
    assert client.get(link).status_code == 404


def test_account_in_use_signs_in_first(client: Client, business: Business, owner: Actor) -> None:
    user = make_user("kim@example.com", PASSWORD)
    link = invited(business, owner)
    sent_away = client.post(link, {"name": "Kim", "password": "something long else"})
    assert sent_away.headers["Location"] == f"/accounts/login/?next={link}"
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    assert 'name="password"' not in client.get(link).content.decode()
    assert client.post(link, {"name": "Kim"}).headers["Location"] == "/desk/havnegade/"


def test_unknown_link_leads_nowhere(client: Client, db: None) -> None:
    assert client.get("/accounts/invitation/x/").status_code == 404


def test_expired_link_leads_nowhere(client: Client, business: Business, owner: Actor, now: datetime) -> None:
    details = StaffDetails("kim@example.com", "Kim", Role.RECEPTIONIST)
    long_ago = datetime(2026, 10, 1, tzinfo=now.tzinfo)
    with scope(business=business):
        old = invite_staff(actor=owner, now=long_ago, business_id=business.pk, details=details)
    assert client.get(f"/accounts/invitation/{old.secret}/").status_code == 404
