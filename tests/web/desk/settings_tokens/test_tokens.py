"""Can API tokens be made and revoked on screen?"""

import re

from tests.factories.businesses import make_token
from tests.personas import membership_of, signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Business
from kartotek.domain.businesses.queries import find_caller

URL = "/desk/havnegade/settings/tokens/"


def test_token_is_made_shown_once_and_revoked(business: Business, administrator: Actor, receptionist: Actor) -> None:
    browser = signed_in(administrator)
    assert "No tokens" in browser.get(URL).content.decode()
    assert browser.get(f"{URL}new/").status_code == 200
    member = membership_of(receptionist)
    assert browser.post(f"{URL}new/", {"name": "", "member": member.pk}).status_code == 422
    made = browser.post(f"{URL}new/", {"name": "Website", "member": member.pk}).content.decode()
    (plain,) = re.findall(r'value="(kt_[\w-]+)"', made)
    assert find_caller(plain, address="") == (business, receptionist)
    listed = browser.get(URL).content.decode()
    assert plain not in listed
    (path,) = set(re.findall(rf'href="({URL}\d+/revoke/)"', listed))
    assert "Signe Kragh" in browser.get(path).content.decode()
    assert browser.post(path).headers["Location"] == URL
    assert find_caller(plain, address="") is None


def test_nobody_offers_more_than_she_may_herself(administrator: Actor, owner: Actor) -> None:
    browser = signed_in(administrator)
    page = browser.get(f"{URL}new/").content.decode()
    assert "Mette Lund" not in page
    assert browser.post(f"{URL}new/", {"name": "x", "member": membership_of(owner).pk}).status_code == 422


def test_another_tenants_token_does_not_exist(owner: Actor, other_owner: Actor) -> None:
    make_token(membership_of(other_owner))
    assert signed_in(owner).get(f"{URL}999/revoke/").status_code == 404


def test_receptionist_may_not(receptionist: Actor) -> None:
    assert signed_in(receptionist).get(URL).status_code == 403
