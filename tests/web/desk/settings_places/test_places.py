"""Can locations and areas be made, changed and removed on screen?"""

import re

from django.test import Client
from django_scopes import scope
from tests.factories.businesses import make_area, make_location, make_membership
from tests.factories.customers import make_customer
from tests.personas import signed_in

from kartotek.domain.audit.values import Actor
from kartotek.domain.businesses.models import Area, Business
from kartotek.domain.businesses.queries import actor_for_membership, list_locations
from kartotek.domain.businesses.values import Role

URL = "/desk/havnegade/settings/places/"
TICKED = re.compile(r'name="inspectors" value="([0-9]+)"[^>]* checked')


def ticked(browser: Client, path: str) -> list[str]:
    return TICKED.findall(browser.get(path).content.decode())


def test_location_is_added_changed_archived_and_restored(business: Business, owner: Actor) -> None:
    browser = signed_in(owner)
    assert browser.get(f"{URL}locations/new/").status_code == 200
    added = browser.post(f"{URL}locations/new/", {"name": "Amager", "city": "Kbh"}, headers={"hx-request": "true"})
    assert (added.status_code, added.headers["HX-Redirect"]) == (204, URL)
    with scope(business=business):
        (location,) = list_locations()
    path = f"{URL}locations/{location.id}/"
    assert 'value="Amager"' in browser.get(path).content.decode()
    assert browser.post(path, {"version": "1", "name": "Amager Ø"}).status_code == 302
    stale = browser.post(path, {"version": "1", "name": "Amager V"})
    assert stale.status_code == 409
    assert "<td>Amager Ø</td><td>Amager V</td>" in stale.content.decode()
    assert browser.post(path, {"version": "2", "name": ""}).status_code == 422
    for word in ("Archived", ""):
        browser.post(f"{path}archive/")
        assert (">Archived<" in browser.get(URL).content.decode().replace("</svg>Archived", ">Archived")) == bool(word)


def test_areas_show_as_a_tree_and_are_changed(business: Business, owner: Actor) -> None:
    browser = signed_in(owner)
    city = make_area(business, "City")
    assert browser.get(f"{URL}areas/new/").status_code == 200
    assert browser.post(f"{URL}areas/new/", {"name": "Inner", "parent": city.pk}).status_code == 302
    assert browser.post(f"{URL}areas/new/", {"name": "Inner", "parent": ""}).status_code == 422
    assert "Part of City" in browser.get(URL).content.decode()
    path = f"{URL}areas/{city.pk}/"
    form = browser.get(path).content.decode()
    assert "Inner" not in form
    assert browser.post(path, {"version": "1", "name": "Town", "parent": ""}).status_code == 302
    assert browser.post(path, {"version": "1", "name": "Village", "parent": ""}).status_code == 409
    kept = browser.post(f"{path}delete/")
    assert kept.status_code == 422
    assert "still belong to this area" in kept.content.decode()


def test_the_tree_says_who_looks_after_each_area_and_how_many_customers_it_has(
    business: Business, owner: Actor, inspector: Actor, area: Area
) -> None:
    browser = signed_in(owner)
    harbour = make_area(business, "Harbour", area)
    make_location(business, "Quay", area=harbour)
    with scope(business=business):
        make_customer(business, area=area)
        make_customer(business, "Freja", area=harbour)
    page = browser.get(URL).content.decode()
    row = page[page.index(f'id="area-{area.pk}"') : page.index(f'id="area-{harbour.pk}"')]
    assert [word in row for word in ("Karim Haddad", ">2</a>", "1 directly", f"?area={area.pk}")] == [True] * 4
    assert [word in page for word in ('class="k-branch k-d1"', "Part of Indre By", "<td>Harbour</td>")] == [True] * 3
    asked = browser.get(f"{URL}areas/{area.pk}/delete/").content.decode()
    assert [word in asked for word in ("1 customer<", "Karim Haddad, inspector", "Harbour, a part of it")] == [True] * 3
    assert "1 location<" in browser.get(f"{URL}areas/{harbour.pk}/delete/").content.decode()
    form = browser.get(f"{URL}areas/new/?parent={harbour.pk}").content.decode()
    assert f'<option value="{harbour.pk}" selected>\u2003Harbour</option>' in form


def test_inspectors_are_chosen_for_an_area(
    business: Business, owner: Actor, inspector: Actor, area: Area, other_area: Area
) -> None:
    browser = signed_in(owner)
    path = f"{URL}areas/{other_area.pk}/inspectors/"
    assert ticked(browser, path) == []
    assert browser.post(path, {"inspectors": [inspector.id]}).headers["Location"] == URL
    assert ticked(browser, path) == [str(inspector.id)]
    assert browser.post(path, {"inspectors": ["987654321"]}).status_code == 422
    assert browser.post(path, {}).status_code == 302
    assert "Nobody" in browser.get(URL).content.decode()


def test_where_nobody_is_an_inspector_the_dialog_says_where_to_make_one(
    business: Business, owner: Actor, other_area: Area
) -> None:
    page = signed_in(owner).get(f"{URL}areas/{other_area.pk}/inspectors/").content.decode()
    assert ("Nobody has the role inspector yet" in page, "/desk/havnegade/settings/staff/" in page) == (True, True)


def test_whoever_may_not_manage_staff_is_not_offered_the_inspectors(business: Business, area: Area) -> None:
    browser = signed_in(
        actor_for_membership(make_membership(business, Role.ADMINISTRATOR, taken=["staff.manage"], granted=[]))
    )
    assert "/inspectors/" not in browser.get(URL).content.decode()
    assert browser.get(f"{URL}areas/{area.pk}/inspectors/").status_code == 403


def test_empty_area_is_removed(business: Business, owner: Actor) -> None:
    browser = signed_in(owner)
    area = make_area(business, "City")
    path = f"{URL}areas/{area.pk}/delete/"
    assert browser.get(path).status_code == 200
    assert browser.post(path).headers["Location"] == URL
    assert "No areas" in browser.get(URL).content.decode()


def test_another_tenants_places_do_not_exist(business: Business, other_business: Business, owner: Actor) -> None:
    browser = signed_in(owner)
    location, area = make_location(other_business), make_area(other_business)
    for path in (
        f"locations/{location.pk}/",
        f"areas/{area.pk}/",
        f"areas/{area.pk}/delete/",
        f"areas/{area.pk}/inspectors/",
    ):
        assert browser.get(URL + path).status_code == 404
        assert browser.post(URL + path, {"version": "1", "name": "X"}).status_code == 404
    assert browser.post(f"{URL}locations/{location.pk}/archive/").status_code == 404


def test_receptionist_may_not(receptionist: Actor) -> None:
    assert signed_in(receptionist).get(URL).status_code == 403
