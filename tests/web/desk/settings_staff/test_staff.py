"""Can people be invited, changed, let go and taken back on screen?"""

import re

from tests.factories.businesses import make_membership, make_token
from tests.personas import membership_of, signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business, Membership
from kartotek.domain.businesses.queries import actor_for_membership
from kartotek.domain.businesses.values import Permission

URL = "/desk/havnegade/settings/staff/"


def fresh(member: Membership) -> Actor:
    """The person as she acts now."""
    return actor_for_membership(membership_of(actor_for_membership(member)))


def test_list_shows_roles_areas_and_states(business: Business, owner: Actor, inspector: Actor) -> None:
    make_membership(business, name="Ida", invite_digest="x")
    make_membership(business, name="Peter", is_active=False)
    text = signed_in(owner).get(URL).content.decode()
    for word in ("Mette Lund", "Karim Haddad", "Indre By", "Inspector", "Invited", "Deactivated", "3 active"):
        assert word in text


def test_invitation_shows_its_link_once(owner: Actor) -> None:
    browser = signed_in(owner)
    assert browser.get(f"{URL}invite/").status_code == 200
    assert browser.post(f"{URL}invite/", {"email": "kim", "name": "Kim", "role": "receptionist"}).status_code == 422
    answer = browser.post(f"{URL}invite/", {"email": "kim@example.com", "name": "Kim", "role": "receptionist"})
    (link,) = re.findall(r'value="(http://localhost:8000/accounts/invitation/[\w-]+/)"', answer.content.decode())
    assert answer.headers["Cache-Control"].count("no-store") == 1
    (person,) = re.findall(rf"{URL}(\d+)/\"", answer.content.decode())
    again = browser.post(f"{URL}{person}/invitation/")
    assert link not in again.content.decode()
    assert "/accounts/invitation/" in again.content.decode()


def test_role_areas_and_single_permissions_are_saved(
    business: Business, owner: Actor, receptionist: Actor, area: Area
) -> None:
    browser = signed_in(owner)
    member = membership_of(receptionist)
    member.granted = [Permission.RULE_MANAGE]
    member.save()
    path = f"{URL}{member.pk}/"
    assert browser.get(path).status_code == 200
    typed = {
        "version": "1",
        "name": "Signe K.",
        "phone": "22 55 01 14",
        "role": "inspector",
        "areas": [area.pk],
        "right_settings_manage": "granted",
        "right_booking_override": "taken",
    }
    preview = browser.post(f"{path}rights/", {**typed, "version": "1"}).content.decode()
    assert '<th scope="col">Inspector</th>' in preview
    saved = browser.post(path, typed)
    assert saved.headers["Location"] == path
    actor = fresh(member)
    assert (actor.name, actor.area_ids) == ("Signe K.", frozenset({area.pk}))
    assert actor.may(Permission.SETTINGS_MANAGE)
    assert not actor.may(Permission.BOOKING_OVERRIDE)
    assert actor.may(Permission.RULE_MANAGE), "what has no field on the screen stays"


def test_wrong_and_stale_changes_keep_what_was_typed(owner: Actor, receptionist: Actor) -> None:
    browser = signed_in(owner)
    path = f"{URL}{membership_of(receptionist).pk}/"
    typed = {"version": "1", "name": "Signe K.", "phone": "12", "role": "receptionist", "right_staff_manage": "granted"}
    wrong = browser.post(path, typed)
    assert wrong.status_code == 422
    assert 'value="12"' in wrong.content.decode()
    assert '<option value="granted" selected>' in wrong.content.decode()
    assert browser.post(path, {**typed, "role": "boss"}).status_code == 422
    browser.post(path, {**typed, "phone": ""})
    stale = browser.post(path, {**typed, "name": "Signe Kragh", "phone": ""})
    assert stale.status_code == 409
    assert '<th scope="row">Name</th><td>Signe K.</td><td>Signe Kragh</td>' in stale.content.decode()


def test_last_owner_stays(owner: Actor) -> None:
    browser = signed_in(owner)
    path = f"{URL}{membership_of(owner).pk}/"
    kept = browser.post(path, {"version": "1", "name": "Mette", "role": "practitioner"})
    assert kept.status_code == 422
    assert "A business keeps at least one active owner." in kept.content.decode()
    assert "A business keeps at least one active owner." in browser.post(f"{path}deactivate/").content.decode()


def test_person_is_let_go_and_taken_back(business: Business, owner: Actor) -> None:
    browser = signed_in(owner)
    member = make_membership(business, name="Kim")
    make_token(member)
    path = f"{URL}{member.pk}/"
    assert "1 API token stops working" in browser.get(f"{path}deactivate/").content.decode()
    assert browser.post(f"{path}deactivate/", {"reason": "moved"}).headers["Location"] == URL
    assert not membership_of(actor_for_membership(member)).is_active
    assert browser.get(path).status_code == 200
    assert browser.post(f"{path}reactivate/").headers["Location"] == path
    assert membership_of(actor_for_membership(member)).is_active


def test_another_tenants_people_do_not_exist(owner: Actor, other_owner: Actor) -> None:
    browser = signed_in(owner)
    path = f"{URL}{membership_of(other_owner).pk}/"
    assert [browser.get(path + part).status_code for part in ("", "deactivate/")] == [404, 404]
    for part in ("", "rights/", "invitation/", "deactivate/", "reactivate/"):
        assert browser.post(path + part, {"version": "1"}).status_code == 404


def test_receptionist_may_not(receptionist: Actor) -> None:
    assert signed_in(receptionist).get(URL).status_code == 403
